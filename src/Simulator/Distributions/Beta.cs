using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>The beta distribution on [0, 1]: a share.</summary>
public sealed class Beta : Distribution
{
    private readonly double _a;
    private readonly double _b;
    private readonly Lazy<Transform> _transform;

    private Beta(double a, double b)
    {
        (_a, _b) = (a, b);
        _transform = new(() => QuantileTable.Build(this));
    }

    /// <summary>Smallest shape. [-]</summary>
    public const double SmallestShape = 1e-6;

    /// <summary>Largest shape. [-]</summary>
    public const double LargestShape = 1e6;

    /// <summary>With shapes a (pulls towards 1) and b (pulls towards 0), each from 1e-6 to 1e6.</summary>
    public static Beta FromShapes(double a, double b) =>
        new(Require.Within(a, SmallestShape, LargestShape, nameof(a)), Require.Within(b, SmallestShape, LargestShape, nameof(b)));

    /// <summary>Base-2 logarithm of the odds x/(1 − x) at a quantile, where the quantile itself is nearer to a bound than any number; null where it is not needed.</summary>
    internal Func<double, double, double>? LogOdds => Math.Min(_a, _b) >= NeedsLogarithms ? null
        : (lower, upper) => BetaFunctions.LogOdds(_a, _b, lower, upper) / PortableMath.Log(2);

    // Below this shape, quantiles that a word can reach leave the exponents of a double.
    internal const double NeedsLogarithms = 0.05;

    /// <inheritdoc/>
    public override double Mean => _a / (_a + _b);

    /// <inheritdoc/>
    public override double StandardDeviation => Math.Sqrt(_a * _b / (_a + _b + 1)) / (_a + _b);

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => 1;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => LogOdds is null
        ? BetaFunctions.Quantile(_a, _b, lower, upper).Value
        : BetaFunctions.FromLogOdds(BetaFunctions.LogOdds(_a, _b, lower, upper)).Value;

    /// <inheritdoc/>
    public override double Cdf(double x) => BetaFunctions.Lower(_a, _b, x);

    /// <inheritdoc/>
    public override double Survival(double x) => BetaFunctions.Upper(_a, _b, x, 1 - x);

    /// <inheritdoc/>
    internal override Transform ToTransform() => _transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => AffineDistribution.Of(this, scale, offset);
}
