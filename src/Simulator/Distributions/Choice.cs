namespace Simulator.Distributions;

/// <summary>Discrete alternatives: not knowing which of several assumptions holds.</summary>
public sealed class Choice : StepDistribution
{
    private Choice(IEnumerable<(double Value, double Probability)> weighted)
        : base(weighted)
    {
    }

    /// <summary>Values with their probabilities, which must sum to 1 within 1e-9.</summary>
    public static Choice Of(IReadOnlyList<(double Value, double Probability)> alternatives)
    {
        ArgumentNullException.ThrowIfNull(alternatives);
        var weights = Require.Probabilities(alternatives.Select(pair => pair.Probability), "probabilities");
        return new(alternatives.Select((pair, i) => (Require.Finite(pair.Value, "value"), weights[i])));
    }

    /// <inheritdoc/>
    private protected override Distribution With(IEnumerable<(double Value, double Probability)> weighted) => new Choice(weighted);
}
