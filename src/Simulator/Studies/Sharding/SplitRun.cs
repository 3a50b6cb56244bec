using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sensitivity;

namespace Simulator.Studies.Sharding;

/// <summary>A run in parts, with or without a sensitivity analysis; each part draws some blocks of the samples of both.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Options">How to run it.</param>
/// <param name="Study">What is requested; null for a run without analyses.</param>
/// <param name="BasePoints">Base points of a sensitivity analysis, as options state them; null without one.</param>
internal sealed record SplitRun(Scenario Scenario, RunOptions Options, PartStudy Study, long? BasePoints) : ISplitStudy
{
    /// <summary>A run without analyses.</summary>
    public SplitRun(Scenario scenario, RunOptions options)
        : this(scenario, options, PartStudy.PlainRun, null)
    {
    }

    /// <inheritdoc/>
    public string Name => Scenario.Name;

    /// <inheritdoc/>
    public double Samples => SamplingRounds.RequestFor(Options).Samples;

    /// <inheritdoc/>
    public string Unit => FormattableString.Invariant($"blocks of {MomentSums.VirtualBlock:N0} points");

    // Every base point is evaluated once for each input.
    private RunOptions ForIndices => Options with { Samples = BasePoints };

    /// <inheritdoc/>
    public string ShareOf(PartContent content) => FormattableString.Invariant($"{content.Samples:N0} of {Samples:N0} samples");

    /// <inheritdoc/>
    public void Check(Part part)
    {
        PartDrawing.Check(Options, part, splitsSamples: true);
        if (!PlanBuilder.Build(Scenario).IsUncertain)
        {
            throw PartDrawing.Refusal("a scenario without uncertain inputs", "one whose outputs are sampled; this one is plain arithmetic");
        }

        if (BasePoints is not null)
        {
            SensitivityAnalysis.Check(Scenario, ForIndices);
        }
    }

    /// <inheritdoc/>
    public PartContent Draw(Part part, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(part);
        var plan = PlanBuilder.Build(Scenario);
        var options = PartDrawing.OnDevice(Options, part) with { Limits = [.. Scenario.Limits, .. Options.Limits] };
        RunChecks.Check(plan, options);
        EngineChoice.AnnounceTranslation(plan, options);
        var watch = Stopwatch.StartNew();
        var (((counts, values), device), notice) = EngineChoice.Use(
            options, engine => (PartDrawing.Draw(engine, plan, options, part, progress, cancellation), engine.Device));
        var indices = BasePoints is null ? null : SensitivityAnalysis.DrawSome(
            Scenario, ForIndices with { Device = options.Device },
            request => part.RangesOf(request).Select(range => PartDrawing.RequestOf(request, range)), progress, cancellation);
        return new PartContent(part)
        {
            Counts = counts, Values = values, Indices = indices, Samples = counts.Sum(drawn => drawn.Range.Samples), Device = device,
            Seconds = watch.Elapsed.TotalSeconds, Notices = notice is null ? [] : [notice],
        };
    }
}

/// <summary>Turns the parts of a run into the result that a single run would have given.</summary>
internal static class MergedRun
{
    /// <summary>Adds parts.</summary>
    /// <param name="scenario">The scenario of all parts.</param>
    /// <param name="options">The options of all parts; device and threads are those of a second pass, where one is needed.</param>
    /// <param name="parts">All parts of the run.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The result; its threads are the most that a part has used, its seconds the sum over the parts.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SimulationResult Run(
        Scenario scenario, RunOptions options, IReadOnlyList<IDrawnPart> parts, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var result = SimulationRunner.Run(LikeParts(scenario, parts), options, engine => new DrawnEngine(engine, parts), progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return result with
        {
            Run = result.Run with { Threads = parts.Max(part => part.Threads), Seconds = parts.Sum(part => part.Seconds) },
            Notices = [.. result.Notices, .. parts.SelectMany(part => part.Notices).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>The sensitivity analysis of parts.</summary>
    /// <inheritdoc cref="Run"/>
    public static SensitivityResult Indices(
        Scenario scenario, RunOptions options, IReadOnlyList<IDrawnPart> parts, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default) =>
        SensitivityAnalysis.Run(LikeParts(scenario, parts), options, engine => new DrawnEngine(engine, parts), progress, cancellation);

    private static Scenario LikeParts(Scenario scenario, IReadOnlyList<IDrawnPart> parts) => scenario with { DrawsUncut = parts.All(part => part.DrawsUncut) };
}
