using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>Names of columns of instants: in files of Electricity Maps, ENTSO-E and EIA, and plain ones.</summary>
internal static class TimeColumns
{
    private static readonly string[] Known =
    [
        "Datetime (UTC)", "MTU (UTC)", "MTU (CET/CEST)", "MTU", "UTC Time at End of Hour", "UTC time", "datetime", "timestamp", "time", "period",
    ];

    /// <summary>The column of instants that a header has; null if none of the known names is in it.</summary>
    public static string? Find(IReadOnlyList<string> header) =>
        Array.Find(Known, known => header.Contains(known, StringComparer.OrdinalIgnoreCase)) is { } name ? header.First(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>Which columns of a header are almost known ones, quoting nothing of it; null if there are none.</summary>
    public static string? Near(IReadOnlyList<string> header) => Contents.Near(Known, header, []);
}
