using System.Numerics;

namespace Simulator.Statistics.Counting;

/// <summary>A sum that is the same in any order of addition: 128-bit fixed point, which has no rounding.</summary>
/// <remarks>See <see cref="MomentSums"/>: what is added is the sum of a virtual block, relative to a typical value.</remarks>
internal struct FixedPointSum
{
    private const double Unit = 1L << 40;
    private const double Largest = 1.2e24;

    private Int128 _sum;
    private BigInteger _large;

    /// <summary>A sum from its parts.</summary>
    /// <param name="small">What 128 bits hold.</param>
    /// <param name="large">What they do not.</param>
    /// <param name="isLost">See <see cref="IsLost"/>.</param>
    public FixedPointSum(Int128 small, BigInteger large, bool isLost) => (_sum, _large, IsLost) = (small, large, isLost);

    /// <summary>What was added in 128 bits, and what did not fit: apart, so that no bit of the sum depends on who has added it up.</summary>
    public readonly (Int128 Small, BigInteger Large) Parts => (_sum, _large);

    /// <summary>Whether something was not a number, or infinite.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The sum; NaN if it was lost.</summary>
    public readonly double Value => IsLost ? double.NaN : (_large.IsZero ? (double)_sum : (double)(_large + (BigInteger)_sum)) / Unit;

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        if (Math.Abs(value) < Largest)
        {
            _sum += (Int128)Math.Round(value * Unit);
        }
        else if (double.IsFinite(value * Unit))
        {
            _large += new BigInteger(value * Unit);
        }
        else
        {
            IsLost = true;
        }
    }

    /// <summary>Adds another sum.</summary>
    public void Add(in FixedPointSum other)
    {
        IsLost |= other.IsLost;
        _sum += other._sum;
        _large += other._large;
    }
}
