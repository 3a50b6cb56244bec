using System.Text;

namespace Simulator.Presentation;

/// <summary>Units and numbers as print sets them: CO₂e, m³, ha·year, −1.5, 3×10⁻⁷. Terminals and files get the plain text.</summary>
internal static class Typeset
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A text with the units in it as print sets them.</summary>
    public static string Units(string text) => text
        .Replace("CO2", "CO₂", StringComparison.Ordinal)
        .Replace("m2", "m²", StringComparison.Ordinal)
        .Replace("m3", "m³", StringComparison.Ordinal)
        .Replace("*year", "·year", StringComparison.Ordinal);

    /// <summary>A number that <see cref="Figures"/> has printed, as print sets it.</summary>
    public static string Number(string number)
    {
        var text = number.Replace('-', '−');
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text;
        }

        // What follows the exponent stays: the sign of percent.
        var digits = number.AsSpan(exponent + 1).TrimEnd("% ");
        return $"{text[..exponent]}×{PowerOfTen(int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture))}{number.AsSpan(exponent + 1 + digits.Length)}";
    }

    /// <summary>Ten to a power, e.g. <c>10⁻³</c>.</summary>
    public static string PowerOfTen(int exponent)
    {
        var text = new StringBuilder("10");
        foreach (var c in exponent.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            text.Append(c == '-' ? '⁻' : Superscripts[c - '0']);
        }

        return text.ToString();
    }
}
