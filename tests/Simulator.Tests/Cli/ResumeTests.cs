using System.Text.Json.Nodes;
using Simulator.Cli.Execution;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

/// <summary><c>--resume</c> continues an interrupted run, to the bits of one that was not interrupted.</summary>
public sealed class ResumeTests
{
    private const int Parts = 6;

    private const string Uncertain = """
        facility:
          pue: pert(1.05, 1.12, 1.4)
        grid:
          carbon_intensity: 400 to 780 gCO2e/kWh
        """;

    private static readonly string[] Options = ["--sampler", "random", "--samples", $"{Parts * ResumableRun.SamplesOfPart}", "--device", "cpu", "--limit", "p95 energy < 1 MWh"];

    [Fact]
    public void An_interrupted_run_is_continued_to_the_bits_of_one_that_was_not()
    {
        using var whole = new CommandLineRun { Simulate = SimulationRunner.Run };
        var scenario = whole.Scenario(more: Uncertain);
        Assert.Equal(3, whole.RunScenario(scenario, Options));

        using var stop = new CancellationTokenSource();
        using var line = new CommandLineRun { Cancellation = stop.Token };
        var kept = Path.Combine(line.Folder, "out", ResumableRun.FolderName);
        // Interrupted when the first part is there, by a thread that runs already: on a busy machine a task would begin too late.
        using var watches = new ManualResetEventSlim();
        var interruption = new Thread(() =>
        {
            watches.Set();
            while (!Directory.Exists(kept) || Directory.GetFiles(kept, "*.part").Length == 0)
            {
                Thread.Sleep(1);
            }

            stop.Cancel();
        })
        {
            IsBackground = true, Priority = ThreadPriority.Highest,
        };
        interruption.Start();
        watches.Wait();
        Assert.Equal(130, line.RunScenario(scenario, [.. Options, "--resume"]));
        interruption.Join();
        Assert.Contains($"of {Parts} parts are drawn and kept in '{kept}'; the same command continues", line.Error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(line.Folder, "out", "summary.json")));
        var drawn = Directory.GetFiles(kept, "*.part");
        Assert.InRange(drawn.Length, 1, Parts - 1);

        // A part that was cut off is drawn again, and so is one that is of another run.
        File.Copy(drawn[0], Path.Combine(kept, Path.GetFileName(drawn[0]).Replace($"1-of-{Parts}", $"{Parts}-of-{Parts}", StringComparison.Ordinal)), overwrite: true);
        if (drawn.Length > 1)
        {
            File.WriteAllBytes(drawn[1], File.ReadAllBytes(drawn[1])[..^1]);
        }

        using var again = new CommandLineRun();
        Directory.CreateDirectory(Path.Combine(again.Folder, "out"));
        Directory.Move(kept, Path.Combine(again.Folder, "out", ResumableRun.FolderName));
        Assert.Equal(3, again.RunScenario(scenario, [.. Options, "--resume"]));
        Assert.Contains($"1 of {Parts} parts had been drawn before.", again.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Figures(whole), Figures(again));
        Assert.Equal(File.ReadAllText(Path.Combine(whole.Folder, "out", "summary.csv")), File.ReadAllText(Path.Combine(again.Folder, "out", "summary.csv")));
        Assert.False(Directory.Exists(Path.Combine(again.Folder, "out", ResumableRun.FolderName)));
    }

    [Fact]
    public void A_short_run_and_one_without_uncertainty_are_what_they_are_without_it()
    {
        using var whole = new CommandLineRun { Simulate = SimulationRunner.Run };
        using var resumed = new CommandLineRun { Simulate = SimulationRunner.Run };
        foreach (var scenario in new[] { whole.Scenario(more: Uncertain), whole.Scenario(file: "plain.yaml") })
        {
            Assert.Equal(0, whole.RunScenario(scenario, "--samples", "4096", "--device", "cpu"));
            Assert.Equal(0, resumed.RunScenario(scenario, "--samples", "4096", "--device", "cpu", "--resume"));
            Assert.Equal(Figures(whole), Figures(resumed));
        }
    }

    [Theory]
    [InlineData("42 42")]
    [InlineData("42 42 42 42")]
    [InlineData("42 7 42 7")]
    public async Task Simultaneous_commands_do_not_take_each_others_parts_away(string seeds)
    {
        using var folder = new CommandLineRun();
        var scenario = folder.Scenario(more: Uncertain);
        for (var round = 0; round < 10; round++)
        {
            using var start = new Barrier(seeds.Split(' ').Length);
            await Task.WhenAll(seeds.Split(' ').Select(seed => Task.Factory.StartNew(
                () =>
                {
                    using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
                    start.SignalAndWait();
                    var code = line.Run("run", scenario, "--samples", "4096", "--device", "cpu", "--seed", seed, "--no-plots", "--out", Path.Combine(folder.Folder, "shared"), "--resume");
                    Assert.True(code == 0, line.Error.ToString());
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.False(Directory.Exists(Path.Combine(folder.Folder, "shared", ResumableRun.FolderName)));
        }
    }

    [Fact]
    public void A_part_that_is_there_is_not_drawn_again()
    {
        using var line = new CommandLineRun();
        string[] part = ["run", line.Scenario(more: Uncertain), "--samples", "4096", "--out", Path.Combine(line.Folder, "out"), "--shard", "1/2", "--resume"];
        Assert.Equal(0, line.Run(part));
        var path = Path.Combine(line.Folder, "out", "1-of-2.part");
        var written = File.GetLastWriteTimeUtc(path);
        Assert.Equal(0, line.Run(part));
        Assert.Contains("Part 1 of 2 had been drawn before", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));

        // With another seed it is another run's.
        Assert.Equal(0, line.Run([.. part, "--seed", "7"]));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(line.Folder, "out"), "*.part").Length);
    }

    [Theory]
    [InlineData("--precision 1%", "--precision cannot be used with --resume")]
    [InlineData("--time 10", "--time cannot be used with --resume")]
    [InlineData("OTHER", "found 2 scenarios; allowed: one")]
    [InlineData("PRECISE", "found a precision to reach; allowed: a number of samples")]
    public void What_cannot_be_resumed_is_refused(string arguments, string reason)
    {
        using var line = new CommandLineRun();
        var file = line.Scenario(more: arguments == "PRECISE" ? Uncertain + "\nsimulation: {precision: 1%}" : Uncertain);
        string[] more = arguments == "PRECISE" ? [] : arguments.Replace("OTHER", line.Scenario(file: "other.yaml", more: Uncertain), StringComparison.Ordinal).Split(' ');
        Assert.Equal(2, line.RunScenario(file, [.. more, "--resume"]));
        Assert.Contains(reason, line.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(line.Folder, "out")));
    }

    private static string Figures(CommandLineRun line)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(line.Folder, "out", "summary.json")))!.AsObject();
        json.Remove("run");
        return json.ToJsonString();
    }
}
