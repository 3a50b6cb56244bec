using System.Globalization;

namespace Simulator.Statistics.Errors;

/// <summary>The level of a central interval: the probabilities of its ends.</summary>
public static class ProbabilityLevel
{
    /// <summary>The probabilities below the ends of a central interval.</summary>
    /// <param name="level">Probability inside. [-]</param>
    /// <remarks>In decimal: 1 − 0.9 is not 0.1 in binary, and next to 1 no digit of a small tail would be left.</remarks>
    public static (double Low, double High) Ends(double level)
    {
        var tail = (1 - Exactly(level)) / 2;
        return ((double)tail, (double)(1 - tail));
    }

    private static decimal Exactly(double probability) =>
        decimal.Parse(probability.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
