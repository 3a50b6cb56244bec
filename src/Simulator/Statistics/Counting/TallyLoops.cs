using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Sampling.Lanes;

namespace Simulator.Statistics.Counting;

/// <summary>The loops of <see cref="ColumnTally"/> that run for every sample.</summary>
/// <remarks>
/// Sums are kept in 32 columns, value i in column i mod 32, whatever the lane's width: so every width adds the same
/// numbers in the same order, and the widest has two chains of additions to overlap.
/// </remarks>
internal static unsafe class TallyLoops
{
    /// <summary>Values in a segment.</summary>
    public const int Segment = 1024;

    /// <summary>Columns of sums.</summary>
    public const int Columns = 32;

    /// <summary>Slots, sums, squares and extremes of one segment.</summary>
    /// <param name="values">The segment.</param>
    /// <param name="slots">Receives the slot of each value, an integer; the window's length for what lies outside.</param>
    /// <param name="partial">Receives four rows of <see cref="Columns"/>: sums, squares, minima, maxima.</param>
    /// <param name="firstBin">First bin of the window.</param>
    /// <param name="windowLength">Bins in the window.</param>
    /// <param name="inverse">See <see cref="MomentReference.Inverse"/>.</param>
    /// <param name="shift">See <see cref="MomentReference.Shift"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure<TLane>(
        float* values, float* slots, float* partial, int firstBin, uint windowLength, float inverse, float shift)
        where TLane : struct, ILane<TLane>
    {
        // Most outputs are positive, and what is not lies outside of their windows whatever its order: three of a
        // value's twelve operations less.
        if (firstBin >= 0)
        {
            Measure<TLane>(true, values, slots, partial, firstBin, windowLength, inverse, shift);
        }
        else
        {
            Measure<TLane>(false, values, slots, partial, firstBin, windowLength, inverse, shift);
        }
    }

    /// <summary>Sums of one segment, for a column of which only the mean is wanted.</summary>
    /// <param name="values">The segment.</param>
    /// <param name="partial">Receives a row of <see cref="Columns"/> sums.</param>
    /// <param name="inverse">See <see cref="MomentReference.Inverse"/>.</param>
    /// <param name="shift">See <see cref="MomentReference.Shift"/>.</param>
    /// <returns>Whether the sums are finite: they are if the values are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Measure<TLane>(float* values, float* partial, float inverse, float shift)
        where TLane : struct, ILane<TLane>
    {
        var inverseReference = TLane.Broadcast(inverse);
        var minusShift = TLane.Broadcast(-shift);
        var nothing = TLane.Broadcast(0);
        var isAnyInfinite = nothing;
        var exponent = TLane.BroadcastBits(0x7F80_0000);
        for (var part = 0; part < Columns; part += 2 * TLane.Width)
        {
            TLane sum = nothing, otherSum = nothing;
            for (var i = part; i < Segment; i += Columns)
            {
                sum += TLane.FusedMultiplyAdd(TLane.Load(values + i), inverseReference, minusShift);
                otherSum += TLane.FusedMultiplyAdd(TLane.Load(values + i + TLane.Width), inverseReference, minusShift);
            }

            TLane.Store(sum, partial + part);
            TLane.Store(otherSum, partial + part + TLane.Width);
            isAnyInfinite = TLane.OrBits(isAnyInfinite, TLane.EqualBits(TLane.AndBits(sum, exponent), exponent));
            isAnyInfinite = TLane.OrBits(isAnyInfinite, TLane.EqualBits(TLane.AndBits(otherSum, exponent), exponent));
        }

        return !TLane.Any(isAnyInfinite);
    }

    /// <summary>Counts the slots of one segment.</summary>
    /// <param name="slotPairs">The slots, two to an element.</param>
    /// <param name="counts">The counters.</param>
    /// <param name="one">
    /// 1. The increment that a compiler makes of a constant is a micro-operation longer than the addition of a variable:
    /// 1.47 and 1.35 cycles a count (Cascade Lake, counters in the first-level cache).
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Scatter(ulong* slotPairs, ushort* counts, ushort one = 1)
    {
        // Two slots a load: the loop is bound by what it reads and writes, not by arithmetic.
        for (var end = slotPairs + (Segment / 2); slotPairs < end; slotPairs += 4)
        {
            ulong a = slotPairs[0], b = slotPairs[1], c = slotPairs[2], d = slotPairs[3];
            counts[(uint)a] += one;
            counts[a >> 32] += one;
            counts[(uint)b] += one;
            counts[b >> 32] += one;
            counts[(uint)c] += one;
            counts[c >> 32] += one;
            counts[(uint)d] += one;
            counts[d >> 32] += one;
        }
    }

    /// <summary>Adds rows of partial sums to sums in double.</summary>
    /// <param name="partial">Rows of <see cref="Columns"/>.</param>
    /// <param name="sums">As many sums.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MergeSums(float* partial, double* sums, int rows)
    {
        for (var i = 0; i < rows * Columns; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(partial + i));
            (Vector256.Load(sums + i) + low).Store(sums + i);
            (Vector256.Load(sums + i + 4) + high).Store(sums + i + 4);
        }
    }

    /// <summary>Whether all partial sums are finite numbers.</summary>
    /// <param name="partial">Rows of <see cref="Columns"/>.</param>
    /// <param name="rows">Number of rows.</param>
    public static bool AreFinite(float* partial, int rows)
    {
        var exponent = Vector256.Create(0x7F80_0000);
        var isAnyInfinite = Vector256<int>.Zero;
        for (var i = 0; i < rows * Columns; i += 8)
        {
            isAnyInfinite |= Vector256.Equals(Vector256.Load(partial + i).AsInt32() & exponent, exponent);
        }

        return isAnyInfinite == Vector256<int>.Zero;
    }

    /// <summary>Widens the extremes by those of a segment.</summary>
    /// <param name="partial">A row of minima and a row of maxima.</param>
    /// <param name="extremes">The same of all segments so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MergeExtremes(float* partial, float* extremes)
    {
        for (var i = 0; i < Columns; i += 8)
        {
            Vector256.Min(Vector256.Load(extremes + i), Vector256.Load(partial + i)).Store(extremes + i);
            Vector256.Max(Vector256.Load(extremes + Columns + i), Vector256.Load(partial + Columns + i)).Store(extremes + Columns + i);
        }
    }

    /// <summary>The largest counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ushort Largest(ushort* counts, int length)
    {
        var i = 0;
        var sixteen = Vector256<ushort>.Zero;
        for (; i + 16 <= length; i += 16)
        {
            sixteen = Vector256.Max(sixteen, Vector256.Load(counts + i));
        }

        var largest = (ushort)0;
        for (var lane = 0; lane < 16; lane++)
        {
            largest = Math.Max(largest, sixteen.GetElement(lane));
        }

        for (; i < length; i++)
        {
            largest = Math.Max(largest, counts[i]);
        }

        return largest;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Measure<TLane>(
        bool isPositive, float* values, float* slots, float* partial, int firstBin, uint windowLength, float inverse, float shift)
        where TLane : struct, ILane<TLane>
    {
        var first = TLane.BroadcastBits((uint)firstBin);
        var last = TLane.BroadcastBits(windowLength);
        var inverseReference = TLane.Broadcast(inverse);
        var minusShift = TLane.Broadcast(-shift);
        var nothing = TLane.Broadcast(0);
        for (var part = 0; part < Columns; part += 2 * TLane.Width)
        {
            var other = part + TLane.Width;
            TLane sum = nothing, otherSum = nothing, squares = nothing, otherSquares = nothing;
            TLane minimum = TLane.Broadcast(float.PositiveInfinity), maximum = TLane.Broadcast(float.NegativeInfinity);
            TLane otherMinimum = minimum, otherMaximum = maximum;
            for (var i = 0; i < Segment; i += Columns)
            {
                var value = TLane.Load(values + part + i);
                var otherValue = TLane.Load(values + other + i);
                TLane.Store(Slot(isPositive, value, first, last), slots + part + i);
                TLane.Store(Slot(isPositive, otherValue, first, last), slots + other + i);
                var deviation = TLane.FusedMultiplyAdd(value, inverseReference, minusShift);
                var otherDeviation = TLane.FusedMultiplyAdd(otherValue, inverseReference, minusShift);
                sum += deviation;
                otherSum += otherDeviation;
                squares = TLane.FusedMultiplyAdd(deviation, deviation, squares);
                otherSquares = TLane.FusedMultiplyAdd(otherDeviation, otherDeviation, otherSquares);
                minimum = TLane.Min(minimum, value);
                otherMinimum = TLane.Min(otherMinimum, otherValue);
                maximum = TLane.Max(maximum, value);
                otherMaximum = TLane.Max(otherMaximum, otherValue);
            }

            Store(partial + part, sum, squares, minimum, maximum);
            Store(partial + other, otherSum, otherSquares, otherMinimum, otherMaximum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Slot<TLane>(bool isPositive, TLane value, TLane first, TLane last)
        where TLane : struct, ILane<TLane>
    {
        var ordered = isPositive
            ? value
            : TLane.XorBits(value, TLane.AndBits(TLane.ShiftRightSigned(value, 31), TLane.BroadcastBits(0x7FFF_FFFF)));
        return TLane.MinBits(TLane.SubtractBits(TLane.ShiftRightSigned(ordered, FloatBins.DroppedBits), first), last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLane>(float* partial, TLane sum, TLane squares, TLane minimum, TLane maximum)
        where TLane : struct, ILane<TLane>
    {
        TLane.Store(sum, partial);
        TLane.Store(squares, partial + Columns);
        TLane.Store(minimum, partial + (2 * Columns));
        TLane.Store(maximum, partial + (3 * Columns));
    }
}
