using MathNet.Numerics.Distributions;

namespace Simulator.Statistics;

/// <summary>Errors of independent samples.</summary>
internal sealed class IndependentError(OutputTally tally, BinCounts counts) : SamplingError
{
    /// <summary>Quantile of the standard normal distribution at 97.5%.</summary>
    internal const double NormalReach = 1.959963984540054;

    // Beyond this, Student's t is the normal distribution to three digits.
    private const long Few = 1000;

    /// <inheritdoc/>
    public override double OfMean => tally.StandardDeviation / Math.Sqrt(tally.Count - 1.0);

    /// <inheritdoc/>
    public override double Reach => tally.Count switch
    {
        < 2 => double.NaN,
        < Few => StudentT.InvCDF(0, 1, tally.Count - 1, 0.975),
        _ => NormalReach,
    };

    /// <inheritdoc/>
    public override double OfOccurrence => OfShare(tally.Mean * tally.Count, tally.Count, tally.Mean * (1 - tally.Mean) * tally.Count, Reach);

    /// <inheritdoc/>
    public override double OfQuantile(double probability) => counts.QuantileError(probability, Reach);

    /// <inheritdoc/>
    /// <remarks>Manistre and Hancock 2005, doi:10.1080/10920277.2005.10596207: the spread within the tail, and that of where it begins.</remarks>
    public override double OfTailMean(double share)
    {
        var (mean, variance) = counts.OfLargest(share);
        var beyond = mean - counts.Quantile(1 - share);
        return Math.Sqrt((variance + ((1 - share) * beyond * beyond)) / (share * counts.Total));
    }

    /// <inheritdoc/>
    public override double OfExceeding(float least)
    {
        var exceeding = counts.From(least);
        var share = exceeding.Count / counts.Total;
        return OfShare(exceeding.Count, counts.Total, (share * (1 - share) * counts.Total) + exceeding.Variance, Reach);
    }
}
