using System.Globalization;

namespace Simulator.Statistics.Errors;

/// <summary>The level of a central interval: the probabilities of its ends, and how it is written.</summary>
internal static class ProbabilityLevel
{
    // Digits behind the point that a percentage is written with at most, unless it would read 0% or 100%.
    private const int Decimals = 4;

    /// <summary>The probabilities below the ends of a central interval.</summary>
    /// <param name="level">Probability inside. [-]</param>
    /// <remarks>In decimal: 1 − 0.9 is not 0.1 in binary, and next to 1 no digit of a small tail would be left.</remarks>
    public static (double Low, double High) Ends(double level)
    {
        var tail = (1 - Exactly(level)) / 2;
        return ((double)tail, (double)(1 - tail));
    }

    /// <summary>A probability as a percentage that is 0% or 100% only where the probability is, e.g. <c>99.99999%</c>.</summary>
    /// <param name="probability">The probability. [-]</param>
    public static string Text(double probability)
    {
        var percent = 100 * Exactly(probability);
        var distance = (double)Math.Min(percent, 100 - percent);
        var decimals = distance > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(distance)), Decimals, 26) : Decimals;
        return Math.Round(percent, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture) + "%";
    }

    private static decimal Exactly(double probability) =>
        decimal.Parse(probability.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
