using System.Collections;
using System.Runtime.CompilerServices;

namespace Simulator.Statistics.Counting;

/// <summary>Exact counts of one output by bin, and the quantiles that follow from them.</summary>
/// <remarks>
/// Without <see cref="Refine"/> a quantile is interpolated within its bin, which is 0.05% wide. With it, the wanted bins
/// are resolved to single floats: the quantile is then exactly that of the sorted samples.
/// </remarks>
internal sealed partial class BinCounts
{
    // How many times what its neighbours hold a bin must hold for one of its values to be an atom.
    private const int Excess = 8;

    private readonly int[] _bins;
    private readonly long[] _counts;
    private readonly long[] _below;
    private readonly int _length;
    private readonly float _minimum;
    private readonly float _maximum;
    private readonly Dictionary<int, RefinedBin> _refined = [];

    /// <summary>Counts by bin.</summary>
    /// <param name="bins">Numbers of the bins, ascending.</param>
    /// <param name="counts">Their counts, none of them 0.</param>
    /// <param name="length">Bins; what lies behind in the arrays means nothing.</param>
    /// <param name="minimum">Smallest value.</param>
    /// <param name="maximum">Largest value.</param>
    internal BinCounts(int[] bins, long[] counts, int length, float minimum, float maximum)
    {
        (_bins, _counts, _below, _length) = (bins, counts, GC.AllocateUninitializedArray<long>(length), length);
        _minimum = minimum;
        _maximum = maximum;
        for (var i = 0; i < length; i++)
        {
            _below[i] = Total;
            Total += _counts[i];
        }
    }

    /// <summary>Values counted.</summary>
    public long Total { get; }

    /// <summary>The bins that are not empty, ascending: edges and count.</summary>
    public IReadOnlyList<CountedBin> Bins => BinsBetween(edge => edge);

    /// <summary>The bins that are not empty, ascending, with their edges converted.</summary>
    /// <param name="convert">What becomes of an edge.</param>
    public IReadOnlyList<CountedBin> BinsBetween(Func<double, double> convert) => new ConvertedBins(this, convert);

    /// <summary>The bins that are not empty, ascending: number and count.</summary>
    public IEnumerable<(int Bin, long Count)> Numbered => _bins.Zip(_counts).Take(_length);

    /// <summary>The bins that hold the order statistics on both sides of a quantile.</summary>
    /// <param name="probability">Probability below. [-]</param>
    public IEnumerable<int> BinsHolding(double probability)
    {
        if (Total == 0)
        {
            yield break;
        }

        var rank = LowerRank(probability, out _);
        var index = IndexOfRank(rank);
        yield return _bins[index];
        var next = IndexOfNext(rank, index);
        if (next != index)
        {
            yield return _bins[next];
        }
    }

    /// <summary>Whether a bin holds so many more values than its neighbours that one of them must be an atom.</summary>
    /// <param name="bin">A bin.</param>
    public bool HoldsAtom(int bin) => IndexOf(bin) is >= 0 and var index && HoldsAtomAt(index);

    /// <summary>The bins of a range that may hold an atom of more samples than these; none if there are many.</summary>
    internal IReadOnlyList<BinRange> LikelyAtomsIn(BinRange range)
    {
        const int Many = 512, Excess = 2;
        var atoms = new List<BinRange>();
        var first = IndexOf(range.First);
        for (var index = first < 0 ? ~first : first; index < _length && _bins[index] <= range.Last && atoms.Count < Many; index++)
        {
            if (HoldsAtomAt(index, Excess))
            {
                atoms.Add(new BinRange(_bins[index], _bins[index]));
            }
        }

        return atoms.Count < Many ? atoms : [];
    }

    private bool HoldsAtomAt(int index, int excess = Excess)
    {
        var bin = _bins[index];
        return _counts[index] > excess * (1 + CountOf(index - 1, bin - 1) + CountOf(index + 1, bin + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long CountOf(int index, int bin) => (uint)index < (uint)_length && _bins[index] == bin ? _counts[index] : 0;

    private int IndexOf(int bin) => Array.BinarySearch(_bins, 0, _length, bin);

    /// <summary>Tells how the values lie within some bins.</summary>
    /// <param name="bins">The bins, by number.</param>
    public void Refine(IEnumerable<KeyValuePair<int, RefinedBin>> bins)
    {
        foreach (var (bin, refined) in bins)
        {
            _refined[bin] = refined;
        }
    }

    /// <summary>The quantile at a probability: a value that at least this share of the samples does not exceed; NaN without values.</summary>
    /// <param name="probability">Probability below. [-]</param>
    /// <remarks>
    /// Between the two order statistics around rank (n − 1)·p: definition 7 of Hyndman and Fan 1996, doi:10.2307/2684934,
    /// the default of NumPy and R. Where those are two values of a discrete distribution, nothing lies between them, and it is
    /// the smallest value that a share p of the samples does not exceed (their definition 1): the definition of the quantiles
    /// of inputs.
    /// </remarks>
    public double Quantile(double probability)
    {
        if (Total == 0)
        {
            return double.NaN;
        }

        return Between(PlaceOf(probability));
    }

    /// <summary>The bin that holds a quantile.</summary>
    /// <param name="probability">Probability below. [-]</param>
    internal int BinOf(double probability) => _bins[PlaceOf(probability).Index];

    /// <summary>Whether a quantile lies where the distribution jumps: within the error of its rank there is another value.</summary>
    /// <param name="probability">Probability below. [-]</param>
    /// <param name="error">Its standard error.</param>
    internal bool IsAtJump(double probability, double error) => error > 0 && HoldsAtomAt(PlaceOf(probability).Index);

    private Place PlaceOf(double probability)
    {
        var rank = LowerRank(probability, out var fraction);
        var index = IndexOfRank(rank);
        if (fraction == 0)
        {
            return new Place(rank, index, 0);
        }

        var next = IndexOfNext(rank, index);
        if (index == next || !(HoldsAtomAt(index) || HoldsAtomAt(next)))
        {
            return new Place(rank, index, fraction);
        }

        // Products such as 0.07 · 100 = 7.000000000000001 must not ask for one sample more.
        const double Rounding = 1e-12;
        rank = Math.Clamp((long)Math.Ceiling(probability * Total * (1 - Rounding)) - 1, 0, Total - 1);
        return new Place(rank, IndexOfRank(rank), 0);
    }

    private long LowerRank(double probability, out double fraction)
    {
        var position = probability * (Total - 1);
        var rank = Math.Clamp((long)Math.Floor(position), 0, Total - 1);
        fraction = Math.Clamp(position - rank, 0, 1);
        return rank;
    }

    private double Between(in Place place, (int, int)? resolved = null)
    {
        var low = AtRank(place.Rank, place.Index, resolved);
        return place.Fraction == 0
            ? low
            : low + (place.Fraction * (AtRank(Math.Min(place.Rank + 1, Total - 1), IndexOfNext(place.Rank, place.Index), resolved) - low));
    }

    // No bin is empty: the next value lies in the same one or in the next.
    private int IndexOfNext(long rank, int index) => rank + 1 < Total && rank + 1 == _below[index] + _counts[index] ? index + 1 : index;

    private int IndexOfRank(long rank)
    {
        // Without a branch that depends on the data: the library's search takes three times as long.
        var (index, length) = (0, _length);
        while (length > 1)
        {
            var half = length >> 1;
            index = _below[index + half] <= rank ? index + half : index;
            length -= half;
        }

        return index;
    }

    // A bin of which only some values were resolved says more than even spread only where it holds an atom; elsewhere a
    // quantile must not depend on whether the amount of a limit happens to lie in its bin.
    private RefinedBin? Resolved(int index) =>
        _refined.TryGetValue(_bins[index], out var refined) && refined.Total > 0 && (refined.Total == _counts[index] || HoldsAtomAt(index))
            ? refined
            : null;

    // Bins that hold no atom count as resolved if they are among those named, or if none are named.
    private double AtRank(long rank, int index, (int First, int Second)? resolved)
    {
        var within = rank - _below[index];
        if ((resolved is not { } named || index == named.First || index == named.Second || HoldsAtomAt(index)) && Resolved(index) is { } refined)
        {
            return refined.AtRank(within, _counts[index]);
        }

        var (low, high) = Edges(index);
        return low + ((within + 0.5) / _counts[index] * (high - low));
    }

    // A rank, the index of its bin, and how far the quantile lies between this rank and the next.
    private readonly record struct Place(long Rank, int Index, double Fraction);

    // Made when one is looked at: few readers want them, and thousands of them for every output are slow to make.
    private sealed class ConvertedBins(BinCounts counts, Func<double, double> convert) : IReadOnlyList<CountedBin>
    {
        public int Count => counts._length;

        public CountedBin this[int index] => index < counts._length
            ? new(convert(FloatBins.LowerEdge(counts._bins[index])), convert(FloatBins.UpperEdge(counts._bins[index])), counts._counts[index])
            : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<CountedBin> GetEnumerator()
        {
            for (var i = 0; i < counts._length; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
