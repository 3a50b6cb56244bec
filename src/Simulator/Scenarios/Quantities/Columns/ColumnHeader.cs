using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>Finds the column that an expression names in the header of a CSV file.</summary>
internal static class ColumnHeader
{
    /// <summary>Index of the column.</summary>
    /// <param name="expression">File and column as written.</param>
    /// <param name="header">Names of the columns.</param>
    /// <exception cref="QuantityException">It is missing or ambiguous, or the first line is data rather than a header.</exception>
    public static int Find(EmpiricalExpression expression, string[] header)
    {
        if (header.Length > 0 && Array.TrueForAll(header, LooksLikeData))
        {
            throw IsData(expression, 0, header[0]);
        }

        if (expression.Column is null)
        {
            return header.Length == 1 ? 0 : throw new QuantityException(
                expression.FileStart, FormattableString.Invariant($"{header.Length} columns and no column="), $"column= with {Contents.Header(header.Length)}");
        }

        var index = Array.IndexOf(header, expression.Column.Trim());
        if (index < 0)
        {
            throw new QuantityException(
                expression.ColumnStart, $"no column '{expression.Column}' in {expression.File}", Contents.Header(header.Length), Contents.Near(expression.Column, header));
        }

        if (Array.LastIndexOf(header, header[index]) != index)
        {
            throw new QuantityException(
                expression.ColumnStart, $"{header.Count(name => name == header[index])} columns named {expression.Column.Trim()}, line 1 of {expression.File}",
                "a different name for each column", "rename the columns in the file");
        }

        // Columns may be named after years; those are no data if other columns have real names.
        return LooksLikeData(header[index]) && !IsYear(header[index]) ? throw IsData(expression, index, header[index]) : index;
    }

    // Numbers, dates and times, with or without a unit behind them; 24h_mean is a name.
    private static bool LooksLikeData(string name)
    {
        if (name.Length == 0 || double.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            return true;
        }

        var rest = name.TrimStart("0123456789.,:/+-TZ ".ToCharArray());
        return char.IsAsciiDigit(name.TrimStart('+', '-', '.').FirstOrDefault()) && (rest.Length == 0 || ColumnCells.UnitOf(rest) is not null);
    }

    private static bool IsYear(string name) => name.Length == 4 && name.All(char.IsAsciiDigit) && name[..2] is "19" or "20";

    private static QuantityException IsData(EmpiricalExpression expression, int index, string found) => new(
        expression.FileStart, $"{Contents.Of(found)}, which is no name, {Contents.In(index)} of the header, line 1 of {expression.File}", "names of columns in the first line",
        "if the first line is data, put a line with names before it");
}
