using Simulator.Statistics;

namespace Simulator.Engine;

/// <summary>The second pass that resolves bins to single floats, so that quantiles are those of the sorted samples.</summary>
internal static class Refinement
{
    // Up to here every bin that holds a wanted quantile is resolved.
    private const long AlwaysRefined = 1L << 22;

    /// <summary>Resolves the bins that hold the wanted quantiles.</summary>
    /// <remarks>
    /// A large run resolves only bins with an atom (a choice, a bound), from its first points, unless exact quantiles are
    /// asked for: interpolation there would print a value that cannot occur.
    /// </remarks>
    public static void Refine(
        ISimulationEngine engine, SimulationPlan plan, SamplingRequest request, IReadOnlyList<BinCounts> counts, RunOptions options)
    {
        var isWhole = options.IsExact || request.Samples <= AlwaysRefined;
        var probabilities = Probabilities.Wanted(options.Interval);
        var wanted = counts
            .Select((count, root) => (IReadOnlySet<int>)(plan.Roots[root].IsCounted
                ? probabilities.SelectMany(count.BinsHolding).Where(bin => isWhole || count.HoldsAtom(bin)).ToHashSet()
                : []))
            .ToList();
        if (wanted.All(bins => bins.Count == 0))
        {
            return;
        }

        var points = isWhole ? request.Points : Math.Min(request.Points, AlwaysRefined / request.Replicates);
        var refined = engine.Refine(plan, request with { FirstPoint = 0, Points = points }, wanted, CancellationToken.None);
        for (var root = 0; root < counts.Count; root++)
        {
            counts[root].Refine(refined[root]);
        }
    }
}
