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
        var (bound, counts) = (Vector256.Create((ushort)end), Vector256<ushort>.Zero);
        for (; i + Vector256<ushort>.Count <= places.Length; i += Vector256<ushort>.Count)
        {
            // All ones is −1.
            counts -= Vector256.LessThan(Vector256.LoadUnsafe(in places[i]), bound);
        }

        long below = Vector256.Sum(counts);
        for (; i < places.Length; i++)
        {
            below += places[i] < end ? 1 : 0;
        }

        return below;
    }

    // Count times weight, from the lowest bin up, as with counters: another order would round otherwise.
    private static double Weighted(ReadOnlySpan<ushort> places, int start, ReadOnlySpan<double> weights)
    {
        Span<ushort> found = stackalloc ushort[MostFew];
        var length = 0;
        foreach (var place in places)
        {
            found[length] = place;
            length += place >= start && place - start < weights.Length ? 1 : 0;
        }

        found = found[..length];
        found.Sort();
        var sum = 0.0;
        for (var i = 0; i < length;)
        {
            var (place, first) = (found[i], i);
            while (i < length && found[i] == place)
            {
                i++;
            }

            sum += (i - first) * weights[place - start];
        }

        return sum;
    }
}
