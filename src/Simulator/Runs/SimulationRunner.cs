using System.Diagnostics;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Sobol;
using Simulator.Scenarios;
using Simulator.Statistics.Counting;
using Simulator.Statistics.Errors;

namespace Simulator.Runs;

/// <summary>Runs a scenario from plan to result.</summary>
/// <example>
/// <code>
/// var scenario = ScenarioReader.Read("scenarios/gpt-3.yaml");
/// var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 &lt;&lt; 16, Seed = 7 });
/// var energy = result.Outputs.Single(output => output.Name == "energy");
/// Console.WriteLine($"{energy.Median:N0} {energy.Unit}, {energy.Interval.Low:N0} to {energy.Interval.High:N0}");  // 1,271 MWh, 1,029 to 1,575
/// Console.WriteLine($"standard error of the median: {energy.Error.Median:F1} {energy.Unit}");  // standard error of the median: 0.1 MWh
/// </code>
/// </example>
public static class SimulationRunner
{
    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops the run; what was drawn until then is returned.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="DeviceException">The device that was requested is not there, or failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first sample.</exception>
    public static SimulationResult Run(
        Scenario scenario, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(scenario, options, engine => engine, progress, cancellation);

    /// <summary>Runs a custom model.</summary>
    /// <inheritdoc cref="Run(SimulationPlan, RunOptions, CancellationToken)"/>
    public static ModelResult Run(SimulationPlan plan, RunOptions options) => Run(plan, options, CancellationToken.None);

    /// <summary>Runs a custom model.</summary>
    /// <param name="plan">See <see cref="PlanBuilder"/>.</param>
    /// <param name="options">How to run it; without limits, which are about the outputs of a scenario.</param>
    /// <param name="cancellation">Stops the run; what was drawn until then is returned.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="DeviceException">The device requested is not there, or failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first sample.</exception>
    public static ModelResult Run(SimulationPlan plan, RunOptions options, CancellationToken cancellation)
    {
        RunChecks.Check(options);
        RunChecks.Check(plan, options);
        if (options.Limits is [var limit, ..])
        {
            throw new ArgumentException($"limit '{limit.Text}': found a limit for a custom model; allowed: none, since limits are about the outputs of a scenario.");
        }

        var watch = Stopwatch.StartNew();
        var ((outcome, used), notice) = EngineChoice.Use(
            options,
            engine => (plan.IsUncertain ? Sample(engine, plan, options, null, cancellation) : new RunOutcome([], [], 1, 1, 1, []), engine.Device));
        return ResultAssembly.Assemble(
            plan, options, notice is null ? outcome : outcome with { Notices = [notice, .. outcome.Notices] }, used, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Runs a scenario on a substitute for its engine.</summary>
    internal static SimulationResult Run(
        Scenario scenario, RunOptions options, Func<ISimulationEngine, ISimulationEngine> standIn, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        RunChecks.Check(options);
        options = options with { Limits = [.. scenario.Limits, .. options.Limits] };
        RunChecks.CheckLimits(scenario, options);
        var plan = PlanBuilder.Build(scenario);
        var watch = Stopwatch.StartNew();
        if (!plan.IsUncertain)
        {
            // Constants need no device; one that is not available is still refused.
            var device = options.Device == "auto" ? CpuDevices.Best : EngineChoice.Use(options, engine => engine.Device).Result;
            return ResultAssembly.Assemble(
                scenario, plan, options, new RunOutcome([], [], 1, 1, 1, []), device, watch.Elapsed.TotalSeconds);
        }

        RunChecks.Check(plan, options);
        var ((outcome, used), notice) = EngineChoice.Use(
            options,
            engine =>
            {
                var used = standIn(engine);
                return (Sample(used, plan, options, progress, cancellation), used.Device);
            });
        if (notice is not null)
        {
            outcome = outcome with { Notices = [notice, .. outcome.Notices] };
        }

        var drawn = new SamplingRequest(
            options.Sampler, options.Seed, outcome.Replicates, 0, outcome.Samples / outcome.Replicates, options.Threads, options.BlockSize);
        return ResultAssembly.Assemble(scenario, plan, options, outcome, used, watch.Elapsed.TotalSeconds)
            with { Correlations = AchievedCorrelations.Measure(scenario.Correlations, plan, drawn) };
    }

    /// <summary>Checks options against a scenario without running it.</summary>
    /// <exception cref="ArgumentException">They are not possible; the message says what was found and what is allowed.</exception>
    public static void Check(Scenario scenario, RunOptions options)
    {
        RunChecks.Check(options);
        RunChecks.CheckLimits(scenario, options with { Limits = [.. scenario.Limits, .. options.Limits] });
        if (options.Sampler == Sampler.Sobol && scenario.Quantities.Count > SobolDirections.Dimensions / 2)
        {
            RunChecks.Check(PlanBuilder.Build(scenario), options);
        }
    }

    /// <summary>Draws the samples of a plan and computes the statistics of its roots.</summary>
    /// <param name="engine">Where to draw them.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellation">Stops the run.</param>
    internal static RunOutcome Sample(
        ISimulationEngine engine, SimulationPlan plan, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (!engine.HasKernels)
        {
            EngineChoice.AnnounceTranslation(plan, options);
        }

        var rounds = new SamplingRounds(engine, plan, options, progress, cancellation);
        rounds.Run();
        if (rounds.Drawn == 0)
        {
            throw new OperationCanceledException(cancellation);
        }

        // With few samples this, and the errors below, are most of the work; roots are independent.
        var (pooled, counts, bins) = (new OutputTally[plan.Roots.Count], new BinCounts[plan.Roots.Count], new IReadOnlySet<int>[plan.Roots.Count]);
        OnAllCores.For(pooled.Length, options.Threads, root =>
        {
            counts[root] = (pooled[root] = rounds.Tallies.Pooled(root)).ToCounts();
            bins[root] = Refinement.BinsOf(counts[root], rounds.WantedByRoot[root], rounds.Request, options);
        });
        if (!cancellation.IsCancellationRequested)
        {
            Refinement.Refine(engine, plan, rounds.Request, counts, bins, options);
        }

        var roots = new RootOutcome[pooled.Length];
        OnAllCores.For(
            roots.Length, options.Threads, root => roots[root] = new RootOutcome(pooled[root], counts[root], rounds.ErrorOf(root, pooled[root], counts[root])));
        return new RunOutcome(roots, rounds.Convergence, rounds.Drawn, rounds.Asked, rounds.Request.Replicates, rounds.Notices);
    }
}

/// <summary>The results for the roots of a plan.</summary>
/// <param name="Roots">By root.</param>
/// <param name="Convergence">How the outputs settled over the rounds of a search for a precision; empty for a single round.</param>
/// <param name="Samples">Samples drawn.</param>
/// <param name="Asked">Samples that were to be drawn.</param>
/// <param name="Replicates">Independent randomizations.</param>
/// <param name="Notices">What the reader needs to know about the sampling.</param>
internal sealed record RunOutcome(
    IReadOnlyList<RootOutcome> Roots, IReadOnlyList<RoundStatistics> Convergence, long Samples, long Asked, int Replicates, IReadOnlyList<string> Notices);

/// <summary>What was counted of a root.</summary>
/// <param name="Tally">Moments and extremes.</param>
/// <param name="Counts">Counts by bin.</param>
/// <param name="Error">Monte Carlo errors.</param>
internal sealed record RootOutcome(OutputTally Tally, BinCounts Counts, SamplingError Error);

/// <summary>The state of every root after a round.</summary>
/// <param name="Samples">Samples drawn until then.</param>
/// <param name="Roots">Interval ends and median by root; NaN for roots that are only summed.</param>
internal sealed record RoundStatistics(long Samples, IReadOnlyList<(double Low, double Median, double High)> Roots);
