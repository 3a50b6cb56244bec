using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>Draws one part of the samples of a run.</summary>
public static class PartRunner
{
    /// <summary>Checks that a run can be split so.</summary>
    /// <exception cref="ArgumentException">It cannot; the message says what was found and what is allowed.</exception>
    public static void Check(Scenario scenario, RunOptions options, Part part) => Check(PlanBuilder.Build(scenario), options, part);

    /// <summary>Draws a part.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="part">Which part.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="DeviceException">The device that was requested is not there, or failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the part was complete.</exception>
    public static PartCounts Run(
        Scenario scenario, RunOptions options, Part part, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var plan = PlanBuilder.Build(scenario);
        Check(plan, options, part);
        RunChecks.Check(plan, options);
        var request = SamplingRounds.RequestFor(options);
        var points = part.RangeOf(request.Points);
        EngineChoice.AnnounceTranslation(plan, options);
        var watch = Stopwatch.StartNew();
        var ((drawn, device), notice) = EngineChoice.Use(
            options, engine => (Draw(engine, plan, request, points, progress, cancellation), engine.Device));
        return new PartCounts(part, request, points, drawn, device, watch.Elapsed.TotalSeconds, notice is null ? [] : [notice]);
    }

    private static List<DrawnRange> Draw(
        ISimulationEngine engine, SimulationPlan plan, SamplingRequest request, PointRange points, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        // Apart wherever a run of independent samples keeps its state, so that it can be computed from the parts too.
        var ends = request.Sampler == Sampler.Random
            ? SamplingRounds.StepEnds(request.Points).Where(end => end > points.First && end < points.End).Append(points.End)
            : [points.End];
        var prepared = engine.Prepare(plan, request);
        var drawn = new List<DrawnRange>();
        var first = points.First;
        foreach (var end in ends)
        {
            var range = new PointRange(first, end);
            var tallies = drawn.Count == 0 ? prepared : prepared.Emptied();
            var report = progress is null ? null : new Relay(progress, request.Replicates * (first - points.First), request.Replicates * points.Count);
            var wanted = request with { FirstPoint = first, Points = range.Count };
            if (engine.Count(plan, wanted, tallies, report, cancellation) < wanted.Samples)
            {
                throw new OperationCanceledException(cancellation);
            }

            drawn.Add(new DrawnRange(range, tallies));
            first = end;
        }

        return drawn;
    }

    private static void Check(SimulationPlan plan, RunOptions options, Part part)
    {
        if (options.Precision is not null)
        {
            throw Refusal("a precision to reach", "a number of samples: a part cannot tell when all parts together are precise enough");
        }

        if (options.TimeLimit is not null)
        {
            throw Refusal("a limit of time", "a number of samples: a part that stops early cannot be merged");
        }

        if (!plan.IsUncertain)
        {
            throw Refusal("a scenario without uncertain inputs", "one whose outputs are sampled; this one is plain arithmetic");
        }

        if (part.Of < 1 || part.Of > Part.Most || part.Number < 1 || part.Number > part.Of)
        {
            throw Refusal(FormattableString.Invariant($"{part.Number}/{part.Of}"), FormattableString.Invariant($"I/N with I from 1 to N and N up to {Part.Most:N0}"));
        }

        var request = SamplingRounds.RequestFor(options);
        var most = Part.MostFor(request.Points);
        if (part.Of > most)
        {
            var replicates = request.Replicates == 1 ? "" : FormattableString.Invariant($" of each of {request.Replicates} replicates");
            throw Refusal(
                FormattableString.Invariant($"{part.Of:N0} parts"),
                FormattableString.Invariant(
                    $"at most {most:N0}: {request.Samples:N0} samples are {request.Points:N0} points{replicates}, and a part takes at least {MomentSums.VirtualBlock:N0} points; use more samples"));
        }
    }

    private static ArgumentException Refusal(string found, string allowed) => new($"shard: found {found}; allowed: {allowed}.");

    private sealed class Relay(IProgress<RunProgress> progress, long before, long total) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new RunProgress(before + value.Done, total));
    }
}

/// <summary>What one part of a run has counted.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Request">The samples of the whole run.</param>
/// <param name="Points">The points of this part.</param>
/// <param name="Drawn">Their counts, by range, ascending.</param>
/// <param name="Device">What they were computed on.</param>
/// <param name="Seconds">Wall-clock time of sampling. [s]</param>
/// <param name="Notices">What the reader needs to know about the device.</param>
public sealed record PartCounts(
    Part Part, SamplingRequest Request, PointRange Points, IReadOnlyList<DrawnRange> Drawn, string Device, double Seconds, IReadOnlyList<string> Notices);

/// <summary>The counts of some points.</summary>
/// <param name="Points">Which points of every replicate.</param>
/// <param name="Tallies">What was counted.</param>
public sealed record DrawnRange(PointRange Points, RunTallies Tallies);
