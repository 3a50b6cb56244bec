using Simulator.Statistics.Errors;

namespace Simulator.Runs;

/// <summary>Which quantiles are estimated.</summary>
internal static class Probabilities
{
    /// <summary>The quantiles of every summary.</summary>
    public static readonly double[] Standard = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    /// <summary>The standard quantiles and the ends of the interval.</summary>
    /// <param name="level">Probability inside the interval. [-]</param>
    public static IReadOnlyList<double> Wanted(double level)
    {
        var (low, high) = ProbabilityLevel.Ends(level);
        return [.. Standard.Append(low).Append(high).Distinct().Order()];
    }
}
