using System.Diagnostics;
using Simulator.Catalog;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Schedule;

/// <summary>Evaluates a scenario at every start with the same draws, so that starts differ by when they are and not by chance.</summary>
internal static class StartSchedule
{
    // Counts by bin take memory for every start; those of some starts at a time are turned into figures before the next.
    private const int StartsAtOnce = 64;

    private static readonly string[] Usual = [OutputDefinitions.Emissions.Name, OutputDefinitions.Cost.Name];

    /// <summary>Evaluates every start.</summary>
    /// <param name="plan">The starts.</param>
    /// <param name="options">How to run each of them; a precision, a limit of time and limits on outputs are not used.</param>
    /// <param name="progress">Receives the progress of the whole schedule, in samples; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ScheduleException">The output requested is not known, or no start changes it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped: the best of some starts would not be the best.</exception>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    public static ScheduleResult Run(SchedulePlan plan, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var isPrecise = options.Precision is not null;
        options = options with { Precision = null, TimeLimit = null, Limits = [] };
        RunChecks.Check(options);
        var watch = Stopwatch.StartNew();
        var trace = new ScheduleTrace(plan);
        var names = Outputs(plan, trace);
        var (result, notice) = EngineChoice.Use(options, engine => RunOn(engine, plan, trace, names, options, progress, cancellation));
        return result with
        {
            Run = result.Run with { Seconds = watch.Elapsed.TotalSeconds },
            Notices =
            [
                .. new[] { notice, isPrecise ? "simulation.precision is not used: all starts have the same number of samples." : null }.OfType<string>(),
                .. result.Notices,
            ],
        };
    }

    private static ScheduleResult RunOn(
        ISimulationEngine engine, SchedulePlan plan, ScheduleTrace trace, IReadOnlyList<string> names, RunOptions options,
        IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var figures = new List<IReadOnlyDictionary<string, SweepOutput>>();
        var passes = ((plan.Starts.Count + StartsAtOnce - 1) / StartsAtOnce) + 1;
        for (var first = 0; first < plan.Starts.Count; first += StartsAtOnce)
        {
            var starts = trace.Starts.Skip(first).Take(StartsAtOnce).ToList();
            var roots = trace.NewRoots();
            var values = starts.SelectMany(start => names.Select(name => start[name])).ToList();
            values.ForEach(output => roots.Add(output.Value, isCounted: true));
            var some = trace.Plan(roots, [.. values.Select(output => new PlannedOutput(output.Spec, false, roots.Value(output.Value, output.Spec.Factor)))]);
            var outputs = ResultAssembly.Outputs(some, Sample(engine, some, options, Relay(first / StartsAtOnce), cancellation), options);
            figures.AddRange(outputs.Chunk(names.Count).Select(chunk => chunk.ToDictionary(output => output.Name, Compact, StringComparer.Ordinal)));
        }

        var pairs = names.Select(name => new BestStartTrace(trace.Starts[0][name].Spec, trace.Of(name), BestBy(name, figures))).ToList();
        var magnitudes = trace.Magnitudes(pairs.SelectMany(pair => pair.Sized));
        var paired = trace.NewRoots();
        pairs.ForEach(pair => pair.Count(magnitudes, paired));
        var last = trace.Plan(paired, []);
        var outcome = Sample(engine, last, options, Relay(passes - 1), cancellation);
        var best = pairs.ConvertAll(pair => pair.Assemble(paired, options, outcome));
        return new ScheduleResult(
            new ScenarioIdentity(plan.AtFirst.Name, plan.AtFirst.Description, plan.AtFirst.File, plan.AtFirst.Sha256),
            ResultAssembly.Facts(last, options, outcome, engine.Device, 0), options.Interval, plan.Question.Horizon, plan.Question.Step, plan.Length, names[0],
            [.. plan.Starts.Select((start, index) => new ScheduledStart(
                start, figures[index], names.Zip(best, (name, one) => (name, one.Within[index])).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal)))],
            [.. best.Select(one => one.Best)],
            [.. Notices(plan, trace, names, figures), .. outcome.Notices]);

        IProgress<RunProgress>? Relay(int pass) => progress is null ? null : new PassProgress(progress, pass, passes);
    }

    /// <summary>The outputs that are evaluated: the one requested first, then emissions and cost, where starts change them.</summary>
    private static IReadOnlyList<string> Outputs(SchedulePlan plan, ScheduleTrace trace)
    {
        var known = trace.Starts[0];
        if (plan.Question.By is { } by)
        {
            if (!known.ContainsKey(by))
            {
                var near = Spelling.Nearest(by, [.. known.Keys]);
                throw new ScheduleException(
                    $"--by: found '{by}'; allowed: {string.Join(", ", known.Keys)}.{(near is null ? "" : $"{Environment.NewLine}  hint: did you mean {near}?")}");
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

    private static int BestBy(string name, IReadOnlyList<IReadOnlyDictionary<string, SweepOutput>> figures)
    {
        var best = 0;
        for (var start = 1; start < figures.Count; start++)
        {
            best = figures[start][name].Mean < figures[best][name].Mean ? start : best;
        }

        return best;
    }

    private static IEnumerable<string> Notices(
        SchedulePlan plan, ScheduleTrace trace, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyDictionary<string, SweepOutput>> figures)
    {
        foreach (var notice in plan.Notices.Concat(plan.AtFirst.Warnings.Select(warning => $"Warning: {warning.Path}: {warning.Found}; {warning.Allowed}.")))
        {
            yield return notice;
        }

        foreach (var name in names.Where(name => figures.Any(start => start[name].Undefined > 0)))
        {
            yield return FormattableString.Invariant(
                $"Warning: {name}: at some starts up to {figures.Max(start => start[name].Undefined):N0} samples were not finite, mostly because runs of rare length leave the data; they are left out of all figures.");
        }

        if (CutOff.Notice(plan.AtFirst) is { } cutOff)
        {
            yield return cutOff;
        }

        foreach (var notice in plan.AtFirst.Notices.Concat(trace.Notices.Where(notice => !notice.StartsWith("Not computed", StringComparison.Ordinal))))
        {
            yield return notice;
        }
    }

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

    private sealed class PassProgress(IProgress<RunProgress> progress, int pass, int passes) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new RunProgress((pass * value.Total) + value.Done, passes * value.Total));
    }
}
