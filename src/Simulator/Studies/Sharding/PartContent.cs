using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Sharding;

/// <summary>A study that can be drawn in parts: a run, a sensitivity analysis, a sweep or a schedule.</summary>
internal interface ISplitStudy
{
    /// <summary>Its name, after which the folder of its results is named.</summary>
    string Name { get; }

    /// <summary>The scenario of the file.</summary>
    Scenario Scenario { get; }

    /// <summary>How it is run, or how each of its points is run.</summary>
    RunOptions Options { get; }

    /// <summary>Its kind, and what it asks for.</summary>
    PartStudy Study { get; }

    /// <summary>Samples in all; how many parts are worthwhile depends on them.</summary>
    double Samples { get; }

    /// <summary>What is dealt out to parts, in words.</summary>
    string Unit { get; }

    /// <summary>How much of the whole a part is, e.g. <c>2 of 12 points</c>.</summary>
    string ShareOf(PartContent content);

    /// <summary>Checks that it can be split so.</summary>
    /// <exception cref="ArgumentException">It cannot; the message says what was found and what is allowed.</exception>
    void Check(Part part);

    /// <summary>Draws a part.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="DeviceException">The device that was requested is not there, or failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the part was complete.</exception>
    PartContent Draw(Part part, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default);
}

/// <summary>What one part of a study has drawn.</summary>
/// <param name="Part">Which part.</param>
internal sealed record PartContent(Part Part)
{
    /// <summary>Points or starts with their figures, ascending; null if the study has none.</summary>
    public IReadOnlyList<DrawnPoint>? Figures { get; init; }

    /// <summary>Counts by range, ascending; none if there is nothing to draw, null if the study has none.</summary>
    public IReadOnlyList<DrawnRange>? Counts { get; init; }

    /// <summary>Samples near the wanted quantiles; null if no second pass is needed.</summary>
    public NearValues? Values { get; init; }

    /// <summary>Sums behind Sobol' indices; null without a sensitivity analysis.</summary>
    public PickFreezeTallies? Indices { get; init; }

    /// <summary>Samples of this part.</summary>
    public long Samples { get; init; }

    /// <summary>Whether there was nothing to draw: no samples, points, starts or indices.</summary>
    public bool IsEmpty => Samples == 0 && Figures is not { Count: > 0 }
        && (Indices is not { } indices || Enumerable.Range(0, indices.Replicates).All(replicate => indices.Points(replicate) == 0));

    /// <summary>What they were computed on.</summary>
    public string Device { get; init; } = "";

    /// <summary>Wall-clock time of sampling. [s]</summary>
    public double Seconds { get; init; }

    /// <summary>What the reader needs to know about the device.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The sections that it holds, each with what writes it.</summary>
    public IEnumerable<(PartSection Section, Action<BinaryWriter> Write)> Sections()
    {
        if (Figures is { } figures)
        {
            yield return (PartSection.Figures, writer => FigureCodec.Write(writer, figures));
        }

        if (Counts is { } counts)
        {
            yield return (PartSection.Counts, writer => TallyCodec.Write(writer, counts));
        }

        if (Values is { } values)
        {
            yield return (PartSection.Values, values.Write);
        }

        if (Indices is { } indices)
        {
            yield return (PartSection.Indices, writer => PickFreezeCodec.Write(writer, indices));
        }
    }
}

/// <summary>The counts of some samples.</summary>
/// <param name="Range">Which samples.</param>
/// <param name="Tallies">What was counted; empty for other replicates.</param>
internal sealed record DrawnRange(SampleRange Range, RunTallies Tallies);
