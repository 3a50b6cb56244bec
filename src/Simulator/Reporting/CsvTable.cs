using CsvHelper;

namespace Simulator.Reporting;

/// <summary>Writes tables as CSV (RFC 4180): the headings, then the rows; title and notes have no place in it.</summary>
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
            csv.WriteRecord([.. row]);
        }
    }
}
