using System.Runtime.CompilerServices;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Cpu;

/// <summary>Resolves chosen bins to single floats.</summary>
internal sealed unsafe class RefiningSink : IColumnSink
{
    private readonly Dictionary<int, RefinedBin>[] _bins;
    private readonly int[] _first;
    private readonly RefinedBin[][] _resolved;
    private readonly ushort[][] _window;

    public RefiningSink(IReadOnlyList<IReadOnlySet<int>> bins)
    {
        _bins = [.. bins.Select(set => set.ToDictionary(bin => bin, bin => new RefinedBin(bin)))];
        _first = [.. bins.Select(set => set.Count == 0 ? 0 : set.Min())];
        _resolved = [.. _bins.Select(set => set.Values.ToArray())];
        _window = [.. _bins.Select((set, root) => Window(_resolved[root], set.Keys, _first[root]))];
    }

    /// <summary>The bins by root.</summary>
    public IReadOnlyList<Dictionary<int, RefinedBin>> Bins => _bins;

    /// <summary>Adds what another thread resolved.</summary>
    public void Add(RefiningSink other)
    {
        for (var root = 0; root < _bins.Length; root++)
        {
            foreach (var (bin, refined) in other._bins[root])
            {
                _bins[root][bin].Add(refined);
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int root, float* values, int count)
    {
        var wanted = _bins[root];
        if (wanted.Count == 0)
        {
            return;
        }

        var length = (uint)_window[root].Length;
        var first = _first[root];
        if (length == 0)
        {
            TakeByNumber(wanted, values, count);
            return;
        }

        var resolved = _resolved[root];
        fixed (ushort* window = _window[root])
        {
            for (var i = 0; i < count; i++)
            {
                var slot = (uint)(FloatBins.Of(values[i]) - first);
                if (slot < length && window[slot] != 0)
                {
                    resolved[window[slot] - 1].Add(values[i]);
                }
            }
        }
    }

    private static void TakeByNumber(Dictionary<int, RefinedBin> wanted, float* values, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (wanted.TryGetValue(FloatBins.Of(values[i]), out var bin))
            {
                bin.Add(values[i]);
            }
        }
    }

    // Bins close together are found by index, 0 where none is wanted; only bins many octaves apart need the dictionary.
    private static ushort[] Window(RefinedBin[] bins, IReadOnlyCollection<int> numbers, int first)
    {
        const int Longest = 1 << 17;
        if (bins.Length is 0 or > ushort.MaxValue || (long)numbers.Max() - first >= Longest)
        {
            return [];
        }

        var window = new ushort[numbers.Max() - first + 1];
        foreach (var (number, i) in numbers.Select((number, i) => (number, i)))
        {
            window[number - first] = (ushort)(i + 1);
        }

        return window;
    }
}
