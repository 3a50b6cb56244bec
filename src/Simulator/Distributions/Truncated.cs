using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A continuous distribution given that the value lies within bounds: rescaled, not clipped.</summary>
public sealed class Truncated : Distribution
{
    private readonly Distribution inner;
    private readonly double below;
    private readonly double above;
    private readonly double kept;
    private readonly Lazy<NormalScoreMoments> moments;
    private readonly Lazy<Transform> transform;

    private Truncated(Distribution inner, double minimum, double maximum)
    {
        this.inner = inner;
        Minimum = Math.Max(minimum, inner.Minimum);
        Maximum = Math.Min(maximum, inner.Maximum);
        below = inner.Cdf(Minimum);
        above = inner.Survival(Maximum);

        // The difference of two probabilities is taken in the tail where both are small.
        kept = below < 0.5 ? 1 - above - below : inner.Survival(Minimum) - above;
        if (above > 0.5)
        {
            kept = inner.Cdf(Maximum) - below;
        }

        moments = new(() => NormalScoreMoments.Of(this));
        transform = new(() => QuantileTable.Build(this));
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
        return truncated.kept >= LeastKept ? truncated : throw inner.NothingWithin(minimum, maximum);
    }

    /// <inheritdoc/>
    public override double Mean => moments.Value.Mean;

    /// <inheritdoc/>
    public override double StandardDeviation => moments.Value.StandardDeviation;

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) =>
        lower <= 0 ? Minimum : upper <= 0 ? Maximum : Math.Clamp(inner.Quantile(below + (lower * kept), above + (upper * kept)), Minimum, Maximum);

    /// <inheritdoc/>
    public override double Cdf(double x) => Share(MassBelow(x), MassAbove(x));

    /// <inheritdoc/>
    public override double Survival(double x) => Share(MassAbove(x), MassBelow(x));

    /// <inheritdoc/>
    public override Transform ToTransform() => transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        Of(inner.Affine(scale, offset), (scale * Minimum) + offset, (scale * Maximum) + offset);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum) =>
        minimum <= Minimum && maximum >= Maximum
            ? this
            : Of(inner, Math.Max(minimum, Minimum), Math.Min(maximum, Maximum));

    // Differences are taken between probabilities of the tail in which the bound lies.
    private double MassBelow(double x) => below < 0.5 ? inner.Cdf(x) - below : inner.Survival(Minimum) - inner.Survival(x);

    private double MassAbove(double x) => above < 0.5 ? inner.Survival(x) - above : inner.Cdf(Maximum) - inner.Cdf(x);

    // Of two masses that sum to the kept one, the share of the first, from whichever is smaller and so more precise;
    // one of them is negative outside the bounds.
    private double Share(double wanted, double other) =>
        wanted < other ? Math.Max(wanted / kept, 0) : 1 - Math.Max(other / kept, 0);
}
