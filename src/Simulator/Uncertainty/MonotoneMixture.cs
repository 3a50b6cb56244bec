namespace Simulator.Uncertainty;

/// <summary>A mixture drawn from one word by its own quantile function, so that its values rise with the word.</summary>
/// <remarks>
/// A copula correlates words. Of a mixture whose component is chosen by a second, independent word it reaches only what
/// happens within the components. Here the quantile function is a staircase: its steps lie at quantiles of the components,
/// so that neither gaps between them nor far tails are smeared; each has a probability below 1e-4 and the middle of
/// its ends as value.
/// </remarks>
internal sealed class MonotoneMixture : Distribution
{
    private const int Steps = 1 << 15;
    private const double Reach = 6.36; // the largest score of a word

    private readonly Mixture mixture;
    private readonly Lazy<Transform> transform;

    /// <summary>The mixture, in this other way of drawing it.</summary>
    public MonotoneMixture(Mixture mixture)
    {
        this.mixture = mixture;
        transform = new(Tabulate);
    }

    /// <inheritdoc/>
    public override double Mean => mixture.Mean;

    /// <inheritdoc/>
    public override double StandardDeviation => mixture.StandardDeviation;

    /// <inheritdoc/>
    public override double Minimum => mixture.Minimum;

    /// <inheritdoc/>
    public override double Maximum => mixture.Maximum;

    /// <inheritdoc/>
    public override IEnumerable<(double Value, double Probability)> Atoms => mixture.Atoms;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper) => mixture.Quantile(lower, upper);

    /// <inheritdoc/>
    public override double Cdf(double x) => mixture.Cdf(x);

    /// <inheritdoc/>
    public override double Survival(double x) => mixture.Survival(x);

    /// <inheritdoc/>
    public override double MassOutside(double minimum, double maximum) => mixture.MassOutside(minimum, maximum);

    /// <inheritdoc/>
    public override Transform ToTransform() => transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) => mixture.Affine(scale, offset).InOneWord();

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum) => mixture.Truncate(minimum, maximum).InOneWord();

    private Transform Tabulate()
    {
        var ends = new SortedSet<double>();
        foreach (var component in mixture.Components)
        {
            ends.UnionWith(component.Atoms.SelectMany(atom => new[] { Math.BitDecrement(atom.Value), atom.Value }));
            ends.UnionWith(component.Atoms.Any() ? [] : Ends(component, Steps / 2 / mixture.Components.Count));
        }

        var values = new List<double>();
        var cumulative = new List<double>();
        double before = double.NaN, below = 0;
        foreach (var end in ends)
        {
            var probability = Cdf(end);
            if (probability > below || values.Count == 0)
            {
                values.Add(double.IsNaN(before) ? end : before + ((end - before) / 2));
                cumulative.Add(below = probability);
            }

            before = end;
        }

        cumulative[^1] = 1;
        return Transform.Steps(values, cumulative);
    }

    // Half of them alike in probability, for the bulk; half of them alike in the normal score, for the tails.
    private static IEnumerable<double> Ends(Distribution component, int count)
    {
        for (var i = 1; i < count; i++)
        {
            var probability = (double)i / count;
            var score = Reach * ((2 * probability) - 1);
            yield return component.Quantile(probability, 1 - probability);
            yield return component.Quantile(StandardNormal.Cdf(score), StandardNormal.Cdf(-score));
        }
    }
}
