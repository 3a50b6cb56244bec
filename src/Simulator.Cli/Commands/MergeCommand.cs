using Simulator.Engine;
using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator merge</c>: the parts of a run that were drawn on their own, as the run in one go.</summary>
internal static class MergeCommand
{
    public static readonly string[] Examples =
    [
        "simulator run my.yaml --samples 1e10 --shard 1/2 --out parts",
        "simulator merge parts",
        "simulator merge 1-of-2.part 2-of-2.part --out results/merged",
        "simulator merge parts --format json --quiet > summary.json",
    ];

    public static Command Build(Session session)
    {
        var parts = new Argument<string[]>("PART")
        {
            Description = "Part files written by 'simulator run --shard', or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var device = Arguments.Device();
        var deviceMemory = Arguments.DeviceMemory();
        var threads = Arguments.Threads();
        var outFolder = Arguments.OutFolder("summary.json, summary.csv, report.html and charts");
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var quiet = Arguments.Quiet();
        var command = new Command(
            "merge",
            "Merges the parts of a run and prints what a single run would have printed. For exact quantiles (up to 4M samples, or --exact) samples are drawn once more here.")
        {
            parts, outFolder, format, device, deviceMemory, threads, quiet,
        };
        var charts = new ChartArguments();
        foreach (var option in charts.Options)
        {
            command.Add(option);
        }

        var gates = new GateArguments();
        foreach (var option in gates.Options)
        {
            command.Add(option);
        }

        command.SetAction(parsed => gates.Run(parsed, session, findings =>
        {
            var (set, scenario) = Read(parsed.GetValue(parts)!);
            return new ScenarioRun(
                session with { Simulate = (read, options, progress, cancellation) => Merge(set, read, options, progress, cancellation) },
                Settings(set, parsed.GetValue(device), parsed.GetValue(threads)) with { DeviceMemory = parsed.GetValue(deviceMemory) },
                charts.Read(parsed, parsed.GetValue(threads) ?? Environment.ProcessorCount),
                parsed.GetValue(outFolder),
                parsed.GetValue(format)!,
                parsed.GetValue(quiet)) { Findings = findings }.RunAll([scenario]);
        }));
        return command;
    }

    private static (PartSet Parts, Scenario Scenario) Read(IReadOnlyList<string> paths)
    {
        try
        {
            var set = PartSet.Read(paths);
            return (set, set.ReadScenario());
        }
        catch (PartException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
    }

    private static SimulationResult Merge(
        PartSet set, Scenario scenario, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return MergedRun.Run(scenario, options, set.Parts, progress, cancellation);
        }
        catch (PartException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new ExplainedException("Interrupted: nothing was written; the parts are unchanged.", ExitCode.Interrupted);
        }
    }

    // Samples drawn on the CPU are drawn again on the CPU: a graphics card's floats may differ in the last bits.
    private static RunSettings Settings(PartSet set, string? device, int? threads)
    {
        var run = set.Run;
        return new RunSettings(
            run.Samples, run.Seed, run.Sampler, run.Sampler == "random" ? null : run.Replicates,
            device ?? (set.Parts.All(part => part.Device.StartsWith("cpu", StringComparison.Ordinal)) ? "cpu" : null), threads, run.Interval,
            IsExact: run.Exact, Equivalences: run.Equivalences, Limits: [.. run.Limits.Select(text => Limit.Parse(text) with { Place = "--limit" })]);
    }
}
