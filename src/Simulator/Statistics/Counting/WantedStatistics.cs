namespace Simulator.Statistics.Counting;

/// <summary>The statistics of an output whose errors will be requested, beside that of its mean.</summary>
/// <param name="Probabilities">Of quantiles. [-]</param>
/// <param name="TailShares">Of means of the largest values. [-]</param>
/// <param name="Thresholds">The smallest floats that count as exceeding.</param>
public sealed record WantedStatistics(
    IReadOnlyList<double> Probabilities, IReadOnlyList<double> TailShares, IReadOnlyList<float> Thresholds)
{
    /// <summary>None.</summary>
    public static WantedStatistics None { get; } = new([], [], []);
}
