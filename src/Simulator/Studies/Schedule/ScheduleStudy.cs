using Simulator.Catalog;
using Simulator.Engine;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Schedule;

/// <summary>A schedule before anything is drawn: the model at every start, and what is counted of it.</summary>
/// <remarks>
/// The figures of a start depend on that start alone, and are drawn for some starts at a time. How close each start is to the
/// lowest, and what the best one saves, is asked of each sample at all starts together.
/// </remarks>
internal sealed class ScheduleStudy
{
    // Counts by bin take memory for every start; those of some starts at a time are turned into figures before the next.
    private const int StartsAtOnce = 64;

    // Starts that are drawn as if they were the best.
    private const int PilotStarts = 2;

    private static readonly string[] Usual = [OutputDefinitions.Emissions.Name, OutputDefinitions.Cost.Name];

    private readonly ScheduleTrace _trace;
    private readonly IReadOnlyList<string> _names;
    private readonly bool _isPrecise;

    /// <summary>Records the model at every start.</summary>
    /// <param name="plan">The starts.</param>
    /// <param name="options">How to run each of them; a precision, a limit of time and limits on outputs are not used.</param>
    /// <exception cref="ScheduleException">The output requested is not known, or no start changes it.</exception>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    public ScheduleStudy(SchedulePlan plan, RunOptions options)
    {
        _isPrecise = options.Precision is not null;
        (Plan, Options) = (plan, options with { Precision = null, TimeLimit = null, Limits = [] });
        RunChecks.Check(Options);
        _trace = new ScheduleTrace(plan);
        _names = Outputs(plan, _trace);
    }

    /// <summary>The starts.</summary>
    public SchedulePlan Plan { get; }

    /// <summary>How each of them is run.</summary>
    public RunOptions Options { get; }

    /// <summary>Samples whose means tell which starts can be the best. [-]</summary>
    public long Pilot { get; init; } = 1L << 16;

    /// <summary>Passes over all samples that the figures of some starts take.</summary>
    public static int PassesFor(int starts) => (starts + StartsAtOnce - 1) / StartsAtOnce;

    /// <summary>Draws the figures of some starts.</summary>
    /// <param name="engine">Where to draw them.</param>
    /// <param name="starts">Which starts.</param>
    /// <param name="progress">Receives the progress of each pass; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<DrawnPoint> Draw(ISimulationEngine engine, Range starts, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var figures = new List<DrawnPoint>();
        var (start, count) = starts.GetOffsetAndLength(Plan.Starts.Count);
        var passes = PassesFor(count);
        var each = passes == 0 ? 0 : (count + passes - 1) / passes;
        engine.Expect(passes + 1);
        for (var pass = 0; pass < passes; pass++)
        {
            // As many starts in the last pass as in the others, some of them once more: a graphics card has one kernel for all passes.
            var first = Math.Min(pass * each, count - each);
            var some = _trace.Starts.Skip(start + first).Take(each);
            var roots = _trace.NewRoots();
            var values = some.SelectMany(start => _names.Select(name => start[name])).ToList();
            values.ForEach(output => roots.Add(output.Value, isCounted: true));
            var plan = _trace.Plan(roots, [.. values.Select(output => new PlannedOutput(output.Spec, false, roots.Value(output.Value, output.Spec.Factor)))]);
            var outcome = Sample(engine, plan, progress, cancellation);
            figures.AddRange(ResultAssembly.Outputs(plan, outcome, Options).Chunk(_names.Count).Skip(figures.Count - first).Select(chunk =>
                new DrawnPoint(chunk.ToDictionary(output => output.Name, Compact, StringComparer.Ordinal)) { Samples = outcome.Samples, Replicates = outcome.Replicates }));
        }

        return figures;
    }

    /// <summary>By output, the start with the lowest mean; the earliest of them.</summary>
    public IReadOnlyList<int> BestBy(IReadOnlyList<DrawnPoint> figures) =>
        [.. _names.Select(name => Enumerable.Range(0, figures.Count).MinBy(start => Orderly(figures[start].Outputs[name].Mean)))];

    /// <summary>Starts that can be the best by the first samples: lists with one start for each output.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Candidates(ISimulationEngine engine, CancellationToken cancellation)
    {
        var roots = _trace.NewRoots();
        _names.SelectMany(_trace.Of).ToList().ForEach(value => roots.Add(value, isCounted: false));
        var samples = Math.Min(SamplingRounds.RequestFor(Options).Samples, Pilot);
        var outcome = Sample(engine, _trace.Plan(roots, []), Options with { Samples = samples }, null, cancellation);
        var lowest = _names.Select(name => _trace.Of(name).Select((value, start) => (start, Mean: Mean(roots.Value(value, 1), outcome)))
            .OrderBy(pair => Orderly(pair.Mean)).Select(pair => pair.start).Take(PilotStarts).ToList()).ToList();
        return [.. Enumerable.Range(0, lowest.Min(starts => starts.Count)).Select(place => lowest.ConvertAll(starts => starts[place]))];
    }

    /// <summary>What is asked of all starts together.</summary>
    /// <param name="candidates">Starts that can be the best: lists with one start for each output.</param>
    public StartsTogether Together(IReadOnlyList<IReadOnlyList<int>> candidates)
    {
        var traces = candidates.SelectMany(starts => _names.Zip(starts)).Distinct()
            .ToDictionary(pair => pair, pair => new BestStartTrace(_trace.Starts[0][pair.First].Spec, _trace.Of(pair.First), pair.Second));
        var magnitudes = _trace.Magnitudes(traces.Values.SelectMany(trace => trace.Sized));
        var roots = _trace.NewRoots();
        traces.Values.ToList().ForEach(trace => trace.Count(magnitudes, roots));
        return new StartsTogether(traces, roots, _trace.Plan(roots, []));
    }

    /// <summary>Draws the samples of a plan.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RunOutcome Sample(ISimulationEngine engine, SimulationPlan plan, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        Sample(engine, plan, Options, progress, cancellation);

    /// <summary>Whether figures are those of the outputs that are evaluated.</summary>
    public bool HasOutputsOf(DrawnPoint start) => _names.All(start.Outputs.ContainsKey);

    /// <summary>Whether what was drawn of all starts together answers for the best ones.</summary>
    public bool Answers(StartsTogether together, IReadOnlyList<int> best) => _names.Zip(best).All(together.Traces.ContainsKey);

    /// <summary>The result.</summary>
    /// <param name="figures">The figures of all starts.</param>
    /// <param name="together">What was asked of all starts together.</param>
    /// <param name="outcome">What was drawn of it.</param>
    /// <param name="device">What it was computed on.</param>
    public ScheduleResult Assemble(IReadOnlyList<DrawnPoint> figures, StartsTogether together, RunOutcome outcome, string device)
    {
        var best = _names.Zip(BestBy(figures)).Select(pair => together.Traces[pair].Assemble(together.Roots, Options, outcome)).ToList();
        return new ScheduleResult(
            new ScenarioIdentity(Plan.AtFirst.Name, Plan.AtFirst.Description, Plan.AtFirst.File, Plan.AtFirst.Sha256),
            ResultAssembly.Facts(together.Plan, Options, outcome, device, 0), Options.Interval, Plan.Question.Horizon, Plan.Question.Step, Plan.Length, _names[0],
            [.. Plan.Starts.Select((start, index) => new ScheduledStart(
                start, figures[index].Outputs, _names.Zip(best, (name, one) => (name, one.Within[index])).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal)))],
            [.. best.Select(one => one.Best)],
            [
                .. _isPrecise ? ["simulation.precision is not used: all starts have the same number of samples."] : Array.Empty<string>(),
                .. Notices(figures), .. outcome.Notices,
            ]);
    }

    /// <summary>The outputs that are evaluated: the one requested first, then emissions and cost, where starts change them.</summary>
    private static IReadOnlyList<string> Outputs(SchedulePlan plan, ScheduleTrace trace)
    {
        var known = trace.Starts[0];
        if (plan.Question.By is { } by)
        {
            if (!known.ContainsKey(by))
            {
                throw new ScheduleException($"--by: found '{by}'; allowed: {string.Join(", ", known.Keys)}.{Spelling.HintLine(by, known.Keys)}");
            }

            if (plan.Starts.Count > 1 && !trace.DependsOnStart(by))
            {
                throw new ScheduleException($"--by: found {by}, which is the same at every start; allowed: {string.Join(", ", known.Keys.Where(trace.DependsOnStart))}.");
            }
        }

        var usual = Usual.Where(known.ContainsKey).ToList();
        List<string> names = [.. new[] { plan.Question.By }.OfType<string>().Concat(plan.Starts.Count == 1 ? usual : usual.Where(trace.DependsOnStart)).Distinct()];
        return names.Count > 0 ? names : throw new ScheduleException(
            $"{plan.AtFirst.File}: emissions and cost are not known, or the same at every start; allowed: --by with one of {string.Join(", ", known.Keys.Where(trace.DependsOnStart))}.");
    }

    private IEnumerable<string> Notices(IReadOnlyList<DrawnPoint> figures)
    {
        foreach (var notice in Plan.Notices.Concat(Plan.AtFirst.Warnings.Select(warning => warning.Notice)))
        {
            yield return notice;
        }

        foreach (var name in _names.Where(name => figures.Any(start => start.Outputs[name].Undefined > 0)))
        {
            yield return FormattableString.Invariant(
                $"Warning: {name}: at some starts up to {figures.Max(start => start.Outputs[name].Undefined):N0} samples were not finite, mostly because runs of rare length leave the data; they are left out of all figures.");
        }

        if (CutOff.Notice(Plan.AtFirst) is { } cutOff)
        {
            yield return cutOff;
        }

        foreach (var notice in Plan.AtFirst.Notices.Concat(_trace.Notices.Where(notice => !notice.StartsWith("Not computed", StringComparison.Ordinal))))
        {
            yield return notice;
        }
    }

    private static double Mean(PlannedValue value, RunOutcome outcome) => value.Root < 0 ? value.Factor : value.Factor * outcome.Roots[value.Root].Tally.Mean;

    // A mean that is none is the lowest of none.
    private static double Orderly(double mean) => double.IsNaN(mean) ? double.PositiveInfinity : mean;

    private static RunOutcome Sample(ISimulationEngine engine, SimulationPlan plan, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (!plan.IsUncertain)
        {
            return new RunOutcome([], [], 1, 1, 1, []);
        }

        RunChecks.Check(plan, options);
        var outcome = SimulationRunner.Sample(engine, plan, options, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return outcome;
    }

    // Counts by bin are large.
    private static SweepOutput Compact(OutputSummary output) => new(
        output.Label, output.Unit, output.Boundary, output.Mean, output.Median, output.Interval.Low, output.Interval.High, output.Error)
    {
        HasTooFewBeyond = output.Interval.HasTooFewBeyond,
        Undefined = output.NotANumber + output.Infinite,
    };
}

/// <summary>What is asked of all starts together.</summary>
/// <param name="Traces">By output and best start, what is asked.</param>
/// <param name="Roots">What is tallied for it.</param>
/// <param name="Plan">What is drawn for it.</param>
internal sealed record StartsTogether(IReadOnlyDictionary<(string Output, int Best), BestStartTrace> Traces, RootTable Roots, SimulationPlan Plan);
