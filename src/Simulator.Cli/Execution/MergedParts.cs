using Simulator.Cli.Console;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sharding;
using Simulator.Studies.Sweep;

namespace Simulator.Cli.Execution;

/// <summary>What a command needs so that it prints and writes the results of parts.</summary>
internal static class MergedParts
{
    /// <summary>A session whose runs and analyses are those of parts.</summary>
    public static Session Of(IReadOnlyList<PartFile> parts, Session session) => session with
    {
        Simulate = (scenario, options, progress, cancellation) => Explained(() => MergedRun.Run(scenario, options, parts, progress, cancellation), cancellation),
        Analyse = (scenario, options, progress, cancellation) => Explained(() => MergedRun.Indices(scenario, options, parts, progress, cancellation), cancellation),
    };

    /// <summary>The settings of all parts.</summary>
    /// <param name="set">The parts.</param>
    /// <param name="device">Device of a second pass; null if none is stated.</param>
    /// <param name="threads">Threads of a second pass; null if none are stated.</param>
    /// <param name="memory">Memory of each graphics device; null if none is stated. [byte]</param>
    public static RunSettings Settings(PartSet set, string? device, int? threads, long? memory)
    {
        var run = set.Run;
        return new RunSettings(
            run.Samples, run.Seed, run.Sampler, run.Sampler == "random" ? run.Asks.OwnReplicates : run.Replicates, DeviceFor(set.Parts, device), threads, run.Interval,
            IsExact: run.Exact, Equivalences: run.Equivalences, Limits: [.. run.Limits.Select(text => Limit.Parse(text) with { Place = "--limit" })], DeviceMemory: memory);
    }

    /// <summary>The device of a second pass: samples drawn on the CPU are drawn again on the CPU, since a graphics card's floats may differ in the last bits.</summary>
    public static string? DeviceFor(IReadOnlyList<PartFile> parts, string? device) =>
        device ?? (parts.All(part => part.Device.StartsWith("cpu", StringComparison.Ordinal) || part.Device.Length == 0) ? "cpu" : null);

    /// <summary>Reads what the header of parts asks for, or the files that they hold.</summary>
    /// <exception cref="ExplainedException">It cannot be read; whoever has written the part can have written anything, so nothing is quoted.</exception>
    public static T Asked<T>(PartSet set, Func<T> read)
    {
        try
        {
            return Explained(read);
        }
        catch (Exception exception) when (exception is ScenarioException or VariationException or QuantityException or FormatException or ArgumentException)
        {
            throw new ExplainedException($"{set.Parts[0].File}: found a study that no command line can ask for, or a scenario that cannot be read; allowed: parts as they were written with --shard.", ExitCode.Wrong);
        }
    }

    /// <summary>Does something with parts, and explains what is wrong with them.</summary>
    /// <exception cref="ExplainedException">Something is, or it was stopped.</exception>
    public static T Explained<T>(Func<T> work, CancellationToken cancellation = default)
    {
        try
        {
            return work();
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
}
