using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Runs;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Cli;

/// <summary>Parts drawn by one command line each, and merged by another.</summary>
public sealed class PartCommandTests
{
    private const string Uncertain = """
        facility:
          pue: pert(1.05, 1.12, 1.4)
        grid:
          carbon_intensity: 400 to 780 gCO2e/kWh
        """;

    private static readonly string[] Run = ["--samples", "500k", "--replicates", "2", "--seed", "7", "--interval", "80%", "--limit", "p95 energy < 1 MWh"];

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("markdown")]
    public void Merged_parts_print_and_write_what_the_run_would_have(string format)
    {
        using var whole = new CommandLineRun { Simulate = SimulationRunner.Run };
        var scenario = whole.Scenario(more: Uncertain);
        Assert.Equal(3, whole.RunScenario(scenario, [.. Run, "--format", format]));

        using var parts = new CommandLineRun();
        var folder = Path.Combine(parts.Folder, "parts");
        Assert.Equal(0, parts.Run(["run", scenario, .. Run, "--shard", "1/3", "--out", folder, "--threads", "1"]));
        Assert.Equal(0, parts.Run(["run", scenario, .. Run, "--shard", "2/3", "--out", folder, "--device", CpuDevices.Scalar]));
        Assert.Equal(0, parts.Run(["run", scenario, .. Run, "--shard", "3/3", "--out", folder]));
        Assert.Contains("Part 2 of 3: 131,072 of 524,288 samples drawn, seed 7, cpu-scalar.", parts.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Part 3 of 3: 262,144 of 524,288 samples drawn", parts.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("no intervals and no charts", parts.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        File.Delete(scenario);

        using var merged = new CommandLineRun();
        Assert.Equal(3, merged.Run("merge", folder, "--out", Path.Combine(merged.Folder, "out"), "--no-plots", "--format", format));
        Assert.Equal(WithoutRun(whole.Output.ToString(), format), WithoutRun(merged.Output.ToString(), format));
        foreach (var name in new[] { "summary.json", "summary.csv" })
        {
            Assert.Equal(Text(whole, name), Text(merged, name));
        }

        Assert.True(File.Exists(Path.Combine(merged.Folder, "out", "report.html")));
        Assert.Contains("does not hold", merged.Error.ToString(), StringComparison.Ordinal);

        static string Text(CommandLineRun line, string name) =>
            WithoutRun(File.ReadAllText(Path.Combine(line.Folder, "out", name)), Path.GetExtension(name)[1..]);
    }

    [Fact]
    public void Charts_are_drawn_from_all_parts_with_how_they_settled()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var scenario = line.Scenario(more: Uncertain);
        string[] run = [scenario, "--sampler", "random", "--samples", "300k"];
        string[] charts = ["--charts", "convergence"];
        Assert.Equal(0, line.Run(["run", .. run, .. charts, "--out", Path.Combine(line.Folder, "whole")]));
        Assert.Equal(0, line.Run(["run", .. run, "--shard", "1/2", "--out", line.Folder]));
        Assert.Equal(0, line.Run(["run", .. run, "--shard", "2/2", "--out", line.Folder]));
        Assert.Equal(0, line.Run(["merge", line.Folder, .. charts, "--out", Path.Combine(line.Folder, "merged")]));
        var drawn = Directory.GetFiles(Path.Combine(line.Folder, "whole"), "*.png");
        Assert.Contains(drawn, file => Path.GetFileName(file).StartsWith("convergence", StringComparison.Ordinal));
        Assert.All(drawn, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(line.Folder, "merged", Path.GetFileName(file)))));
    }

    [Fact]
    public void Json_of_a_part_is_one_document()
    {
        using var line = new CommandLineRun { Input = new StringReader("{name: x, hardware: {tdp: 600 W to 700 W}, training: [{accelerator_hours: 1M h}]}") };
        Assert.Equal(0, line.Run(["run", "-", .. Run, "--shard", "1/1", "--out", line.Folder, "--format", "json", "--quiet"]));
        using var document = JsonDocument.Parse(line.Output.ToString());
        var part = document.RootElement;
        Assert.Equal(Path.Combine(line.Folder, "1-of-1.part"), part.GetProperty("file").GetString());
        Assert.Equal((1, 1, 7, 524_288), (part.GetProperty("part").GetInt32(), part.GetProperty("of").GetInt32(), part.GetProperty("seed").GetInt32(), part.GetProperty("drawn").GetInt32()));
        Assert.Empty(line.Error.ToString());
        Assert.Equal(3, line.Run("merge", line.Folder, "--out", line.Folder, "--no-plots"));
    }

    [Fact]
    public void Parts_of_many_runs_that_are_written_at_once_into_one_folder_are_all_there()
    {
        using var line = new CommandLineRun();
        var scenario = line.Scenario(more: Uncertain);
        var folder = Path.Combine(line.Folder, "parts");
        const int Runs = 8;
        Parallel.For(0, 2 * Runs, new ParallelOptions { MaxDegreeOfParallelism = Runs }, job =>
        {
            using var own = new CommandLineRun();
            Assert.Equal(0, own.Run("run", scenario, "--samples", "4096", "--device", "cpu", "--seed", $"{job / 2}", "--shard", $"{(job % 2) + 1}/2", "--out", folder));
        });
        var parts = Directory.GetFiles(folder, "*.part");
        Assert.Equal(2 * Runs, parts.Length);
        foreach (var run in parts.Select(Simulator.Studies.Sharding.PartFile.Open).GroupBy(part => part.Header.Seed))
        {
            Assert.Equal([1, 2], run.Select(part => part.Header.Part).Order());
            using var own = new CommandLineRun();
            Assert.Equal(0, own.Run(["merge", .. run.Select(part => part.File), "--no-plots", "--out", Path.Combine(own.Folder, "out")]));
        }
    }

    [Fact]
    public void An_interrupted_part_leaves_no_file()
    {
        using var line = new CommandLineRun { Cancellation = new CancellationToken(canceled: true) };
        Assert.Equal(130, line.Run(["run", line.Scenario(more: Uncertain), .. Run, "--shard", "1/2", "--out", Path.Combine(line.Folder, "out")]));
        Assert.Contains("part 1 of 2 is not complete, and nothing was written", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(line.Folder, "out")));
    }

    [Fact]
    public void An_interrupted_merge_writes_nothing()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(["run", line.Scenario(more: Uncertain), .. Run, "--shard", "1/1", "--out", line.Folder]));
        using var stopped = new CommandLineRun { Cancellation = new CancellationToken(canceled: true) };
        Assert.Equal(130, stopped.Run("merge", line.Folder, "--out", stopped.Folder));
        Assert.Empty(Directory.GetFiles(stopped.Folder));
    }

    [Theory]
    [InlineData("--shard 0/4", "'0/4' is not allowed")]
    [InlineData("--shard 5/4", "'5/4' is not allowed")]
    [InlineData("--shard 1/0", "'1/0' is not allowed")]
    [InlineData("--shard 1/100001", "'1/100001' is not allowed")]
    [InlineData("--shard 1/2/3", "'1/2/3' is not allowed")]
    [InlineData("--shard third", "'third' is not allowed")]
    [InlineData("--shard 1/2 --precision 1%", "--precision cannot be used with --shard")]
    [InlineData("--shard 1/2 --time 10", "--time cannot be used with --shard")]
    [InlineData("--shard 1/2 --chart-svg", "'simulator merge' draws the charts")]
    [InlineData("--shard 1/2 --format csv", "allowed with --shard: table or json")]
    [InlineData("OTHER --shard 1/2", "found 2 scenarios; allowed: one")]
    [InlineData("PRECISE", "found a precision to reach")]
    [InlineData("PLAIN", "a scenario without uncertain inputs")]
    public void What_cannot_be_split_is_refused(string arguments, string reason)
    {
        using var line = new CommandLineRun();
        var file = arguments switch
        {
            "PLAIN" => line.Scenario(),
            "PRECISE" => line.Scenario(more: Uncertain + "\nsimulation: {precision: 1%}"),
            _ => line.Scenario(more: Uncertain),
        };
        string[] more = arguments is "PLAIN" or "PRECISE"
            ? ["--shard", "1/2"]
            : arguments.Replace("OTHER", line.Scenario(file: "other.yaml", more: Uncertain), StringComparison.Ordinal).Split(' ');
        var folder = Path.Combine(line.Folder, "out");
        Assert.Equal(2, line.Run(["run", file, .. Run, "--out", folder, .. more]));
        Assert.Contains(reason, line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Output.ToString());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void What_cannot_be_merged_is_refused()
    {
        using var line = new CommandLineRun();
        var scenario = line.Scenario(more: Uncertain);
        Assert.Equal(2, line.Run("merge", scenario, "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains($"{scenario}: found a file that is not a part of a study", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, line.Run(["run", scenario, .. Run, "--shard", "2/3", "--out", line.Folder]));
        Assert.Equal(2, line.Run("merge", line.Folder, "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains("Found 1 of 3 parts; missing: 1, 3.", line.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(line.Folder, "out")));
    }

    // How a run went differs: device, threads and time.
    private static string WithoutRun(string text, string format)
    {
        if (format == "table" || format == "markdown")
        {
            return text.Replace("cpu-scalar, ", "", StringComparison.Ordinal).Replace(", cpu-scalar", "", StringComparison.Ordinal);
        }

        if (format != "json")
        {
            return text;
        }

        var document = JsonNode.Parse(text)!.AsObject();
        var run = document["run"]!.AsObject();
        Assert.All(new[] { "device", "threads", "seconds" }, name => Assert.True(run.Remove(name)));
        return document.ToJsonString();
    }
}
