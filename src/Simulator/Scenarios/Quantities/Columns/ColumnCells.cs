using System.Globalization;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>The cells of one column as numbers, each with or without the same unit.</summary>
/// <param name="expression">File and column as written, for messages.</param>
/// <param name="index">Index of the column, from 0.</param>
internal sealed class ColumnCells(EmpiricalExpression expression, int index)
{
    private readonly List<double> _values = [];
    private string _unitText = "";

    /// <summary>The numbers, in the order of the file.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Unit in the cells; null if there is none.</summary>
    public Unit? Unit { get; private set; }

    /// <summary>Takes a cell.</summary>
    /// <exception cref="QuantityException">It is not a finite number, or has another unit than those before.</exception>
    public void Add(string cell, long line)
    {
        var text = cell.Trim();
        var end = NumberEnd(text);
        var unit = text[end..].Trim();
        if (!double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw Refusal(text, line, "numbers", Hint(text));
        }

        if (!NumberScanner.Keeps(text.AsSpan(0, end), value))
        {
            throw Refusal(text, line, NumberScanner.Kept, null);
        }

        if (_values.Count == 0)
        {
            Unit = unit.Length == 0 ? null : UnitOf(unit) ?? throw Refusal(text, line, "numbers", Hint(text));
            _unitText = unit;
        }
        else if (unit != _unitText)
        {
            throw Refusal(text, line, _unitText.Length == 0 ? "numbers without a unit, as in the rows above" : $"numbers in {_unitText}, as in the rows above", Hint(text));
        }

        _values.Add(value);
    }

    // Digits, sign, point and exponent; what follows can only be a unit.
    private static int NumberEnd(string text)
    {
        var at = 0;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or '+' or '-'
            || (text[at] is 'e' or 'E' && at > 0 && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] is '+' or '-'))))
        {
            at++;
        }

        return at;
    }

    /// <summary>The unit that a text is; null if it is none.</summary>
    public static Unit? UnitOf(string text)
    {
        if (text == "%")
        {
            return Unit.Percent;
        }

        try
        {
            return Units.Parse(text);
        }
        catch (QuantityException)
        {
            return null;
        }
    }

    private static string? Hint(string text) =>
        text.Length == 0 || text[0] is '[' || char.IsAsciiLetter(text[0]) ? "remove rows without a value from the file"
        : text.Contains(',', StringComparison.Ordinal) ? "write a decimal point, as in 1.5, and no thousands separator"
        : null;

    private QuantityException Refusal(string text, long line, string allowed, string? hint) => new(
        expression.FileStart, FormattableString.Invariant($"{Contents.Of(text)} {Contents.In(index, expression.Column)}, line {line} of {expression.File}"), allowed, hint);
}
