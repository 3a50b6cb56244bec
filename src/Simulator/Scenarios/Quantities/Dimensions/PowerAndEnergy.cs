using System.Text.RegularExpressions;

namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>Finds out whether watts were written for watt-hours, or the reverse.</summary>
internal static partial class PowerAndEnergy
{
    /// <summary>The unit with W for Wh or Wh for W, if that makes it one of the wanted kind; otherwise null.</summary>
    /// <param name="unit">What was written.</param>
    /// <param name="wanted">What would fit.</param>
    public static string? Swapped(Unit unit, Unit wanted)
    {
        var text = Watts().IsMatch(unit.Text) ? Watts().Replace(unit.Text, "$1h") : WattHours().Replace(unit.Text, "$1");
        return text != unit.Text && Units.Parse(text).Dimension == wanted.Dimension ? text : null;
    }

    [GeneratedRegex(@"\b([kMGT]?W)\b", RegexOptions.None, 1000)]
    private static partial Regex Watts();

    [GeneratedRegex(@"\b([kMGT]?W)h\b", RegexOptions.None, 1000)]
    private static partial Regex WattHours();
}
