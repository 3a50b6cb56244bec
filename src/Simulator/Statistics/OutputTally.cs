namespace Simulator.Statistics;

/// <summary>Everything counted of one output, over all threads, shards and devices.</summary>
/// <param name="window">Bins that are counted in an array.</param>
/// <param name="reference">Where the deviations were measured from.</param>
public sealed class OutputTally(BinWindow window, MomentReference reference)
{
    private readonly long[] _inWindow = new long[window.Length];
    private readonly Dictionary<int, long> _outside = [];
    private MomentSums _moments;

    /// <summary>Smallest finite value; +∞ without any.</summary>
    public float Minimum { get; private set; } = float.PositiveInfinity;

    /// <summary>Largest finite value; −∞ without any.</summary>
    public float Maximum { get; private set; } = float.NegativeInfinity;

    /// <summary>Values that were not a number.</summary>
    public long NotANumber { get; private set; }

    /// <summary>Values that were infinite.</summary>
    public long Infinite { get; private set; }

    /// <summary>Finite values.</summary>
    public long Count => _moments.Count;

    /// <summary>Mean of the finite values.</summary>
    public double Mean => reference.Mean(_moments.MeanDeviation);

    /// <summary>Standard deviation of the finite values.</summary>
    public double StandardDeviation => reference.StandardDeviation(_moments.Variance);

    /// <summary>Adds counts of the bins of the window, in order.</summary>
    public void AddWindow(ReadOnlySpan<uint> counts)
    {
        for (var i = 0; i < _inWindow.Length; i++)
        {
            _inWindow[i] += counts[i];
        }
    }

    /// <summary>Adds to the count of a bin outside the window.</summary>
    public void AddOutside(int bin, long count) => _outside[bin] = _outside.GetValueOrDefault(bin) + count;

    /// <summary>Adds sums, extremes and what was not finite.</summary>
    public void Merge(in MomentSums moments, float minimum, float maximum, long notANumber, long infinite)
    {
        _moments.Add(moments);
        Minimum = MathF.Min(Minimum, minimum);
        Maximum = MathF.Max(Maximum, maximum);
        NotANumber += notANumber;
        Infinite += infinite;
    }

    /// <summary>Adds everything that another tally of the same window and reference holds.</summary>
    public void Add(OutputTally other)
    {
        for (var i = 0; i < _inWindow.Length; i++)
        {
            _inWindow[i] += other._inWindow[i];
        }

        foreach (var (bin, count) in other._outside)
        {
            AddOutside(bin, count);
        }

        Merge(other._moments, other.Minimum, other.Maximum, other.NotANumber, other.Infinite);
    }

    /// <summary>The counts of all bins that are not empty, ascending.</summary>
    public BinCounts ToCounts()
    {
        var bins = new List<int>();
        var counts = new List<long>();
        var outside = _outside.Keys.Order().ToList();
        Append(outside.Where(bin => bin < window.First));
        for (var i = 0; i < _inWindow.Length; i++)
        {
            if (_inWindow[i] != 0)
            {
                bins.Add(window.First + i);
                counts.Add(_inWindow[i]);
            }
        }

        Append(outside.Where(bin => bin >= window.First));
        return new BinCounts([.. bins], [.. counts], Minimum, Maximum);

        void Append(IEnumerable<int> more)
        {
            foreach (var bin in more)
            {
                bins.Add(bin);
                counts.Add(_outside[bin]);
            }
        }
    }
}
