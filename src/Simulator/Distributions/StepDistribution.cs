using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A list of values with probabilities: what <see cref="Choice"/> and <see cref="Empirical"/> share.</summary>
public abstract class StepDistribution : Distribution
{
    private readonly double[] _values;
    private readonly double[] _probabilities;
    private readonly double[] _cumulative;

    /// <summary>Sorts the values, merges equal ones and sums the probabilities up.</summary>
    /// <param name="weighted">Values with probabilities that sum to 1.</param>
    private protected StepDistribution(IEnumerable<(double Value, double Probability)> weighted)
    {
        var sorted = weighted.GroupBy(pair => pair.Value, pair => pair.Probability).OrderBy(group => group.Key).ToArray();
        _values = [.. sorted.Select(group => group.Key)];
        _probabilities = [.. sorted.Select(group => group.Sum())];
        _cumulative = new double[_values.Length];
        var sum = 0.0;
        for (var i = 0; i < _values.Length; i++)
        {
            _cumulative[i] = sum += _probabilities[i];
        }

        _cumulative[^1] = 1;
        Mean = _values.Zip(_probabilities, (value, probability) => value * probability).Sum();
        StandardDeviation = Math.Sqrt(
            _values.Zip(_probabilities, (value, probability) => probability * (value - Mean) * (value - Mean)).Sum());
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double StandardDeviation { get; }

    /// <inheritdoc/>
    public override double Minimum => _values[0];

    /// <inheritdoc/>
    public override double Maximum => _values[^1];

    /// <inheritdoc/>
    public override IEnumerable<(double Value, double Probability)> Atoms => Pairs();

    /// <inheritdoc/>
    public override double Quantile(double lower, double upper)
    {
        var index = Array.BinarySearch(_cumulative, lower);
        return _values[Math.Min(index < 0 ? ~index : index, _values.Length - 1)];
    }

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        var index = Array.BinarySearch(_values, x);
        index = index < 0 ? ~index - 1 : index;
        return index < 0 ? 0 : _cumulative[index];
    }

    /// <inheritdoc/>
    public override double MassOutside(double minimum, double maximum) =>
        _values.Zip(_probabilities, (value, probability) => value < minimum || value > maximum ? probability : 0).Sum();

    /// <inheritdoc/>
    public override Transform ToTransform() => IsConstant ? Transform.Constant(Minimum) : Transform.Steps(_values, _cumulative);

    /// <inheritdoc/>
    public override Distribution Affine(double scale, double offset)
    {
        Require.Positive(scale, nameof(scale));
        return With(Pairs().Select(pair => ((scale * pair.Value) + offset, pair.Probability)));
    }

    /// <inheritdoc/>
    public override Distribution Truncate(double minimum, double maximum)
    {
        var kept = Pairs().Where(pair => pair.Value >= minimum && pair.Value <= maximum).ToArray();
        var mass = kept.Sum(pair => pair.Probability);
        return kept.Length == 0
            ? throw NothingWithin(minimum, maximum)
            : kept.Length == _values.Length ? this : With(kept.Select(pair => (pair.Value, pair.Probability / mass)));
    }

    /// <summary>The same kind of distribution with other values.</summary>
    private protected abstract Distribution With(IEnumerable<(double Value, double Probability)> weighted);

    private IEnumerable<(double Value, double Probability)> Pairs() => _values.Zip(_probabilities);
}
