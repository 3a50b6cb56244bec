using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Cpu;

/// <summary>Resolves chosen bins to single floats.</summary>
/// <param name="wanted">Which bins; shared by all threads.</param>
internal sealed unsafe class RefiningSink(IReadOnlyList<WantedBins> wanted) : IColumnSink
{
    private readonly RefinedBin[][] _resolved = [.. wanted.Select(bins => Array.ConvertAll(bins.Numbers, bin => new RefinedBin(bin)))];

    /// <summary>The bins by root.</summary>
    public IReadOnlyList<Dictionary<int, RefinedBin>> Bins =>
        [.. _resolved.Select((resolved, root) => new Dictionary<int, RefinedBin>(wanted[root].Numbers.Zip(resolved, KeyValuePair.Create)))];

    /// <summary>Adds what another thread resolved.</summary>
    public void Add(RefiningSink other)
    {
        for (var root = 0; root < _resolved.Length; root++)
        {
            for (var bin = 0; bin < _resolved[root].Length; bin++)
            {
                _resolved[root][bin].Add(other._resolved[root][bin]);
            }
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int root, float* values, int count)
    {
        var (bins, resolved) = (wanted[root], _resolved[root]);
        if (resolved.Length == 0)
        {
            return;
        }

        if (bins.Places.Length == 0)
        {
            TakeByNumber(bins, resolved, values, count);
            return;
        }

        var i = 0;
        fixed (ushort* places = bins.Places)
        {
            // Few bins are wanted: eight values are looked up at once. The last place is that of all bins outside.
            var slots = stackalloc int[Vector256<int>.Count];
            var (first, last, magnitude) = (Vector256.Create(bins.First), Vector256.Create((uint)bins.Places.Length - 1), Vector256.Create(0x7FFF_FFFF));
            for (; i + Vector256<int>.Count <= count; i += Vector256<int>.Count)
            {
                var bits = Vector256.Load(values + i).AsInt32();
                var ordered = bits ^ ((bits >> 31) & magnitude);
                Vector256.Min(((ordered >> FloatBins.DroppedBits) - first).AsUInt32(), last).AsInt32().Store(slots);
                if ((places[slots[0]] | places[slots[1]] | places[slots[2]] | places[slots[3]]
                    | places[slots[4]] | places[slots[5]] | places[slots[6]] | places[slots[7]]) == 0)
                {
                    continue;
                }

                for (var j = 0; j < Vector256<int>.Count; j++)
                {
                    if (places[slots[j]] is not 0 and var place)
                    {
                        resolved[place - 1].Add(values[i + j]);
                    }
                }
            }
        }

        TakeByNumber(bins, resolved, values + i, count - i);
    }

    private static void TakeByNumber(WantedBins bins, RefinedBin[] resolved, float* values, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (bins.IndexOf(FloatBins.Of(values[i])) is >= 0 and var index)
            {
                resolved[index].Add(values[i]);
            }
        }
    }
}

/// <summary>The bins of a root that are resolved.</summary>
internal sealed class WantedBins
{
    private const int Longest = 1 << 17;

    /// <summary>Prepares the look-up.</summary>
    /// <param name="bins">Numbers of the bins.</param>
    public WantedBins(IReadOnlySet<int> bins)
    {
        Numbers = [.. bins];
        Array.Sort(Numbers);
        if (Numbers.Length is 0 or > ushort.MaxValue || (long)Numbers[^1] - Numbers[0] >= Longest)
        {
            return;
        }

        Places = new ushort[Numbers[^1] - Numbers[0] + 2];
        for (var i = 0; i < Numbers.Length; i++)
        {
            Places[Numbers[i] - Numbers[0]] = (ushort)(i + 1);
        }
    }

    /// <summary>Numbers of the bins, ascending.</summary>
    public int[] Numbers { get; }

    /// <summary>The first bin, if there is one.</summary>
    public int First => Numbers[0];

    /// <summary>
    /// For each bin from the first to the last and for one more, its place among the wanted ones, from 1, or 0. Empty where they
    /// are many octaves apart.
    /// </summary>
    public ushort[] Places { get; } = [];

    /// <summary>Which of the bins one is; negative if none.</summary>
    public int IndexOf(int bin) => Array.BinarySearch(Numbers, bin);
}
