using ILGPU;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Takes what is not zero out of long rows of counters, so that only that is copied from a device.</summary>
/// <remarks>
/// Counters are taken in words of 32. A word with something in it becomes a record: its number, one bit for each of its
/// counters that is not zero, and those counters in order. A thread reserves the room for its record by one atomic
/// addition, so records stand in any order; what they are added to does not depend on it.
/// </remarks>
internal static class FilledCounters
{
    /// <summary>Counters of a word.</summary>
    public const int WordCounters = 32;

    /// <summary>Numbers of a record besides its counters.</summary>
    public const int RecordHead = 2;

    /// <summary>In place of a word's number where the room for records ends: nothing follows, and more is left to take.</summary>
    public const uint End = uint.MaxValue;

    /// <summary>A kernel: takes out the counters of the histograms between the extremes of their roots, which hold all finite values.</summary>
    /// <param name="histogram">All histograms; what is taken becomes zero.</param>
    /// <param name="extremes">Ordered floats: two a root.</param>
    /// <param name="records">Receives the records.</param>
    /// <param name="length">Numbers that the records take or would take; 0 before.</param>
    public static void TakeBetweenExtremes(ArrayView<uint> histogram, ArrayView<int> extremes, ArrayView<uint> records, ArrayView<int> length)
    {
        for (var root = 0; root < extremes.IntLength / 2; root++)
        {
            var end = Word(root, extremes[(2 * root) + 1]) + 1;
            for (var word = Word(root, extremes[2 * root]) + DeviceRange.FirstBlock(); word < end; word += DeviceRange.Stride())
            {
                TakeWord(word, histogram, records, length);
            }
        }
    }

    /// <summary>A kernel: takes out counters wherever they are.</summary>
    /// <param name="counters">The counters; what is taken becomes zero.</param>
    /// <param name="records">Receives the records.</param>
    /// <param name="length">Numbers that the records take or would take; 0 before.</param>
    public static void TakeAll(ArrayView<uint> counters, ArrayView<uint> records, ArrayView<int> length)
    {
        for (var word = DeviceRange.FirstBlock(); word < counters.IntLength / WordCounters; word += DeviceRange.Stride())
        {
            TakeWord(word, counters, records, length);
        }
    }

    /// <summary>A kernel: sets some counters.</summary>
    /// <param name="counters">The counters.</param>
    /// <param name="places">Which are set.</param>
    /// <param name="first">What the first is set to; 0 to clear all.</param>
    /// <param name="step">By how much more each following one is set.</param>
    public static void Set(ArrayView<uint> counters, ArrayView<int> places, uint first, uint step)
    {
        for (var i = DeviceRange.FirstBlock(); i < places.IntLength; i += DeviceRange.Stride())
        {
            counters[places[i]] = first + ((uint)i * step);
        }
    }

    private static int Word(int root, int ordered) => DeviceTally.Place(root, ordered >> FloatBins.DroppedBits) / WordCounters;

    private static void TakeWord(int word, ArrayView<uint> counters, ArrayView<uint> records, ArrayView<int> length)
    {
        var first = (long)word * WordCounters;
        uint filled = 0;
        for (var i = 0; i < WordCounters; i++)
        {
            filled |= counters[first + i] == 0 ? 0 : 1u << i;
        }

        if (filled == 0)
        {
            return;
        }

        var needed = RecordHead + IntrinsicMath.PopCount(filled);
        var at = Atomic.Add(ref length[0], needed);
        if (at > records.IntLength - needed)
        {
            // The first record that does not fit begins within the room; it stays where it is, as do all after it.
            if (at < records.IntLength)
            {
                records[at] = End;
            }

            return;
        }

        records[at++] = (uint)word;
        records[at++] = filled;
        for (var i = 0; i < WordCounters; i++)
        {
            if (((filled >> i) & 1) != 0)
            {
                records[at++] = counters[first + i];
                counters[first + i] = 0;
            }
        }
    }
}
