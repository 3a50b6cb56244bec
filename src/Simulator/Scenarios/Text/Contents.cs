using System.Globalization;

namespace Simulator.Scenarios.Text;

/// <summary>
/// Describes what stands in a file that is no scenario by its kind and size. Such a file may be a key or a password, and a
/// message may end in a log that others read: so messages name the line and the column, and quote nothing.
/// </summary>
internal static class Contents
{
    /// <summary>What a cell or a value is, e.g. <c>text of 12 characters</c>.</summary>
    public static string Of(string text) => text.Trim() is var trimmed && trimmed.Length == 0 ? "nothing"
        : $"{(double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? "a number" : "text")} of {Count(trimmed.Length, "character")}";

    /// <summary>Where a cell stands, e.g. <c>in column 3</c>.</summary>
    /// <param name="index">Index of the column, from 0.</param>
    /// <param name="name">Its name as the user has written it; null if the user has not.</param>
    public static string In(int index, string? name = null) => FormattableString.Invariant($"in column {index + 1}{(name is null ? "" : $" ({name})")}");

    /// <summary>A number of things in words, e.g. <c>7 columns</c>.</summary>
    public static string Count(long number, string thing) => FormattableString.Invariant($"{number:N0} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>What a header has in place of a name that was requested.</summary>
    public static string Header(int columns, string where = "the first line") =>
        $"a name from {where}, which has {Count(columns, "column")}";

    /// <summary>Where a name stands that is almost the one that was requested; null if there is none.</summary>
    public static string? Near(string name, IReadOnlyList<string> names) =>
        Catalog.Spelling.Nearest(name, names) is { } near ? $"the name of column {(names.ToList().IndexOf(near) + 1).ToString(CultureInfo.InvariantCulture)} is almost that" : null;

    /// <summary>Where names stand that are almost those of a format; null if there are none.</summary>
    /// <param name="known">Names of the format, none of which the file has.</param>
    /// <param name="names">Names of the file, which are not quoted.</param>
    /// <param name="others">Other names of the format: a column that has one of them is not meant for another.</param>
    /// <param name="shown">How a name of the format is shown; null for as it is.</param>
    public static string? Near(IReadOnlyCollection<string> known, IEnumerable<string> names, IReadOnlyCollection<string> others, Func<string, string>? shown = null)
    {
        var near = names.Index().Where(pair => pair.Item.Length > 0 && !others.Contains(pair.Item, StringComparer.OrdinalIgnoreCase))
            .Select(pair => (pair.Index, Known: Catalog.Spelling.Nearest(pair.Item, known))).Where(pair => pair.Known is not null).DistinctBy(pair => pair.Known)
            .Select(pair => FormattableString.Invariant($"the name of column {pair.Index + 1} is almost '{shown?.Invoke(pair.Known!) ?? pair.Known}'"));
        return string.Join("; ", near) is { Length: > 0 } hint ? hint : null;
    }
}
