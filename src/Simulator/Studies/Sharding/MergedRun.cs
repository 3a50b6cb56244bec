using Simulator.Engine;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>A part of a run whose samples have been drawn before.</summary>
internal interface IDrawnPart
{
    /// <summary>What they were computed on.</summary>
    string Device { get; }

    /// <summary>Threads used.</summary>
    int Threads { get; }

    /// <summary>Wall-clock time of sampling. [s]</summary>
    double Seconds { get; }

    /// <summary>What the reader needs to know about the device.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>Adds what this part has counted of some points.</summary>
    /// <param name="points">The points; the part's own may lie outside.</param>
    /// <param name="tallies">Receives the counts.</param>
    /// <returns>Samples added.</returns>
    long AddTo(PointRange points, RunTallies tallies);
}

/// <summary>Turns the parts of a run into the result that a single run would have given.</summary>
internal static class MergedRun
{
    /// <summary>Adds parts. Exact quantiles still take a second pass over samples, which is done here.</summary>
    /// <param name="scenario">The scenario of all parts.</param>
    /// <param name="options">The options of all parts; device and threads are those of the second pass.</param>
    /// <param name="parts">All parts of the run.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The result; its threads are the most that a part has used, its seconds the sum over the parts.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SimulationResult Run(
        Scenario scenario, RunOptions options, IReadOnlyList<IDrawnPart> parts, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var result = SimulationRunner.Run(scenario, options, engine => new DrawnEngine(engine, parts), progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return result with
        {
            Run = result.Run with { Threads = parts.Max(part => part.Threads), Seconds = parts.Sum(part => part.Seconds) },
            Notices = [.. result.Notices, .. parts.SelectMany(part => part.Notices).Distinct(StringComparer.Ordinal)],
        };
    }

    // For the rest of a run, parts act as an engine that has already drawn its samples.
    private sealed class DrawnEngine(ISimulationEngine engine, IReadOnlyList<IDrawnPart> parts) : ISimulationEngine
    {
        public string Device => string.Join(", ", parts.Select(part => part.Device).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => engine.Prepare(plan, request);

        public long Count(
            SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation)
        {
            var points = new PointRange(request.FirstPoint, request.FirstPoint + request.Points);
            long added = 0;
            foreach (var part in parts)
            {
                cancellation.ThrowIfCancellationRequested();
                added += part.AddTo(points, tallies);
                progress?.Report(new RunProgress(added, request.Samples));
            }

            return added == request.Samples
                ? added
                : throw new PartException($"The parts hold {added} of the {request.Samples} samples from point {points.First} on.");
        }

        public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
            SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation) =>
            engine.Refine(plan, request, bins, cancellation);
    }
}
