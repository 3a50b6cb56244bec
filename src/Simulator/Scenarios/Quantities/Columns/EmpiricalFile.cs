using CsvHelper;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>One column of numbers from a CSV file.</summary>
/// <param name="Column">Name of the column in the file's header.</param>
/// <param name="Values">Its numbers, in the order of the file.</param>
/// <param name="CellUnit">Unit that stands in the cells, e.g. <c>W</c> of <c>92.95 W</c>; null if they hold numbers only.</param>
internal sealed record EmpiricalFile(string Column, IReadOnlyList<double> Values, Unit? CellUnit)
{
    /// <summary>Name of the column of instants that the file has as well; null if none is known.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Most rows that are read.</summary>
    public const int MostRows = 1_000_000;

    // A quote that is never closed would otherwise swallow the rest of a large file. Empty lines are looked at here,
    // because in a file of one column they are missing values.
    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true, TrackLineNumbers = true, SkipEmptyLines = false, DetectSeparatorHint = true, MaxRecordSize = 1 << 20,
    };

    /// <summary>Reads the column that an expression names.</summary>
    /// <param name="expression">File and column as written.</param>
    /// <param name="directory">Folder of the scenario file.</param>
    /// <param name="files">Where to find it.</param>
    /// <exception cref="QuantityException">The file or column is missing or ambiguous, or holds something else than numbers.</exception>
    public static EmpiricalFile Read(EmpiricalExpression expression, string directory, SourceFiles files)
    {
        var path = Path.Combine(directory, expression.File);
        if (files.Refusal(path) is var (found, allowed))
        {
            throw new QuantityException(expression.FileStart, $"'{ConfigScalar.Clip(expression.File)}', {found}", allowed);
        }

        if (!files.Exists(path))
        {
            throw new QuantityException(expression.FileStart, $"no file '{expression.File}'", "a CSV file, its path relative to the scenario file");
        }

        try
        {
            // Opening a pipe would wait for a writer.
            if (files.IsEmpty(path))
            {
                throw IsEmpty(expression);
            }

            using var csv = CsvReader.Create(files.Open(path), Options);
            return Read(expression, csv);
        }
        catch (Exception exception) when (exception is CsvFormatException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new QuantityException(expression.FileStart, $"'{expression.File}', which cannot be read as CSV", "a CSV file with a header", Unreadable(exception));
        }
    }

    private static EmpiricalFile Read(EmpiricalExpression expression, CsvReader csv)
    {
        string[] header = [.. csv.Headers.Select(name => name.Trim())];
        if (header.Length == 0)
        {
            throw IsEmpty(expression);
        }

        var index = ColumnHeader.Find(expression, header);
        var cells = new ColumnCells(expression, index);
        long? blankLine = null;
        while (csv.Read())
        {
            if (csv.RawRecord.IsEmpty || csv.RawRecord.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                blankLine ??= csv.LineNumber;
                continue;
            }

            if (blankLine is { } line)
            {
                // At the end of a file they mean nothing.
                throw new QuantityException(
                    expression.FileStart, FormattableString.Invariant($"a blank line, line {line} of {expression.File}"), "a row on each line", "remove the line, or put in what is missing");
            }

            if (csv.FieldCount != header.Length)
            {
                throw WrongCount(expression, csv, header.Length);
            }

            cells.Add(csv.GetString(index), csv.LineNumber);
            if (cells.Values.Count > MostRows)
            {
                throw new QuantityException(expression.FileStart, $"more than 1,000,000 rows in {expression.File}", "at most 1,000,000 rows");
            }
        }

        return cells.Values.Count > 0
            ? new EmpiricalFile(header[index], cells.Values, cells.Unit) { TimeColumn = TimeColumns.Find(header) }
            : throw new QuantityException(expression.FileStart, $"'{expression.File}' without rows", "a CSV file with a header and at least one row");
    }

    /// <summary>Why a file cannot be read as a table; null if that is not known. What the reader of tables says can quote the file.</summary>
    public static string? Unreadable(Exception exception) => exception switch
    {
        CsvFormatException { LineNumber: > 0 and var line } =>
            FormattableString.Invariant($"the row that begins in line {line} is not one: a quote may not be closed, or the row is longer than 1 MB"),
        IOException or UnauthorizedAccessException => exception.Message.Split('\n')[0].Trim(),
        _ => null,
    };

    private static QuantityException IsEmpty(EmpiricalExpression expression) =>
        new(expression.FileStart, $"'{expression.File}', {PlainFile.NoContent}", "a CSV file with a header and at least one row");

    private static QuantityException WrongCount(EmpiricalExpression expression, CsvReader csv, int wanted)
    {
        var isDecimalComma = csv.Separator == ',' && csv.FieldCount == 2 * wanted;
        return new QuantityException(
            expression.FileStart,
            FormattableString.Invariant($"{Fields(csv.FieldCount)} in line {csv.LineNumber} of {expression.File}, whose header has {wanted}"),
            "as many fields in every row as in the header",
            isDecimalComma ? "write a decimal point, as in 1.5, and no thousands separator"
                : "it is unclear which value belongs to which column; correct the row, or keep only rows of one layout");
    }

    private static string Fields(int count) => count == 1 ? "1 field" : FormattableString.Invariant($"{count} fields");
}
