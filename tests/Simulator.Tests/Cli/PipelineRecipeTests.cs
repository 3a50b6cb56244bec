using System.Net;
using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Serialization;

namespace Simulator.Tests.Cli;

/// <summary>The recipes for pipelines, run step by step as GitHub and GitLab run them, with an archive made for the test.</summary>
public sealed class PipelineRecipeTests : IDisposable
{
    private const string Recipes = "scenarios/ci";

    private readonly RecipeShell _shell = new();

    public static TheoryData<string, int> Gates { get; } = new() { { "p95 emissions < 2 t", 0 }, { "p95 emissions < 1 kg", 3 }, { "p95 emissions < 1 apple", 2 } };

    [Theory]
    [MemberData(nameof(Gates))]
    public void GitHub_gates_posts_and_keeps(string limit, int expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var job = Map(Map(Read("github.yml")["jobs"])["footprint"]);
        var environment = Environment(job["env"], limit);
        (environment["RUNNER_TEMP"], environment["GITHUB_PATH"], environment["GITHUB_STEP_SUMMARY"]) = (_shell.InFolder("temp"), _shell.InFolder("path"), _shell.InFolder("summary.md"));
        Directory.CreateDirectory(_shell.InFolder("temp"));
        // Stands for GitHub's own program: it keeps what it is asked to post.
        _shell.AddTool("tools", "gh", $"printf '%s ' \"$@\" > '{_shell.InFolder("gh.txt")}'; for last; do :; done; cp \"$last\" '{_shell.InFolder("posted.md")}'");
        var code = 0;
        foreach (var step in ((List<object>)job["steps"]).Select(Map).Where(step => step.ContainsKey("run")))
        {
            // A step runs if all before it have succeeded, or if it says always().
            if (code == 0 || (step.TryGetValue("if", out var condition) && ((string)condition).StartsWith("always()", StringComparison.Ordinal)))
            {
                foreach (var (name, value) in step.TryGetValue("env", out var more) ? Map(more) : [])
                {
                    environment[name] = ((string)value).Contains("github.event.number", StringComparison.Ordinal) ? "17" : "token";
                }

                var paths = File.Exists(_shell.InFolder("path")) ? File.ReadAllLines(_shell.InFolder("path")) : [];
                var exit = _shell.Run("set -eo pipefail\n" + (string)step["run"], environment, paths);
                code = code == 0 ? exit : code;
            }
        }

        Assert.Equal(expected, code);
        Assert.Equal(expected != 2, File.Exists(_shell.InFolder("footprint/report.html")));
        Assert.Equal(expected != 2, File.Exists(_shell.InFolder("gh.txt")));
        if (expected != 2)
        {
            Assert.Equal("pr comment 17 --edit-last --create-if-none --body-file footprint.md ", File.ReadAllText(_shell.InFolder("gh.txt")));
            AssertTable(expected, File.ReadAllText(_shell.InFolder("posted.md")));
            Assert.Equal(File.ReadAllText(_shell.InFolder("posted.md")), File.ReadAllText(_shell.InFolder("summary.md")));
        }

        var kept = ((List<object>)job["steps"]).Select(Map).Single(step => step.TryGetValue("uses", out var uses) && ((string)uses).Contains("upload-artifact", StringComparison.Ordinal));
        Assert.Equal(("always()", "footprint"), ((string)kept["if"], (string)Map(kept["with"])["path"]));
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void GitLab_gates_posts_and_keeps(string limit, int expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var job = Map(Read("gitlab.yml")["footprint"]);
        var environment = Environment(job["variables"], limit);
        using var server = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/";
        server.Prefixes.Add(address);
        server.Start();
        var posted = Task.Run(() => Receive(server));
        (environment["CI_API_V4_URL"], environment["CI_PROJECT_ID"], environment["CI_MERGE_REQUEST_IID"], environment["FOOTPRINT_TOKEN"]) = (address + "api/v4", "5", "17", "token");

        // A runner puts all lines into one shell, which stops at the first that fails.
        var lines = ((List<object>)job["before_script"]).Concat((List<object>)job["script"]).Cast<string>();
        Assert.Equal(expected, _shell.Run("set -eo pipefail\n" + string.Join('\n', lines), environment, []));
        if (expected != 2)
        {
            var (path, token, body) = posted.Result;
            Assert.Equal(("/api/v4/projects/5/merge_requests/17/notes", "token"), (path, token));
            AssertTable(expected, WebUtility.UrlDecode(body["body=".Length..]));
        }

        Assert.Equal(expected != 2, posted.IsCompleted);
        Assert.Equal(expected != 2, File.Exists(_shell.InFolder("footprint/report.html")));
        var artifacts = Map(job["artifacts"]);
        Assert.Equal(("always", "footprint/"), ((string)artifacts["when"], Assert.Single((List<object>)artifacts["paths"])));
    }

    [Fact]
    public void An_archive_that_is_not_the_one_of_the_checksum_is_not_run()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var job = Map(Read("gitlab.yml")["footprint"]);
        var environment = Environment(job["variables"], "p95 emissions < 2 t");
        environment["SIMULATOR_SHA256"] = new string('0', 64);
        var lines = ((List<object>)job["before_script"]).Concat((List<object>)job["script"]).Cast<string>();
        Assert.Equal(1, _shell.Run("set -eo pipefail\n" + string.Join('\n', lines), environment, []));
        Assert.False(Directory.Exists(_shell.InFolder(".simulator")));
    }

    public void Dispose() => _shell.Dispose();

    private static void AssertTable(int code, string markdown)
    {
        Assert.Contains("| Emissions |", markdown, StringComparison.Ordinal);
        Assert.Contains(code == 3 ? "| does not hold |" : "| holds |", markdown, StringComparison.Ordinal);
    }

    private static (string Path, string? Token, string Body) Receive(HttpListener server)
    {
        var context = server.GetContext();
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = reader.ReadToEnd();
        context.Response.StatusCode = 201;
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, context.Request.Headers["PRIVATE-TOKEN"], body);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Dictionary<string, object> Read(string name) =>
        Map(new DeserializerBuilder().Build().Deserialize(File.ReadAllText(Path.Combine(Repository.Root, Recipes, name)))!);

    private static Dictionary<string, object> Map(object node) => ((Dictionary<object, object>)node).ToDictionary(entry => (string)entry.Key, entry => entry.Value);

    // The checkout with the scenario, whose limit the case chooses, and an archive with a program that starts the one built here.
    private Dictionary<string, string> Environment(object variables, string limit)
    {
        var scenario = (string)Map(variables)["SCENARIO"];
        Directory.CreateDirectory(Path.GetDirectoryName(_shell.InFolder(scenario))!);
        var text = File.ReadAllText(Path.Combine(Repository.Root, scenario));
        File.WriteAllText(_shell.InFolder(scenario), text[..text.IndexOf("limits:", StringComparison.Ordinal)] + $"limits: [\"{limit}\"]\nsimulation: {{samples: 16384}}\n");
        _shell.AddProgram("archive/simulator-9.9");
        Assert.Equal(0, _shell.Run("tar -czf archive.tar.gz -C archive simulator-9.9", new Dictionary<string, string>(), []));
        return new(StringComparer.Ordinal)
        {
            ["SCENARIO"] = scenario,
            ["SIMULATOR_ARCHIVE"] = new Uri(_shell.InFolder("archive.tar.gz")).AbsoluteUri,
            ["SIMULATOR_SHA256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_shell.InFolder("archive.tar.gz")))),
        };
    }
}
