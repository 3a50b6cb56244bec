namespace Simulator.Statistics;

/// <summary>Monte Carlo standard errors of the statistics of one output.</summary>
public abstract class SamplingError
{
    /// <summary>Standard error of the mean.</summary>
    public abstract double OfMean { get; }

    /// <summary>Standard errors that the 95% error interval reaches to either side. [-]</summary>
    public abstract double Reach { get; }

    /// <summary>Standard error of a quantile.</summary>
    /// <param name="probability">Probability below. [-]</param>
    public abstract double OfQuantile(double probability);

    /// <summary>Standard error of the mean of the largest values.</summary>
    /// <param name="share">Share of the samples that they are. [-]</param>
    public abstract double OfTailMean(double share);

    /// <summary>Standard error of the share of the samples at or above a float. [-]</summary>
    /// <param name="least">The smallest float that counts.</param>
    public abstract double OfExceeding(float least);

    /// <summary>Errors of independent samples: the central limit theorem, and order statistics for quantiles.</summary>
    /// <param name="tally">Moments of the output.</param>
    /// <param name="counts">Its counts.</param>
    public static SamplingError OfIndependentSamples(OutputTally tally, BinCounts counts) => new IndependentError(tally, counts);

    /// <summary>Errors of replicates that are independent of each other: the spread of each statistic between them.</summary>
    /// <param name="replicates">The output's tally in each replicate.</param>
    /// <param name="counts">Its counts over all replicates.</param>
    /// <param name="wanted">Statistics whose errors will be asked for.</param>
    /// <remarks>
    /// The points within a replicate are not independent, so nothing about the error can be read off them. The mean of R
    /// replicates has the standard error s/√R, and (estimate − truth)/error follows Student's t with R − 1 degrees of
    /// freedom: L'Ecuyer, Nakayama, Owen and Tuffin 2023 found plain t intervals to hold for randomized quasi-Monte Carlo.
    /// </remarks>
    public static SamplingError OfReplicates(IReadOnlyList<OutputTally> replicates, BinCounts counts, WantedStatistics wanted) =>
        new ReplicatedError(replicates, counts, wanted);

    /// <summary>Standard error of the share of independent samples with a property; never 0.</summary>
    /// <param name="with">Samples with it.</param>
    /// <param name="samples">All samples.</param>
    /// <remarks>
    /// Two imagined samples with it and two without it are added, so that an interval around a share of 0 or 1 does not
    /// shrink to nothing: Agresti and Coull, "Approximate is better than exact", The American Statistician 52 (1998) 119.
    /// </remarks>
    internal static double OfShare(double with, long samples)
    {
        const double Imagined = 2;
        var share = (with + Imagined) / (samples + (2 * Imagined));
        return Math.Sqrt(share * (1 - share) / (samples + (2 * Imagined)));
    }
}

/// <summary>Errors of independent samples.</summary>
internal sealed class IndependentError(OutputTally tally, BinCounts counts) : SamplingError
{
    private const double NormalReach = 1.959963984540054;

    /// <inheritdoc/>
    public override double OfMean => tally.StandardDeviation / Math.Sqrt(tally.Count);

    /// <inheritdoc/>
    public override double Reach => NormalReach;

    /// <inheritdoc/>
    public override double OfQuantile(double probability) => counts.QuantileError(probability);

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
        var sampling = OfShare(exceeding.Count, counts.Total);
        return Math.Sqrt((sampling * sampling) + (exceeding.Variance / counts.Total / counts.Total));
    }
}
