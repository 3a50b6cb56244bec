using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>The exponential distribution: waiting times, and a positive number of which only the mean is known.</summary>
public sealed class Exponential : Distribution
{
    private Exponential(double mean) => Mean = mean;

    /// <summary>With a mean.</summary>
    public static Exponential FromMean(double mean) => new(Require.Positive(mean, nameof(mean)));

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double StandardDeviation => Mean;

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) =>
        -Mean * (lower < upper ? SmallArguments.Log1P(-lower) : PortableMath.Log(upper));

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : -SmallArguments.ExpM1(-x / Mean);

    /// <inheritdoc/>
    public override double Survival(double x) => x <= 0 ? 1 : PortableMath.Exp(-x / Mean);

    /// <inheritdoc/>
    internal override Transform ToTransform() => Transform.Closed(TransformKind.Exponential, 0, Mean, 0, 0);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => offset == 0
        ? FromMean(Require.Positive(scale, nameof(scale)) * Mean)
        : AffineDistribution.Of(this, scale, offset);
}
