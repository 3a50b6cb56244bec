using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Simulator.Tests.Cli;

/// <summary>The recipes for clusters; <c>tests/slurm.sh</c> tests the one for Slurm on a Slurm.</summary>
public sealed class ClusterRecipeTests : IDisposable
{
    private const string Scenario = "scenarios/ci/footprint.yaml";

    private static readonly string Recipes = Path.Combine(Repository.Root, "scenarios/cluster");

    private readonly RecipeShell _shell = new();

    [Fact]
    public void The_scripts_are_those_of_a_shell()
    {
        if (RecipeShell.Has("bash"))
        {
            Assert.All(Directory.GetFiles(Recipes, "*.sh"), script => Assert.Equal(0, _shell.Run($"bash -n '{script}'", new Dictionary<string, string>(), [])));
        }
    }

    [Fact]
    public void Kubernetes_draws_every_part_once_and_merges_them_to_the_run()
    {
        // Strict: a key that Kubernetes does not know is an error.
        var documents = KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Recipes, "kubernetes.yml")), strict: true);
        Assert.Equal(["PersistentVolumeClaim", "Job", "Job"], documents.Select(document => ((IKubernetesObject)document).Kind));
        var (parts, merge) = ((V1Job)documents[1], (V1Job)documents[2]);
        Assert.Equal(("Indexed", "Never"), (parts.Spec.CompletionMode, parts.Spec.Template.Spec.RestartPolicy));
        Assert.Equal(0, merge.Spec.BackoffLimit);
        foreach (var job in new[] { parts, merge })
        {
            var pod = job.Spec.Template.Spec;
            var mounts = pod.Containers.Concat(pod.InitContainers ?? []).SelectMany(container => container.VolumeMounts).Select(mount => mount.Name);
            Assert.Equal(pod.Volumes.Select(volume => volume.Name).Order(), mounts.Distinct().Order());
            Assert.All(pod.Volumes.Where(volume => volume.PersistentVolumeClaim is not null), volume =>
                Assert.Equal(((V1PersistentVolumeClaim)documents[0]).Metadata.Name, volume.PersistentVolumeClaim.ClaimName));
        }

        if (!RecipeShell.Has("bash"))
        {
            return;
        }

        _shell.AddProgram("tools");
        Directory.CreateDirectory(_shell.InFolder("scenario"));
        File.Copy(Path.Combine(Repository.Root, Scenario), _shell.InFolder("scenario/scenario.yaml"));
        for (var index = 0; index < parts.Spec.Completions; index++)
        {
            var container = parts.Spec.Template.Spec.Containers[0];
            Assert.Equal(["sh", "-c"], container.Command);
            var environment = new Dictionary<string, string> { ["JOB_COMPLETION_INDEX"] = $"{index}" };
            Assert.Equal(0, _shell.Run(InFolder(container.Args[0]).Replace("16M", "256k", StringComparison.Ordinal), environment, []));
        }

        var steps = merge.Spec.Template.Spec;
        Assert.Equal(0, _shell.Run(InFolder(steps.InitContainers[0].Args[0]), new Dictionary<string, string>(), []));
        Assert.Equal(0, _shell.Run("simulator " + InFolder(string.Join(' ', steps.Containers[0].Args)), new Dictionary<string, string>(), []));
        AssertIsRun("data/results", "256k", _shell.InFolder("scenario/scenario.yaml"));

        // In the container, the volumes are at the root.
        string InFolder(string text) => text.Replace("/data/", _shell.InFolder("data") + "/", StringComparison.Ordinal).Replace("/scenario/", _shell.InFolder("scenario") + "/", StringComparison.Ordinal);
    }

    [Fact]
    public void Gnu_parallel_draws_every_part_and_merges_them_to_the_run()
    {
        if (!RecipeShell.Has("parallel"))
        {
            return;
        }

        _shell.AddProgram("tools");
        var scenario = Path.Combine(Repository.Root, Scenario);
        Assert.Equal(0, _shell.Run($"'{Recipes}/parallel.sh' '{scenario}' 256k 5 run --jobs 2 --will-cite", new Dictionary<string, string> { ["HOME"] = _shell.InFolder(".") }, []));
        AssertIsRun("run/results", "256k", scenario);
    }

    [Theory]
    [InlineData("sweep --vary facility.pue=1.1,1.2,1.3", "sweep.csv")]
    [InlineData("sensitivity", "sensitivity.csv")]
    public void Jobs_of_an_array_draw_the_parts_of_any_study(string study, string result)
    {
        if (!RecipeShell.Has("bash"))
        {
            return;
        }

        _shell.AddProgram("tools");
        var scenario = Path.Combine(Repository.Root, Scenario);
        Dictionary<string, string> job = new(StringComparer.Ordinal)
        {
            ["STUDY"] = study, ["SCENARIO"] = scenario, ["SAMPLES"] = "64k", ["PARTS"] = _shell.InFolder("parts"), ["RESULTS"] = _shell.InFolder("results"), ["SLURM_ARRAY_TASK_COUNT"] = "2",
        };
        foreach (var task in new[] { "1", "2" })
        {
            job["SLURM_ARRAY_TASK_ID"] = task;
            Assert.Equal(0, _shell.Run($"'{Recipes}/slurm-part.sh'", job, []));
        }

        Assert.Equal(0, _shell.Run($"'{Recipes}/slurm-merge.sh'", job, []));
        Assert.Equal(0, _shell.Run($"simulator {study} '{scenario}' --samples 64k --device cpu --no-plots --quiet --out one", job, []));
        Assert.Equal(File.ReadAllText(_shell.InFolder($"one/{result}")), File.ReadAllText(_shell.InFolder($"results/{result}")));
    }

    public void Dispose() => _shell.Dispose();

    private void AssertIsRun(string results, string samples, string scenario)
    {
        Assert.Equal(0, _shell.Run($"simulator run '{scenario}' --samples {samples} --device cpu --no-plots --quiet --out one", new Dictionary<string, string>(), []));
        Assert.Equal(Figures("one"), Figures(results));

        string Figures(string folder)
        {
            var json = JsonNode.Parse(File.ReadAllText(_shell.InFolder($"{folder}/summary.json")))!.AsObject();
            json.Remove("run");
            return json.ToJsonString();
        }
    }
}
