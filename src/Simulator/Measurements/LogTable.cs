using CsvHelper;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>One row of a log.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Cells">Its cells, without spaces around them.</param>
internal sealed record LogRow(long Line, string[] Cells)
{
    /// <summary>Where it stands, for messages.</summary>
    public string Place => FormattableString.Invariant($"line {Line}");

    /// <summary>Whether the row is nothing but the header again, as loggers write it that were started once more.</summary>
    public bool Repeats(LogRow header) => Cells.AsSpan().SequenceEqual(header.Cells);
}

/// <summary>Reads tables of any separator, with or without a header.</summary>
internal static class LogTable
{
    private const int LargestRow = 1 << 20;

    /// <summary>The rows of a log, without blank lines, read one after the other: their texts together take ten times the memory of the file.</summary>
    /// <param name="file">The log.</param>
    /// <param name="separator">What stands between cells; null to find it out from the first rows.</param>
    /// <exception cref="ScenarioException">It is no table.</exception>
    public static IEnumerable<LogRow> Rows(LogFile file, char? separator = null)
    {
        var options = separator is { } stated
            ? new CsvReaderOptions { HasHeader = false, TrimWhitespace = true, TrackLineNumbers = true, MaxRecordSize = LargestRow, Separator = stated }
            : new CsvReaderOptions { HasHeader = false, TrimWhitespace = true, TrackLineNumbers = true, MaxRecordSize = LargestRow, DetectSeparatorHint = true };
        using var csv = Readable(file, 1, () => CsvReader.Create(new MemoryStream(file.Bytes, writable: false), options));
        var line = 0L;
        while (Readable(file, line + 1, () => Next(csv)) is { } row)
        {
            line = row.Line;
            yield return row;
        }

        if (line == 0)
        {
            throw file.Mistake(0, "", "no rows", "a log with rows");
        }
    }

    /// <summary>The first row of a log.</summary>
    /// <param name="file">The log.</param>
    /// <param name="separator">What stands between cells; null to find it out from the first rows.</param>
    /// <exception cref="ScenarioException">It is no table.</exception>
    public static LogRow First(LogFile file, char? separator = null) => Rows(file, separator).First();

    private static LogRow? Next(CsvReader csv)
    {
        while (csv.Read())
        {
            var cells = new string[csv.FieldCount];
            for (var index = 0; index < cells.Length; index++)
            {
                cells[index] = csv.GetString(index).Trim();
            }

            if (cells.Any(cell => cell.Length > 0))
            {
                return new LogRow(csv.LineNumber, cells);
            }
        }

        return null;
    }

    private static T Readable<T>(LogFile file, long line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is CsvFormatException or IOException or NotSupportedException)
        {
            throw file.Mistake(line, "", exception is IOException ? $"a file that cannot be read ({exception.Message.Split('\n')[0].Trim()})" : "text that is no table: a quote may not be closed, or a row is longer than 1 MB", "rows of cells with one separator between them");
        }
    }

    /// <summary>The index of a column, whatever the case; -1 if there is none.</summary>
    public static int Find(IReadOnlyList<string> header, string name)
    {
        for (var index = 0; index < header.Count; index++)
        {
            if (header[index].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The index of a column that has to be there.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="header">For messages.</param>
    /// <param name="names">Names of the columns.</param>
    /// <param name="name">The name that is wanted.</param>
    /// <param name="format">The format whose column it is; null if the user has named it.</param>
    /// <exception cref="ScenarioException">It is missing, or there twice.</exception>
    public static int Require(LogFile file, LogRow header, IReadOnlyList<string> names, string name, LogColumns? format = null)
    {
        var index = Find(names, name);
        return index < 0
            ? throw file.Mistake(header.Line, name, $"no column '{name}'", Contents.Header(names.Count, "the header"), format?.Hint(names) ?? Contents.Near(name, names))
            : names.Count(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) > 1
                ? throw file.Mistake(header.Line, name, $"several columns '{name}'", "one column of this name")
                : index;
    }
}
