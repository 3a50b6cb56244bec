using System.Numerics;
using ILGPU;
using Simulator.Sampling;
using Simulator.Statistics;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Sums of floats as integers, exact under any order of addition: <see cref="MomentSums"/> for devices.</summary>
/// <remarks>
/// A sum is 128-bit fixed point in pieces of 64 bits that stand eight bits apart, so that an atomic addition needs no
/// carry: bucket b holds multiples of 2^(8b − 40). A float goes to one bucket, shifted by less than eight bits; what lies
/// below 2⁻⁴⁰ is rounded away, always in the same way. Thirty-two bits of a bucket are room for 4·10⁹ virtual blocks.
/// </remarks>
public static class FixedSums
{
    /// <summary>Pieces of a sum, for every float that is finite; the last counts what was not.</summary>
    public const int Buckets = 20;

    private const int BitsApart = 8;

    // Exponent of a float whose last mantissa bit is worth 2⁻⁴⁰, and of one that is not finite.
    private const int UnitExponent = 150 - MomentSums.FractionBits;
    private const int NotFinite = 255;

    /// <summary>Adds the sum of a virtual block.</summary>
    /// <param name="sums">All sums.</param>
    /// <param name="sum">Number of the sum.</param>
    /// <param name="value">What is added.</param>
    public static void Add(ArrayView<long> sums, int sum, ScalarLane value)
    {
        var bits = FloatBins.Ordered(value.Value) ^ ((FloatBins.Ordered(value.Value) >> 31) & 0x7FFFFFFF);
        var exponent = (bits >> 23) & 255;
        if (exponent == NotFinite)
        {
            Atomic.Add(ref sums[(sum * Buckets) + Buckets - 1], 1L);
            return;
        }

        var mantissa = (long)((bits & 0x7FFFFF) | 0x800000);
        var shift = exponent - UnitExponent;
        var bucket = 0;
        if (shift >= 0)
        {
            bucket = shift / BitsApart;
            mantissa <<= shift % BitsApart;
        }
        else
        {
            // Beyond 25 places nothing is left, a zero's missing leading bit included.
            var places = shift < -25 ? 25 : -shift;
            mantissa = (mantissa + (1L << (places - 1))) >> places;
        }

        if (mantissa != 0)
        {
            Atomic.Add(ref sums[(sum * Buckets) + bucket], bits < 0 ? -mantissa : mantissa);
        }
    }

    /// <summary>A sum read back, in units of 2⁻⁴⁰, and whether something in it was not finite.</summary>
    /// <param name="buckets">Its pieces.</param>
    public static (BigInteger Sum, bool Overflowed) Read(ReadOnlySpan<long> buckets)
    {
        BigInteger sum = 0;
        for (var bucket = 0; bucket < Buckets - 1; bucket++)
        {
            sum += (BigInteger)buckets[bucket] << (BitsApart * bucket);
        }

        return (sum, buckets[Buckets - 1] != 0);
    }
}
