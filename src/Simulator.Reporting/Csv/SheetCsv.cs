using System.Globalization;
using Simulator.Reporting.Tables;
using Simulator.Studies.Comparison;
using static Simulator.Reporting.Csv.CsvTable;

namespace Simulator.Reporting.Csv;

/// <summary>A sheet for machines: one row for each figure of a model, ours and those of others, in the units of the outputs.</summary>
internal static class SheetCsv
{
    private static readonly string[] Header =
        ["scenario", "file", "output", "unit", "origin", "median", "interval_level", "low", "high", "source", "notes"];

    /// <summary>Writes the sheet.</summary>
    public static void Write(ComparisonSheet sheet, TextWriter writer) => WriteRows(
        writer, Header,
        from row in sheet.Rows
        from cell in row.Cells
        from line in Lines(row, cell, string.Join("; ", row.Notes.Concat(cell.Notes).Select(note => sheet.Notes[note - 1])))
        select line);

    private static IEnumerable<IReadOnlyList<string>> Lines(SheetRow row, SheetCell cell, string notes)
    {
        string[] head = [row.Name, row.Model.Scenario.File, cell.Definition.Name, cell.Definition.Unit];
        if (cell.Output is { } output)
        {
            yield return [.. head, "computed", Number(output.Median), Number(output.Interval.Level), Number(output.Interval.Low), Number(output.Interval.High), "", notes];
        }
        else if (cell.Published.Count == 0)
        {
            yield return [.. head, "missing", "", "", "", "", "", notes];
        }

        foreach (var figure in cell.Published)
        {
            yield return [.. head, "published", figure.Value.ToString("R", CultureInfo.InvariantCulture), "", "", "", figure.Source, $"{ValidationTables.Tier(figure.Tier)}{(figure.Note is { } note ? $": {note}" : "")}"];
        }
    }
}
