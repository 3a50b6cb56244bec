namespace Simulator.Charts.Kinds;

/// <summary>A value that an output should stay below: histogram and exceedance curve mark it.</summary>
/// <param name="Output">Name of the output, e.g. <c>emissions</c>.</param>
/// <param name="Value">The limit, in the output's unit.</param>
public sealed record ChartLimit(string Output, double Value)
{
    /// <summary>The probability of exceeding it, as the table of limits prints it; null to take it from the samples that are drawn.</summary>
    internal string? Exceeding { get; init; }
}
