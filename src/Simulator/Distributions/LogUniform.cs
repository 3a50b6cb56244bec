using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>Every order of magnitude between two positive bounds equally likely.</summary>
public sealed class LogUniform : Distribution
{
    private readonly double _logRatio;

    private LogUniform(double minimum, double maximum)
    {
        (Minimum, Maximum) = (minimum, maximum);
        _logRatio = PortableMath.Log(maximum / minimum);
    }

    /// <summary>Between <paramref name="minimum"/> and <paramref name="maximum"/>, at most 37 orders of magnitude apart.</summary>
    public static LogUniform Between(double minimum, double maximum)
    {
        Require.Positive(minimum, nameof(minimum));
        Require.Above(maximum, minimum, nameof(maximum), nameof(minimum));
        Require.PositiveUpTo(maximum / minimum, 1e37, "maximum/minimum");
        return new(minimum, maximum);
    }

    /// <inheritdoc/>
    public override double Mean => (Maximum - Minimum) / _logRatio;

    /// <inheritdoc/>
    public override double StandardDeviation
    {
        get
        {
            // E[X²] = (b² − a²)/(2 ln(b/a)); where the bounds nearly agree that cancels, and a uniform is as good.
            var variance = ((Maximum - Minimum) * (Maximum + Minimum) / (2 * _logRatio)) - (Mean * Mean);
            return _logRatio < 1e-4 ? (Maximum - Minimum) / Math.Sqrt(12) : Math.Sqrt(variance);
        }
    }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) =>
        lower < upper ? Minimum * PortableMath.Exp(lower * _logRatio) : Maximum * PortableMath.Exp(-upper * _logRatio);

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= Minimum ? 0 : Math.Min(PortableMath.Log(x / Minimum) / _logRatio, 1);

    /// <inheritdoc/>
    public override double Survival(double x) => x <= Minimum ? 1 : Math.Max(PortableMath.Log(Maximum / x) / _logRatio, 0);

    /// <inheritdoc/>
    internal override Transform ToTransform() =>
        Transform.Closed(TransformKind.LogUniform, 0, Minimum, _logRatio / MathNet.Numerics.Constants.Ln2, Minimum, Maximum);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => offset == 0
        ? Between(Require.Positive(scale, nameof(scale)) * Minimum, scale * Maximum)
        : AffineDistribution.Of(this, scale, offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum)
    {
        double low = Math.Max(minimum, Minimum), high = Math.Min(maximum, Maximum);
        return low < high ? Between(low, high) : throw NothingWithin(minimum, maximum);
    }
}
