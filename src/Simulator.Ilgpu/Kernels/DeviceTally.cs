using ILGPU;
using Simulator.Sampling;
using Simulator.Statistics;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Counting on a device: integer atomics only, so that the order of threads changes nothing.</summary>
/// <remarks>
/// A histogram covers every bin that a float can lie in, 2²⁰ of them a root, so no count can be lost and no window has to
/// be right. What lies where most values lie is counted in the memory of the group first.
/// </remarks>
public static class DeviceTally
{
    /// <summary>Bins of a histogram.</summary>
    public const int Bins = 1 << (32 - FloatBins.DroppedBits);

    private const int BinOfZero = Bins / 2;

    private const int ExponentBits = 0x7F800000;

    /// <summary>Where a bin of a counted root stands in the histograms.</summary>
    public static int Place(int counted, int bin) => (counted * Bins) + BinOfZero + bin;

    /// <summary>Empties the group's counters; the caller waits for all threads.</summary>
    public static void ClearShared(ArrayView<uint> shared)
    {
        for (var i = Group.IdxX; i < shared.IntLength; i += Group.DimX)
        {
            shared[i] = 0;
        }
    }

    /// <summary>Counts a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="histogram">All histograms.</param>
    /// <param name="shared">The group's counters.</param>
    /// <param name="counted">Number of the counted root.</param>
    /// <param name="first">First bin in the group's memory.</param>
    /// <param name="length">Bins in the group's memory.</param>
    public static void Count(ScalarLane value, ArrayView<uint> histogram, ArrayView<uint> shared, int counted, int first, int length)
    {
        var bin = FloatBins.Of(value.Value);
        var slot = bin - first;
        if ((uint)slot < (uint)length)
        {
            Atomic.Add(ref shared[(counted * length) + slot], 1u);
        }
        else
        {
            Atomic.Add(ref histogram[Place(counted, bin)], 1u);
        }
    }

    /// <summary>Adds what the group counted of one root to the histograms; all threads of the group together.</summary>
    public static void MergeShared(ArrayView<uint> histogram, ArrayView<uint> shared, int counted, int first, int length)
    {
        for (var slot = Group.IdxX; slot < length; slot += Group.DimX)
        {
            var count = shared[(counted * length) + slot];
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
    public static ScalarLane Deviation(ScalarLane value, float inverse, float shift)
    {
        var deviation = ScalarLane.FusedMultiplyAdd(value, ScalarLane.Broadcast(inverse), ScalarLane.Broadcast(-shift));
        return ScalarLane.Select(ScalarLane.LessThanBits(Magnitude(value), ScalarLane.BroadcastBits(ExponentBits)), deviation, ScalarLane.Broadcast(0));
    }

    /// <summary>The value, or NaN where it is infinite: no comparison holds then, and extremes stay as they are.</summary>
    public static ScalarLane Comparable(ScalarLane value) => ScalarLane.Select(
        ScalarLane.LessThanBits(Magnitude(value), ScalarLane.BroadcastBits(ExponentBits)), value, ScalarLane.Broadcast(float.NaN));

    /// <summary>Notes a value that is not finite, for roots without a histogram.</summary>
    public static void NoteOdd(ScalarLane value, ArrayView<long> sums, int place)
    {
        if (ScalarLane.Any(ScalarLane.LessThanBits(ScalarLane.BroadcastBits(ExponentBits - 1), Magnitude(value))))
        {
            Atomic.Add(ref sums[place], 1L);
        }
    }

    /// <summary>Widens the extremes of a counted root.</summary>
    public static void AddExtremes(ArrayView<int> extremes, int counted, ScalarLane minimum, ScalarLane maximum)
    {
        Atomic.Min(ref extremes[2 * counted], FloatBins.Ordered(minimum.Value));
        Atomic.Max(ref extremes[(2 * counted) + 1], FloatBins.Ordered(maximum.Value));
    }

    private static ScalarLane Magnitude(ScalarLane value) => ScalarLane.AndBits(value, ScalarLane.BroadcastBits(0x7FFFFFFF));
}
