using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Simulator.Statistics;

/// <summary>Everything counted of one output, over all threads, shards and devices.</summary>
/// <param name="window">Bins that are counted in an array.</param>
/// <param name="reference">Where the deviations were measured from.</param>
public sealed class OutputTally(BinWindow window, MomentReference reference)
{
    // Low halves of the counts: 32 replicates of 25 outputs are a lot of counters. What runs over goes to the dictionary.
    private readonly uint[] _inWindow = new uint[window.Length];
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

    /// <summary>Sums of the finite values' deviations.</summary>
    public MomentSums Moments => _moments;

    /// <summary>Finite values.</summary>
    public long Count => _moments.Count;

    /// <summary>Mean of the finite values.</summary>
    public double Mean => reference.Mean(_moments.MeanDeviation);

    /// <summary>Standard deviation of the finite values.</summary>
    public double StandardDeviation => reference.StandardDeviation(_moments.Variance);

    /// <summary>Adds counts of the bins of the window, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddWindow(ReadOnlySpan<uint> counts)
    {
        // Most bins of a window are empty most of the time, and carries are rare: eight bins at once where there are none.
        var i = 0;
        for (; i + Vector256<uint>.Count <= counts.Length; i += Vector256<uint>.Count)
        {
            var added = Vector256.LoadUnsafe(in counts[i]);
            var sum = Vector256.LoadUnsafe(in _inWindow[i]) + added;
            if (Vector256.LessThanAny(sum, added))
            {
                AddOneByOne(counts, i, i + Vector256<uint>.Count);
            }
            else
            {
                sum.StoreUnsafe(ref _inWindow[i]);
            }
        }

        AddOneByOne(counts, i, counts.Length);
    }

    private void AddOneByOne(ReadOnlySpan<uint> counts, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            var sum = _inWindow[i] + counts[i];
            if (sum < counts[i])
            {
                AddOutside(window.First + i, 1L << 32);
            }

            _inWindow[i] = sum;
        }
    }

    /// <summary>Adds to the count of a bin, inside the window or not.</summary>
    public void AddOutside(int bin, long count) => _outside[bin] = _outside.GetValueOrDefault(bin) + count;

    /// <summary>Adds to the count of a bin, in the array if it is there.</summary>
    public void AddBin(int bin, long count)
    {
        if (!IsInWindow(bin))
        {
            AddOutside(bin, count);
            return;
        }

        ref var low = ref _inWindow[bin - window.First];
        var sum = low + count;
        low = (uint)sum;
        if (sum != low)
        {
            AddOutside(bin, sum - low);
        }
    }

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
        AddWindow(other._inWindow);
        foreach (var (bin, count) in other._outside)
        {
            AddOutside(bin, count);
        }

        Merge(other._moments, other.Minimum, other.Maximum, other.NotANumber, other.Infinite);
    }

    /// <summary>The counts of all bins that are not empty, ascending.</summary>
    public BinCounts ToCounts()
    {
        // These are kept, so they get no more room than they need.
        var length = 0;
        foreach (var count in _inWindow)
        {
            length += count == 0 ? 0 : 1;
        }

        return ToCounts(new BinBuffer(), length);
    }

    /// <summary>The counts of all bins that are not empty, ascending, in a buffer.</summary>
    internal BinCounts ToCounts(BinBuffer buffer) => ToCounts(buffer, _inWindow.Length);

    private BinCounts ToCounts(BinBuffer buffer, int lengthInWindow)
    {
        List<int> below = [];
        List<int> above = [];
        var hasCarries = false;
        foreach (var bin in _outside.Keys)
        {
            // A bin of the window is in the dictionary only if its count has run over.
            hasCarries |= IsInWindow(bin);
            (bin < window.First ? below : above).Add(bin);
        }

        buffer.Reserve(_outside.Count + lengthInWindow + 1);
        var (bins, counts) = (buffer.Bins, buffer.Counts);
        var at = AppendOutside(buffer, 0, below);

        // Every other bin of a replicate is empty: to write it down and not to move on is faster than to ask.
        for (var i = 0; i < _inWindow.Length; i++)
        {
            var bin = window.First + i;
            var count = hasCarries ? _inWindow[i] + _outside.GetValueOrDefault(bin) : _inWindow[i];
            bins[at] = bin;
            counts[at] = count;
            at += count == 0 ? 0 : 1;
        }

        above.RemoveAll(IsInWindow);
        at = AppendOutside(buffer, at, above);
        return new BinCounts(buffer, at, Minimum, Maximum);
    }

    private int AppendOutside(BinBuffer buffer, int at, List<int> bins)
    {
        bins.Sort();
        foreach (var bin in bins)
        {
            buffer.Bins[at] = bin;
            buffer.Counts[at++] = _outside[bin];
        }

        return at;
    }

    private bool IsInWindow(int bin) => (uint)(bin - window.First) < (uint)window.Length;
}
