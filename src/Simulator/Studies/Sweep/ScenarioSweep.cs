using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
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

    private static SweepResult RunOn(
        ISimulationEngine engine, SweepPlan plan, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var timer = options.TimeLimit is { } limit ? new CancellationTokenSource(limit) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        var done = new PointRun?[plan.Points];
        DrawPoints(engine, plan, options with { TimeLimit = null }, done, progress, both.Token);
        var points = new List<SweepPoint>();
        var notices = new List<string>(plan.Notices);
        var refusals = new List<string>();
        var cutOff = new SortedDictionary<string, double>(StringComparer.Ordinal);
        RunFacts? facts = null;
        foreach (var point in done.TakeWhile(point => point is not null).OfType<PointRun>())
        {
            points.Add(point.Point);
            notices.AddRange(facts is null ? point.Notices : []);
            refusals.AddRange(point.Refusal is { } refusal ? [refusal] : []);
            facts = point.Facts ?? facts;
            foreach (var (path, mass) in point.CutOff)
            {
                cutOff[path] = Math.Max(mass, cutOff.GetValueOrDefault(path));
            }
        }

        if (facts is null)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ArgumentException(refusals.Count > 0 ? refusals[0] : "time: no point was completed within the limit.");
        }

        notices.AddRange(CutOff.Notice(cutOff) is { } cut ? [cut] : []);
        notices.AddRange(refusals.Take(MostRefusals));
        if (refusals.Count > MostRefusals)
        {
            notices.Add(FormattableString.Invariant($"Warning: {refusals.Count - MostRefusals} more points cannot be run."));
        }

        if (timer.IsCancellationRequested && points.Count < plan.Points)
        {
            notices.Add(FormattableString.Invariant($"Time: stopped after {points.Count} of {plan.Points} points."));
        }

        var asWritten = plan.AsWritten;
        return new SweepResult(
            new ScenarioIdentity(asWritten.Name, asWritten.Description, asWritten.File, asWritten.Sha256),
            facts with { Seconds = watch.Elapsed.TotalSeconds }, plan.Axes, plan.Points, points, options.Interval, notices);
    }

    // Small points are drawn side by side, one on each thread: much of the work on a point is done by one thread alone.
    private static void DrawPoints(
        ISimulationEngine engine, SweepPlan plan, RunOptions options, PointRun?[] done, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var request = SamplingRounds.RequestFor(options);
        var isSideBySide = plan.Points >= 2 * options.Threads && request.Samples <= MostSideBySide && engine.ForOneThread(request) is not null;
        using var engines = new ThreadLocal<ISimulationEngine>(() => engine.ForOneThread(request)!);
        var completed = 0;
        OnAllCores.For(plan.Points, isSideBySide ? options.Threads : 1, point =>
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            if (!isSideBySide)
            {
                var inside = progress is null ? null : new Relay(progress, point, plan.Points);
                done[point] = RunPoint(engine, plan, point, options, options.Threads, inside, cancellation);
                return;
            }

            // A small point is finished although the sweep is stopped, so that none is missing before another.
            done[point] = RunPoint(engines.Value!, plan, point, options, 1, null, CancellationToken.None);
            lock (done)
            {
                completed++;
                progress?.Report(new RunProgress(completed * request.Samples, plan.Points * request.Samples));
            }
        });
    }

    /// <summary>
    /// One point; null if it was stopped halfway: half a point would look like a whole one. If its values do not go together
    /// it has no outputs: the other points are run.
    /// </summary>
    private static PointRun? RunPoint(
        ISimulationEngine engine, SweepPlan sweep, int point, RunOptions options, int threads, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var values = sweep.ValuesOf(point);
        Scenario scenario;
        try
        {
            scenario = sweep.ScenarioOf(point);
        }
        catch (ScenarioException exception)
        {
            return new PointRun(new SweepPoint(values, new Dictionary<string, SweepOutput>(StringComparer.Ordinal)), null, [], [],
                $"Warning: not run: {string.Join(", ", values.Select(value => value.Text))}: {exception.Errors[0]}");
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

        var (summaries, _) = Overtaking.Checked(ResultAssembly.Outputs(plan, outcome, options), plan, outcome.Roots);
        var outputs = summaries.Where(output => !output.IsEquivalent);
        return new PointRun(
            new SweepPoint(values, outputs.ToDictionary(output => output.Name, Compact, StringComparer.Ordinal)),
            ResultAssembly.Facts(plan, options, outcome, engine.Device, 0), outcome.Notices, CutOff.Truncated(scenario), null);
    }

    // Counts by bin are a megabyte a point.
    private static SweepOutput Compact(OutputSummary output) => new(
        output.Label, output.Unit, output.Boundary, output.Mean, output.Median, output.Interval.Low, output.Interval.High, output.Error)
    {
        HasTooFewBeyond = output.Interval.HasTooFewBeyond,
    };

    private sealed record PointRun(
        SweepPoint Point, RunFacts? Facts, IReadOnlyList<string> Notices, IReadOnlyList<(string Path, double Mass)> CutOff, string? Refusal);

    private sealed class Relay(IProgress<RunProgress> progress, int before, int points) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            progress.Report(new RunProgress(Clamped(((double)before * value.Total) + value.Done), Clamped((double)points * value.Total)));

        // A million points with the largest number of samples would overflow a counter.
        private static long Clamped(double samples) => (long)Math.Min(samples, long.MaxValue / 2);
    }
}
