using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>scale · X + offset of a distribution whose family does not contain it.</summary>
internal sealed class AffineDistribution : Distribution
{
    private readonly Distribution inner;
    private readonly double scale;
    private readonly double offset;

    private AffineDistribution(Distribution inner, double scale, double offset) =>
        (this.inner, this.scale, this.offset) = (inner, scale, offset);

    /// <summary>scale · <paramref name="inner"/> + offset; ask <see cref="Distribution.Affine"/> first, which knows closed families.</summary>
    public static Distribution Of(Distribution inner, double scale, double offset)
    {
        Require.Positive(scale, nameof(scale));
        Require.Finite(offset, nameof(offset));
        return scale == 1 && offset == 0 ? inner : new AffineDistribution(inner, scale, offset);
    }

    /// <inheritdoc/>
    public override double Mean => Outer(inner.Mean);

    /// <inheritdoc/>
    public override double StandardDeviation => scale * inner.StandardDeviation;

    /// <inheritdoc/>
    public override double Minimum => Outer(inner.Minimum);

    /// <inheritdoc/>
    public override double Maximum => Outer(inner.Maximum);

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => Outer(inner.Quantile(lower, upper));

    /// <inheritdoc/>
    public override double Cdf(double x) => inner.Cdf((x - offset) / scale);

    /// <inheritdoc/>
    public override double Survival(double x) => inner.Survival((x - offset) / scale);

    /// <inheritdoc/>
    internal override Transform ToTransform() => inner.ToTransform().Affine(scale, offset);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        Of(inner, scale * this.scale, (scale * this.offset) + offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum) =>
        minimum <= Minimum && maximum >= Maximum
            ? this
            : inner.Truncate((minimum - offset) / scale, (maximum - offset) / scale).Affine(scale, offset);

    private double Outer(double value) => (scale * value) + offset;
}
