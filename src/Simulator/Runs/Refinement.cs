using Simulator.Engine;
using Simulator.Planning;
using Simulator.Statistics.Counting;

namespace Simulator.Runs;

/// <summary>The second pass that resolves bins to single floats, so that quantiles are those of the sorted samples.</summary>
internal static class Refinement
{
    // Up to here every bin that holds a wanted quantile is resolved.
    private const long AlwaysRefined = 1L << 22;

    /// <summary>The bins of a root to resolve: those that hold the wanted quantiles, the amounts of limits, and atoms of the tail.</summary>
    /// <param name="counts">What was counted of the root.</param>
    /// <param name="figures">Which statistics of it are wanted.</param>
    /// <param name="request">The samples of the whole run.</param>
    /// <param name="options">How it is run.</param>
    /// <remarks>
    /// Of a large run's bins with a quantile only the ones with an atom (a choice, a bound) are resolved, unless exact quantiles
    /// are requested: interpolation there would print a value that cannot occur.
    /// </remarks>
    public static IReadOnlySet<int> BinsOf(BinCounts counts, WantedStatistics figures, SamplingRequest request, RunOptions options)
    {
        var isWhole = IsWhole(request, options);
        return figures.Probabilities.SelectMany(counts.BinsHolding)
            .Where(bin => isWhole || counts.HoldsAtom(bin))
            .Concat(figures.TailShares.SelectMany(share => counts.AtomsAbove(1 - share)))
            .Concat(figures.Thresholds.Select(FloatBins.Of))
            .ToHashSet();
    }

    /// <summary>Resolves bins; those of a large run from its first points.</summary>
    /// <param name="engine">Where to draw the samples again.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The samples of the whole run.</param>
    /// <param name="counts">Receive what is found, by root.</param>
    /// <param name="bins">Which bins, by root.</param>
    /// <param name="options">How it is run.</param>
    public static void Refine(
        ISimulationEngine engine, SimulationPlan plan, SamplingRequest request, IReadOnlyList<BinCounts> counts,
        IReadOnlyList<IReadOnlySet<int>> bins, RunOptions options)
    {
        if (bins.All(wanted => wanted.Count == 0))
        {
            return;
        }

        var refined = engine.Refine(plan, request with { FirstPoint = 0, Points = PointsOf(request, options) }, bins, CancellationToken.None);
        for (var root = 0; root < counts.Count; root++)
        {
            counts[root].Refine(refined[root]);
        }
    }

    /// <summary>Points of each replicate, from the first, that the second pass looks at.</summary>
    /// <param name="request">The samples of the whole run.</param>
    /// <param name="options">How it is run.</param>
    public static long PointsOf(SamplingRequest request, RunOptions options) =>
        IsWhole(request, options) ? request.Points : Math.Min(request.Points, AlwaysRefined / request.Replicates);

    /// <summary>Where the bins lie that the second pass of a run will resolve, as far as some of its samples can tell.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The samples of the whole run.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="counts">Counts of some of the samples, by root.</param>
    /// <returns>By root, ranges of bins that do not touch, ascending.</returns>
    public static IReadOnlyList<IReadOnlyList<BinRange>> Likely(
        SimulationPlan plan, SamplingRequest request, RunOptions options, IReadOnlyList<BinCounts> counts)
    {
        var isWhole = IsWhole(request, options);
        var figures = WantedFigures.ByRoot(plan, options);
        return [.. counts.Select((count, root) => BinRange.Joined(figures[root].Probabilities.Select(probability => Around(count, probability))
            .SelectMany(around => isWhole ? [around] : count.LikelyAtomsIn(around))
            .Concat(figures[root].TailShares.SelectMany(share => Tail(count, 1 - share)))
            .Concat(figures[root].Thresholds.Select(FloatBins.Of).Select(bin => new BinRange(bin, bin)))))];
    }

    // Of few samples all of the tail, among which atoms of all samples cannot be told.
    private static IReadOnlyList<BinRange> Tail(BinCounts counts, double probability)
    {
        const long Few = 2048;
        var tail = new BinRange(Around(counts, probability).First, BinRange.All.Last);
        return (1 - probability) * counts.Total < Few ? [tail] : counts.LikelyAtomsIn(tail);
    }

    // The rank of a quantile of all samples among some of them: within six standard errors, and some ranks for the tails.
    private static BinRange Around(BinCounts counts, double probability)
    {
        const double Errors = 6, Ranks = 10;
        var width = (Errors * Math.Sqrt(probability * (1 - probability) / counts.Total)) + (Ranks / counts.Total);
        return new BinRange(
            probability - width > 0 ? counts.BinOf(probability - width) : BinRange.All.First,
            probability + width < 1 ? counts.BinOf(probability + width) : BinRange.All.Last);
    }

    private static bool IsWhole(SamplingRequest request, RunOptions options) => options.IsExact || request.Samples <= AlwaysRefined;
}
