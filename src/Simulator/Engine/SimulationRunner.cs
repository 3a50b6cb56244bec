using Simulator.Engine.Cpu;
using Simulator.Sampling;
using Simulator.Scenarios;
using Simulator.Statistics;

namespace Simulator.Engine;

/// <summary>Runs a scenario from plan to result.</summary>
public static class SimulationRunner
{
    // Up to here every bin that holds a wanted quantile is resolved by drawing the samples a second time.
    private const long AlwaysRefined = 1L << 22;

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancellation">Stops the run; what was drawn until then is returned.</param>
    /// <exception cref="ArgumentException">The options are not possible.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the first sample.</exception>
    public static SimulationResult Run(
        Scenario scenario, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check(options);
        var engine = Choose(options.Device);
        var plan = PlanBuilder.Build(scenario);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        if (!plan.IsUncertain)
        {
            return ResultAssembly.Assemble(scenario, plan, options, engine.Device, [], samples: 1, watch.Elapsed.TotalSeconds);
        }

        var request = new SamplingRequest(options.Seed, options.Samples, options.Threads, options.BlockSize);
        var run = engine.Count(plan, request, progress, cancellation);
        if (run.Samples == 0)
        {
            throw new OperationCanceledException(cancellation);
        }

        var counts = run.Tallies.Select(tally => tally.ToCounts()).ToList();
        Refine(engine, plan, request with { Samples = run.Samples }, counts, options.Interval, cancellation);
        var outcomes = run.Tallies.Zip(counts, (tally, count) => new RootOutcome(tally, count)).ToList();
        return ResultAssembly.Assemble(
            scenario, plan, options, engine.Device, outcomes, run.Samples, watch.Elapsed.TotalSeconds);
    }

    private static void Check(RunOptions options)
    {
        if (options.Samples < 2)
        {
            throw new ArgumentException($"samples: found {options.Samples}; allowed: at least 2.");
        }

        if (options.Sampler != "random")
        {
            throw new ArgumentException($"sampler: found {options.Sampler}; allowed in this version: random.");
        }

        if (!(options.Interval > 0 && options.Interval < 1))
        {
            throw new ArgumentException($"interval: found {options.Interval}; allowed: between 0% and 100%.");
        }

        if (options.Threads < 1)
        {
            throw new ArgumentException($"threads: found {options.Threads}; allowed: at least 1.");
        }

        if (options.BlockSize < ColumnTally.Segment || options.BlockSize % ColumnTally.Segment != 0)
        {
            throw new ArgumentException($"block size: found {options.BlockSize}; allowed: multiples of {ColumnTally.Segment}.");
        }
    }

    private static ISimulationEngine Choose(string device) => device switch
    {
        "auto" or "cpu" => CpuEngines.Create(CpuDevices.Best),
        _ => CpuEngines.Create(device),
    };

    // A large run resolves only bins with an atom (a choice, a bound), from its first samples: there, interpolation
    // would print a value that cannot occur.
    private static void Refine(
        ISimulationEngine engine, SimulationPlan plan, SamplingRequest request, List<BinCounts> counts, double interval, CancellationToken cancellation)
    {
        var isSmall = request.Samples <= AlwaysRefined;
        var probabilities = Probabilities.Wanted(interval);
        var wanted = counts
            .Select((count, root) => (IReadOnlySet<int>)(plan.Roots[root].IsCounted
                ? probabilities.SelectMany(count.BinsHolding).Where(bin => isSmall || count.HoldsAtom(bin)).ToHashSet()
                : []))
            .ToList();
        if (wanted.All(bins => bins.Count == 0) || cancellation.IsCancellationRequested)
        {
            return;
        }

        var refined = engine.Refine(
            plan, request with { Samples = Math.Min(request.Samples, AlwaysRefined) }, wanted, CancellationToken.None);
        for (var root = 0; root < counts.Count; root++)
        {
            counts[root].Refine(refined[root]);
        }
    }
}
