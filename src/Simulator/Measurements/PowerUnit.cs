using System.Text.RegularExpressions;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>Powers as logs write them: <c>92.95</c>, <c>92.95 W</c>, <c>92950 mW</c>, <c>[N/A]</c>.</summary>
internal static partial class PowerUnit
{
    /// <summary>Units of power, for messages.</summary>
    public const string Allowed = "W, mW, uW, kW or MW";

    private static readonly string[] Missing = ["", "n/a", "na", "nan", "null", "none", "-", "not supported", "err!", "unknown error"];

    /// <summary>Watts in a unit; null if it is none.</summary>
    public static double? Watts(string unit) => unit switch
    {
        "W" or "watt" or "watts" or "Watt" or "Watts" => 1,
        "mW" or "milliwatt" or "milliwatts" => 1e-3,
        "uW" or "µW" or "μW" or "microwatt" or "microwatts" => 1e-6,
        "kW" or "KW" or "kilowatt" or "kilowatts" => 1e3,
        "MW" or "megawatt" or "megawatts" => 1e6,
        _ => null,
    };

    /// <summary>The unit in the name of a column, e.g. of <c>power.draw [W]</c> or <c>node_power_watts</c>; null if it states none.</summary>
    /// <remarks>What ends in <c>_mw</c> may be milliwatts or megawatts: it states none.</remarks>
    public static string? In(string column)
    {
        if (Bracketed().Match(column) is { Success: true } match)
        {
            return match.Groups[1].Value.Trim();
        }

        var last = column.Split('_', '.', ' ')[^1];
        return last is "w" or "W" ? "W" : last is "kw" or "kW" ? "kW" : last.Length > 2 && Watts(last.ToLowerInvariant()) is not null ? last.ToLowerInvariant() : null;
    }

    /// <summary>Name of a column without its unit.</summary>
    public static string Bare(string column) => Bracketed().Replace(column, "").Trim();

    /// <summary>Whether a cell says that there is no value, as <c>[N/A]</c> and <c>[Not Supported]</c> do.</summary>
    public static bool IsMissing(string cell) =>
        (cell.StartsWith('[') && cell.EndsWith(']')) || Missing.Contains(cell, StringComparer.OrdinalIgnoreCase);

    /// <summary>The power in a cell, in watts.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="line">For messages.</param>
    /// <param name="column">For messages: the column as the user or the format names it.</param>
    /// <param name="index">For messages: index of the column, from 0; -1 if there is none.</param>
    /// <param name="cell">The cell, not missing.</param>
    /// <param name="unit">Unit of cells that state none; null to refuse them.</param>
    /// <exception cref="ScenarioException">It is no power of zero or more, or has no unit.</exception>
    public static double Read(LogFile file, long line, string column, int index, string cell, string? unit)
    {
        var match = Cell().Match(cell);
        if (!match.Success || !double.TryParse(match.Groups[1].Value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            throw file.Mistake(
                line, index, column, cell, "a power, e.g. 92.95 W or 92.95",
                cell.Contains(',', StringComparison.Ordinal) ? "the decimal point is a point in every locale; thousands have no separator" : null);
        }

        var written = match.Groups[2].Value.Length > 0 ? match.Groups[2].Value : unit
            ?? throw file.Mistake(line, column, $"{Contents.Of(cell)}{In(index)} without a unit", "a unit in the cell or in the column's name", $"state it with --unit: {Allowed}");
        var watts = number * (Watts(written) ?? throw file.Mistake(line, column, $"{Contents.Of(written)}{In(index)} in place of a unit of power", Allowed));
        return watts >= 0 ? watts : throw file.Mistake(line, column, $"{Contents.Of(cell)}{In(index)}, which is less than nothing", "a power of 0 W or more", "a meter that counts both ways has to be split into what is drawn and what is fed in");
    }

    private static string In(int index) => index < 0 ? "" : $" {Contents.In(index)}";

    [GeneratedRegex(@"[\[(]([^\])]*)[\])]\s*$", RegexOptions.None, 1000)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^([+-]?[\d.]+(?:[eE][+-]?\d+)?)\s*(\p{L}*)$", RegexOptions.None, 1000)]
    private static partial Regex Cell();
}
