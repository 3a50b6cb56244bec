using ILGPU;
using ILGPU.Util;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Counting on a device: integer atomics only, so that the order of threads changes nothing.</summary>
/// <remarks>
/// A histogram covers every bin that a float can lie in, 2²⁰ of them a root, so no count can be lost and no window has to
/// be right. What lies where most values lie is counted in the memory of the group first.
/// </remarks>
internal static class DeviceTally
{
    /// <summary>Bins of a histogram.</summary>
    public const int Bins = 1 << (32 - FloatBins.DroppedBits);

    private const int BinOfZero = Bins / 2;

    private const uint ExponentBits = 0x7F800000;
    private const uint SignBit = 0x80000000;

    /// <summary>Where a bin of a counted root stands in the histograms.</summary>
    public static int Place(int counted, int bin) => (counted * Bins) + BinOfZero + bin;

    /// <summary>Empties the group's extremes and counters; the caller waits for all threads.</summary>
    /// <param name="shared">The group's memory: smallest and largest value of each counted root, then counters.</param>
    /// <param name="extremes">Words of the extremes.</param>
    public static void ClearShared(ArrayView<uint> shared, int extremes)
    {
        for (var i = Group.IdxX; i < shared.IntLength; i += Group.DimX)
        {
            shared[i] = Utilities.Select((i < extremes) & (i % 2 == 0), uint.MaxValue, 0u);
        }
    }

    /// <summary>Counts a value and widens the group's extremes if it lies beyond them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="histogram">All histograms.</param>
    /// <param name="shared">The group's memory.</param>
    /// <param name="counted">Number of the counted root.</param>
    /// <param name="place">Where the root's counters begin in the group's memory.</param>
    /// <param name="first">First bin in the group's memory.</param>
    /// <param name="length">Bins in the group's memory.</param>
    public static void Count(
        ScalarLane value, ArrayView<uint> histogram, ArrayView<uint> shared, int counted, int place, int first, int length)
    {
        // Integers throughout: no comparison of floats that a NaN could pass on one device and not on another.
        var ordered = FloatBins.Ordered(value.Value);
        var key = (uint)ordered ^ SignBit;
        var isOutside = (key < shared[2 * counted]) | (key > shared[(2 * counted) + 1]);
        if (isOutside & IsFinite(value))
        {
            Atomic.Min(ref shared[2 * counted], key);
            Atomic.Max(ref shared[(2 * counted) + 1], key);
        }

        var bin = ordered >> FloatBins.DroppedBits;
        var slot = bin - first;
        if ((uint)slot < (uint)length)
        {
            Atomic.Add(ref shared[place + slot], 1u);
        }
        else
        {
            Atomic.Add(ref histogram[Place(counted, bin)], 1u);
        }
    }

    /// <summary>Widens the extremes of all roots by those of the group; all threads of the group together.</summary>
    public static void MergeExtremes(ArrayView<int> extremes, ArrayView<uint> shared, int length)
    {
        for (var i = Group.IdxX; i < length; i += Group.DimX)
        {
            var ordered = (int)(shared[i] ^ SignBit);
            if (i % 2 == 0)
            {
                Atomic.Min(ref extremes[i], ordered);
            }
            else
            {
                Atomic.Max(ref extremes[i], ordered);
            }
        }
    }

    /// <summary>Adds what the group counted of one root to the histograms; all threads of the group together.</summary>
    public static void MergeShared(ArrayView<uint> histogram, ArrayView<uint> shared, int counted, int place, int first, int length)
    {
        for (var slot = Group.IdxX; slot < length; slot += Group.DimX)
        {
            var count = shared[place + slot];
            if (count != 0)
            {
                Atomic.Add(ref histogram[Place(counted, first + slot)], count);
            }
        }
    }

    /// <summary>Counts a value by its float, if its bin is wanted.</summary>
    /// <param name="value">The value.</param>
    /// <param name="wanted">By place of the bin: number of a wanted bin from 1, or 0.</param>
    /// <param name="refined">Counts by float, <see cref="FloatBins.FloatsPerBin"/> a wanted bin.</param>
    /// <param name="counted">Number of the counted root.</param>
    public static void Refine(ScalarLane value, ArrayView<uint> wanted, ArrayView<uint> refined, int counted)
    {
        var ordered = FloatBins.Ordered(value.Value);
        var number = (int)wanted[Place(counted, ordered >> FloatBins.DroppedBits)];
        if (number != 0)
        {
            Atomic.Add(ref refined[((number - 1) * FloatBins.FloatsPerBin) + (ordered & (FloatBins.FloatsPerBin - 1))], 1u);
        }
    }

    /// <summary>Deviation of a value from its reference; 0 where the value is not finite.</summary>
    /// <param name="value">The value.</param>
    /// <param name="inverse">One over the unit of deviations.</param>
    /// <param name="shift">Where deviations are measured from, in that unit.</param>
    public static ScalarLane Deviation(ScalarLane value, float inverse, float shift)
    {
        var deviation = ScalarLane.FusedMultiplyAdd(value, ScalarLane.Broadcast(inverse), ScalarLane.Broadcast(-shift));
        return new ScalarLane(Utilities.Select(IsFinite(value), deviation.Value, 0f));
    }

    /// <summary>Notes a value that is not finite, for roots without a histogram.</summary>
    public static void NoteOdd(ScalarLane value, ArrayView<long> sums, int place)
    {
        if (!IsFinite(value))
        {
            Atomic.Add(ref sums[place], 1L);
        }
    }

    private static bool IsFinite(ScalarLane value) => (BitConverter.SingleToUInt32Bits(value.Value) & 0x7FFFFFFF) < ExponentBits;
}
