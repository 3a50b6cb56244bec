using Simulator.Statistics.Counting;

namespace Simulator.Statistics.Errors;

/// <summary>How far the share of samples below a value differs between replicates.</summary>
/// <remarks>Of a replicate, counts are known at the edges of bins, there exactly; what varies at a value between them is interpolated.</remarks>
internal sealed class RankSpreads
{
    private readonly int[] _edges;
    private readonly long[] _below;
    private readonly double[] _variances;
    private readonly int _replicates;
    private readonly double _samples;

    /// <summary>Measures the spread around some values.</summary>
    /// <param name="replicates">Tallies of one output.</param>
    /// <param name="bins">The bins of the values.</param>
    public RankSpreads(IReadOnlyList<OutputTally> replicates, IReadOnlyList<int> bins)
    {
        _replicates = replicates.Count;
        _edges = Edges(bins);
        _below = new long[_edges.Length];
        _variances = new double[_edges.Length];
        var below = new long[_replicates][];
        for (var replicate = 0; replicate < _replicates; replicate++)
        {
            below[replicate] = replicates[replicate].CountBelow(_edges);
            _samples += replicates[replicate].Count;
            for (var edge = 0; edge < _edges.Length; edge++)
            {
                _below[edge] += below[replicate][edge];
            }
        }

        for (var replicate = 0; replicate < _replicates; replicate++)
        {
            // Replicates are of one size, but for those of a run that was interrupted.
            var (own, count) = (below[replicate], replicates[replicate].Count);
            for (var edge = 0; edge < _edges.Length; edge++)
            {
                var excess = own[edge] - (_below[edge] / _samples * count);
                _variances[edge] += excess * excess;
            }
        }

        for (var edge = 0; edge < _edges.Length; edge++)
        {
            _variances[edge] = _variances[edge] * _replicates / (_replicates - 1.0);
        }
    }

    /// <summary>Variance of the number of samples below a value.</summary>
    /// <param name="bin">The value's bin.</param>
    /// <param name="rank">Samples below the value.</param>
    public double Variance(int bin, double rank)
    {
        var low = Array.BinarySearch(_edges, bin);
        var high = Array.BinarySearch(_edges, bin + 1);
        double count = _below[high] - _below[low];
        var position = count > 0 ? Math.Clamp((rank - _below[low]) / count, 0, 1) : 0;

        // Within a bin the count below a value is not known by replicate. The variance of the count of independent samples is
        // N·F·(1 − F); a straight line between the edges cuts off this much of the arc, and that is all there is for an output
        // that lies in one bin. Points of a replicate are spread more evenly; what is left there is the rounding of a rank to a
        // whole number, 1/12. Independent samples within the bin would differ by a binomial variance, and nothing by more.
        var binomial = count * position * (1 - position);
        var within = Math.Min(binomial, (binomial * count / _samples) + (_replicates / 12.0));
        return ((1 - position) * _variances[low]) + (position * _variances[high]) + within;
    }

    // Ascending, each once. Plain loops, here and above: queries over numbers are compiled anew in every run.
    private static int[] Edges(IReadOnlyList<int> bins)
    {
        var edges = new int[2 * bins.Count];
        for (var i = 0; i < bins.Count; i++)
        {
            edges[2 * i] = bins[i];
            edges[(2 * i) + 1] = bins[i] + 1;
        }

        Array.Sort(edges);
        var length = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            if (i == 0 || edges[i] != edges[i - 1])
            {
                edges[length++] = edges[i];
            }
        }

        return edges[..length];
    }
}
