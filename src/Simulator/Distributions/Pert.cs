using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A smooth curve over smallest, most likely and largest value: a beta distribution stretched over them.</summary>
/// <remarks>
/// a = 1 + shape·(mode − min)/(max − min), b = 1 + shape·(max − mode)/(max − min); shape 4 is the customary one.
/// Source: Vose, "Risk Analysis" (2008), as in the R package mc2d. The middle parameter is the mode, not the mean.
/// </remarks>
public sealed class Pert : Distribution
{
    private readonly double mode;
    private readonly double shape;
    private readonly double a;
    private readonly double b;
    private readonly Lazy<Transform> transform;

    private Pert(double minimum, double mode, double maximum, double shape)
    {
        (Minimum, this.mode, Maximum, this.shape) = (minimum, mode, maximum, shape);
        a = 1 + (shape * (mode - minimum) / (maximum - minimum));
        b = 1 + (shape * (maximum - mode) / (maximum - minimum));
        transform = new(() => QuantileTable.Build(this));
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
    public override double Mean => (Minimum + (shape * mode) + Maximum) / (shape + 2);

    /// <inheritdoc/>
    public override double StandardDeviation => (Maximum - Minimum) * Math.Sqrt(a * b / (a + b + 1)) / (a + b);

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper)
    {
        var (value, rest) = BetaFunctions.Quantile(a, b, lower, upper);
        return value < rest ? Minimum + (value * (Maximum - Minimum)) : Maximum - (rest * (Maximum - Minimum));
    }

    /// <inheritdoc/>
    public override double Cdf(double x) => BetaFunctions.Lower(a, b, (x - Minimum) / (Maximum - Minimum));

    /// <inheritdoc/>
    public override double Survival(double x) =>
        BetaFunctions.Upper(a, b, (x - Minimum) / (Maximum - Minimum), (Maximum - x) / (Maximum - Minimum));

    /// <inheritdoc/>
    internal override Transform ToTransform() => transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset)
    {
        Require.Positive(scale, nameof(scale));
        return FromMode((scale * Minimum) + offset, (scale * mode) + offset, (scale * Maximum) + offset, shape);
    }
}
