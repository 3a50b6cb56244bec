using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Resolution;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sweep;

/// <summary>Runs every point of a sweep with the same seed, so that points differ by what is varied and not by chance.</summary>
/// <example>
/// <code>
/// var template = ScenarioTemplate.Read("scenarios/gpt-3.yaml");
/// var plan = SweepPlan.Build(template, [VariationParser.Values("facility.pue=1.1,1.5"), VariationParser.Factors("hardware.tdp=1,1/2")]);
/// var result = ScenarioSweep.Run(plan, new RunOptions { Samples = 1 &lt;&lt; 16 });
/// var last = result.Points[^1];
/// Console.WriteLine($"PUE {last.Values[0].Text}, {last.Values[1].Text} of the power: {last.Outputs["energy"].Median:N0} MWh");  // PUE 1.5, 1/2 of the power: 855 MWh
/// </code>
/// </example>
public static class ScenarioSweep
{
    private const int MostRefusals = 5;
    private const long MostSideBySide = 1L << 21;

    /// <summary>Runs the points; small ones side by side.</summary>
    /// <param name="plan">The points.</param>
    /// <param name="options">How to run each of them; a limit of time holds for the whole sweep.</param>
    /// <param name="progress">Receives the progress of the whole sweep, in samples; may be null.</param>
    /// <param name="cancellation">Stops the sweep; the points that are done are returned.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <remarks>
    /// A point whose values do not go together is left without outputs and named in the notices. With
    /// <see cref="Sampler.Sobol"/> dimensions are given to the uncertain inputs of each point in order: points in which not
    /// the same inputs are uncertain differ by their Monte Carlo errors too.
    /// </remarks>
    /// <exception cref="OperationCanceledException">It was stopped before the first point was done.</exception>
    public static SweepResult Run(SweepPlan plan, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        RunChecks.Check(options);
        var (result, notice) = EngineChoice.Use(options, engine => RunOn(engine, plan, options, progress, cancellation));
        return notice is null ? result : result with { Notices = [notice, .. result.Notices] };
    }

    /// <summary>Draws some of the points.</summary>
    /// <param name="engine">Where to draw them.</param>
    /// <param name="plan">The points.</param>
    /// <param name="options">How to run each of them.</param>
    /// <param name="points">Which points.</param>
    /// <param name="progress">Receives the progress of these points, in samples; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The points that are done, up to the first that is not.</returns>
    internal static IReadOnlyList<DrawnPoint> Draw(
        ISimulationEngine engine, SweepPlan plan, RunOptions options, Range points, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var (first, count) = points.GetOffsetAndLength(plan.Points);
        var done = new DrawnPoint?[count];
        DrawPoints(engine, plan, options with { TimeLimit = null }, first, done, progress, cancellation);
        return [.. done.TakeWhile(point => point is not null).OfType<DrawnPoint>()];
    }

    /// <summary>The result that points give.</summary>
    /// <param name="plan">The points.</param>
    /// <param name="options">How each of them was run.</param>
    /// <param name="drawn">The first points, or all.</param>
    /// <param name="device">What they were computed on.</param>
    /// <param name="seconds">Wall-clock time. [s]</param>
    /// <exception cref="ArgumentException">No point could be run.</exception>
    internal static SweepResult Assemble(SweepPlan plan, RunOptions options, IReadOnlyList<DrawnPoint> drawn, string device, double seconds)
    {
        var notices = new List<string>(plan.Notices);
        var cutOff = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (path, mass) in drawn.SelectMany(point => point.CutOff))
        {
            cutOff[path] = Math.Max(mass, cutOff.GetValueOrDefault(path));
        }

        var refusals = drawn.Select(point => point.Refusal).OfType<string>().ToList();
        if (drawn.LastOrDefault(point => point.Replicates > 0) is not { } last)
        {
            throw new ArgumentException(refusals.Count > 0 ? refusals[0] : "time: no point was completed within the limit.");
        }

        notices.AddRange(Warnings(plan, drawn));
        notices.AddRange(drawn.First(point => point.Replicates > 0).Notices);
        notices.AddRange(CutOff.Notice(cutOff) is { } cut ? [cut] : []);
        notices.AddRange(refusals.Take(MostRefusals));
        if (refusals.Count > MostRefusals)
        {
            notices.Add(FormattableString.Invariant($"Warning: {refusals.Count - MostRefusals} more points cannot be run."));
        }

        var asWritten = plan.AsWritten;
        var all = drawn.SelectMany(point => point.Outputs.Keys).Distinct(StringComparer.Ordinal).Count();
        return new SweepResult(
            new ScenarioIdentity(asWritten.Name, asWritten.Description, asWritten.File, asWritten.Sha256),
            ResultAssembly.Facts(options, last.Samples, last.Samples, last.Replicates, device, last.Samples > 1 ? options.Threads : 1, seconds),
            plan.Axes, plan.Points, [.. drawn.Select((point, index) => Point(plan, index, point, all))], options.Interval, notices);
    }

    // A warning that not all points have says how many do; its amounts are those of the first of them.
    private static IEnumerable<string> Warnings(SweepPlan plan, IReadOnlyList<DrawnPoint> drawn)
    {
        var run = drawn.Index().Where(point => point.Item.Refusal is null).ToList();
        return run.SelectMany(point => OfPoint(point.Item, point.Index))
            .GroupBy(warning => warning.Kind)
            .Select(group => group.Count() == run.Count
                ? group.First().Notice
                : NoticeOfSome(group.First().Notice, group.Count(), run.Count));

        static string NoticeOfSome(string notice, int some, int all) => FormattableString.Invariant($"{notice[..^1]} (at {some} of {all} points).");

        IEnumerable<((string, string) Kind, string Notice)> OfPoint(DrawnPoint point, int index)
        {
            var scenario = point.Warnings is null || point.Remarks is null ? plan.ScenarioOf(index) : null;
            return (point.Warnings ?? scenario!.Warnings).Select(warning => ((warning.Path, warning.Allowed), warning.Notice))
                .Concat((point.Remarks ?? UnplacedWarnings.Of(scenario!)).Where(remark => !IsSaidOfNames(remark)).Select(remark => ((KindOf(remark), ""), remark)));
        }

        // A remark that names the varied value is the same kind at every point.
        static string KindOf(string remark) => remark.Contains(FileChain.Varied, StringComparison.Ordinal) ? PathOf(remark) : remark;

        static string PathOf(string remark) => remark[..(remark.IndexOf(": ", UnplacedWarnings.Prefix.Length, StringComparison.Ordinal) + 2)];

        // Where names of the catalogue are varied, the plan says which figures of the file stay.
        bool IsSaidOfNames(string remark) => plan.Notices.Any(notice =>
            notice.StartsWith(UnplacedWarnings.Prefix, StringComparison.Ordinal) && PathOf(remark) == PathOf(notice));
    }

    // Why an output is not known at a point is only asked where other points have it, and once for those that no point has.
    private static SweepPoint Point(SweepPlan plan, int index, DrawnPoint point, int all) => new(plan.ValuesOf(index), point.Outputs)
    {
        Missing = point.Refusal is null && (index == 0 || point.Outputs.Count < all) ? new KnownOutputs(plan.ScenarioOf(index)).Reasons : new Dictionary<string, string>(),
    };

    private static SweepResult RunOn(
        ISimulationEngine engine, SweepPlan plan, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var timer = options.TimeLimit is { } limit ? new CancellationTokenSource(limit) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        var drawn = Draw(engine, plan, options, .., progress, both.Token);
        if (!drawn.Any(point => point.Replicates > 0))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        var result = Assemble(plan, options, drawn, engine.Device, watch.Elapsed.TotalSeconds);
        return timer.IsCancellationRequested && drawn.Count < plan.Points
            ? result with { Notices = [.. result.Notices, FormattableString.Invariant($"Time: stopped after {drawn.Count} of {plan.Points} points.")] }
            : result;
    }

    // Small points are drawn side by side, one on each thread: much of the work on a point is done by one thread alone.
    private static void DrawPoints(
        ISimulationEngine engine, SweepPlan plan, RunOptions options, int first, DrawnPoint?[] done, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var request = SamplingRounds.RequestFor(options);
        var isSideBySide = done.Length >= 2 * options.Threads && request.Samples <= MostSideBySide && engine.ForOneThread(request) is not null;
        engine.Expect(done.Length);
        using var engines = new ThreadLocal<ISimulationEngine>(() => engine.ForOneThread(request)!);
        var completed = 0;
        OnAllCores.For(done.Length, isSideBySide ? options.Threads : 1, point =>
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            if (!isSideBySide)
            {
                var inside = progress is null ? null : new Relay(progress, point, done.Length);
                done[point] = RunPoint(engine, plan, first + point, options, options.Threads, inside, cancellation);
                return;
            }

            // A small point is finished although the sweep is stopped, so that none is missing before another.
            done[point] = RunPoint(engines.Value!, plan, first + point, options, 1, null, CancellationToken.None);
            lock (done)
            {
                completed++;
                progress?.Report(new RunProgress(completed * request.Samples, done.Length * request.Samples));
            }
        });
    }

    /// <summary>
    /// One point; null if it was stopped halfway: half a point would look like a whole one. If its values do not go together
    /// it has no outputs: the other points are run.
    /// </summary>
    private static DrawnPoint? RunPoint(
        ISimulationEngine engine, SweepPlan sweep, int point, RunOptions options, int threads, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        Scenario scenario;
        try
        {
            scenario = sweep.ScenarioOf(point);
        }
        catch (ScenarioException exception)
        {
            return new DrawnPoint(new Dictionary<string, SweepOutput>(StringComparer.Ordinal))
            {
                Refusal = $"Warning: not run: {string.Join(", ", sweep.ValuesOf(point).Select(value => value.Text))}: {exception.Errors[0]}",
            };
        }

        var plan = PlanBuilder.Build(scenario);
        var outcome = new RunOutcome([], [], 1, 1, 1, []);
        if (plan.IsUncertain)
        {
            RunChecks.Check(plan, options);
            try
            {
                outcome = SimulationRunner.Sample(engine, plan, options with { Threads = threads }, progress, cancellation);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            if (outcome.Samples < outcome.Asked || cancellation.IsCancellationRequested)
            {
                return null;
            }
        }

        var (summaries, _) = Overtaking.Checked(ResultAssembly.Outputs(plan, outcome, options with { Threads = threads }), plan, outcome.Roots);
        var outputs = summaries.Where(output => !output.IsEquivalent);
        return new DrawnPoint(outputs.ToDictionary(output => output.Name, Compact, StringComparer.Ordinal))
        {
            Samples = outcome.Samples, Replicates = outcome.Replicates, Notices = outcome.Notices, CutOff = CutOff.Truncated(scenario), Warnings = scenario.Warnings, Remarks = UnplacedWarnings.Of(scenario),
        };
    }

    // Counts by bin are a megabyte a point.
    private static SweepOutput Compact(OutputSummary output) => new(
        output.Label, output.Unit, output.Boundary, output.Mean, output.Median, output.Interval.Low, output.Interval.High, output.Error)
    {
        HasTooFewBeyond = output.Interval.HasTooFewBeyond,
    };

    private sealed class Relay(IProgress<RunProgress> progress, int before, int points) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            progress.Report(new RunProgress(Clamped(((double)before * value.Total) + value.Done), Clamped((double)points * value.Total)));

        // A million points with the largest number of samples would overflow a counter.
        private static long Clamped(double samples) => (long)Math.Min(samples, long.MaxValue / 2);
    }
}
