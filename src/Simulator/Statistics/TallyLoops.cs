using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Sampling;

namespace Simulator.Statistics;

/// <summary>The loops of <see cref="ColumnTally"/> that run for every sample.</summary>
/// <remarks>
/// Sums are kept in sixteen columns, value i in column i mod 16, whatever the lane's width: so every width adds the same
/// numbers in the same order.
/// </remarks>
internal static unsafe class TallyLoops
{
    /// <summary>Values in a segment.</summary>
    public const int Segment = 512;

    /// <summary>Columns of sums.</summary>
    public const int Columns = 16;

    /// <summary>Counts one segment, and takes its sums, squares and extremes.</summary>
    /// <param name="values">The segment.</param>
    /// <param name="slots">Scratch space for a segment; holds the slot of each value, an integer.</param>
    /// <param name="counts">A counter for each bin of the window, and one behind them for what lies outside.</param>
    /// <param name="partial">Receives four rows of <see cref="Columns"/>: sums, squares, minima, maxima.</param>
    /// <param name="firstBin">First bin of the window.</param>
    /// <param name="windowLength">Bins in the window.</param>
    /// <param name="inverse">See <see cref="MomentReference.Inverse"/>.</param>
    /// <param name="shift">See <see cref="MomentReference.Shift"/>.</param>
    /// <param name="one">
    /// 1. The increment that a compiler makes of a constant is a micro-operation longer than adding a variable: in C,
    /// 1.22 and 1.06 cycles a count on Cascade Lake.
    /// </param>
    /// <remarks>
    /// Counting is bound by loads and stores and measuring by arithmetic: one loop does both, the slots of one register
    /// being counted while those of the next are computed.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Count<TLane>(
        float* values, float* slots, ushort* counts, float* partial, int firstBin, uint windowLength, float inverse, float shift, ushort one = 1)
        where TLane : struct, ILane<TLane>
    {
        var signMask = TLane.BroadcastBits(0x7FFF_FFFF);
        var first = TLane.BroadcastBits((uint)firstBin);
        var last = TLane.BroadcastBits(windowLength);
        var inverseReference = TLane.Broadcast(inverse);
        var minusShift = TLane.Broadcast(-shift);
        for (var part = 0; part < Columns; part += TLane.Width)
        {
            var sum = TLane.Broadcast(0);
            var squares = TLane.Broadcast(0);
            var minimum = TLane.Broadcast(float.PositiveInfinity);
            var maximum = TLane.Broadcast(float.NegativeInfinity);
            var next = slots;
            for (var i = part; i < Segment; i += Columns)
            {
                var value = TLane.Load(values + i);
                var ordered = TLane.XorBits(value, TLane.AndBits(TLane.ShiftRightSigned(value, 31), signMask));
                var slot = TLane.SubtractBits(TLane.ShiftRightSigned(ordered, FloatBins.DroppedBits), first);
                TLane.Store(TLane.MinBits(slot, last), next);
                if (next != slots)
                {
                    Scatter<TLane>((uint*)next - TLane.Width, counts, one);
                }

                next += TLane.Width;
                var deviation = TLane.FusedMultiplyAdd(value, inverseReference, minusShift);
                sum += deviation;
                squares = TLane.FusedMultiplyAdd(deviation, deviation, squares);
                minimum = TLane.Min(minimum, value);
                maximum = TLane.Max(maximum, value);
            }

            Scatter<TLane>((uint*)next - TLane.Width, counts, one);
            TLane.Store(sum, partial + part);
            TLane.Store(squares, partial + Columns + part);
            TLane.Store(minimum, partial + (2 * Columns) + part);
            TLane.Store(maximum, partial + (3 * Columns) + part);
        }
    }

    /// <summary>Sums of one segment, for a column of which only the mean is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<TLane>(float* values, float* partial, float inverse, float shift)
        where TLane : struct, ILane<TLane>
    {
        var inverseReference = TLane.Broadcast(inverse);
        var minusShift = TLane.Broadcast(-shift);
        var nothing = TLane.Broadcast(0);
        for (var part = 0; part < Columns; part += TLane.Width)
        {
            var sum = nothing;
            for (var i = part; i < Segment; i += Columns)
            {
                sum += TLane.FusedMultiplyAdd(TLane.Load(values + i), inverseReference, minusShift);
            }

            TLane.Store(sum, partial + part);
            TLane.Store(nothing, partial + Columns + part);
            TLane.Store(TLane.Broadcast(float.PositiveInfinity), partial + (2 * Columns) + part);
            TLane.Store(TLane.Broadcast(float.NegativeInfinity), partial + (3 * Columns) + part);
        }
    }

    /// <summary>Adds the sums of a segment in double and widens the extremes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MergeSums(float* partial, double* sums, float* extremes)
    {
        for (var i = 0; i < 2 * Columns; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(partial + i));
            (Vector256.Load(sums + i) + low).Store(sums + i);
            (Vector256.Load(sums + i + 4) + high).Store(sums + i + 4);
        }

        for (var i = 0; i < Columns; i += 8)
        {
            Vector256.Min(Vector256.Load(extremes + i), Vector256.Load(partial + (2 * Columns) + i)).Store(extremes + i);
            Vector256.Max(Vector256.Load(extremes + Columns + i), Vector256.Load(partial + (3 * Columns) + i)).Store(extremes + Columns + i);
        }
    }

    /// <summary>Adds the small counters to the large ones and clears them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Flush(ushort* counts, uint* flushed, int length)
    {
        var i = 0;
        for (; i + 16 <= length; i += 16)
        {
            // Much of a window is empty much of the time.
            var sixteen = Vector256.Load(counts + i);
            if (sixteen != Vector256<ushort>.Zero)
            {
                var (low, high) = Vector256.Widen(sixteen);
                (Vector256.Load(flushed + i) + low).Store(flushed + i);
                (Vector256.Load(flushed + i + 8) + high).Store(flushed + i + 8);
                Vector256<ushort>.Zero.Store(counts + i);
            }
        }

        for (; i < length; i++)
        {
            flushed[i] += counts[i];
            counts[i] = 0;
        }
    }

    // Two slots a load: counting is bound by what it reads and writes, not by arithmetic.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter<TLane>(uint* slots, ushort* counts, ushort one)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Width == 1)
        {
            counts[*slots] += one;
            return;
        }

        ScatterFour((ulong*)slots, counts, one);
        if (TLane.Width > 4)
        {
            ScatterFour((ulong*)slots + 2, counts, one);
        }

        if (TLane.Width > 8)
        {
            ScatterFour((ulong*)slots + 4, counts, one);
            ScatterFour((ulong*)slots + 6, counts, one);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScatterFour(ulong* slotPairs, ushort* counts, ushort one)
    {
        ulong a = slotPairs[0], b = slotPairs[1];
        counts[(uint)a] += one;
        counts[a >> 32] += one;
        counts[(uint)b] += one;
        counts[b >> 32] += one;
    }
}
