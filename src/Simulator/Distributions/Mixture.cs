using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>One of several distributions, each with a probability.</summary>
public sealed class Mixture : Distribution
{
    private readonly (Distribution Distribution, double Weight)[] _components;

    private readonly Lazy<Transform> _transform;
    private readonly Lazy<Mixture> _inOneWord;

    private Mixture((Distribution Distribution, double Weight)[] components, bool isInOneWord = false)
    {
        _components = components;
        _transform = new(isInOneWord ? () => QuantileSteps.Of(this, [.. components.Select(component => component.Distribution)]) : Choose);
        _inOneWord = new(() => isInOneWord ? this : new Mixture(components, isInOneWord: true));
    }

    /// <summary>Components with their probabilities, which must sum to 1 within 1e-9; mixtures among them are taken apart.</summary>
    public static Distribution Of(IReadOnlyList<(Distribution Distribution, double Weight)> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        var weights = Require.Probabilities(components.Select(component => component.Weight), "weights");
        var flat = components
            .SelectMany((component, i) => component.Distribution is Mixture inner
                ? inner._components.Select(part => (part.Distribution, part.Weight * weights[i]))
                : [(component.Distribution, weights[i])])
            .ToArray();
        return flat.Length == 1 ? flat[0].Item1 : new Mixture(flat);
    }

    /// <inheritdoc/>
    public override double Mean => Sum(component => component.Mean);

    /// <inheritdoc/>
    public override double StandardDeviation
    {
        get
        {
            var mean = Mean;
            return Math.Sqrt(Sum(component =>
                (component.StandardDeviation * component.StandardDeviation) + ((component.Mean - mean) * (component.Mean - mean))));
        }
    }

    /// <inheritdoc/>
    public override double Minimum => _components.Min(component => component.Distribution.Minimum);

    /// <inheritdoc/>
    public override double Maximum => _components.Max(component => component.Distribution.Maximum);

    /// <inheritdoc/>
    public override IEnumerable<(double Value, double Probability)> Atoms => _components
        .SelectMany(component => component.Distribution.Atoms.Select(atom => (atom.Value, Probability: component.Weight * atom.Probability)))
        .GroupBy(atom => atom.Value, atom => atom.Probability).Select(group => (group.Key, group.Sum())).OrderBy(atom => atom.Key);

    /// <inheritdoc/>
    public override Distribution InOneWord() => _inOneWord.Value;

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper)
    {
        // The components' own quantiles bracket it. Bisection, not Newton: between components the density may vanish.
        var low = _components.Min(component => component.Distribution.Quantile(lower, upper));
        var high = _components.Max(component => component.Distribution.Quantile(lower, upper));
        if (lower <= 0 || upper <= 0)
        {
            return lower <= 0 ? low : high;
        }

        for (var middle = Middle(low, high); middle > low && middle < high; middle = Middle(low, high))
        {
            if (lower < upper ? Cdf(middle) >= lower : Survival(middle) <= upper)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return lower < upper ? Cdf(low) >= lower ? low : high : Survival(low) <= upper ? low : high;
    }

    /// <inheritdoc/>
    public override double Cdf(double x) => Sum(component => component.Cdf(x));

    /// <inheritdoc/>
    public override double Survival(double x) => Sum(component => component.Survival(x));

    /// <inheritdoc/>
    public override double MassOutside(double minimum, double maximum) => Sum(component => component.MassOutside(minimum, maximum));

    /// <inheritdoc/>
    public override Transform ToTransform() => _transform.Value;

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset) =>
        Of([.. _components.Select(component => (component.Distribution.Affine(scale, offset), component.Weight))]);

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum)
    {
        // Below this share a component's truncation is numerically nothing, and Truncated refuses it.
        const double LeastKept = 1e-12;
        var kept = _components
            .Select(component => (component.Distribution, Weight: component.Weight * (1 - component.Distribution.MassOutside(minimum, maximum))))
            .Where(component => component.Weight > LeastKept)
            .ToArray();
        var mass = kept.Sum(component => component.Weight);
        return kept.Length == 0
            ? throw NothingWithin(minimum, maximum)
            : Of([.. kept.Select(component => (component.Distribution.Truncate(minimum, maximum), component.Weight / mass))]);
    }

    private Transform Choose()
    {
        var cumulative = new double[_components.Length];
        var sum = 0.0;
        for (var i = 0; i < _components.Length; i++)
        {
            cumulative[i] = sum += _components[i].Weight;
        }

        return Transform.Mixture([.. _components.Select(component => component.Distribution.ToTransform())], cumulative);
    }

    private static double Middle(double low, double high) => low + ((high - low) / 2);

    private double Sum(Func<Distribution, double> term) => _components.Sum(component => component.Weight * term(component.Distribution));
}
