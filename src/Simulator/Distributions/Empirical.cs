namespace Simulator.Distributions;

/// <summary>Observed data, resampled: each data point equally likely, nothing between them.</summary>
public sealed class Empirical : StepDistribution
{
    private Empirical(IEnumerable<(double Value, double Probability)> weighted)
        : base(weighted)
    {
    }

    /// <summary>The data points, at least one, in any order.</summary>
    public static Empirical FromData(IReadOnlyCollection<double> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count > 0
            ? new(data.Select(value => (Require.Finite(value, "data point"), 1.0 / data.Count)))
            : throw new ArgumentException("There are 0 data points; at least 1 is needed.", nameof(data));
    }

    /// <inheritdoc/>
    private protected override Distribution With(IEnumerable<(double Value, double Probability)> weighted) => new Empirical(weighted);
}
