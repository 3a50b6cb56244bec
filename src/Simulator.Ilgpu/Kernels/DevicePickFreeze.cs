using System.Numerics;
using ILGPU;
using ILGPU.Util;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;

namespace Simulator.Ilgpu.Kernels;

/// <summary>What the kernel of a sensitivity analysis calls: the points of a column of a segment, their words and their sums.</summary>
internal static class DevicePickFreeze
{
    private const int Segment = PickFreezeRange.Segment;
    private const int Columns = PickFreezeRange.Columns;

    // Columns stand two to the power of this apart.
    private const int ColumnDigits = 5;

    // Calls of Philox for a segment, and points between two words of a call: see Philox4x32.
    private const int CallsPerSegment = Segment / 4;
    private const int PointsBetweenWords = 16;

    /// <summary>Points of a thread's column that count.</summary>
    public static int Count(PickFreezeRange range, int thread)
    {
        var left = range.End - Start(range, thread);
        return left >= Segment ? Segment / Columns : (int)Math.Max(0L, (left + Columns - 1) / Columns);
    }

    /// <summary>First point of a thread's column, as the 32 digits that a Sobol' sequence has.</summary>
    public static uint SobolPoint(PickFreezeRange range, int thread) => (uint)Start(range, thread);

    /// <summary>Which step of the streams, besides the one for <see cref="ColumnDigits"/>, leads to the next point of a column.</summary>
    /// <param name="place">Place of the current point in the column.</param>
    public static int Step(int place) => DeviceWords.StepPlace + ColumnDigits + BitOperations.TrailingZeroCount(place + 1);

    /// <summary>The Sobol' word of the next point of a column.</summary>
    /// <remarks>Digits 5 to 5 + j change where the place ends in j zeros; a step changes all from digit 0 on, so the lower ones are changed back.</remarks>
    /// <param name="streams">All streams.</param>
    /// <param name="stream">Where this one begins.</param>
    /// <param name="word">The word of the current point.</param>
    /// <param name="step">See <see cref="Step"/>.</param>
    public static uint Next(ArrayView<uint> streams, int stream, uint word, int step) =>
        word ^ streams[stream + step] ^ streams[stream + DeviceWords.StepPlace + ColumnDigits - 1];

#pragma warning disable CS1591 // four words of a stream for 64 points, two of which are in the column
    public static PhiloxWords Draw(PickFreezeRange range, int thread, int call, uint name) =>
        Philox4x32.Call(range.Seed, Counter(range, thread, call), name, range.DrawPurpose);

    public static PhiloxWords Selector(PickFreezeRange range, int thread, int call, uint name) =>
        Philox4x32.Call(range.Seed, Counter(range, thread, call), name, range.SelectorPurpose);

    public static PhiloxWords DrawOfB(PickFreezeRange range, int thread, int call, uint name) =>
        Philox4x32.Call(range.Seed, Counter(range, thread, call), name, range.DrawPurposeOfB);

    public static PhiloxWords SelectorOfB(PickFreezeRange range, int thread, int call, uint name) =>
        Philox4x32.Call(range.Seed, Counter(range, thread, call), name, range.SelectorPurposeOfB);
#pragma warning restore CS1591

    /// <summary>The first word of a call that is in the thread's column.</summary>
    public static uint Early(PhiloxWords words, int thread) => Utilities.Select(IsUpper(thread), words.Word1, words.Word0);

    /// <summary>The second.</summary>
    public static uint Late(PhiloxWords words, int thread) => Utilities.Select(IsUpper(thread), words.Word3, words.Word2);

    /// <summary>One of the two.</summary>
    public static uint Pick(uint early, uint late, int which) => Utilities.Select(which == 0, early, late);

    /// <summary>Place in the column of one of the two points of a call.</summary>
    public static int Place(int call, int which) => (2 * call) + which;

    /// <summary>Whether a place in the column counts.</summary>
    public static bool IsWithin(int place, int count) => place < count;

    /// <summary>Deviation of a value from its reference; not finite where the value is not, so that the sum is lost as it is on the CPU.</summary>
    public static ScalarLane Deviation(ScalarLane value, float inverse, float shift) =>
        ScalarLane.FusedMultiplyAdd(value, ScalarLane.Broadcast(inverse), ScalarLane.Broadcast(-shift));

    /// <summary>What an exchange changed, in units of the reference.</summary>
    public static ScalarLane Change(ScalarLane exchanged, ScalarLane own, float inverse) => (exchanged - own) * ScalarLane.Broadcast(inverse);

    /// <summary>Keeps a sum of the thread's column.</summary>
    public static void Store(ArrayView<float> sums, int sum, PickFreezeRange range, int thread, ScalarLane value) =>
        sums[(sum * range.Threads) + thread] = value.Value;

    private static long Start(PickFreezeRange range, int thread) => range.First + ((long)(thread / Columns) * Segment) + (thread % Columns);

    private static bool IsUpper(int thread) => thread % Columns >= PointsBetweenWords;

    private static ulong Counter(PickFreezeRange range, int thread, int call) =>
        (ulong)((((range.First / Segment) + (thread / Columns)) * CallsPerSegment) + (call * PointsBetweenWords) + (thread % PointsBetweenWords));
}
