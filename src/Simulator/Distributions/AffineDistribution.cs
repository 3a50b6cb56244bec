using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>scale · X + offset of a distribution whose family does not contain it.</summary>
public sealed class AffineDistribution : Distribution
{
    private readonly Distribution _inner;
    private readonly double _scale;
    private readonly double _offset;

    private AffineDistribution(Distribution inner, double scale, double offset) =>
        (_inner, _scale, _offset) = (inner, scale, offset);

    /// <summary>scale · <paramref name="inner"/> + offset; ask <see cref="Distribution.Affine"/> first, which knows closed families.</summary>
    public static Distribution Of(Distribution inner, double scale, double offset)
    {
        Require.Positive(scale, nameof(scale));
        Require.Finite(offset, nameof(offset));
        return scale == 1 && offset == 0 ? inner : new AffineDistribution(inner, scale, offset);
    }

    /// <inheritdoc/>
    public override double Mean => Outer(_inner.Mean);

    /// <inheritdoc/>
    public override double StandardDeviation => _scale * _inner.StandardDeviation;

    /// <inheritdoc/>
    public override double Minimum => Outer(_inner.Minimum);

    /// <inheritdoc/>
    public override double Maximum => Outer(_inner.Maximum);

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => Outer(_inner.Quantile(lower, upper));

    /// <inheritdoc/>
    public override double Cdf(double x) => _inner.Cdf((x - _offset) / _scale);

    /// <inheritdoc/>
    public override double Survival(double x) => _inner.Survival((x - _offset) / _scale);

    /// <inheritdoc/>
    public override Transform ToTransform() => _inner.ToTransform().Affine(_scale, _offset);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        Of(_inner, scale * _scale, (scale * _offset) + offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum) =>
        minimum <= Minimum && maximum >= Maximum
            ? this
            : _inner.Truncate((minimum - _offset) / _scale, (maximum - _offset) / _scale).Affine(_scale, _offset);

    private double Outer(double value) => (_scale * value) + _offset;
}
