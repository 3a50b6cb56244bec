using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>The normal distribution.</summary>
public sealed class Normal : Distribution
{
    private Normal(double mean, double deviation) => (Mean, StandardDeviation) = (mean, deviation);

    /// <summary>With a mean and a standard deviation.</summary>
    public static Normal FromMeanAndDeviation(double mean, double deviation) =>
        new(Require.Finite(mean, nameof(mean)), Require.Positive(deviation, nameof(deviation)));

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double StandardDeviation { get; }

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => Mean + (StandardDeviation * StandardNormal.Quantile(lower, upper));

    /// <inheritdoc/>
    public override double Cdf(double x) => StandardNormal.Cdf((x - Mean) / StandardDeviation);

    /// <inheritdoc/>
    public override double Survival(double x) => StandardNormal.Cdf((Mean - x) / StandardDeviation);

    /// <inheritdoc/>
    internal override Transform ToTransform() => Transform.Closed(TransformKind.Normal, Mean, StandardDeviation);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        FromMeanAndDeviation((scale * Mean) + offset, Require.Positive(scale, nameof(scale)) * StandardDeviation);
}
