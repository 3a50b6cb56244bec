using System.Globalization;
using CsvHelper;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Csv;

/// <summary>Writes tables as CSV (RFC 4180): the headings, then the rows; title and notes have no place in it. Every CSV goes through here.</summary>
public static class CsvTable
{
    /// <summary>Writes a table.</summary>
    public static void Write(ReportTable table, TextWriter writer) =>
        WriteRows(writer, [.. table.Columns.Select(column => column.Header)], table.Rows);

    internal static void WriteRows(TextWriter writer, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var csv = CsvWriter.Create(writer, leaveOpen: true);
        foreach (var row in rows.Prepend(header))
        {
            csv.WriteRecord([.. row.Select(Cell)]);
        }
    }

    /// <summary>Shortest text that reads back as the same number; empty where there is none.</summary>
    internal static string Number(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>A cell that a spreadsheet takes for text or a number: what would begin a formula gets an apostrophe in front.</summary>
    private static string Cell(string text)
    {
        var begins = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n');
        return begins && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{text}" : text;
    }
}
