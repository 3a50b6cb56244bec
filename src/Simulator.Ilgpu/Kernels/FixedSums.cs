using System.Numerics;
using ILGPU;
using ILGPU.Util;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Sums of floats as integers, exact under any order of addition: <see cref="MomentSums"/> for devices.</summary>
/// <remarks>
/// A sum is 128-bit fixed point in pieces of 64 bits that stand eight bits apart, so that an atomic addition needs no
/// carry: bucket b holds multiples of 2^(8b − 40). A float goes to one bucket, shifted by less than eight bits; what lies
/// below 2⁻⁴⁰ is rounded away, always in the same way. Thirty-two bits of a bucket are room for 4·10⁹ virtual blocks.
/// </remarks>
internal static class FixedSums
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
        // No branches: a kernel closes two sums of every root, and each branch would cost the translation several blocks.
        var bits = (int)BitConverter.SingleToUInt32Bits(value.Value);
        var exponent = (bits >> 23) & 255;
        var isNotFinite = exponent == NotFinite;
        var left = Math.Max(exponent - UnitExponent, 0);

        // Beyond 25 places nothing is left, a zero's missing leading bit included.
        var right = Math.Min(Math.Max(UnitExponent - exponent, 0), 25);
        var mantissa = (long)((bits & 0x7FFFFF) | 0x800000);
        var placed = ((mantissa + ((1L << right) >> 1)) >> right) << (left % BitsApart);
        var magnitude = Utilities.Select(isNotFinite, 1L, placed);
        var bucket = Utilities.Select(isNotFinite, Buckets - 1, left / BitsApart);
        Atomic.Add(ref sums[(sum * Buckets) + bucket], Utilities.Select((bits < 0) & !isNotFinite, -magnitude, magnitude));
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
