using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A smooth curve over smallest, most likely and largest value: a beta distribution stretched over them.</summary>
/// <remarks>
/// a = 1 + shape·(mode − min)/(max − min), b = 1 + shape·(max − mode)/(max − min); shape 4 is the customary one.
/// Source: Vose, "Risk Analysis" (2008), as in the R package mc2d. The middle parameter is the mode, not the mean.
/// </remarks>
public sealed class Pert : Distribution
{
    private readonly double _mode;
    private readonly double _shape;
    private readonly double _a;
    private readonly double _b;
    private readonly Lazy<Transform> _transform;

    private Pert(double minimum, double mode, double maximum, double shape)
    {
        (Minimum, _mode, Maximum, _shape) = (minimum, mode, maximum, shape);
        _a = 1 + (shape * (mode - minimum) / (maximum - minimum));
        _b = 1 + (shape * (maximum - mode) / (maximum - minimum));
        _transform = new(() => QuantileTable.Build(this));
    }

    /// <summary>With smallest, most likely and largest value, and how strongly the mode draws.</summary>
    public static Pert FromMode(double minimum, double mode, double maximum, double shape = 4)
    {
        Require.Finite(minimum, nameof(minimum));
        Require.Above(maximum, minimum, nameof(maximum), nameof(minimum));
        Require.Within(mode, minimum, maximum, nameof(mode));
        return new(minimum, mode, maximum, Require.PositiveUpTo(shape, 1e5, nameof(shape)));
    }

    /// <inheritdoc/>
    public override double Mean => (Minimum + (_shape * _mode) + Maximum) / (_shape + 2);

    /// <inheritdoc/>
    public override double StandardDeviation => (Maximum - Minimum) * Math.Sqrt(_a * _b / (_a + _b + 1)) / (_a + _b);

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper)
    {
        var (value, rest) = BetaFunctions.Quantile(_a, _b, lower, upper);
        return value < rest ? Minimum + (value * (Maximum - Minimum)) : Maximum - (rest * (Maximum - Minimum));
    }

    /// <inheritdoc/>
    public override double Cdf(double x) => BetaFunctions.Lower(_a, _b, (x - Minimum) / (Maximum - Minimum));

    /// <inheritdoc/>
    public override double Survival(double x) =>
        BetaFunctions.Upper(_a, _b, (x - Minimum) / (Maximum - Minimum), (Maximum - x) / (Maximum - Minimum));

    /// <inheritdoc/>
    public override Transform ToTransform() => _transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset)
    {
        Require.Positive(scale, nameof(scale));
        return FromMode((scale * Minimum) + offset, (scale * _mode) + offset, (scale * Maximum) + offset, _shape);
    }
}
