namespace Simulator.Statistics;

/// <summary>Counts of the single floats within one bin, from all samples or from the first ones.</summary>
/// <param name="bin">The bin.</param>
public sealed class RefinedBin(int bin)
{
    // A counter for each float takes 32 KiB, and there are hundreds of bins: a few values are cheaper one by one.
    private const int MostSingly = 1024;

    private readonly List<ushort> _singly = [];
    private long[]? _counts;
    private long _total;

    /// <summary>Values counted.</summary>
    public long Total => _total;

    // Place within the bin and how often it occurred, ascending; a place may come more than once.
    private IEnumerable<(int Place, long Count)> Places => _counts is null
        ? _singly.Order().Select(place => ((int)place, 1L))
        : _counts.Select((count, place) => (place, count)).Where(pair => pair.count > 0);

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
        foreach (var (place, count) in other.Places)
        {
            Add(place, count);
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
        long below = 0;
        return ValueAt(Places.First(pair => (below += pair.Count) > wanted).Place);
    }

    /// <summary>Share of the values that are at or above a float of the bin. [-]</summary>
    public double ShareFrom(float least)
    {
        var from = PlaceOf(least);
        return (double)Places.Where(pair => pair.Place >= from).Sum(pair => pair.Count) / _total;
    }

    /// <summary>Mean of the largest values of the bin.</summary>
    /// <param name="share">How large a share of its values they are. [-]</param>
    public double MeanOfLargest(double share)
    {
        var origin = (double)FloatBins.LowerEdge(bin);
        var wanted = share * _total;
        var (taken, sum) = (0.0, 0.0);
        foreach (var (place, most) in Places.Reverse().TakeWhile(_ => taken < wanted))
        {
            var count = Math.Min(most, wanted - taken);
            taken += count;
            sum += count * (ValueAt(place) - origin);
        }

        return origin + (sum / taken);
    }

    private static int PlaceOf(float value) => FloatBins.Ordered(value) & (FloatBins.FloatsPerBin - 1);

    private float ValueAt(int place) => FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + place);
}
