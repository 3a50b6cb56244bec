using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>Every value between two bounds equally likely.</summary>
public sealed class Uniform : Distribution
{
    private Uniform(double minimum, double maximum) => (Minimum, Maximum) = (minimum, maximum);

    /// <summary>Between <paramref name="minimum"/> and <paramref name="maximum"/>.</summary>
    public static Uniform Between(double minimum, double maximum) =>
        new(Require.Finite(minimum, nameof(minimum)), Require.Above(maximum, minimum, nameof(maximum), nameof(minimum)));

    /// <inheritdoc/>
    public override double Mean => (Minimum / 2) + (Maximum / 2);

    /// <inheritdoc/>
    public override double StandardDeviation => (Maximum - Minimum) / Math.Sqrt(12);

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) =>
        lower < upper ? Minimum + (lower * (Maximum - Minimum)) : Maximum - (upper * (Maximum - Minimum));

    /// <inheritdoc/>
    public override double Cdf(double x) => Math.Clamp((x - Minimum) / (Maximum - Minimum), 0, 1);

    /// <inheritdoc/>
    public override double Survival(double x) => Math.Clamp((Maximum - x) / (Maximum - Minimum), 0, 1);

    /// <inheritdoc/>
    internal override Transform ToTransform() =>
        Transform.Closed(TransformKind.Uniform, Minimum, Maximum - Minimum, 0, Minimum, Maximum);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        Between((Require.Positive(scale, nameof(scale)) * Minimum) + offset, (scale * Maximum) + offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum)
    {
        double low = Math.Max(minimum, Minimum), high = Math.Min(maximum, Maximum);
        return low < high ? Between(low, high) : throw NothingWithin(minimum, maximum);
    }
}
