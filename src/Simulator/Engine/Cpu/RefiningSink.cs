using System.Runtime.CompilerServices;
using Simulator.Statistics;

namespace Simulator.Engine.Cpu;

/// <summary>Resolves chosen bins to single floats.</summary>
internal sealed unsafe class RefiningSink : IColumnSink
{
    private readonly Dictionary<int, RefinedBin>[] _bins;
    private readonly int[] _first;
    private readonly RefinedBin?[][] _window;

    public RefiningSink(IReadOnlyList<IReadOnlySet<int>> bins)
    {
        _bins = [.. bins.Select(set => set.ToDictionary(bin => bin, bin => new RefinedBin(bin)))];
        _first = [.. bins.Select(set => set.Count == 0 ? 0 : set.Min())];
        _window = [.. _bins.Select((set, root) => Window(set, _first[root]))];
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
        var window = _window[root];
        var first = _first[root];
        var wanted = _bins[root];
        if (wanted.Count == 0)
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var slot = (uint)(FloatBins.Of(values[i]) - first);
            if (slot < (uint)window.Length)
            {
                window[slot]?.Add(values[i]);
            }
            else if (window.Length == 0 && wanted.TryGetValue(FloatBins.Of(values[i]), out var bin))
            {
                bin.Add(values[i]);
            }
        }
    }

    // Bins close together are found by index; only bins many octaves apart need the dictionary.
    private static RefinedBin?[] Window(Dictionary<int, RefinedBin> bins, int first)
    {
        const int Longest = 1 << 17;
        if (bins.Count == 0 || (long)bins.Keys.Max() - first >= Longest)
        {
            return [];
        }

        var window = new RefinedBin?[bins.Keys.Max() - first + 1];
        foreach (var (bin, refined) in bins)
        {
            window[bin - first] = refined;
        }

        return window;
    }
}
