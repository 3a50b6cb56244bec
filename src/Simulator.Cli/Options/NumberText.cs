using System.Globalization;

namespace Simulator.Cli.Options;

/// <summary>Numbers as people type them: <c>1e9</c>, <c>1M</c>, <c>1_000_000</c>, <c>90%</c>.</summary>
internal static class NumberText
{
    private const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;

    /// <summary>Reads a whole number; null if the text is none.</summary>
    public static decimal? Whole(string text)
    {
        var digits = text.Trim().Replace("_", "");
        var factor = digits.Length == 0 ? 1 : digits[^1] switch
        {
            'k' => 1e3m,
            'M' => 1e6m,
            'G' => 1e9m,
            'T' => 1e12m,
            _ => 1m,
        };
        if (factor != 1)
        {
            digits = digits[..^1];
        }

        return decimal.TryParse(digits, Style, CultureInfo.InvariantCulture, out var number)
            && number < 1e20m && decimal.IsInteger(number * factor)
            ? number * factor
            : null;
    }

    /// <summary>Reads a size of memory with its unit; null if the text is none. [byte]</summary>
    public static long? Bytes(string text)
    {
        foreach (var (unit, factor) in new[] { ("KiB", 1024m), ("MiB", 1048576m), ("GiB", 1073741824m), ("kB", 1e3m), ("MB", 1e6m), ("GB", 1e9m) })
        {
            var digits = text.Trim();
            if (digits.EndsWith(unit, StringComparison.Ordinal))
            {
                return decimal.TryParse(digits[..^unit.Length].TrimEnd().Replace("_", ""), Style, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1e9m && number * factor >= 1
                    ? (long)(number * factor)
                    : null;
            }
        }

        return null;
    }

    /// <summary>Reads a share, as a percentage or a fraction; null if the text is none or it lies outside 0 to 1.</summary>
    public static double? Share(string text)
    {
        var digits = text.Trim();
        var percent = digits.EndsWith('%');
        if (!decimal.TryParse(percent ? digits[..^1] : digits, Style, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var share = percent ? number / 100 : number;
        return share is > 0 and < 1 ? (double)share : null;
    }
}
