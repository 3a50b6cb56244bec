using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Sharding;

/// <summary>A schedule in parts.</summary>
/// <remarks>
/// Each part draws the figures of some starts. What is asked of all starts together it draws for some blocks of the samples,
/// for the starts that can be the best by the first samples. If another start turns out to be the best, the merge draws that.
/// </remarks>
/// <param name="Starts">The starts.</param>
/// <param name="Study">What is requested.</param>
internal sealed record SplitSchedule(ScheduleStudy Starts, PartStudy Study) : ISplitStudy
{
    /// <inheritdoc/>
    public string Name => Starts.Plan.Title;

    /// <inheritdoc/>
    public Scenario Scenario => Starts.Plan.AtFirst;

    /// <inheritdoc/>
    public RunOptions Options => Starts.Options;

    /// <inheritdoc/>
    public double Samples => (double)Count * SamplingRounds.RequestFor(Options).Samples;

    /// <inheritdoc/>
    public string Unit => "starts and blocks of samples";

    private int Count => Starts.Plan.Starts.Count;

    /// <summary>What a schedule asks for.</summary>
    public static PartStudy Asks(ScheduleQuestion question) => PartStudy.Of(
        PartStudy.Schedule,
        (PartStudy.Horizon, [Minutes(question.Horizon)]), (PartStudy.Step, [Minutes(question.Step)]),
        (PartStudy.By, question.By is { } by ? [by] : null), (PartStudy.From, question.From is { } from ? [from] : null));

    /// <summary>The question that parts answer.</summary>
    /// <exception cref="PartException">It is none.</exception>
    public static ScheduleQuestion QuestionOf(PartStudy study) => new(
        Length(study, PartStudy.Horizon), Length(study, PartStudy.Step), study[PartStudy.By]?.FirstOrDefault(), study[PartStudy.From]?.FirstOrDefault());

    /// <inheritdoc/>
    public string ShareOf(PartContent content) => FormattableString.Invariant($"{content.Figures!.Count:N0} of {Count:N0} starts");

    /// <inheritdoc/>
    public void Check(Part part) => PartDrawing.Check(Options, part, splitsSamples: true);

    /// <inheritdoc/>
    public PartContent Draw(Part part, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(part);
        var (first, end) = (SplitSweep.EndOf(Count, part.Number - 1, part.Of), SplitSweep.EndOf(Count, part.Number, part.Of));
        var watch = Stopwatch.StartNew();
        var (content, notice) = EngineChoice.Use(PartDrawing.OnDevice(Options, part), engine =>
        {
            var figures = Starts.Draw(engine, first..end, progress, cancellation);
            var plan = Starts.Together(Starts.Candidates(engine, cancellation)).Plan;
            var (counts, values) = plan.IsUncertain ? PartDrawing.Draw(engine, plan, Options, part, progress, cancellation) : (null, null);
            return new PartContent(part)
            {
                Figures = figures, Counts = counts, Values = values, Samples = counts?.Sum(drawn => drawn.Range.Samples) ?? 0, Device = engine.Device,
            };
        });
        return content with { Seconds = watch.Elapsed.TotalSeconds, Notices = notice is null ? [] : [notice] };
    }

    /// <summary>Makes one result of all parts.</summary>
    /// <param name="parts">All parts, ascending.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PartException">They do not hold the starts of the schedule.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ScheduleResult Merge(IReadOnlyList<PartFile> parts, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (parts.Any(part => part.DrawsUncut != Scenario.DrawsUncut))
        {
            throw new PartException($"{parts[0].File}: found samples of random that an older build drew; allowed: a schedule that is drawn like its parts.");
        }

        var figures = new List<DrawnPoint>(Count);
        foreach (var part in parts)
        {
            figures.AddRange(part.ReadFigures());
            if (figures.Count != SplitSweep.EndOf(Count, part.Header.Part, part.Header.Of) || figures.Exists(start => !Starts.HasOutputsOf(start)))
            {
                throw new PartException($"{part.File}: found other starts than this part of the schedule has; merge with the build that drew the parts.");
            }
        }

        var best = Starts.BestBy(figures);
        var (result, notice) = EngineChoice.Use(Options, engine =>
        {
            var together = Starts.Together(Starts.Candidates(engine, cancellation));
            var isDrawn = Starts.Answers(together, best);
            together = isDrawn ? together : Starts.Together([best]);
            var outcome = Starts.Sample(isDrawn ? new DrawnEngine(engine, parts) : engine, together.Plan, progress, cancellation);
            return Starts.Assemble(figures, together, outcome, DrawnEngine.DeviceOf(parts));
        });
        result = result with { Run = result.Run with { Threads = Math.Min(result.Run.Threads, 1) * parts.Max(part => part.Threads) } };
        return StartSchedule.Timed(
            result, parts.Sum(part => part.Seconds), parts.SelectMany(part => part.Notices).Concat(notice is null ? [] : [notice]).Distinct(StringComparer.Ordinal));
    }

    private static string Minutes(TimeSpan time) => FormattableString.Invariant($"{(long)time.TotalMinutes}");

    private static TimeSpan Length(PartStudy study, string option)
    {
        const int Most = 3660 * 24 * 60;
        return study[option] is [var text] && int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= Most
            ? TimeSpan.FromMinutes(minutes)
            : throw new PartException($"The parts ask for what no command line can: {option} in minutes is not a whole number up to {Most}.");
    }
}
