using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Simulator.Cli.Execution;
using Simulator.Runs;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Cli;

/// <summary>Every kind of study in parts prints and writes what one process does.</summary>
public sealed partial class SplitCommandTests : IDisposable
{
    private const string Scenario = """
        name: Split
        hardware: {tdp: "choice(350 W @ 50%, 700 W @ 50%)"}
        facility: {pue: "pert(1.05, 1.12, 1.4)"}
        grid:
          carbon_intensity: {value: 'series(grid.csv, column=carbon_g_per_kwh)'}
          electricity_price: 60 to 90 USD/MWh
        training:
          - {phase: only, accelerators: 8, start: 2026-03-01T00:00Z, duration: 20 h to 30 h}
        """;

    private readonly CommandLineRun _line = new() { Simulate = SimulationRunner.Run };
    private readonly string _file;

    public SplitCommandTests()
    {
        _file = _line.WriteFile("split.yaml", Scenario);
        _line.WriteFile("grid.csv", "Datetime (UTC),carbon_g_per_kwh\n" + string.Concat(Enumerable.Range(0, 24 * 9).Select(hour =>
            FormattableString.Invariant($"{new DateTime(2026, 3, 1).AddHours(hour):yyyy-MM-dd HH:mm},{300 + (100 * Math.Sin(hour / 5.0)) - (hour % 7)}\n"))));
    }

    /// <summary>Kinds of studies, each with more and fewer points or blocks than there are parts.</summary>
    public static readonly TheoryData<string, string> Studies = new()
    {
        { "run", "--samples 200k --sampler random --sensitivity --worst emissions" },
        { "run", "--samples 150k --replicates 4 --exact --limit median|cost|>|1|USD" },
        { "sensitivity", "--samples 200k --replicates 2" },
        { "sensitivity", "--samples 5000 --sampler random --replicates 3 --outputs cost" },
        { "sweep", "--vary facility.pue=1.1:1.5:5 --scale hardware.tdp=1,1/2 --samples 20k --outputs cost,energy" },
        { "sweep", "--vary grid.carbon_intensity=20,500|gCO2e/kWh --precision 1%" },
        { "sweep", "--vary training.only.utilization=50%,120% --scale training.only.utilization=1,1.5 --samples 3000 --sampler random" },
        { "schedule", "--horizon 7d --step 1h --samples 100k --replicates 2" },
        { "schedule", "--horizon 40h --step 5h --by emissions --samples 3000" },
    };

    public static IEnumerable<object[]> InParts() => Studies.SelectMany(study => new[] { 1, 2, 3, 7 }.Select(of => (object[])[.. (object[])study, of]));

    public void Dispose() => _line.Dispose();

    [Theory]
    [MemberData(nameof(InParts))]
    public void Merged_parts_of_any_threads_and_lanes_print_and_write_what_one_process_does(string kind, string options, int of)
    {
        var asked = Asked(options);
        var code = _line.Run([kind, _file, .. asked, "--device", "cpu", "--out", Out("whole"), "--no-plots"]);
        Assert.True(code is 0, _line.Error.ToString());
        var printed = Taken();
        for (var number = 1; number <= of; number++)
        {
            var device = CpuDevices.Available[number % CpuDevices.Available.Count];
            var drawn = _line.Run([kind, _file, .. asked, "--device", device, "--threads", $"{(number % 3) + 1}", "--shard", $"{number}/{of}", "--out", Out("parts")]);
            Assert.True(drawn == 0, _line.Error.ToString());
            Assert.Contains($"Part {number} of {of}: ", Taken(), StringComparison.Ordinal);
        }

        File.Move(_file, _file + ".away");
        File.Move(Path.Combine(_line.Folder, "grid.csv"), Path.Combine(_line.Folder, "away.csv"));
        Assert.Equal(code, _line.Run("merge", Out("parts"), "--out", Out("merged"), "--no-plots"));
        Assert.Equal(printed, Taken());
        AssertSameFiles();
    }

    [Theory]
    [InlineData("sweep", "--vary facility.pue=1.1,1.5 --samples 4096")]
    [InlineData("schedule", "--horizon 5d --step 5h --samples 4096")]
    [InlineData("sensitivity", "--samples 4096")]
    public void Charts_and_other_formats_are_those_of_one_process(string kind, string options)
    {
        var asked = Asked(options);
        Assert.Equal(0, _line.Run([kind, _file, .. asked, "--device", "cpu", "--out", Out("whole"), "--chart-width", "400"]));
        foreach (var number in new[] { 1, 2 })
        {
            Assert.Equal(0, _line.Run([kind, _file, .. asked, "--device", "cpu", "--shard", $"{number}/2", "--out", Out("parts")]));
        }

        Assert.Equal(0, _line.Run("merge", Out("parts"), "--out", Out("merged"), "--chart-width", "400"));
        Assert.NotEmpty(Directory.GetFiles(Out("whole"), "*.png"));
        AssertSameFiles();
        foreach (var format in new[] { "csv", "markdown", "json" })
        {
            Taken();
            Assert.Equal(0, _line.Run([kind, _file, .. asked, "--device", "cpu", "--out", Out("again"), "--no-plots", "--format", format]));
            var whole = Taken();
            Assert.Equal(0, _line.Run("merge", Out("parts"), "--out", Out("again"), "--no-plots", "--format", format));
            Assert.Equal(Comparable(whole), Comparable(Taken()));
        }
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void What_is_resumed_gives_what_one_process_gives(string kind, string options)
    {
        var asked = Asked(options);
        Assert.Equal(0, _line.Run([kind, _file, .. asked, "--device", "cpu", "--out", Out("whole"), "--no-plots"]));
        var printed = Taken();
        Assert.Equal(0, _line.Run([kind, _file, .. asked, "--device", "cpu", "--out", Out("merged"), "--no-plots", "--resume"]));
        Assert.Equal(printed, Taken());
        AssertSameFiles();
        Assert.False(Directory.Exists(Path.Combine(Out("merged"), ResumableRun.FolderName)));
    }

    [Fact]
    public void Parts_of_other_kinds_and_with_other_options_are_refused_by_name()
    {
        (string Kind, string Options, string Difference)[] others =
        [
            ("run", "", "study: found run; allowed: sweep"),
            ("sensitivity", "", "study: found sensitivity; allowed: sweep"),
            ("schedule", "--horizon 3d", "study: found schedule; allowed: sweep"),
            ("sweep", "--vary facility.pue=1.1,1.6", "--vary: found something else; allowed: the same in all parts"),
            ("sweep", "--vary facility.pue=1.1,1.5 --scale hardware.tdp=1/2", "--scale: found something else; allowed: not given"),
            ("sweep", "--vary facility.pue=1.1,1.5 --outputs cost", "--outputs: found something else; allowed: not given"),
            ("sweep", "--vary facility.pue=1.1,1.5 --precision 2%", "--precision: found something else; allowed: not given"),
        ];
        Assert.Equal(0, _line.Run(["sweep", _file, "--vary", "facility.pue=1.1,1.5", "--samples", "1000", "--shard", "1/2", "--out", Out("parts")]));
        foreach (var (kind, options, difference) in others)
        {
            Assert.Equal(0, _line.Run([kind, _file, .. Asked(options), "--samples", "1000", "--shard", "2/2", "--out", Out("other")]));
            _line.Error.GetStringBuilder().Clear();
            Assert.Equal(2, _line.Run("merge", Path.Combine(Out("parts"), "1-of-2.part"), Path.Combine(Out("other"), "2-of-2.part"), "--out", Out("merged")));
            Assert.Contains(difference, _line.Error.ToString(), StringComparison.Ordinal);
            Directory.Delete(Out("other"), recursive: true);
        }
    }

    [Theory]
    [InlineData("sweep", "--time", "10")]
    [InlineData("sweep", "--junit", "x.xml")]
    [InlineData("sweep", "--chart-width", "400")]
    [InlineData("schedule", "--strict", null)]
    [InlineData("schedule", "--chart-svg", null)]
    [InlineData("sensitivity", "--annotations", "github")]
    [InlineData("sensitivity", "--chart-pdf", null)]
    public void Options_without_a_meaning_for_a_part_are_refused(string kind, string option, string? value)
    {
        string[] study = kind == "sweep" ? ["--vary", "facility.pue=1.1,1.5"] : [];
        string[] refused = value is null ? [option] : [option, value];
        Assert.Equal(2, _line.Run([kind, _file, .. study, .. refused, "--shard", "1/2", "--out", Out("parts")]));
        Assert.Contains($"{option} cannot be used with --shard: ", _line.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out("parts")));
    }

    [Theory]
    [InlineData("--shard", "1/2")]
    [InlineData("--resume", null)]
    public void A_comparison_says_how_it_is_spread_instead(string option, string? value)
    {
        Assert.Equal(2, _line.Run(["compare", _file, _file, option, .. value is null ? Array.Empty<string>() : [value]]));
        Assert.Contains($"{option} cannot be used with compare: every sample is drawn for all scenarios together; let each job compare", _line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _line.Run("compare", "--help"));
        Assert.DoesNotContain(option, _line.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_without_points_is_written_and_says_so()
    {
        Assert.Equal(0, _line.Run("sweep", _file, "--vary", "facility.pue=1.1,1.5", "--samples", "1000", "--shard", "1/3", "--out", Out("parts")));
        Assert.Contains("Part 1 of 3: 0 of 2 points drawn", _line.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("There are more parts than points: this one has nothing to draw", _line.Output.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Out("parts"), "1-of-3.part")));
    }

    [Theory]
    [InlineData("schedule", "2 of 4 starts drawn", "schedule.yaml", "--horizon 7h --sampler random --samples 256")]
    [InlineData("sensitivity", "128 of 128 samples drawn", "../scenario.yaml", "--samples 128")]
    public void A_part_that_has_drawn_something_does_not_say_that_it_has_not(string command, string drawn, string file, string options)
    {
        var scenario = Path.Combine(Repository.Root, "tests/Simulator.Tests/Cli/Formats/1", "schedule", file);
        string[] parts = ["1/2", "2/2"];
        var told = parts.Select(part =>
        {
            Assert.True(_line.Run([command, scenario, .. Asked(options), "--shard", part, "--out", Out("parts")]) == 0, _line.Error.ToString());
            return Taken();
        }).ToList();
        Assert.Contains(told, text => text.Contains(drawn, StringComparison.Ordinal));
        Assert.All(told.Where(text => text.Contains(drawn, StringComparison.Ordinal)), text => Assert.DoesNotContain("nothing to draw", text, StringComparison.Ordinal));
    }

    // Blanks inside a value are bars.
    private static string[] Asked(string options) =>
        [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('|', ' '))];

    private string Out(string name) => Path.Combine(_line.Folder, name);

    private string Taken()
    {
        var text = Named().Replace(_line.Output.ToString(), "");
        _line.Output.GetStringBuilder().Clear();
        return text;
    }

    private void AssertSameFiles()
    {
        string[] own = ["manifest.json", "report.html"];
        var names = Directory.GetFiles(Out("whole")).Select(Path.GetFileName).OfType<string>().Except(own).Order().ToList();
        Assert.Equal(names, Directory.GetFiles(Out("merged")).Select(Path.GetFileName).OfType<string>().Except(own).Order());
        Assert.Contains(names, name => name.EndsWith(".csv", StringComparison.Ordinal));
        Assert.All(names, name =>
        {
            if (name.EndsWith(".png", StringComparison.Ordinal) || name.EndsWith("-metadata.json", StringComparison.Ordinal))
            {
                Assert.Equal(File.ReadAllBytes(Path.Combine(Out("whole"), name)), File.ReadAllBytes(Path.Combine(Out("merged"), name)));
            }
            else
            {
                Assert.Equal(Comparable(File.ReadAllText(Path.Combine(Out("whole"), name))), Comparable(File.ReadAllText(Path.Combine(Out("merged"), name))));
            }
        });
    }

    // How it went differs: device, threads and time.
    private static string Comparable(string text)
    {
        if (!text.StartsWith('{'))
        {
            return Named().Replace(text, "");
        }

        var document = JsonNode.Parse(text)!.AsObject();
        var run = document["run"]!.AsObject();
        Assert.All(new[] { "device", "threads", "seconds" }, name => Assert.True(run.Remove(name)));
        run.Remove("sensitivity_device");
        run.Remove("sensitivity_seconds");
        return document.ToJsonString();
    }

    [GeneratedRegex(@"(, )?cpu(-\w+)?")]
    private static partial Regex Named();
}
