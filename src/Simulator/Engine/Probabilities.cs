namespace Simulator.Engine;

/// <summary>Which quantiles are estimated.</summary>
internal static class Probabilities
{
    /// <summary>The quantiles of every summary.</summary>
    public static readonly double[] Standard = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    /// <summary>The ends of a central interval.</summary>
    /// <param name="level">Probability inside. [-]</param>
    public static (double Low, double High) Ends(double level)
    {
        // 1 − 0.9 is not 0.1 in binary; the ends have to be the same numbers as the standard ones.
        var low = Math.Round((1 - level) / 2, 12);
        return (low, Math.Round(1 - low, 12));
    }

    /// <summary>The standard quantiles and the ends of the interval.</summary>
    /// <param name="level">Probability inside the interval. [-]</param>
    public static IReadOnlyList<double> Wanted(double level)
    {
        var (low, high) = Ends(level);
        return [.. Standard.Append(low).Append(high).Distinct().Order()];
    }
}
