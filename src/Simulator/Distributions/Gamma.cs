using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>The gamma distribution: a positive number, skewed to the right.</summary>
public sealed class Gamma : Distribution
{
    private readonly double _shape;
    private readonly double _scale;
    private readonly Lazy<Transform> _transform;

    private Gamma(double shape, double scale)
    {
        (_shape, _scale) = (shape, scale);
        _transform = new(() => QuantileTable.Build(this));
    }

    /// <summary>With a shape from 1e-6 to 1e6, and a scale in units of the value.</summary>
    public static Gamma FromShapeAndScale(double shape, double scale) =>
        new(Require.Within(shape, 1e-6, 1e6, nameof(shape)), Require.Positive(scale, nameof(scale)));

    /// <summary>Base-2 logarithm of a quantile over <see cref="Unit"/>, where the quantile itself is nearer to zero than any number; null where it is not needed.</summary>
    internal Func<double, double, double>? Logarithm => _shape >= Beta.NeedsLogarithms ? null
        : (lower, upper) => GammaFunctions.LogQuantile(_shape, lower, upper) / PortableMath.Log(2);

    /// <summary>What its values are multiples of.</summary>
    internal double Unit => _scale;

    /// <summary>With a mean and a standard deviation: shape (mean/deviation)², scale deviation²/mean.</summary>
    public static Gamma FromMeanAndDeviation(double mean, double deviation)
    {
        var ratio = Require.Positive(mean, nameof(mean)) / Require.Positive(deviation, nameof(deviation));
        return FromShapeAndScale(ratio * ratio, deviation / ratio);
    }

    /// <inheritdoc/>
    public override double Mean => _shape * _scale;

    /// <inheritdoc/>
    public override double StandardDeviation => Math.Sqrt(_shape) * _scale;

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => _scale * (Logarithm is null
        ? GammaFunctions.Quantile(_shape, lower, upper)
        : PortableMath.Exp(GammaFunctions.LogQuantile(_shape, lower, upper)));

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : GammaFunctions.Lower(_shape, x / _scale);

    /// <inheritdoc/>
    public override double Survival(double x) => x <= 0 ? 1 : GammaFunctions.Upper(_shape, x / _scale);

    /// <inheritdoc/>
    internal override Transform ToTransform() => _transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => offset == 0
        ? new Gamma(_shape, Require.Positive(scale, nameof(scale)) * _scale)
        : AffineDistribution.Of(this, scale, offset);
}
