using System.Numerics;

namespace Simulator.Statistics.Counting;

/// <summary>Sums of deviations and their squares, exact under any order of addition.</summary>
/// <remarks>
/// A virtual block of samples gives one double for each sum, always the same one. Those are added as 128-bit fixed-point
/// numbers: integer addition has no rounding, so blocks may be merged in any order, over threads, parts of a run and devices.
/// Deviations are relative to a reference output, y = y₀ · (1 + d), which keeps the sums near one per sample. What does not
/// fit, because some samples are very much larger than the reference, goes to an integer of any length.
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
    private static readonly BigInteger LargestFixedPoint = new(Largest * Unit);

    private Int128 _sum;
    private Int128 _sumOfSquares;
    private BigInteger _large;
    private BigInteger _largeSquares;

    /// <summary>Finite samples.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the deviations in units of 2^−<see cref="FractionBits"/>.</summary>
    public readonly BigInteger FixedPointSum => _large + (BigInteger)_sum;

    /// <summary>Sum of the squares of the deviations in units of 2^−<see cref="FractionBits"/>.</summary>
    public readonly BigInteger FixedPointSumOfSquares => _largeSquares + (BigInteger)_sumOfSquares;

    /// <summary>Whether some sum was too large even for a device to make; the mean is then infinite.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Whether some sum of squares was; the variance is then infinite.</summary>
    public bool SquaresOverflowed { get; private set; }

    /// <summary>Adds one virtual block.</summary>
    /// <param name="count">Finite samples in it.</param>
    /// <param name="sum">Sum of their deviations.</param>
    /// <param name="sumOfSquares">Sum of the squares of their deviations.</param>
    public void Add(long count, double sum, double sumOfSquares)
    {
        Count += count;
        Overflowed |= !Add(sum, ref _sum, ref _large);
        SquaresOverflowed |= !Add(sumOfSquares, ref _sumOfSquares, ref _largeSquares);
    }

    /// <summary>Adds sums that are in fixed point already, as a device makes them.</summary>
    /// <param name="count">Finite samples in them.</param>
    /// <param name="sum">Sum of their deviations, in units of 2^−<see cref="FractionBits"/>.</param>
    /// <param name="sumOfSquares">Sum of the squares of their deviations, likewise.</param>
    /// <param name="overflowed">Whether some part of the sum was too large to be made.</param>
    /// <param name="squaresOverflowed">Whether some part of the sum of squares was.</param>
    public void AddFixedPoint(long count, BigInteger sum, BigInteger sumOfSquares, bool overflowed, bool squaresOverflowed)
    {
        Count += count;
        Overflowed |= overflowed;
        SquaresOverflowed |= squaresOverflowed;
        Add(sum, ref _sum, ref _large);
        Add(sumOfSquares, ref _sumOfSquares, ref _largeSquares);
    }

    /// <summary>Adds what another thread, part of the run or device has summed up.</summary>
    public void Add(in MomentSums other)
    {
        Count += other.Count;
        Overflowed |= other.Overflowed;
        SquaresOverflowed |= other.SquaresOverflowed;
        _sum += other._sum;
        _sumOfSquares += other._sumOfSquares;
        _large += other._large;
        _largeSquares += other._largeSquares;
    }

    /// <summary>Mean of the deviations; NaN without samples.</summary>
    public readonly double MeanDeviation => Overflowed ? double.PositiveInfinity : Value(_sum, _large) / Unit / Count;

    /// <summary>Variance of the deviations; NaN without samples.</summary>
    public readonly double Variance
    {
        get
        {
            if (Overflowed || SquaresOverflowed)
            {
                return double.PositiveInfinity;
            }

            var mean = MeanDeviation;
            return Math.Max(0, (Value(_sumOfSquares, _largeSquares) / Unit / Count) - (mean * mean));
        }
    }

    private static bool Add(double value, ref Int128 sum, ref BigInteger large)
    {
        if (Math.Abs(value) < Largest)
        {
            sum += (Int128)Math.Round(value * Unit);
        }
        else if (double.IsFinite(value * Unit))
        {
            large += new BigInteger(value * Unit);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void Add(BigInteger value, ref Int128 sum, ref BigInteger large)
    {
        if (BigInteger.Abs(value) < LargestFixedPoint)
        {
            sum += (Int128)value;
        }
        else
        {
            large += value;
        }
    }

    private static double Value(Int128 sum, BigInteger large) => large.IsZero ? (double)sum : (double)(large + (BigInteger)sum);
}
