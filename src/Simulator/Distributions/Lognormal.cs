using MathNet.Numerics;
using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A positive number whose logarithm is normal: what an interval of a positive quantity means.</summary>
/// <example>
/// <code>
/// var price = Lognormal.FromInterval(60, 90);
/// Console.WriteLine($"median {price.Quantile(0.5):F1}, mean {price.Mean:F1}, P(above 100) {price.Survival(100):P1}");  // median 73.5, mean 74.0, P(above 100) 0.6 %
/// </code>
/// </example>
public sealed class Lognormal : Distribution
{
    // 95% point of the standard normal distribution, double precision.
    private const double Score95 = 1.6448536269514727;

    // Beyond this the 6.34 deviations that a word can reach leave the exponents of a float.
    private const double LargestSigma = 13;

    private readonly double _median;
    private readonly double _sigma;

    private Lognormal(double median, double sigma) => (_median, _sigma) = (median, sigma);

    /// <summary>The 90% interval from <paramref name="p5"/> to <paramref name="p95"/>.</summary>
    /// <remarks>Median √(p5·p95), σ = ln(p95/p5)/(2·1.6449).</remarks>
    public static Lognormal FromInterval(double p5, double p95)
    {
        Require.Positive(p5, nameof(p5));
        Require.Above(p95, p5, nameof(p95), nameof(p5));
        return Create(Math.Sqrt(p5) * Math.Sqrt(p95), PortableMath.Log(p95 / p5) / (2 * Score95));
    }

    /// <summary>With an arithmetic mean and standard deviation.</summary>
    public static Lognormal FromMeanAndDeviation(double mean, double deviation)
    {
        Require.Positive(mean, nameof(mean));
        var relative = Require.Positive(deviation, nameof(deviation)) / mean;
        var variance = SmallArguments.Log1P(relative * relative);
        return Create(mean * PortableMath.Exp(-variance / 2), Math.Sqrt(variance));
    }

    /// <summary>With a median, and a geometric standard deviation above 1: the factor between median and 84% point.</summary>
    public static Lognormal FromMedianAndGeometricDeviation(double median, double geometricDeviation) =>
        Create(Require.Positive(median, nameof(median)), PortableMath.Log(Require.Above(geometricDeviation, 1, nameof(geometricDeviation), "1")));

    /// <inheritdoc/>
    public override double Mean => _median * PortableMath.Exp(_sigma * _sigma / 2);

    /// <inheritdoc/>
    public override double StandardDeviation => Mean * Math.Sqrt(SmallArguments.ExpM1(_sigma * _sigma));

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => _median * PortableMath.Exp(_sigma * StandardNormal.Quantile(lower, upper));

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : StandardNormal.Cdf(PortableMath.Log(x / _median) / _sigma);

    /// <inheritdoc/>
    public override double Survival(double x) => x <= 0 ? 1 : StandardNormal.Cdf(-PortableMath.Log(x / _median) / _sigma);

    /// <inheritdoc/>
    internal override Transform ToTransform() =>
        Transform.Closed(TransformKind.Lognormal, 0, _median, _sigma / Constants.Ln2, 0);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => offset == 0
        ? new Lognormal(Require.Positive(scale, nameof(scale)) * _median, _sigma)
        : AffineDistribution.Of(this, scale, offset);

    private static Lognormal Create(double median, double sigma) =>
        new(median, Require.PositiveUpTo(sigma, LargestSigma, "sigma (of the logarithm)"));
}
