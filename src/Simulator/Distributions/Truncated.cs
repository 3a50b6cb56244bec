using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A continuous distribution given that the value lies within bounds: rescaled, not clipped.</summary>
public sealed class Truncated : Distribution
{
    private readonly Distribution _inner;
    private readonly double _below;
    private readonly double _above;
    private readonly double _kept;
    private readonly Lazy<NormalScoreMoments> _moments;
    private readonly Lazy<Transform> _transform;

    private Truncated(Distribution inner, double minimum, double maximum)
    {
        _inner = inner;
        Minimum = Math.Max(minimum, inner.Minimum);
        Maximum = Math.Min(maximum, inner.Maximum);
        _below = inner.Cdf(Minimum);
        _above = inner.Survival(Maximum);

        // The difference of two probabilities is taken in the tail where both are small.
        _kept = _below < 0.5 ? 1 - _above - _below : inner.Survival(Minimum) - _above;
        if (_above > 0.5)
        {
            _kept = inner.Cdf(Maximum) - _below;
        }

        _moments = new(() => NormalScoreMoments.Of(this));
        _transform = new(() => QuantileTable.Build(this));
    }

    /// <summary><paramref name="inner"/> within bounds; ask <see cref="Distribution.Truncate"/> first, which knows discrete and mixed ones.</summary>
    /// <exception cref="ArgumentException">Less than 1e-12 of it lies within the bounds.</exception>
    public static Truncated Of(Distribution inner, double minimum, double maximum)
    {
        const double LeastKept = 1e-12;
        if (minimum >= maximum || minimum >= inner.Maximum || maximum <= inner.Minimum)
        {
            throw inner.NothingWithin(minimum, maximum);
        }

        var truncated = new Truncated(inner, minimum, maximum);
        return truncated._kept >= LeastKept ? truncated : throw inner.NothingWithin(minimum, maximum);
    }

    /// <inheritdoc/>
    public override double Mean => _moments.Value.Mean;

    /// <inheritdoc/>
    public override double StandardDeviation => _moments.Value.StandardDeviation;

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) =>
        lower <= 0 ? Minimum : upper <= 0 ? Maximum : Math.Clamp(_inner.Quantile(_below + (lower * _kept), _above + (upper * _kept)), Minimum, Maximum);

    /// <inheritdoc/>
    public override double Cdf(double x) => Share(MassBelow(x), MassAbove(x));

    /// <inheritdoc/>
    public override double Survival(double x) => Share(MassAbove(x), MassBelow(x));

    /// <inheritdoc/>
    public override Transform ToTransform() => _transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        Of(_inner.Affine(scale, offset), (scale * Minimum) + offset, (scale * Maximum) + offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum) =>
        minimum <= Minimum && maximum >= Maximum
            ? this
            : Of(_inner, Math.Max(minimum, Minimum), Math.Min(maximum, Maximum));

    // Differences are taken between probabilities of the tail in which the bound lies.
    private double MassBelow(double x) => _below < 0.5 ? _inner.Cdf(x) - _below : _inner.Survival(Minimum) - _inner.Survival(x);

    private double MassAbove(double x) => _above < 0.5 ? _inner.Survival(x) - _above : _inner.Cdf(Maximum) - _inner.Cdf(x);

    // Of two masses that sum to the kept one, the share of the first, from whichever is smaller and so more precise;
    // one of them is negative outside the bounds.
    private double Share(double wanted, double other) =>
        wanted < other ? Math.Max(wanted / _kept, 0) : 1 - Math.Max(other / _kept, 0);
}
