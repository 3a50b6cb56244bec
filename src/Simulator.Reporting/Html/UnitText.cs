namespace Simulator.Reporting.Html;

/// <summary>Units as print sets them: CO₂e, m³, ha·year.</summary>
internal static class UnitText
{
    /// <summary>A text with the units in it as print sets them.</summary>
    public static string Pretty(string text) => text
        .Replace("CO2e", "CO₂e", StringComparison.Ordinal)
        .Replace("m2", "m²", StringComparison.Ordinal)
        .Replace("m3", "m³", StringComparison.Ordinal)
        .Replace("*year", "·year", StringComparison.Ordinal);
}
