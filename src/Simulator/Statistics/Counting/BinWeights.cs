namespace Simulator.Statistics.Counting;

/// <summary>A weight for each of some bins.</summary>
internal sealed class BinWeights
{
    private readonly double[] _inARow;

    /// <summary>Keeps the weights.</summary>
    /// <param name="bins">The bins that hold values, ascending; at least one.</param>
    /// <param name="weights">Their weights.</param>
    public BinWeights(int[] bins, double[] weights)
    {
        (Bins, Weights) = (bins, weights);
        _inARow = new double[Math.Min((long)bins[^1] - bins[0] + 1, BinWindow.Longest)];
        for (var i = 0; i < bins.Length && (long)bins[i] - bins[0] < _inARow.Length; i++)
        {
            _inARow[bins[i] - bins[0]] = weights[i];
        }
    }

    /// <summary>The bins, ascending.</summary>
    public int[] Bins { get; }

    /// <summary>Weights of the bins.</summary>
    public double[] Weights { get; }

    /// <summary>Weights of the first bin and of those that follow it, 0 for bins without one, as far as a window may reach.</summary>
    public ReadOnlySpan<double> InARow => _inARow;
}
