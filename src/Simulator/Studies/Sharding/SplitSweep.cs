using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Sharding;

/// <summary>A sweep in parts; each part draws some of its points, from first to last.</summary>
/// <param name="Plan">The points.</param>
/// <param name="Options">How each of them is run.</param>
/// <param name="Study">What is requested.</param>
internal sealed record SplitSweep(SweepPlan Plan, RunOptions Options, PartStudy Study) : ISplitStudy
{
    /// <inheritdoc/>
    public string Name => Plan.Title;

    /// <inheritdoc/>
    public Scenario Scenario => Plan.AsWritten;

    /// <inheritdoc/>
    public double Samples => (double)Plan.Points * SamplingRounds.RequestFor(Options).Samples;

    /// <inheritdoc/>
    public string Unit => "points";

    /// <inheritdoc/>
    public string ShareOf(PartContent content) => FormattableString.Invariant($"{content.Figures!.Count:N0} of {Plan.Points:N0} points");

    /// <summary>Makes one result of all parts.</summary>
    /// <param name="parts">All parts, ascending.</param>
    /// <exception cref="PartException">They do not hold the points of the sweep.</exception>
    public SweepResult Merge(IReadOnlyList<PartFile> parts)
    {
        var points = new List<DrawnPoint>(Plan.Points);
        foreach (var part in parts)
        {
            points.AddRange(part.ReadFigures());
            if (points.Count != EndOf(Plan.Points, part.Header.Part, part.Header.Of))
            {
                throw new PartException($"{part.File}: found other points than this part of the sweep has; merge with the build that drew the parts.");
            }
        }

        var result = ScenarioSweep.Assemble(
            Plan, Options with { Threads = parts.Max(part => part.Threads) }, points, DrawnEngine.DeviceOf(parts), parts.Sum(part => part.Seconds));
        return result with { Notices = [.. parts.SelectMany(part => part.Notices).Distinct(StringComparer.Ordinal), .. result.Notices] };
    }

    /// <inheritdoc/>
    public void Check(Part part)
    {
        PartDrawing.Check(Options, part, splitsSamples: false);
        RunChecks.Check(Options);
    }

    /// <inheritdoc/>
    public PartContent Draw(Part part, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(part);
        var (first, end) = (EndOf(Plan.Points, part.Number - 1, part.Of), EndOf(Plan.Points, part.Number, part.Of));
        var watch = Stopwatch.StartNew();
        var ((drawn, device), notice) = EngineChoice.Use(
            Options, engine => (ScenarioSweep.Draw(engine, Plan, Options, first..end, progress, cancellation), engine.Device));
        if (drawn.Count < end - first)
        {
            throw new OperationCanceledException(cancellation);
        }

        return new PartContent(part)
        {
            Figures = drawn, Samples = (long)Math.Min(PartHeader.MostSamples, drawn.Sum(point => (double)point.Samples)), Device = first < end ? device : "",
            Seconds = watch.Elapsed.TotalSeconds, Notices = notice is null || first == end ? [] : [notice],
        };
    }

    /// <summary>Where a part of some things ends, which is where the next one begins.</summary>
    internal static int EndOf(int all, int number, int of) => (int)((long)all * number / of);
}
