using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A density that rises linearly to a mode and falls linearly from it.</summary>
public sealed class Triangular : Distribution
{
    private readonly double _mode;

    private Triangular(double minimum, double mode, double maximum) => (Minimum, _mode, Maximum) = (minimum, mode, maximum);

    /// <summary>With smallest, most likely and largest value.</summary>
    public static Triangular FromMode(double minimum, double mode, double maximum)
    {
        Require.Finite(minimum, nameof(minimum));
        Require.Above(maximum, minimum, nameof(maximum), nameof(minimum));
        return new(minimum, Require.Within(mode, minimum, maximum, nameof(mode)), maximum);
    }

    /// <inheritdoc/>
    public override double Mean => (Minimum + _mode + Maximum) / 3;

    /// <inheritdoc/>
    public override double StandardDeviation
    {
        get
        {
            double left = _mode - Minimum, right = Maximum - _mode;
            return Math.Sqrt(((left * left) + (left * right) + (right * right)) / 18);
        }
    }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => lower * (Maximum - Minimum) < _mode - Minimum
        ? Minimum + Math.Sqrt(lower * (Maximum - Minimum) * (_mode - Minimum))
        : Maximum - Math.Sqrt(upper * (Maximum - Minimum) * (Maximum - _mode));

    /// <inheritdoc/>
    public override double Cdf(double x) =>
        x <= Minimum ? 0 : x < _mode ? Part(x - Minimum, _mode - Minimum) : 1 - Survival(x);

    /// <inheritdoc/>
    public override double Survival(double x) =>
        x >= Maximum ? 0 : x >= _mode ? Part(Maximum - x, Maximum - _mode) : 1 - Cdf(x);

    /// <inheritdoc/>
    public override Transform ToTransform()
    {
        var width = Maximum - Minimum;
        return Transform.Closed(TransformKind.Triangular, Minimum, width, (_mode - Minimum) / width, Minimum, Maximum);
    }

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset)
    {
        Require.Positive(scale, nameof(scale));
        return FromMode((scale * Minimum) + offset, (scale * _mode) + offset, (scale * Maximum) + offset);
    }

    private double Part(double distance, double side) => distance * distance / ((Maximum - Minimum) * side);
}
