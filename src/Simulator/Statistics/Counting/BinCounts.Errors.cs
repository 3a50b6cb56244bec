
namespace Simulator.Statistics.Counting;

/// <summary>Converts the error of a rank to an amount.</summary>
internal sealed partial class BinCounts
{
    // One side of an error interval that is so much longer than the other reaches over a gap.
    private const double Lopsided = 3;

    /// <summary>Standard error of a quantile of independent samples: the rank of the true one is binomial.</summary>
    /// <param name="probability">Probability below. [-]</param>
    /// <param name="criticalValue">Critical value of the 95% error interval: its half-width in standard errors. [-]</param>
    /// <remarks>Conover 1999, Practical Nonparametric Statistics, section 3.2.</remarks>
    public double QuantileError(double probability, double criticalValue = StandardError.NormalCriticalValue) =>
        QuantileError(probability, Math.Sqrt(probability * (1 - probability) * Total), criticalValue);

    /// <summary>Standard error of a quantile whose rank has a known one.</summary>
    /// <param name="probability">Probability below. [-]</param>
    /// <param name="rankError">Standard error of the number of samples below the true quantile. [samples]</param>
    /// <param name="criticalValue">Critical value of the 95% error interval: its half-width in standard errors. [-]</param>
    /// <returns>NaN where the samples do not reach as far as the error interval.</returns>
    /// <remarks>
    /// The error interval of the rank, read off the samples: that takes care of the local density, of atoms (0), of gaps (their
    /// width) and of bounds. No sample is known better than its neighbours are apart.
    /// </remarks>
    internal double QuantileError(double probability, double rankError, double criticalValue)
    {
        var half = Math.Max(1, criticalValue * rankError);
        var position = (probability * Total) - 0.5;
        if (!(position - half >= 0 && position + half <= Total - 1))
        {
            return double.NaN;
        }

        // Which other bins are resolved depends on the limits of the run; the error must not.
        var rank = LowerRank(probability, out _);
        var index = IndexOfRank(rank);
        var own = (index, IndexOfNext(rank, index));
        var (low, high) = (At(position - half), At(position + half));
        if (low == high)
        {
            return 0;
        }

        var quantile = Quantile(probability);
        var (larger, smaller) = (Math.Max(high - quantile, quantile - low), Math.Min(high - quantile, quantile - low));
        var width = (larger > Lopsided * smaller ? larger : ((3 * larger) + smaller) / 4) / criticalValue;
        var interpolation = InterpolationError(IndexOfRank((long)position));
        return StandardError.Rounded(Math.Sqrt((width * width) + (interpolation * interpolation)), quantile);

        double At(double at) => Between(new Place((long)at, IndexOfRank((long)at), at - Math.Floor(at)), own);
    }

    // Values of a bin that is not resolved are assumed to lie evenly. If their density changes over the bin, by as much as it
    // does between its neighbours, a quantile in the middle is off by an eighth of that change.
    private double InterpolationError(int index)
    {
        if (Resolved(index) is not null)
        {
            return 0;
        }

        return Math.Abs(DensityChange(index)) / 8;
    }

    /// <summary>Squared skewness of the values over their number: (Σd³)²/(Σd²)³; 0 where none are counted. [-]</summary>
    internal double SkewnessPerSample()
    {
        var (sum, squares, cubes) = (0.0, 0.0, 0.0);
        for (var i = 0; i < _length; i++)
        {
            sum += _counts[i] * Middle(i);
        }

        for (var i = 0; i < _length; i++)
        {
            var deviation = Middle(i) - (sum / Total);
            squares += _counts[i] * deviation * deviation;
            cubes += _counts[i] * deviation * deviation * deviation;
        }

        return squares > 0 ? cubes / squares * (cubes / squares) / squares : 0;

        double Middle(int index)
        {
            var (low, high) = Edges(index);
            return low + ((high - low) / 2);
        }
    }

    /// <summary>How far the values above a quantile lie above it, by bin.</summary>
    /// <param name="share">Share of the samples above the quantile. [-]</param>
    internal TailExcesses ExcessesAbove(double share)
    {
        var place = PlaceOf(1 - share);
        var (quantile, own) = (Between(place), place.Index);
        var (bins, excesses) = (_bins[own.._length], new double[_length - own]);
        var (above, bias) = (0.0, 0.0);
        for (var i = 1; i < bins.Length; i++)
        {
            var holdsAtom = HoldsAtomAt(own + i);
            excesses[i] = MeanOfLargestIn(own + i, _counts[own + i], holdsAtom);
            bias += holdsAtom ? 0 : DensityChange(own + i) * _counts[own + i] / 12;
        }

        var mean = OfLargest(share, means: excesses, own).Mean;
        for (var i = 1; i < bins.Length; i++)
        {
            excesses[i] -= quantile;
            above += _counts[own + i] * excesses[i];
        }

        // What the mean of the largest holds beyond the bins above lies in the quantile's own bin. Of its values a part lies above
        // the quantile, taken as exponential there: between even spread and a steep fall.
        double count = _counts[own];
        var rest = (share * Total * (mean - quantile)) - above;
        excesses[0] = rest / count;
        var part = Math.Clamp(((share * Total) - (Total - _below[own] - count)) / count, 0, 1);
        var variance = part > 0 ? Math.Max(0, (2 / part) - 1) * excesses[0] * excesses[0] : 0;
        return new TailExcesses(quantile, bins, excesses, count, variance, bias / share / Total);
    }

    // By how much more the density is at the upper edge of a bin than at the lower one, over that in the bin, as an amount: this
    // share of the bin's width. Bins are twice as wide above a power of two.
    private double DensityChange(int index)
    {
        var (low, high) = Edges(index);
        return high == low ? 0
            : (high - low) * (high - low) * (Density(index + 1, _bins[index] + 1) - Density(index - 1, _bins[index] - 1)) / 2 / _counts[index];

        double Density(int at, int bin) => CountOf(at, bin) / ((double)FloatBins.UpperEdge(bin) - FloatBins.LowerEdge(bin));
    }
}

/// <summary>How far the largest values lie above the quantile where they begin.</summary>
/// <param name="Quantile">The quantile.</param>
/// <param name="Bins">Its own bin, and those above that hold values.</param>
/// <param name="Excesses">Mean excess of the values of each bin; 0 counts for those below the quantile.</param>
/// <param name="OwnCount">Values in the quantile's own bin.</param>
/// <param name="OwnVariance">Variance of the excess among those.</param>
/// <param name="Bias">By how much the mean may be off because values are assumed to lie evenly within bins that are not resolved.</param>
internal sealed record TailExcesses(double Quantile, int[] Bins, double[] Excesses, double OwnCount, double OwnVariance, double Bias);
