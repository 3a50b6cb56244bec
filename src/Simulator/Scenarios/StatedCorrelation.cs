using Simulator.Correlation;

namespace Simulator.Scenarios;

/// <summary>A rank correlation between two uncertain inputs.</summary>
/// <param name="First">Path of one input.</param>
/// <param name="Second">Path of the other.</param>
/// <param name="Measure">Which measure the value is.</param>
/// <param name="Value">The rank correlation, within ±<see cref="RankCorrelation.Largest"/>. [-]</param>
public sealed record StatedCorrelation(string First, string Second, RankMeasure Measure, double Value)
{
    /// <summary>Line and column in the file, 1-based; 0 if it was not read from one.</summary>
    public (int Line, int Column) Position { get; init; }
}
