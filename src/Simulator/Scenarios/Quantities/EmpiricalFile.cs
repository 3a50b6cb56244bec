using System.Globalization;
using CsvHelper;
using Simulator.Catalog;

namespace Simulator.Scenarios;

/// <summary>One column of numbers from a CSV file.</summary>
/// <param name="Column">Name of the column in the file's header.</param>
/// <param name="Values">Its numbers, in the order of the file.</param>
internal sealed record EmpiricalFile(string Column, IReadOnlyList<double> Values)
{
    /// <summary>Most rows that are read.</summary>
    public const int MostRows = 1_000_000;

    // A quote that is never closed would otherwise swallow the rest of a large file.
    private static readonly CsvReaderOptions Options = new() { TrimWhitespace = true, TrackLineNumbers = true, MaxRecordSize = 1 << 20 };

    /// <summary>Reads the column that an expression names.</summary>
    /// <param name="expression">File and column as written.</param>
    /// <param name="directory">Folder of the scenario file.</param>
    /// <param name="files">Where to find it.</param>
    /// <exception cref="QuantityException">The file or column is missing, or holds something else than numbers.</exception>
    public static EmpiricalFile Read(EmpiricalExpression expression, string directory, SourceFiles files)
    {
        var path = Path.Combine(directory, expression.File);
        if (!files.Exists(path))
        {
            throw new QuantityException(expression.FileStart, $"no file '{expression.File}'", "a CSV file, its path relative to the scenario file");
        }

        try
        {
            using var csv = CsvReader.Create(files.Open(path), Options);
            return Read(expression, csv);
        }
        catch (Exception exception) when (exception is CsvFormatException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new QuantityException(expression.FileStart, $"'{expression.File}', which cannot be read as CSV", "a CSV file with a header", exception.Message.Split('\n')[0].Trim());
        }
    }

    private static EmpiricalFile Read(EmpiricalExpression expression, CsvReader csv)
    {
        string[] header = [.. csv.Headers];
        if (header.Length == 0)
        {
            throw new QuantityException(expression.FileStart, $"'{expression.File}', which is empty", "a CSV file with a header and at least one row");
        }

        var index = FindColumn(expression, header);
        var values = new List<double>();
        while (csv.Read())
        {
            var field = index < csv.FieldCount ? csv.GetString(index) : "";
            if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            {
                throw new QuantityException(
                    expression.FileStart, FormattableString.Invariant($"'{ConfigScalar.Clip(field)}' in column {header[index]}, line {csv.LineNumber} of {expression.File}"), "numbers");
            }

            values.Add(value);
            if (values.Count > MostRows)
            {
                throw new QuantityException(expression.FileStart, $"more than 1,000,000 rows in {expression.File}", "at most 1,000,000 rows");
            }
        }

        return values.Count > 0
            ? new EmpiricalFile(header[index], values)
            : throw new QuantityException(expression.FileStart, $"'{expression.File}' without rows", "a CSV file with a header and at least one row");
    }

    private static int FindColumn(EmpiricalExpression expression, string[] header)
    {
        if (expression.Column is null)
        {
            return header.Length == 1 ? 0 : throw new QuantityException(
                expression.FileStart, FormattableString.Invariant($"{header.Length} columns and no column="), $"column= with one of {string.Join(", ", header)}");
        }

        var index = Array.IndexOf(header, expression.Column);
        return index >= 0 ? index : throw new QuantityException(
            expression.ColumnStart, $"no column '{expression.Column}' in {expression.File}", $"one of {string.Join(", ", header)}",
            Spelling.Nearest(expression.Column, header) is { } near ? $"did you mean {near}?" : null);
    }

    /// <summary>The unit that the column's name ends in, e.g. USD/MWh for <c>price_usd_per_mwh</c>; null if there is none.</summary>
    public Unit? UnitOfName(Dimension wanted)
    {
        var words = Column.Split('_', ' ', '-');
        for (var first = 0; first < words.Length; first++)
        {
            if (UnitOf(words[first..]) is { } unit && unit.Dimension == wanted)
            {
                return unit;
            }
        }

        return null;
    }

    private static Unit? UnitOf(string[] words)
    {
        Unit? unit = null;
        var isQuotient = false;
        foreach (var word in words)
        {
            if (word.Equals("per", StringComparison.OrdinalIgnoreCase) && unit is not null)
            {
                isQuotient = true;
                continue;
            }

            var bare = word.EndsWith("co2e", StringComparison.OrdinalIgnoreCase) ? word[..^4] : word.EndsWith("co2", StringComparison.OrdinalIgnoreCase) ? word[..^3] : word;
            if (bare.Length == 0 && unit is not null)
            {
                continue;
            }

            var name = UnitTable.Units.Keys.FirstOrDefault(known => known.Equals(bare, StringComparison.OrdinalIgnoreCase));
            if (name is null)
            {
                return null;
            }

            var next = UnitTable.Units[name];
            unit = unit is null ? next : isQuotient ? unit / next : unit * next;
        }

        return unit;
    }
}
