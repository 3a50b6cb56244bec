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
public static class ScenarioSweep
{
    private const int MostRefusals = 5;

    /// <summary>Runs the points, one after the other.</summary>
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
        var points = new List<SweepPoint>();
        var notices = new List<string>(plan.Notices);
        var refusals = new List<string>();
        var cutOff = new SortedDictionary<string, double>(StringComparer.Ordinal);
        RunFacts? facts = null;
        while (points.Count < plan.Points && !both.IsCancellationRequested)
        {
            var relay = progress is null ? null : new Relay(progress, points.Count, plan.Points);
            if (ScenarioOf(plan, points.Count, refusals) is not { } scenario)
            {
                points.Add(new SweepPoint(plan.ValuesOf(points.Count), new Dictionary<string, SweepOutput>(StringComparer.Ordinal)));
                continue;
            }

            if (RunPoint(engine, scenario, options with { TimeLimit = null }, relay, both.Token) is not { } done)
            {
                break;
            }

            points.Add(new SweepPoint(plan.ValuesOf(points.Count), done.Outputs));
            notices.AddRange(facts is null ? done.Notices : []);
            facts = done.Facts;
            foreach (var (path, mass) in CutOff.Truncated(scenario))
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

    /// <summary>The scenario of a point; null, with a notice, if its values do not go together: the other points are run.</summary>
    private static Scenario? ScenarioOf(SweepPlan plan, int point, List<string> refusals)
    {
        try
        {
            return plan.ScenarioOf(point);
        }
        catch (ScenarioException exception)
        {
            refusals.Add($"Warning: not run: {string.Join(", ", plan.ValuesOf(point).Select(value => value.Text))}: {exception.Errors[0]}");
            return null;
        }
    }

    /// <summary>One point; null if it was stopped halfway: half a point would look like a whole one.</summary>
    private static (IReadOnlyDictionary<string, SweepOutput> Outputs, RunFacts Facts, IReadOnlyList<string> Notices)? RunPoint(
        ISimulationEngine engine, Scenario scenario, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var plan = PlanBuilder.Build(scenario);
        var outcome = new RunOutcome([], [], 1, 1, 1, []);
        if (plan.IsUncertain)
        {
            RunChecks.Check(plan, options);
            try
            {
                outcome = SimulationRunner.Sample(engine, plan, options, progress, cancellation);
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

        var outputs = ResultAssembly.Outputs(plan, outcome, options.Interval).Where(output => !output.IsEquivalent);
        return (
            outputs.ToDictionary(output => output.Name, Compact, StringComparer.Ordinal),
            ResultAssembly.Facts(plan, options, outcome, engine.Device, 0),
            outcome.Notices);
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
