using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>Draws one part of the samples of a run.</summary>
internal static class PartRunner
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
        var ranges = part.RangesOf(request);
        if (part.SplitsReplicates(request))
        {
            // A few blocks: less than a graphics card takes to be opened.
            options = options with { Device = options.Device == "auto" ? "cpu" : options.Device };
        }

        EngineChoice.AnnounceTranslation(plan, options);
        var watch = Stopwatch.StartNew();
        var ((drawn, device), notice) = EngineChoice.Use(
            options, engine => (Draw(engine, plan, request, ranges, progress, cancellation), engine.Device));
        return new PartCounts(part, request, drawn, device, watch.Elapsed.TotalSeconds, notice is null ? [] : [notice]);
    }

    private static List<DrawnRange> Draw(
        ISimulationEngine engine, SimulationPlan plan, SamplingRequest request, IReadOnlyList<SampleRange> ranges, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var drawn = new List<DrawnRange>();
        if (ranges.Count == 0)
        {
            return drawn;
        }

        var prepared = engine.Prepare(plan, request);
        var (done, total) = (0L, ranges.Sum(range => range.Samples));
        foreach (var range in ranges)
        {
            var tallies = drawn.Count == 0 ? prepared : prepared.Emptied();
            var report = progress is null ? null : new Relay(progress, done, total);
            var wanted = request with
            {
                FirstPoint = range.Points.First, Points = range.Points.Count, FirstReplicate = range.Replicates.First, Replicates = range.Replicates.End,
            };
            if (engine.Count(plan, wanted, tallies, report, cancellation) < wanted.Samples)
            {
                throw new OperationCanceledException(cancellation);
            }

            drawn.Add(new DrawnRange(range, tallies));
            done += range.Samples;
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

        if (part.SplitsReplicates(SamplingRounds.RequestFor(options)) && !IsForCpu(options.Device))
        {
            throw Refusal(
                FormattableString.Invariant($"--device {options.Device} for parts of less than {MomentSums.VirtualBlock:N0} points of each replicate"),
                "the CPU, which draws them in milliseconds; leave --device out, use fewer parts, or draw more samples");
        }
    }

    private static bool IsForCpu(string device) => device == "auto" || device.StartsWith("cpu", StringComparison.Ordinal);

    private static ArgumentException Refusal(string found, string allowed) => new($"shard: found {found}; allowed: {allowed}.");

    private sealed class Relay(IProgress<RunProgress> progress, long before, long total) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new RunProgress(before + value.Done, total));
    }
}

/// <summary>What one part of a run has counted.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Request">The samples of the whole run.</param>
/// <param name="Drawn">The counts of this part, by range, ascending; none if it has nothing to draw.</param>
/// <param name="Device">What they were computed on.</param>
/// <param name="Seconds">Wall-clock time of sampling. [s]</param>
/// <param name="Notices">What the reader needs to know about the device.</param>
internal sealed record PartCounts(
    Part Part, SamplingRequest Request, IReadOnlyList<DrawnRange> Drawn, string Device, double Seconds, IReadOnlyList<string> Notices)
{
    /// <summary>Samples of this part.</summary>
    public long Samples => Drawn.Sum(drawn => drawn.Range.Samples);
}

/// <summary>The counts of some samples.</summary>
/// <param name="Range">Which samples.</param>
/// <param name="Tallies">What was counted; empty for other replicates.</param>
internal sealed record DrawnRange(SampleRange Range, RunTallies Tallies);
