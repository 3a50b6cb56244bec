using System.Numerics;
using System.Runtime.Intrinsics;

namespace Simulator.Statistics.Counting;

/// <summary>A handful of values, kept one by one: there are far fewer of them than bins in the window.</summary>
internal sealed partial class OutputTally
{
    /// <summary>Values that are kept one by one at most; with more of them, counters are faster.</summary>
    internal const int MostFew = 256;

    // Places in the window, in the order of the samples.
    private ushort[] _few = [];

    /// <summary>Counts values by their places in the window.</summary>
    /// <param name="places">The places, in any order.</param>
    public void AddPlaces(ReadOnlySpan<ushort> places)
    {
        if (_few.Length + _narrow.Length + _wide.Length == 0 && places.Length <= MostFew)
        {
            _few = places.ToArray();
        }
        else
        {
            CountEach(places, Wide());
        }
    }

    private void CountEach(ReadOnlySpan<ushort> places, uint[] wide)
    {
        foreach (var place in places)
        {
            AddOne(wide, place, 1);
        }
    }

    private static long CountBelow(ReadOnlySpan<ushort> places, int end)
    {
        if (end > ushort.MaxValue)
        {
            return places.Length;
        }

        var i = 0;
        var (bound, below) = (Vector256.Create((ushort)end), 0);
        for (; i + Vector256<ushort>.Count <= places.Length; i += Vector256<ushort>.Count)
        {
            below += BitOperations.PopCount(Vector256.LessThan(Vector256.LoadUnsafe(in places[i]), bound).ExtractMostSignificantBits());
        }

        for (; i < places.Length; i++)
        {
            below += places[i] < end ? 1 : 0;
        }

        return below;
    }

    // Count times weight, from the lowest bin up, as with counters: another order would round otherwise.
    private static double Weighted(ReadOnlySpan<ushort> places, int start, ReadOnlySpan<double> weights)
    {
        // Of few values, hardly any lie in a tail.
        Span<ushort> all = stackalloc ushort[MostFew];
        var found = all[..Within(places, start, Math.Min(start + weights.Length, ushort.MaxValue + 1) - 1, all)];
        found.Sort();
        var sum = 0.0;
        for (var i = 0; i < found.Length;)
        {
            var (place, first) = (found[i], i);
            while (i < found.Length && found[i] == place)
            {
                i++;
            }

            sum += (i - first) * weights[place - start];
        }

        return sum;
    }

    // Those places that lie from the first to the last, in the order in which they stand.
    private static int Within(ReadOnlySpan<ushort> places, int first, int last, Span<ushort> found)
    {
        if (first > last)
        {
            return 0;
        }

        var (length, i) = (0, 0);
        var (from, extent) = (Vector256.Create((ushort)first), Vector256.Create((ushort)(last - first)));
        for (; i + Vector256<ushort>.Count <= places.Length; i += Vector256<ushort>.Count)
        {
            // What lies below the first wraps around to large numbers.
            var isWithin = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(in places[i]) - from, extent);
            for (var left = isWithin.ExtractMostSignificantBits(); left != 0; left &= left - 1)
            {
                found[length++] = places[i + BitOperations.TrailingZeroCount(left)];
            }
        }

        for (; i < places.Length; i++)
        {
            found[length] = places[i];
            length += places[i] >= first && places[i] <= last ? 1 : 0;
        }

        return length;
    }
}
