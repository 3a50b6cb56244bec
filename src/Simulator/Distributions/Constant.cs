using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A number without uncertainty.</summary>
public sealed class Constant : Distribution
{
    private readonly double _value;

    private Constant(double value) => _value = value;

    /// <summary>Always <paramref name="value"/>.</summary>
    public static Constant Of(double value) => new(Require.Finite(value, nameof(value)));

    /// <inheritdoc/>
    public override double Mean => _value;

    /// <inheritdoc/>
    public override double StandardDeviation => 0;

    /// <inheritdoc/>
    public override double Minimum => _value;

    /// <inheritdoc/>
    public override double Maximum => _value;

    /// <inheritdoc/>
    public override IEnumerable<(double Value, double Probability)> Atoms => [(_value, 1)];

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => _value;

    /// <inheritdoc/>
    public override double Cdf(double x) => x < _value ? 0 : 1;

    /// <inheritdoc/>
    public override double MassOutside(double minimum, double maximum) => _value < minimum || _value > maximum ? 1 : 0;

    /// <inheritdoc/>
    public override Transform ToTransform() => Transform.Constant(_value);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => Of((Require.Positive(scale, nameof(scale)) * _value) + offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum) =>
        MassOutside(minimum, maximum) == 0 ? this : throw NothingWithin(minimum, maximum);
}
