using System.Globalization;
using CsvHelper;
using Simulator.Presentation;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Csv;

/// <summary>Writes tables as CSV (RFC 4180): the headings, then the rows; title and notes have no place in it. Every CSV goes through here.</summary>
internal static class CsvTable
{
    // A spreadsheet with another separator splits what has no quotes, and a part of it can begin a formula.
    private static readonly CsvWriterOptions Options = new() { ShouldQuote = static (field, _, _, _) => field.IndexOfAny(';', '\t') >= 0 };

    // Spreadsheets of some languages take the wide forms for the same.
    private const string FormulaStarts = "=+-@＝＋－＠";

    // What some spreadsheets pass over: spaces, and characters without width.
    private const string Skipped = " \u00A0\u200B\u2060\uFEFF\t\n";

    /// <summary>Writes a table.</summary>
    public static void Write(ReportTable table, TextWriter writer) =>
        WriteRows(writer, [.. table.Columns.Select(column => column.Header)], table.Rows);

    internal static void WriteRows(TextWriter writer, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var csv = CsvWriter.Create(writer, Options, leaveOpen: true);
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
        var shown = Printable.Of(text);
        var begins = shown.AsSpan().TrimStart(Skipped) is [var first, ..] && FormulaStarts.Contains(first);
        return (begins || shown is ['\t' or '\n', ..]) && !double.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{shown}" : shown;
    }
}
