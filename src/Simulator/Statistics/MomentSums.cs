namespace Simulator.Statistics;

/// <summary>Sums of deviations and their squares, exact under any order of addition.</summary>
/// <remarks>
/// A virtual block of samples gives one double for each sum, always the same one. Those are added as 128-bit fixed-point
/// numbers: integer addition has no rounding, so blocks may be merged in any order, over threads, shards and devices.
/// Deviations are relative to a reference output, y = y₀ · (1 + d), which keeps the sums near one per sample.
/// </remarks>
public struct MomentSums
{
    /// <summary>Samples in a virtual block.</summary>
    public const int VirtualBlock = 1 << 16;

    /// <summary>Binary digits behind the point of the fixed-point numbers.</summary>
    public const int FractionBits = 40;

    private const double Unit = 1L << FractionBits;

    // Beyond this a sum of doubles no longer fits: 2⁸⁰ · 2⁴⁰ leaves seven bits of headroom for 10¹¹ samples' blocks.
    private const double Largest = 1.2e24;

    private Int128 _sum;
    private Int128 _sumOfSquares;

    /// <summary>Finite samples.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the deviations in units of 2^−<see cref="FractionBits"/>.</summary>
    public readonly Int128 FixedPointSum => _sum;

    /// <summary>Sum of the squares of the deviations in units of 2^−<see cref="FractionBits"/>.</summary>
    public readonly Int128 FixedPointSumOfSquares => _sumOfSquares;

    /// <summary>Whether some sum was too large to be held; the moments are then infinite.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Adds one virtual block.</summary>
    /// <param name="count">Finite samples in it.</param>
    /// <param name="sum">Sum of their deviations.</param>
    /// <param name="sumOfSquares">Sum of the squares of their deviations.</param>
    public void Add(long count, double sum, double sumOfSquares)
    {
        Count += count;
        if (!(Math.Abs(sum) < Largest && sumOfSquares < Largest))
        {
            Overflowed = true;
            return;
        }

        _sum += (Int128)Math.Round(sum * Unit);
        _sumOfSquares += (Int128)Math.Round(sumOfSquares * Unit);
    }

    /// <summary>Adds sums that are in fixed point already, as a device makes them.</summary>
    /// <param name="count">Finite samples in them.</param>
    /// <param name="sum">Sum of their deviations, in units of 2^−<see cref="FractionBits"/>.</param>
    /// <param name="sumOfSquares">Sum of the squares of their deviations, likewise.</param>
    /// <param name="overflowed">Whether some part was too large to be held.</param>
    public void AddFixedPoint(long count, Int128 sum, Int128 sumOfSquares, bool overflowed)
    {
        Count += count;
        Overflowed |= overflowed;
        _sum += sum;
        _sumOfSquares += sumOfSquares;
    }

    /// <summary>Adds what another thread, shard or device has summed up.</summary>
    public void Add(in MomentSums other)
    {
        Count += other.Count;
        Overflowed |= other.Overflowed;
        _sum += other._sum;
        _sumOfSquares += other._sumOfSquares;
    }

    /// <summary>Mean of the deviations; NaN without samples.</summary>
    public readonly double MeanDeviation => Overflowed ? double.PositiveInfinity : (double)_sum / Unit / Count;

    /// <summary>Variance of the deviations; NaN without samples.</summary>
    public readonly double Variance
    {
        get
        {
            if (Overflowed)
            {
                return double.PositiveInfinity;
            }

            var mean = MeanDeviation;
            return Math.Max(0, ((double)_sumOfSquares / Unit / Count) - (mean * mean));
        }
    }
}
