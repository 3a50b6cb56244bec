using Simulator.Engine;
using Simulator.Planning;
using Simulator.Runs;

namespace Simulator.Studies.Sharding;

/// <summary>Draws a part of the samples of a plan.</summary>
internal static class PartDrawing
{
    /// <summary>Draws some of the samples and, where quantiles of all will be resolved, keeps those near them.</summary>
    /// <param name="engine">Where to draw them.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How all samples are drawn.</param>
    /// <param name="part">Which samples.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static (IReadOnlyList<DrawnRange> Counts, NearValues Values) Draw(
        ISimulationEngine engine, SimulationPlan plan, RunOptions options, Part part, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var request = SamplingRounds.RequestFor(options);
        var ranges = part.RangesOf(request);
        var drawn = new List<DrawnRange>();
        var prepared = ranges.Count > 0 ? engine.Prepare(plan, request) : null;
        var (done, total) = (0L, ranges.Sum(range => range.Samples));
        foreach (var range in ranges)
        {
            var tallies = drawn.Count == 0 ? prepared! : prepared!.Emptied();
            var wanted = RequestOf(request, range);
            if (engine.Count(plan, wanted, tallies, PartProgress.Of(progress, done, total), cancellation) < wanted.Samples)
            {
                throw new OperationCanceledException(cancellation);
            }

            drawn.Add(new DrawnRange(range, tallies));
            done += range.Samples;
        }

        return (drawn, NearValues.Draw(engine, plan, request, options, drawn, cancellation));
    }

    /// <summary>The samples of a range.</summary>
    /// <param name="request">The samples of the whole run.</param>
    /// <param name="range">The range.</param>
    public static SamplingRequest RequestOf(SamplingRequest request, SampleRange range) => request with
    {
        FirstPoint = range.Points.First, Points = range.Points.Count, FirstReplicate = range.Replicates.First, Replicates = range.Replicates.End,
    };

    /// <summary>Refuses what cannot be split.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="part">Which part.</param>
    /// <param name="splitsSamples">Whether the samples of one plan are split; otherwise whole points are.</param>
    /// <exception cref="ArgumentException">It cannot; the message says what was found and what is allowed.</exception>
    public static void Check(RunOptions options, Part part, bool splitsSamples)
    {
        if (options.Precision is not null && splitsSamples)
        {
            throw Refusal("a precision to reach", "a number of samples: a part cannot tell when all parts together are precise enough");
        }

        if (options.TimeLimit is not null)
        {
            throw Refusal("a limit of time", "a number of samples: a part that stops early cannot be merged");
        }

        if (part.Of < 1 || part.Of > Part.Most || part.Number < 1 || part.Number > part.Of)
        {
            throw Refusal(FormattableString.Invariant($"{part.Number}/{part.Of}"), FormattableString.Invariant($"I/N with I from 1 to N and N up to {Part.Most:N0}"));
        }
    }

    /// <summary>The options with the device for a part: a few blocks take less time than a graphics card takes to be opened.</summary>
    public static RunOptions OnDevice(RunOptions options, Part part) =>
        options.Device == "auto" && part.SplitsReplicates(SamplingRounds.RequestFor(options)) ? options with { Device = "cpu" } : options;

    /// <summary>What is said where something cannot be split.</summary>
    public static ArgumentException Refusal(string found, string allowed) => new($"shard: found {found}; allowed: {allowed}.");
}

/// <summary>The progress of something as that of a part of something larger.</summary>
internal sealed class PartProgress : IProgress<RunProgress>
{
    private readonly IProgress<RunProgress> _progress;
    private readonly long _before;
    private readonly long _total;

    private PartProgress(IProgress<RunProgress> progress, long before, long total) => (_progress, _before, _total) = (progress, before, total);

    /// <summary>Passes progress on; null where there is no receiver.</summary>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="before">Samples that were done before.</param>
    /// <param name="total">Samples in all.</param>
    public static PartProgress? Of(IProgress<RunProgress>? progress, long before, long total) => progress is null ? null : new(progress, before, total);

    /// <inheritdoc/>
    public void Report(RunProgress value) => _progress.Report(new RunProgress(_before + value.Done, _total));
}
