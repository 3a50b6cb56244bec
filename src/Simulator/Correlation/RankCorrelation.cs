using Simulator.Arithmetic;
using Simulator.Distributions;

namespace Simulator.Correlation;

/// <summary>Which measure of rank correlation a number is.</summary>
public enum RankMeasure
{
    /// <summary>Spearman's ρₛ: the correlation of the ranks.</summary>
    Spearman,

    /// <summary>Kendall's τ: the probability of concordant pairs minus that of discordant ones.</summary>
    Kendall,
}

/// <summary>Rank correlations of continuous inputs and the correlation ρ of their normal scores under a Gaussian copula.</summary>
/// <remarks>
/// Source: W. H. Kruskal, "Ordinal measures of association", J. Am. Stat. Assoc. 53 (1958) 814,
/// doi:10.1080/01621459.1958.10501481: both follow from P(X &lt; 0, Y &lt; 0) = 1/4 + asin(ρ)/(2π) of a bivariate normal.
/// </remarks>
internal static class RankCorrelation
{
    /// <summary>Largest magnitude that is accepted. [-]</summary>
    /// <remarks>
    /// At ±1 one input would be a function of the other: there is one uncertain input, not two, and a matrix of such
    /// correlations has no inverse to sample from.
    /// </remarks>
    public const double Largest = 0.999;

    /// <summary>The correlation of the normal scores: ρ = 2·sin(π·ρₛ/6), or sin(π·τ/2). [-]</summary>
    /// <param name="measure">Which measure the value is.</param>
    /// <param name="value">The rank correlation, −1 to 1. [-]</param>
    public static double ToNormal(RankMeasure measure, double value) => measure == RankMeasure.Spearman
        ? 2 * PortableMath.Sin(Math.PI * Within(value) / 6)
        : PortableMath.Sin(Math.PI * Within(value) / 2);

    /// <summary>The rank correlation that a correlation of normal scores gives. [-]</summary>
    /// <param name="measure">Which measure is wanted.</param>
    /// <param name="rho">Correlation of the normal scores, −1 to 1. [-]</param>
    public static double FromNormal(RankMeasure measure, double rho) => measure == RankMeasure.Spearman
        ? 6 / Math.PI * PortableMath.Asin(Within(rho) / 2)
        : 2 / Math.PI * PortableMath.Asin(Within(rho));

    private static double Within(double value) => Require.Within(value, -1, 1, "correlation");
}
