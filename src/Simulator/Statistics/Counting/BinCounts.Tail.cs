using System.Runtime.CompilerServices;

namespace Simulator.Statistics.Counting;

/// <summary>The upper tail, from counts: how many values exceed an amount, and the mean of the largest.</summary>
internal sealed partial class BinCounts
{
    /// <summary>The values at or above a float.</summary>
    /// <param name="least">The smallest float that counts.</param>
    public ExceedingCount From(float least)
    {
        var bin = FloatBins.Of(least);
        var index = IndexOf(bin);
        var next = index >= 0 ? index + 1 : ~index;
        var higher = next < _length ? Total - _below[next] : 0;
        if (index < 0)
        {
            return new ExceedingCount(higher, 0, 0, 0);
        }

        var count = _counts[index];
        if (_refined.TryGetValue(bin, out var refined) && refined.Total > 0)
        {
            var share = refined.ShareFrom(least);
            return new ExceedingCount(higher, count, share, refined.Total == count ? 0 : share * (1 - share) / refined.Total);
        }

        // Not resolved: values are assumed to lie evenly, and the error is that of a value somewhere in the bin.
        var (low, high) = Edges(index);
        var above = high > low ? Math.Clamp((high - least) / (high - low), 0, 1) : least <= low ? 1 : 0;
        return new ExceedingCount(higher, count, above, 1.0 / 12);
    }

    /// <summary>Mean and variance of the largest values.</summary>
    /// <param name="share">How large a share of all values they are. [-]</param>
    /// <remarks>
    /// The boundary value counts with the fraction of it that the share takes in, so that the mean depends on no rounding of
    /// share × values. Within a bin that is not resolved the values are assumed to lie evenly: a bin is 0.05% wide, and what
    /// lies left and right of its middle evens out over the bins of a tail.
    /// </remarks>
    public (double Mean, double Variance) OfLargest(double share) => OfLargest(share, [], _length);

    // Of the bins above one, the means of all their values are known.
    private (double Mean, double Variance) OfLargest(double share, ReadOnlySpan<double> means, int own)
    {
        var wanted = share * Total;
        var (taken, sum, squares) = (0.0, 0.0, 0.0);
        var origin = _length > 0 ? (double)FloatBins.LowerEdge(_bins[_length - 1]) : 0;
        for (var index = _length - 1; index >= 0 && taken < wanted; index--)
        {
            var count = Math.Min(_counts[index], wanted - taken);
            var mean = (index > own && count == _counts[index] ? means[index - own] : MeanOfLargestIn(index, count, HoldsAtomAt(index))) - origin;
            taken += count;
            sum += count * mean;
            squares += count * mean * mean;
        }

        return taken == 0
            ? (double.NaN, double.NaN)
            : (origin + (sum / taken), Math.Max(0, (squares / taken) - (sum / taken * (sum / taken))));
    }

    /// <summary>The bins above a quantile that hold an atom; none if there are many, among which they even out.</summary>
    /// <param name="probability">Probability below. [-]</param>
    public IReadOnlyList<int> AtomsAbove(double probability)
    {
        const int Many = 32;
        var atoms = new List<int>();
        for (var index = Total == 0 ? _length : IndexOfRank(LowerRank(probability, out _)); index < _length && atoms.Count < Many; index++)
        {
            if (HoldsAtomAt(index))
            {
                atoms.Add(_bins[index]);
            }
        }

        return atoms.Count < Many ? atoms : [];
    }

    private double MeanOfLargestIn(int index, double count, bool holdsAtom)
    {
        // Which other bins are resolved depends on the limits of the run; the mean must not.
        if ((count < _counts[index] || holdsAtom) && Resolved(index) is { } refined)
        {
            return refined.MeanOfLargest(count / _counts[index]);
        }

        var (low, high) = Edges(index);
        return high - (count / _counts[index] / 2 * (high - low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (double Low, double High) Edges(int index) =>
        (Math.Max(FloatBins.LowerEdge(_bins[index]), _minimum), Math.Min(FloatBins.UpperEdge(_bins[index]), _maximum));
}
