namespace Simulator.Results;

/// <summary>Mean of the largest values: what the worst cases come to on average.</summary>
/// <param name="Share">Share of the samples that it is the mean of. [-]</param>
/// <param name="Value">The mean.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
public readonly record struct TailMean(double Share, double Value, double Error)
{
    /// <summary>Whether it is the mean of too few samples to know it.</summary>
    public bool IsOfTooFew { get; init; }
}
