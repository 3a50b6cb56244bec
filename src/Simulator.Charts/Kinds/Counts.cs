using Simulator.Statistics.Counting;

namespace Simulator.Charts.Kinds;

/// <summary>Exact counts, asked as a distribution. Within a bin the samples are assumed to lie evenly.</summary>
internal sealed class Counts
{
    private readonly CountedBin[] _bins;
    private readonly double[] _before;

    /// <summary>Takes bins that ascend and do not overlap; multiplies their edges into another unit.</summary>
    public Counts(IReadOnlyList<CountedBin> bins, double factor)
    {
        _bins = new CountedBin[bins.Count];
        _before = new double[bins.Count + 1];
        for (var i = 0; i < _bins.Length; i++)
        {
            // The bin of zero reaches up to the smallest float: there is nothing in it but zeros.
            const double NothingButZero = 1e-30;
            var (low, high) = (bins[i].Low * factor, bins[i].High * factor);
            _bins[i] = new CountedBin(low, low >= 0 && high < NothingButZero ? low : high, bins[i].Count);
            _before[i + 1] = _before[i] + bins[i].Count;
        }
    }

    /// <summary>The bins.</summary>
    public IReadOnlyList<CountedBin> Bins => _bins;

    /// <summary>Number of samples.</summary>
    public double Total => _before[^1];

    /// <summary>Share of the samples below a value. [-]</summary>
    public double Below(double value)
    {
        var (low, high) = (0, _bins.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _bins[middle].High <= value ? (middle + 1, high) : (low, middle);
        }

        // A bin of no width that ends at the value holds samples equal to it, which are not below.
        while (low > 0 && _bins[low - 1].Low == value && _bins[low - 1].High == value)
        {
            low--;
        }

        var inside = low < _bins.Length && _bins[low].Low < value
            ? _bins[low].Count * (value - _bins[low].Low) / (_bins[low].High - _bins[low].Low)
            : 0;
        return Total == 0 ? 0 : (_before[low] + inside) / Total;
    }

    /// <summary>The value below which a share of the samples lies.</summary>
    public double Quantile(double share)
    {
        var wanted = share * Total;
        var index = Array.BinarySearch(_before, wanted);
        index = index >= 0 ? index : ~index - 1;
        index = Math.Clamp(index, 0, _bins.Length - 1);
        var bin = _bins[index];
        var inside = bin.Count == 0 ? 0 : Math.Clamp((wanted - _before[index]) / bin.Count, 0, 1);
        return bin.Low + (inside * (bin.High - bin.Low));
    }
}
