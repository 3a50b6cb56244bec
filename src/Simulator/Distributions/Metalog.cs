using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A smooth, possibly skewed distribution through three symmetric percentiles.</summary>
/// <remarks>
/// M(y) = a₁ + a₂·L + a₃·(y − ½)·L, L = ln(y/(1 − y)).
/// Source: Keelin, "The Metalog Distributions", Decision Analysis 13 (2016) 243, doi:10.1287/deca.2016.0338.
/// </remarks>
/// <example>
/// <code>
/// var power = Metalog.FromPercentiles(0.05, 480, 560, 690);
/// Console.WriteLine($"p95 {power.Quantile(0.95):F0}, p99 {power.Quantile(0.99):F0}");  // p95 690, p99 766
/// </code>
/// </example>
public sealed class Metalog : Distribution
{
    private readonly double _median;
    private readonly double _spread;
    private readonly double _skew;
    private readonly Lazy<NormalScoreMoments> _moments;
    private readonly Lazy<Transform> _transform;

    private Metalog(double median, double spread, double skew)
    {
        (_median, _spread, _skew) = (median, spread, skew);
        _moments = new(() => NormalScoreMoments.Of(this));
        _transform = new(() => QuantileTable.Build(this));
    }

    /// <summary>Through three percentiles that lie symmetrically: share, ½ and 1 − share.</summary>
    /// <param name="share">Probability below the lowest, e.g. 0.05; above 0 and below ½. [-]</param>
    /// <param name="low">Value exceeded with probability 1 − share.</param>
    /// <param name="median">Value exceeded with probability ½.</param>
    /// <param name="high">Value exceeded with probability share.</param>
    /// <exception cref="ArgumentException">Not ascending, or so skewed that no metalog of three terms fits.</exception>
    public static Metalog FromPercentiles(double share, double low, double median, double high)
    {
        if (!(share > 0 && share < 0.5))
        {
            throw new ArgumentException($"share is {Require.Text(share)}; allowed: above 0 and below 0.5.", nameof(share));
        }

        Require.Finite(low, nameof(low));
        Require.Above(median, low, nameof(median), nameof(low));
        Require.Above(high, median, nameof(high), nameof(median));
        var logOdds = PortableMath.Log((1 - share) / share);
        var metalog = new Metalog(
            median,
            (high - low) / (2 * logOdds),
            (high + low - (2 * median)) / ((1 - (2 * share)) * logOdds));
        var (least, most) = MedianRange(share, low, high);
        return metalog.IsMonotone
            ? metalog
            : throw new ArgumentException(
                $"The percentiles {Require.Text(low)}, {Require.Text(median)}, {Require.Text(high)} are too skewed for a smooth curve; "
                + $"for these outer two the median may lie from {Require.Text(least)} to {Require.Text(most)}.",
                nameof(median));
    }

    /// <summary>Between which medians, both excluded, a metalog of three terms fits two outer percentiles.</summary>
    /// <param name="share">Probability below the lowest and above the highest. [-]</param>
    /// <param name="low">The lowest.</param>
    /// <param name="high">The highest.</param>
    public static (double Least, double Most) MedianRange(double share, double low, double high)
    {
        var largest = LargestSkew * (high - low) * (1 - (2 * share)) / 2;
        var least = ((high + low) - largest) / 2;
        return (least, low + high - least);
    }

    /// <inheritdoc/>
    public override double Mean => _moments.Value.Mean;

    /// <inheritdoc/>
    public override double StandardDeviation => _moments.Value.StandardDeviation;

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    // M'(y)·y(1 − y) = a₂ + a₃·((y − ½) + L·y(1 − y)) is above zero everywhere if |a₃|/a₂ is below 1.66711, the
    // inverse of the bracket's largest value, 0.59984 (at y = 0.917; Keelin's feasibility condition for three terms).
    private const double LargestSkew = 1.66711;

    private bool IsMonotone => Math.Abs(_skew) < LargestSkew * _spread;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper)
    {
        if (lower <= 0 || upper <= 0)
        {
            return lower <= 0 ? Minimum : Maximum;
        }

        var logOdds = PortableMath.Log(lower) - PortableMath.Log(upper);
        return _median + (logOdds * (_spread + (_skew * 0.5 * (lower - upper))));
    }

    /// <inheritdoc/>
    public override double Cdf(double x) => 1 / (1 + PortableMath.Exp(-LogOddsOf(x)));

    /// <inheritdoc/>
    public override double Survival(double x) => 1 / (1 + PortableMath.Exp(LogOddsOf(x)));

    /// <inheritdoc/>
    internal override Transform ToTransform() => _transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        new Metalog((scale * _median) + offset, Require.Positive(scale, nameof(scale)) * _spread, scale * _skew);

    // The log-odds at which M equals x: the quantile function solved for its logarithmic term.
    private double LogOddsOf(double x)
    {
        if (!double.IsFinite(x))
        {
            return x;
        }

        return Bracketed.Solve(
            logOdds => (_median - x + (logOdds * (_spread + (_skew * 0.5 * PortableMath.Tanh(logOdds / 2)))), Slope(logOdds)),
            (x - _median) / _spread,
            -1e6,
            1e6);
    }

    private double Slope(double logOdds)
    {
        var tanh = PortableMath.Tanh(logOdds / 2);
        return _spread + (_skew * 0.5 * (tanh + (logOdds * 0.5 * (1 - (tanh * tanh)))));
    }
}
