namespace Simulator.Statistics.Counting;

/// <summary>Counts of the single floats within one bin, from all samples or from the first ones.</summary>
/// <param name="bin">The bin.</param>
internal sealed class RefinedBin(int bin)
{
    // A counter for each float takes 32 KiB, and there are hundreds of bins: a few values are cheaper one by one.
    private const int MostSingly = 1024;

    private readonly List<ushort> _singly = [];
    private long[]? _counts;
    private long _total;

    /// <summary>Values counted.</summary>
    public long Total => _total;

    // What is read after the counting, as it stood at the last look.
    private Ascending? _ascending;

    private Ascending Sorted => _ascending is { } known && known.Total == _total ? known : _ascending = Sort();

    /// <summary>Places that occurred, ascending, and how often each did.</summary>
    public IEnumerable<(int Place, long Count)> Numbered
    {
        get
        {
            var sorted = Sorted;
            for (var i = 0; i < sorted.Places.Length; i++)
            {
                var (place, count) = (sorted.Places[i], sorted.CountAt(i));
                while (i + 1 < sorted.Places.Length && sorted.Places[i + 1] == place)
                {
                    count += sorted.CountAt(++i);
                }

                yield return (place, count);
            }
        }
    }

    /// <summary>Counts a value that lies in the bin.</summary>
    public void Add(float value) => Add(PlaceOf(value), 1);

    /// <summary>Adds to the count of one float.</summary>
    /// <param name="place">Its place within the bin, below <see cref="FloatBins.FloatsPerBin"/>.</param>
    /// <param name="count">How often it occurred.</param>
    public void Add(int place, long count)
    {
        _total += count;
        if (_counts is null && _singly.Count + count <= MostSingly)
        {
            for (; count > 0; count--)
            {
                _singly.Add((ushort)place);
            }

            return;
        }

        if (_counts is null)
        {
            _counts = new long[FloatBins.FloatsPerBin];
            _singly.ForEach(single => _counts[single]++);
            _singly.Clear();
        }

        _counts[place] += count;
    }

    /// <summary>Adds what another thread counted.</summary>
    public void Add(RefinedBin other)
    {
        var sorted = other.Sorted;
        for (var i = 0; i < sorted.Places.Length; i++)
        {
            Add(sorted.Places[i], sorted.CountAt(i));
        }
    }

    /// <summary>The value at a rank within the bin.</summary>
    /// <param name="rank">Rank within the bin, from 0.</param>
    /// <param name="count">Values in the bin over the whole run; if more than were refined, the rank is scaled down.</param>
    public float AtRank(long rank, long count)
    {
        if (_total == 0)
        {
            return FloatBins.LowerEdge(bin);
        }

        var wanted = count == _total ? rank : Math.Min(_total - 1, (long)((double)rank / count * _total));
        return ValueAt(Sorted.Places[Sorted.IndexOfRank(wanted)]);
    }

    /// <summary>Share of the values that are at or above a float of the bin. [-]</summary>
    public double ShareFrom(float least)
    {
        var from = PlaceOf(least);
        var first = Array.FindIndex(Sorted.Places, place => place >= from);
        return first < 0 ? 0 : (double)(_total - Sorted.Below[first]) / _total;
    }

    /// <summary>Mean of the largest values of the bin.</summary>
    /// <param name="share">How large a share of its values they are. [-]</param>
    public double MeanOfLargest(double share)
    {
        var origin = (double)FloatBins.LowerEdge(bin);
        var wanted = share * _total;
        var (taken, sum) = (0.0, 0.0);
        for (var i = Sorted.Places.Length - 1; i >= 0 && taken < wanted; i--)
        {
            var count = Math.Min(Sorted.CountAt(i), wanted - taken);
            taken += count;
            sum += count * (ValueAt(Sorted.Places[i]) - origin);
        }

        return origin + (sum / taken);
    }

    private Ascending Sort()
    {
        int[] places;
        long[] below;
        if (_counts is null)
        {
            places = new int[_singly.Count];
            below = new long[_singly.Count];
            for (var i = 0; i < places.Length; i++)
            {
                (places[i], below[i]) = (_singly[i], i);
            }

            Array.Sort(places);
            return new Ascending(places, below, _total);
        }

        var kinds = 0;
        foreach (var count in _counts)
        {
            kinds += count > 0 ? 1 : 0;
        }

        (places, below) = (new int[kinds], new long[kinds]);
        var (at, sum) = (0, 0L);
        for (var place = 0; place < _counts.Length; place++)
        {
            if (_counts[place] > 0)
            {
                (places[at], below[at++]) = (place, sum);
                sum += _counts[place];
            }
        }

        return new Ascending(places, below, _total);
    }

    private static int PlaceOf(float value) => FloatBins.Ordered(value) & (FloatBins.FloatsPerBin - 1);

    private float ValueAt(int place) => FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + place);

    /// <summary>Places that occurred, ascending, a place perhaps more than once, and how many values lie before each.</summary>
    private sealed record Ascending(int[] Places, long[] Below, long Total)
    {
        public long CountAt(int index) => (index + 1 < Below.Length ? Below[index + 1] : Total) - Below[index];

        public int IndexOfRank(long rank)
        {
            var index = Array.BinarySearch(Below, rank);
            return index >= 0 ? index : ~index - 1;
        }
    }
}
