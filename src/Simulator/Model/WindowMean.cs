using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>The mean of a time series over the window of a run (Eq. M21).</summary>
internal static unsafe class WindowMean
{
    /// <summary>Floats in one row of a table: value, running integral in two floats, and one that is not used.</summary>
    public const int Stride = 4;

    private const int Bits = 2;

    /// <summary>Mean over the window from <paramref name="start"/> to start + length; NaN where it leaves the data. [unit of the series]</summary>
    /// <param name="start">Beginning, after the table's first cell; at least 0. [cells]</param>
    /// <param name="length">Length; at least 0. [cells]</param>
    /// <param name="table">
    /// Row i has the value of cell i and the integral of all cells before it, whose two floats together carry 48 bits. The last row is NaN. [unit of the series]
    /// </param>
    /// <param name="lastRow">Index of that row. [-]</param>
    /// <param name="longest">A length that is sure to end in rows that are NaN; longer windows are cut to it. [cells]</param>
    /// <remarks>
    /// <para>Eq. M21: x̄ = (X(t₁) − X(t₀))/(t₁ − t₀), X the running integral of the series, linear within a cell.</para>
    /// <para>
    /// Each instant is taken apart into cell and fraction, which is exact, and the integral into the rest of the first cell,
    /// whole cells, and the beginning of the last one. These are added, not subtracted, so nothing cancels: the mean is
    /// within 6 units of 2⁻²⁴ of the mean of the values' magnitudes, however long the series is. The window itself
    /// is rounded to 2⁻²⁴ of a cell where the beginning's fraction and the length's meet.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane start, TLane length, float* table, int lastRow, float longest)
        where TLane : struct, ILane<TLane>
    {
        var (zero, one, end) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.BroadcastBits((uint)lastRow));
        var begun = TLane.Min(start, TLane.Broadcast(lastRow));
        var lasting = TLane.Min(length, TLane.Broadcast(longest));
        var first = TLane.ConvertToInt32(begun);
        var whole = TLane.ConvertToInt32(lasting);
        var before = begun - TLane.ConvertFromInt32(first);
        var fraction = before + (lasting - TLane.ConvertFromInt32(whole));
        var isWithin = TLane.LessThan(fraction, one);
        var into = fraction - TLane.Select(isWithin, zero, one);
        var last = TLane.AddBits(TLane.AddBits(first, whole), TLane.Select(isWithin, zero, TLane.BroadcastBits(1)));
        var next = TLane.AddBits(first, TLane.BroadcastBits(1));
        var between = TLane.ConvertFromInt32(TLane.SubtractBits(last, next));

        var (rowOfFirst, rowOfNext, rowOfLast) = (Row(first, end), Row(next, end), Row(last, end));
        var firstValue = TLane.Gather(table, rowOfFirst);
        var lastValue = TLane.Select(TLane.LessThan(zero, into), TLane.Gather(table, rowOfLast), zero);
        var cells = (TLane.Gather(table + 1, rowOfLast) - TLane.Gather(table + 1, rowOfNext))
            + (TLane.Gather(table + 2, rowOfLast) - TLane.Gather(table + 2, rowOfNext));
        var rest = one - before;
        var sum = TLane.FusedMultiplyAdd(into, lastValue, TLane.FusedMultiplyAdd(rest, firstValue, cells));
        return TLane.Select(TLane.EqualBits(first, last), firstValue, sum / ((rest + between) + into));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Row<TLane>(TLane cell, TLane end)
        where TLane : struct, ILane<TLane> => TLane.ShiftLeftBits(TLane.MinBits(cell, end), Bits);
}
