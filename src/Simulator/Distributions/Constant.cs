using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A number without uncertainty.</summary>
public sealed class Constant : Distribution
{
    private readonly double value;

    private Constant(double value) => this.value = value;

    /// <summary>Always <paramref name="value"/>.</summary>
    public static Constant Of(double value) => new(Require.Finite(value, nameof(value)));

    /// <inheritdoc/>
    public override double Mean => value;

    /// <inheritdoc/>
    public override double StandardDeviation => 0;

    /// <inheritdoc/>
    public override double Minimum => value;

    /// <inheritdoc/>
    public override double Maximum => value;

    /// <inheritdoc/>
    public override IEnumerable<(double Value, double Probability)> Atoms => [(value, 1)];

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => value;

    /// <inheritdoc/>
    public override double Cdf(double x) => x < value ? 0 : 1;

    /// <inheritdoc/>
    public override double MassOutside(double minimum, double maximum) => value < minimum || value > maximum ? 1 : 0;

    /// <inheritdoc/>
    internal override Transform ToTransform() => Transform.Constant(value);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => Of((Require.Positive(scale, nameof(scale)) * value) + offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum) =>
        MassOutside(minimum, maximum) == 0 ? this : throw NothingWithin(minimum, maximum);
}
