using Simulator.Arithmetic;
using Simulator.Distributions;
using Simulator.Statistics.Counting;

namespace Simulator.Statistics.Errors;

/// <summary>Monte Carlo standard errors of the statistics of one output.</summary>
/// <remarks>
/// <see cref="CriticalValue"/> standard errors to either side contain the true value in 95% of all runs. What each error is made of, and how
/// often the true value lies inside, is in docs/errors.md.
/// </remarks>
internal abstract class SamplingError
{
    /// <summary>Samples that must lie beyond a quantile: with fewer, the values there are not known.</summary>
    public const int FewestBeyond = 10;

    /// <summary>Standard error of the mean.</summary>
    public abstract double OfMean { get; }

    /// <summary>Standard error of the mean of an output that is 0 or 1: of a share of the samples. [-]</summary>
    public abstract double OfOccurrence { get; }

    /// <summary>Critical value of the 95% error interval: its half-width in standard errors. [-]</summary>
    public abstract double CriticalValue { get; }

    /// <summary>Standard error of a quantile; NaN where the error interval reaches beyond all samples.</summary>
    /// <param name="probability">Probability below. [-]</param>
    public abstract double OfQuantile(double probability);

    /// <summary>Standard error of the mean of the largest values.</summary>
    /// <param name="share">Share of the samples that they are. [-]</param>
    public abstract double OfTailMean(double share);

    /// <summary>Standard error of the share of the samples at or above a float. [-]</summary>
    /// <param name="least">The smallest float that counts.</param>
    public abstract double OfExceeding(float least);

    /// <summary>Whether too few samples lie beyond a quantile to know it.</summary>
    /// <param name="probability">Probability below. [-]</param>
    /// <param name="samples">All samples.</param>
    public static bool HasTooFewBeyond(double probability, double samples) => Math.Min(probability, 1 - probability) * samples < FewestBeyond * (1 - 1e-9);

    /// <summary>Samples that are enough to know a quantile, rounded up to two digits.</summary>
    /// <param name="probability">Probability below. [-]</param>
    public static double SamplesFor(double probability)
    {
        const double Rounding = 1e-9;
        var samples = FewestBeyond / Math.Min(probability, 1 - probability);
        var place = PortableMath.Pow(10, Math.Max(0, Math.Floor(PortableMath.Log10(samples)) - 1));
        return Math.Ceiling(samples / place * (1 - Rounding)) * place;
    }

    /// <summary>Errors of independent samples: the central limit theorem, and order statistics for quantiles.</summary>
    /// <param name="tally">Moments of the output.</param>
    /// <param name="counts">Its counts.</param>
    /// <param name="wanted">Statistics whose errors will be requested: computed now; null to compute each on its first request.</param>
    public static SamplingError OfIndependentSamples(OutputTally tally, BinCounts counts, WantedStatistics? wanted = null)
    {
        var error = new IndependentError(tally, counts);
        error.Compute(wanted ?? WantedStatistics.None);
        return error;
    }

    /// <summary>Errors of replicates that are independent of each other: the spread of each statistic between them.</summary>
    /// <param name="replicates">The output's tally in each replicate.</param>
    /// <param name="counts">Its counts over all replicates.</param>
    /// <param name="wanted">Statistics whose errors will be requested.</param>
    /// <remarks>
    /// The points within a replicate are not independent, so nothing about the error can be read off them. The mean of R
    /// replicates has the standard error s/√R, and (estimate − truth)/error follows Student's t with R − 1 degrees of
    /// freedom: L'Ecuyer, Nakayama, Owen and Tuffin 2023 found plain t intervals to hold for randomized quasi-Monte Carlo.
    /// </remarks>
    public static SamplingError OfReplicates(IReadOnlyList<OutputTally> replicates, BinCounts counts, WantedStatistics wanted) =>
        new ReplicatedError(replicates, counts, wanted);

    /// <summary>How much wider than its standard error a mean's error interval must be where its values are skewed.</summary>
    /// <param name="skewness">Squared skewness of the values over their number: (Σd³)²/(Σd²)³. [-]</param>
    /// <remarks>
    /// P. Hall, "Theoretical comparison of bootstrap confidence intervals", The Annals of Statistics 16 (1988) 927: the coverage
    /// of ±z standard errors falls short by 2·z·φ(z)·γ²·(z⁴ + 2z² − 3)/18n; an interval wider by γ²·(z⁴ + 2z² − 3)/18n makes up
    /// for it.
    /// </remarks>
    internal static double Widening(double skewness) => 1 + (4 * skewness);

    /// <summary>Standard error of the share of the samples with a property; never 0.</summary>
    /// <param name="with">Samples with it.</param>
    /// <param name="samples">All samples.</param>
    /// <param name="variance">Variance of <paramref name="with"/>, as far as the samples show it.</param>
    /// <param name="criticalValue">Critical value of the 95% error interval: its half-width in standard errors. [-]</param>
    /// <remarks>
    /// Two imagined samples with it and two without it are added to the variance, so that an interval does not shrink to nothing
    /// around a share that no sample contradicts: Agresti and Coull, "Approximate is better than exact", The American
    /// Statistician 52 (1998) 119. Where fewer than ten samples are on one side their number is a Poisson variable, and the
    /// interval reaches as far as its exact upper limit: Garwood, Biometrika 28 (1936) 437.
    /// </remarks>
    internal static double OfShare(double with, long samples, double variance, double criticalValue)
    {
        const double Imagined = 2;
        var error = Math.Sqrt(variance + Imagined) / samples;
        var few = Math.Max(0, Math.Min(with, samples - with));
        return few < FewestBeyond ? Math.Max(error, (GammaFunctions.Quantile(few + 1, 0.975, 0.025) - few) / samples / criticalValue) : error;
    }
}
