using ILGPU.Runtime;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>Between which bounds the sum of some values lies, by their counts in bins: a device sums and counts them apart.</summary>
/// <remarks>
/// Counts are checked against the number of samples; sums that were lost or read wrongly would only shift a mean. Bins have the
/// relative width 2⁻¹¹, so any mean that is off by more than 0.05% is found.
/// </remarks>
internal struct SumBounds
{
    // Deviations are summed in single precision within a segment of 1,024: far more than what that rounds.
    private const double Rounding = 1e-4;

    private double _low;
    private double _high;
    private double _magnitude;

    /// <summary>Adds the values of a bin.</summary>
    /// <param name="bin">The bin.</param>
    /// <param name="count">How many values it holds.</param>
    public void Add(int bin, uint count)
    {
        double low = FloatBins.LowerEdge(bin), high = FloatBins.UpperEdge(bin);
        _low += count * low;
        _high += count * high;
        _magnitude += count * Math.Max(Math.Abs(low), Math.Abs(high));
    }

    /// <summary>Compares a mean with the bounds.</summary>
    /// <param name="accelerator">The device that summed.</param>
    /// <param name="mean">Mean of the values by their sum; not finite if it is not known.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="InvalidOperationException">The sum is not that of the values that were counted.</exception>
    public readonly void Check(Accelerator accelerator, double mean, long count)
    {
        var margin = Rounding * _magnitude;
        if (double.IsFinite(mean) && (mean * count < _low - margin || mean * count > _high + margin))
        {
            throw new InvalidOperationException(
                $"{accelerator.Name} did not sum every sample once; this is a bug in this program or in the driver; use --device cpu.");
        }
    }
}
