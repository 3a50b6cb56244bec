using System.Diagnostics;
using Simulator.Cli.Output;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

/// <summary>The files in a results folder belong to one run, and other files are left alone.</summary>
public sealed class ResultFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-results-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Charts_and_tables_that_a_run_no_longer_writes_go()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var scenario = line.Scenario(more: "facility: {pue: 1.1 to 1.3}");
        var here = Path.Combine(line.Folder, "out");
        Assert.Equal(0, line.RunWithCharts(scenario, "--samples", "4096", "--sensitivity", "--charts", "histogram"));
        Assert.Contains("sensitivity.csv", Names(here));
        Assert.Contains("histogram-energy.png", Names(here));
        File.WriteAllText(Path.Combine(here, "notes.txt"), "mine");
        Assert.Equal(0, line.RunScenario(scenario, "--samples", "4096"));
        Assert.Equal(["manifest.json", "notes.txt", "report.html", "summary.csv", "summary.json"], Names(here));
        Assert.DoesNotContain("notes.txt", line.Error.ToString());
    }

    [Fact]
    public void A_file_that_was_changed_since_is_left_and_named()
    {
        Write("a", ("summary.json", "1"), ("chart.png", "1"), ("other.png", "1"));
        File.WriteAllText(Path.Combine(_folder, "r", "chart.png"), "drawn over");
        var written = Write("a", ("summary.json", "2"));
        Assert.Contains("chart.png", Assert.Single(written.Remarks));
        Assert.Equal(["chart.png", "manifest.json", "summary.json"], Names(written.Folder));

        // It belongs to no run now: the next run does not name it again.
        Assert.Empty(Write("a", ("summary.json", "3")).Remarks);
        Assert.Equal("drawn over", File.ReadAllText(Path.Combine(_folder, "r", "chart.png")));
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("manifest.json")]
    public void A_file_of_somebody_else_under_a_name_that_is_needed_is_kept_under_another(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "r"));
        File.WriteAllText(Path.Combine(_folder, "r", name), "mine");
        var written = Write("a", ("summary.json", "1"));
        Assert.Contains(name + ".kept", Assert.Single(written.Remarks));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(written.Folder, name + ".kept")));
        Assert.Equal("1", File.ReadAllText(Path.Combine(written.Folder, "summary.json")));
        Assert.Empty(Write("a", ("summary.json", "2")).Remarks);
    }

    [Fact]
    public void Another_scenario_of_the_same_name_gets_a_folder_of_its_own_and_finds_it_again()
    {
        Write("a", ("summary.json", "a"), ("chart.png", "a"));
        var other = Write("b", ("summary.json", "b"));
        Assert.Equal("r-2", Path.GetFileName(other.Folder));
        Assert.Contains("contains the results of 'same' (run, ", Assert.Single(other.Remarks));
        Assert.Equal("r-3", Path.GetFileName(Write("c", ("summary.json", "c")).Folder));
        Assert.Equal("r-2", Path.GetFileName(Write("b", ("summary.json", "b2")).Folder));
        Assert.Equal("r", Path.GetFileName(Write("a", ("summary.json", "a2")).Folder));
        Assert.Equal(("a2", "b2", "c"), (Summary("r"), Summary("r-2"), Summary("r-3")));
    }

    [Fact]
    public void A_file_that_was_edited_or_moved_is_the_same_scenario()
    {
        Write("a", ("summary.json", "1"));
        Assert.Equal("r", Path.GetFileName(Write("a", hash: "edited", files: ("summary.json", "2")).Folder));
        Assert.Equal("r", Path.GetFileName(Write("elsewhere", hash: "edited", files: ("summary.json", "3")).Folder));

        // The project is moved as a whole.
        var moved = _folder + "-moved";
        Directory.Move(_folder, moved);
        Directory.CreateDirectory(_folder);
        try
        {
            var manifest = ResultManifest.Of(Path.Combine(moved, "r"))!;
            Assert.Equal(Path.Combine(moved, "elsewhere"), manifest.Owner.Scenarios[0].File);
        }
        finally
        {
            Directory.Delete(moved, recursive: true);
        }
    }

    [Fact]
    public void In_a_folder_that_the_user_names_another_scenarios_results_are_replaced_with_a_notice()
    {
        using var line = new CommandLineRun();
        var (one, two) = (line.Scenario("Same", "one.yaml"), line.Scenario("Same", "two.yaml", "facility: {pue: 1.2}"));
        Assert.Equal(0, line.RunWithCharts(one, "--charts", "histogram", "--quiet"));
        Assert.Empty(line.Error.ToString());
        Assert.Equal(0, line.RunScenario(two, "--quiet"));
        Assert.Contains("contained the results of 'Same' (run, ", line.Error.ToString());
        Assert.Contains("one.yaml), which were replaced.", line.Error.ToString());
        Assert.Equal(["manifest.json", "report.html", "summary.csv", "summary.json"], Names(Path.Combine(line.Folder, "out")));
    }

    [Fact]
    public void Variations_and_sweeps_of_one_file_are_distinguished()
    {
        using var line = new CommandLineRun();
        var scenario = line.Scenario(more: "facility: {pue: 1.1 to 1.3}");
        string[] rest = ["--out", Path.Combine(line.Folder, "out"), "--samples", "1024", "--quiet"];
        Assert.Equal(0, line.Run(["sweep", scenario, "--vary", "facility.pue=1.1,1.2", .. rest]));
        Assert.Equal(0, line.Run(["sweep", scenario, "--vary", "facility.pue=1.1,1.3", "--no-plots", .. rest]));
        Assert.Empty(line.Error.ToString());
        Assert.Equal(["manifest.json", "sweep.csv", "sweep.csv-metadata.json", "sweep.json"], Names(Path.Combine(line.Folder, "out")));
        Assert.Equal(0, line.Run(["compare", scenario, "--vary", "facility.pue=1.1", "--no-plots", .. rest]));
        Assert.Contains("contained the results of 'Small' (sweep by facility.pue, ", line.Error.ToString());
        Assert.Equal(0, line.Run(["compare", scenario, "--vary", "facility.pue=1.4", "--no-plots", .. rest]));
        Assert.Contains("contained the results of 'Small' and 1 more (compare, ", line.Error.ToString());
        Assert.Equal(["comparison.csv", "comparison.json", "manifest.json", "report.html", "sheet.csv", "summary.csv"], Names(Path.Combine(line.Folder, "out")));
    }

    [Fact]
    public void Standard_input_with_another_text_is_replaced_with_a_notice()
    {
        Write(ResultOwner.StandardInputName, ("summary.json", "1"));
        Assert.Empty(Write(ResultOwner.StandardInputName, ("summary.json", "2")).Remarks);
        var other = Write(ResultOwner.StandardInputName, hash: "other", files: ("summary.json", "3"));
        Assert.Equal("r", Path.GetFileName(other.Folder));
        Assert.Contains("which were replaced", Assert.Single(other.Remarks));
    }

    [Fact]
    public void Two_scenarios_of_one_command_do_not_share_a_folder_even_if_they_are_alike()
    {
        using var line = new CommandLineRun();
        var (one, two) = (line.Scenario("Same", "one.yaml"), line.Scenario("Same", "two.yaml"));
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(0, line.Run("run", one, two, "--out", Path.Combine(line.Folder, "out"), "--no-plots"));
            Assert.Equal(["Same", "Same-2"], Directory.GetDirectories(Path.Combine(line.Folder, "out")).Select(Path.GetFileName).Order());
        }
    }

    [Fact]
    public void Of_several_simultaneous_runs_one_is_kept_whole()
    {
        string[] names = ["summary.json", "report.html", .. Enumerable.Range(0, 8).Select(chart => FormattableString.Invariant($"chart-{chart}.png"))];
        for (var round = 0; round < 12; round++)
        {
            Parallel.For(0, 4, run => Write("a", [.. names.Skip(run % 2).Prepend("summary.json").Distinct().Select(name => (name, FormattableString.Invariant($"{round}.{run}")))]));
            var contents = Names(Path.Combine(_folder, "r")).Where(name => name != ResultManifest.FileName).Select(name => File.ReadAllText(Path.Combine(_folder, "r", name)));
            Assert.Single(contents.Distinct());
            Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, "r")));
        }
    }

    [Fact]
    public void Files_of_a_killed_run_are_removed_by_the_next_and_those_of_a_running_one_stay()
    {
        var here = Directory.CreateDirectory(Path.Combine(_folder, "r")).FullName;
        var dead = Directory.CreateDirectory(Path.Combine(here, $".{Guid.NewGuid():N}.tmp")).FullName;
        File.WriteAllText(Path.Combine(dead, StagingFolder.Sign), "");
        File.WriteAllText(Path.Combine(dead, "summary.json"), "half");
        var half = Path.Combine(here, $".summary.json.{Guid.NewGuid():N}.tmp");
        File.WriteAllText(half, "half"); // killed a moment ago
        Directory.CreateDirectory(Path.Combine(here, $".{Guid.NewGuid():N}.tmp")); // killed before it had its sign
        File.WriteAllText(Path.Combine(here, FolderLock.FileName), "half");
        string[] foreign = [".profile.tmp", "notes.tmp", ".0123.tmp"];
        foreach (var name in foreign)
        {
            File.WriteAllText(Path.Combine(here, name), "mine");
        }

        using (var living = StagingFolder.In(here))
        {
            Write("a", ("summary.json", "1"));
            Assert.True(Directory.Exists(living.Path));
        }

        Assert.Empty(Directory.GetDirectories(here));
        Assert.Equal(foreign.Append("manifest.json").Append("summary.json").Order(StringComparer.Ordinal), Names(here));
    }

    [Fact]
    public void After_a_crash_in_the_middle_the_files_of_both_runs_are_known()
    {
        Write("a", ("summary.json", "1"), ("chart.png", "1"), ("old.png", "1"));
        var here = Path.Combine(_folder, "r");
        var before = ResultManifest.Of(here)!;

        // The crash: the new summary is there, the chart is not yet, and the old one has not gone.
        Write("a", ("summary.json", "2"), ("chart.png", "2"));
        var after = ResultManifest.Of(here)!;
        (after with { Earlier = before.Files }).Write(Path.Combine(here, ResultManifest.FileName), here);

        File.WriteAllText(Path.Combine(here, "chart.png"), "1");
        File.WriteAllText(Path.Combine(here, "old.png"), "1");
        Assert.Empty(Write("a", ("summary.json", "3")).Remarks);
        Assert.Equal(["manifest.json", "summary.json"], Names(here));
    }

    // Two runs are killed one after the other, each before it has removed anything: the files are those of the run before both.
    [Theory]
    [InlineData("chart.png")]
    [InlineData("summary.csv")]
    [InlineData("report.html")]
    public void After_two_crashes_in_the_middle_the_files_of_the_first_run_are_known(string name)
    {
        Write("a", ("summary.json", "1"), (name, "1"));
        var here = Path.Combine(_folder, "r");
        var first = ResultManifest.Of(here)!;
        Write("a", ("summary.json", "2"), (name, "2"));
        (ResultManifest.Of(here)! with { Earlier = first.Files }).Write(Path.Combine(here, ResultManifest.FileName), here);
        File.WriteAllText(Path.Combine(here, "summary.json"), "1");
        File.WriteAllText(Path.Combine(here, name), "1");

        // A folder of a name that is needed stops the third run after its manifest is in place; what it had removed is put back.
        Directory.CreateDirectory(Path.Combine(here, "z.png"));
        Assert.ThrowsAny<IOException>(() => Write("a", ("summary.json", "3"), (name, "3"), ("z.png", "3")));
        Directory.Delete(Path.Combine(here, "z.png"));
        File.WriteAllText(Path.Combine(here, "summary.json"), "1");
        File.WriteAllText(Path.Combine(here, name), "1");

        Assert.Empty(Write("a", ("summary.json", "4"), (name, "4")).Remarks);
        Assert.Equal(new[] { name, "manifest.json", "summary.json" }.Order(StringComparer.Ordinal), Names(here));
        Assert.Equal("4", Summary("r"));
    }

    [Fact]
    public void A_manifest_does_not_reach_outside_its_folder()
    {
        Write("a", ("summary.json", "1"), ("chart.png", "1"));
        var victim = Path.Combine(_folder, "victim.txt");
        File.WriteAllText(victim, "1"); // as the chart, so that the hash would be right
        var manifest = Path.Combine(_folder, "r", ResultManifest.FileName);
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"chart.png\"", "\"../victim.txt\"", StringComparison.Ordinal));
        Write("a", ("summary.json", "2"));
        Assert.True(File.Exists(victim));
    }

    [Fact]
    public void A_failure_leaves_everything_as_it_was()
    {
        Write("a", ("summary.json", "1"), ("chart.png", "1"));
        Assert.Throws<IOException>(() => Folder("a").Write("summary.json", into =>
        {
            File.WriteAllText(Path.Combine(into, "summary.json"), "2");
            throw new IOException("no space left");
        }));
        Assert.Equal("1", Summary("r"));
        Assert.Equal(["chart.png", "manifest.json", "summary.json"], Names(Path.Combine(_folder, "r")));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, "r")));
    }

    [Fact]
    public void Parts_of_two_scenarios_in_one_folder_are_both_kept()
    {
        using var line = new CommandLineRun();
        var (one, two) = (line.Scenario("Same", "one.yaml", "facility: {pue: 1.1 to 1.3}"), line.Scenario("Same", "two.yaml", "facility: {pue: 1.2 to 1.3}"));
        var parts = Path.Combine(line.Folder, "parts");
        foreach (var scenario in new[] { one, two, two, one })
        {
            Assert.Equal(0, line.Run("run", scenario, "--shard", "1/2", "--samples", "262144", "--replicates", "2", "--out", parts));
        }

        Assert.Equal(0, line.Run("run", one, "--shard", "1/2", "--samples", "262144", "--replicates", "2", "--seed", "7", "--out", parts));
        Assert.Equal(3, Directory.GetFiles(parts, "*.part").Length);
        Assert.Contains("is not a part of this run and is kept", line.Error.ToString());
    }

    [Fact]
    public async Task Two_commands_do_not_mix_their_results()
    {
        const string Scenario = "name: same\nhardware: {tdp: 1 kW}\ngrid: {electricity_price: 50 to 90 USD/MWh}\ntraining: [{phase: t, accelerator_hours: 1000 h}]\n";
        await File.WriteAllTextAsync(Path.Combine(_folder, "one.yaml"), Scenario);
        await File.WriteAllTextAsync(Path.Combine(_folder, "other.yaml"), Scenario.Replace("50 to 90", "500 to 900", StringComparison.Ordinal));
        Assert.Empty(await Process("run", "one.yaml", "--charts", "histogram", "-q"));
        var first = await File.ReadAllTextAsync(Path.Combine(_folder, "results", "same", "summary.json"));
        Assert.StartsWith($"'{Path.Combine("results", "same")}' contains the results of 'same' (run, ", await Process("run", "other.yaml", "--no-plots", "-q"));
        Assert.Equal(first, await File.ReadAllTextAsync(Path.Combine(_folder, "results", "same", "summary.json")));
        Assert.Equal(["manifest.json", "report.html", "summary.csv", "summary.json"], Names(Path.Combine(_folder, "results", "same-2")));
        Assert.Contains(Names(Path.Combine(_folder, "results", "same")), name => name.StartsWith("histogram-", StringComparison.Ordinal));
    }

    private async Task<string> Process(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Simulator.Cli"), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return error;
    }

    private WrittenResults Write(string scenario, params (string Name, string Text)[] files) => Write(scenario, scenario, files);

    private WrittenResults Write(string scenario, string hash, params (string Name, string Text)[] files) => Folder(scenario, hash).Write("summary.json", into =>
    {
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(into, name), text);
        }
    });

    private ResultFolder Folder(string scenario, string? hash = null)
    {
        var wanted = Directory.CreateDirectory(Path.Combine(_folder, "r")).FullName;
        var file = scenario == ResultOwner.StandardInputName ? scenario : Path.Combine(_folder, scenario);
        return new ResultFolder(wanted, isNamed: false, new ResultOwner("run", "simulator run", [new OwnedScenario("same", file, hash ?? scenario)]));
    }

    private string Summary(string folder) => File.ReadAllText(Path.Combine(_folder, folder, "summary.json"));

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
