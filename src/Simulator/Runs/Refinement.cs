using Simulator.Engine;
using Simulator.Planning;
using Simulator.Statistics.Counting;

namespace Simulator.Runs;

/// <summary>The second pass that resolves bins to single floats, so that quantiles are those of the sorted samples.</summary>
internal static class Refinement
{
    // Up to here every bin that holds a wanted quantile is resolved.
    private const long AlwaysRefined = 1L << 22;

    /// <summary>Resolves the bins that hold the wanted quantiles, the amounts of limits, and atoms of the tail.</summary>
    /// <remarks>
    /// A large run resolves bins from its first points, and of those with a quantile only the ones with an atom (a choice, a
    /// bound), unless exact quantiles are requested: interpolation there would print a value that cannot occur.
    /// </remarks>
    public static void Refine(
        ISimulationEngine engine, SimulationPlan plan, SamplingRequest request, IReadOnlyList<BinCounts> counts,
        IReadOnlyList<WantedStatistics> figures, RunOptions options)
    {
        var isWhole = options.IsExact || request.Samples <= AlwaysRefined;
        var wanted = new IReadOnlySet<int>[counts.Count];
        OnAllCores.For(wanted.Length, options.Threads, root => wanted[root] = BinsOf(counts[root], figures[root], isWhole));
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

    private static HashSet<int> BinsOf(BinCounts counts, WantedStatistics figures, bool isWhole) =>
        figures.Probabilities.SelectMany(counts.BinsHolding)
            .Where(bin => isWhole || counts.HoldsAtom(bin))
            .Concat(figures.TailShares.SelectMany(share => counts.AtomsAbove(1 - share)))
            .Concat(figures.Thresholds.Select(FloatBins.Of))
            .ToHashSet();
}
