namespace Simulator.Statistics;

/// <summary>Counts of the single floats within one bin, from all samples or from the first ones.</summary>
/// <param name="bin">The bin.</param>
public sealed class RefinedBin(int bin)
{
    private readonly long[] _counts = new long[FloatBins.FloatsPerBin];
    private long _total;

    /// <summary>Values counted.</summary>
    public long Total => _total;

    /// <summary>Counts a value that lies in the bin.</summary>
    public void Add(float value)
    {
        _counts[FloatBins.Ordered(value) & (FloatBins.FloatsPerBin - 1)]++;
        _total++;
    }

    /// <summary>Adds to the count of one float.</summary>
    /// <param name="place">Its place within the bin, below <see cref="FloatBins.FloatsPerBin"/>.</param>
    /// <param name="count">How often it occurred.</param>
    public void Add(int place, long count)
    {
        _counts[place] += count;
        _total += count;
    }

    /// <summary>Adds what another thread counted.</summary>
    public void Add(RefinedBin other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        _total += other._total;
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
        for (var i = 0; ; i++)
        {
            below += _counts[i];
            if (below > wanted)
            {
                return FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + i);
            }
        }
    }

    /// <summary>Share of the values that are at or above a float of the bin. [-]</summary>
    public double ShareFrom(float least)
    {
        long from = 0;
        for (var i = FloatBins.Ordered(least) & (FloatBins.FloatsPerBin - 1); i < _counts.Length; i++)
        {
            from += _counts[i];
        }

        return (double)from / _total;
    }

    /// <summary>Mean of the largest values of the bin.</summary>
    /// <param name="share">How large a share of its values they are. [-]</param>
    public double MeanOfLargest(double share)
    {
        var origin = (double)FloatBins.LowerEdge(bin);
        var wanted = share * _total;
        var (taken, sum) = (0.0, 0.0);
        for (var i = _counts.Length - 1; i >= 0 && taken < wanted; i--)
        {
            var count = Math.Min(_counts[i], wanted - taken);
            taken += count;
            sum += count * (FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + i) - origin);
        }

        return origin + (sum / taken);
    }
}
