using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Simulator.Statistics.Counting;

/// <summary>Everything counted of one output, over all threads, parts of a run and devices.</summary>
/// <param name="window">Bins that are counted in an array.</param>
/// <param name="reference">Where the deviations were measured from.</param>
internal sealed partial class OutputTally(BinWindow window, MomentReference reference)
{
    // Low halves of the counts: 32 replicates of 25 outputs are a lot of counters. What runs over goes to the dictionary.
    // What the first thread counted of few samples fits into 8 bits: writing and reading it is most of a short run.
    private byte[] _narrow = [];
    private uint[] _wide = [];
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
    public long Count
    {
        // What holds an Int128 cannot be compiled ahead of time, nor can a method that this were inlined into.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => _moments.Count;
    }

    /// <summary>Mean of the finite values.</summary>
    public double Mean
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => reference.Mean(_moments.MeanDeviation);
    }

    /// <summary>Standard deviation of the finite values.</summary>
    public double StandardDeviation => reference.StandardDeviation(_moments.Variance);

    /// <summary>Adds counts of the bins of the window, in order.</summary>
    public void AddWindow(ReadOnlySpan<ushort> counts)
    {
        if (_few.Length + _narrow.Length + _wide.Length > 0 || !TryNarrow(counts))
        {
            AddNarrow(counts, Wide());
        }
    }

    private bool TryNarrow(ReadOnlySpan<ushort> counts)
    {
        var narrow = GC.AllocateUninitializedArray<byte>(counts.Length);
        var (i, all) = (0, Vector256<ushort>.Zero);
        for (; i + Vector256<byte>.Count <= counts.Length; i += Vector256<byte>.Count)
        {
            var (low, high) = (Vector256.LoadUnsafe(in counts[i]), Vector256.LoadUnsafe(in counts[i + Vector256<ushort>.Count]));
            Vector256.Narrow(low, high).StoreUnsafe(ref narrow[i]);
            all |= low | high;
        }

        var isNarrow = Vector256.LessThanOrEqualAll(all, Vector256.Create((ushort)byte.MaxValue));
        for (; i < counts.Length; i++)
        {
            narrow[i] = (byte)counts[i];
            isNarrow &= counts[i] <= byte.MaxValue;
        }

        _narrow = isNarrow ? narrow : [];
        return isNarrow;
    }

    // By way of 16 bits, a few cache lines at a time; they hold the sum of 257 counts of 8 bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBytes(ReadOnlySpan<byte[]> tallies, uint[] wide)
    {
        Span<ushort> part = stackalloc ushort[512];
        for (var done = 0; done < wide.Length; done += part.Length)
        {
            var length = Math.Min(part.Length, wide.Length - done);
            part.Clear();
            foreach (var tally in tallies)
            {
                var counts = tally.AsSpan(done, length);
                var i = 0;
                for (; i + Vector256<byte>.Count <= length; i += Vector256<byte>.Count)
                {
                    var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(in counts[i]));
                    (Vector256.LoadUnsafe(in part[i]) + low).StoreUnsafe(ref part[i]);
                    (Vector256.LoadUnsafe(in part[i + Vector256<ushort>.Count]) + high).StoreUnsafe(ref part[i + Vector256<ushort>.Count]);
                }

                for (; i < length; i++)
                {
                    part[i] += counts[i];
                }
            }

            AddNarrow(part[..length], wide, done);
        }
    }

    /// <summary>Adds counts of the bins of the window, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddWindow(ReadOnlySpan<uint> counts)
    {
        var wide = Wide();

        // Most bins of a window are empty most of the time, and carries are rare: eight bins at once where there are none.
        var i = 0;
        for (; i + Vector256<uint>.Count <= counts.Length; i += Vector256<uint>.Count)
        {
            var added = Vector256.LoadUnsafe(in counts[i]);
            var sum = Vector256.LoadUnsafe(in wide[i]) + added;
            if (Vector256.LessThanAny(sum, added))
            {
                for (var end = i + Vector256<uint>.Count; i < end; i++)
                {
                    AddOne(wide, i, counts[i]);
                }

                i -= Vector256<uint>.Count;
            }
            else
            {
                sum.StoreUnsafe(ref wide[i]);
            }
        }

        for (; i < counts.Length; i++)
        {
            AddOne(wide, i, counts[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddNarrow(ReadOnlySpan<ushort> counts, uint[] wide, int from = 0)
    {
        var i = 0;
        for (; i + Vector256<ushort>.Count <= counts.Length; i += Vector256<ushort>.Count)
        {
            var added = Vector256.LoadUnsafe(in counts[i]);
            if (added == Vector256<ushort>.Zero)
            {
                continue;
            }

            var (low, high) = Vector256.Widen(added);
            var (lowSum, highSum) = (Vector256.LoadUnsafe(in wide[from + i]) + low, Vector256.LoadUnsafe(in wide[from + i + Vector256<uint>.Count]) + high);
            if (Vector256.LessThanAny(lowSum, low) || Vector256.LessThanAny(highSum, high))
            {
                for (var end = i + Vector256<ushort>.Count; i < end; i++)
                {
                    AddOne(wide, from + i, counts[i]);
                }

                i -= Vector256<ushort>.Count;
            }
            else
            {
                lowSum.StoreUnsafe(ref wide[from + i]);
                highSum.StoreUnsafe(ref wide[from + i + Vector256<uint>.Count]);
            }
        }

        for (; i < counts.Length; i++)
        {
            AddOne(wide, from + i, counts[i]);
        }
    }

    private void AddOne(uint[] wide, int slot, uint count)
    {
        var sum = wide[slot] + count;
        if (sum < count)
        {
            AddOutside(window.First + slot, 1L << 32);
        }

        wide[slot] = sum;
    }

    // The counters with 32 bits, for what is about to be added.
    private uint[] Wide()
    {
        if (_wide.Length == 0)
        {
            var (few, narrow) = (_few, _narrow);
            (_wide, _few, _narrow) = (new uint[window.Length], [], []);
            CountEach(few, _wide);
            if (narrow.Length > 0)
            {
                AddBytes([narrow], _wide);
            }
        }

        return _wide;
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

        ref var low = ref Wide()[bin - window.First];
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
    public void Add(OutputTally other) => Add([other]);

    /// <summary>Adds everything that other tallies of the same window and reference hold.</summary>
    public void Add(ReadOnlySpan<OutputTally> others)
    {
        const int Together = 256;
        var narrow = new List<byte[]>(Math.Min(others.Length, Together));
        foreach (var other in others)
        {
            if (other._wide.Length > 0)
            {
                AddWindow(other._wide);
            }
            else if (other._narrow.Length > 0)
            {
                narrow.Add(other._narrow);
            }
            else if (other._few.Length > 0)
            {
                CountEach(other._few, Wide());
            }

            if (narrow.Count == Together)
            {
                AddBytes(CollectionsMarshal.AsSpan(narrow), Wide());
                narrow.Clear();
            }

            foreach (var (bin, count) in other._outside)
            {
                AddOutside(bin, count);
            }

            Merge(other._moments, other.Minimum, other.Maximum, other.NotANumber, other.Infinite);
        }

        if (narrow.Count > 0)
        {
            AddBytes(CollectionsMarshal.AsSpan(narrow), Wide());
        }
    }

    /// <summary>The counts of all bins that are not empty, ascending.</summary>
    public BinCounts ToCounts()
    {
        var wide = Wide();
        var length = Filled(wide);

        List<int> below = [];
        List<int> above = [];
        var hasCarries = false;
        foreach (var bin in _outside.Keys)
        {
            // A bin of the window is in the dictionary only if its count has run over.
            hasCarries |= IsInWindow(bin);
            (bin < window.First ? below : above).Add(bin);
        }

        var room = _outside.Count + length + 1;
        var (bins, counts) = (GC.AllocateUninitializedArray<int>(room), GC.AllocateUninitializedArray<long>(room));
        var at = AppendOutside(bins, counts, 0, below);

        // Many bins are empty: to write one down and not to move on is faster than to ask.
        for (var i = 0; i < wide.Length; i++)
        {
            if (!hasCarries && i + Vector256<uint>.Count <= wide.Length && Vector256.LoadUnsafe(in wide[i]) == Vector256<uint>.Zero)
            {
                i += Vector256<uint>.Count - 1;
                continue;
            }

            var bin = window.First + i;
            var count = hasCarries ? wide[i] + _outside.GetValueOrDefault(bin) : wide[i];
            bins[at] = bin;
            counts[at] = count;
            at += count == 0 ? 0 : 1;
        }

        above.RemoveAll(IsInWindow);
        at = AppendOutside(bins, counts, at, above);
        return new BinCounts(bins, counts, at, Minimum, Maximum);
    }

    private static int Filled(ReadOnlySpan<uint> counts)
    {
        var i = 0;
        var (filled, empty) = (counts.Length, Vector256<uint>.Zero);
        for (; i + Vector256<uint>.Count <= counts.Length; i += Vector256<uint>.Count)
        {
            // All ones is −1.
            empty -= Vector256.Equals(Vector256.LoadUnsafe(in counts[i]), Vector256<uint>.Zero);
        }

        filled -= (int)Vector256.Sum(empty);
        for (; i < counts.Length; i++)
        {
            filled -= counts[i] == 0 ? 1 : 0;
        }

        return filled;
    }

    private int AppendOutside(int[] bins, long[] counts, int at, List<int> outside)
    {
        outside.Sort();
        foreach (var bin in outside)
        {
            bins[at] = bin;
            counts[at++] = _outside[bin];
        }

        return at;
    }

    private bool IsInWindow(int bin) => (uint)(bin - window.First) < (uint)window.Length;
}
