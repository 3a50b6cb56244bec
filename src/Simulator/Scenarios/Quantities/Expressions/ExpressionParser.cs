using Simulator.Catalog;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Expressions;

/// <summary>Recursive descent over the text of one quantity.</summary>
/// <remarks>
/// sum = range ['+' range];  range = primary [('to' | '±' | '+/-') primary];
/// primary = number [unit] | name '(' arguments ')' [unit] | '(' sum ')' [unit];  argument = [name '='] sum ['@' number].
/// </remarks>
internal sealed class ExpressionParser
{
    private const int DeepestNesting = 32;
    private const string Forms = "a number with a unit, an interval such as 60 to 90, or a distribution such as pert(1, 2, 4)";
    private readonly string _text;
    private int _at;
    private int _depth;

    private ExpressionParser(string text) => _text = text;

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="QuantityException">It is not a quantity.</exception>
    public static Expression Parse(string text)
    {
        var parser = new ExpressionParser(text);
        var expression = parser.Sum();
        parser.Skip();
        return parser._at == text.Length ? expression : throw parser.Unexpected();
    }

    private Expression Sum()
    {
        var first = Range();
        Skip();
        if (!TryTake('+'))
        {
            return first;
        }

        var second = Range();
        foreach (var operand in new[] { first, second })
        {
            if (operand is IntervalExpression { InParentheses: false } or PlusMinusExpression { InParentheses: false })
            {
                throw new QuantityException(operand.Start, "an interval in a sum", "a constant plus a distribution", "put the interval into parentheses: 1 + (0.05 to 0.16)");
            }
        }

        return (first, second) switch
        {
            (NumberExpression, NumberExpression) => throw new QuantityException(first.Start, "the sum of two constants", "a constant plus a distribution", "write the sum"),
            (NumberExpression constant, _) => new ShiftExpression(first.Start, constant, second),
            (_, NumberExpression constant) => new ShiftExpression(first.Start, constant, first),
            _ => throw new QuantityException(first.Start, "the sum of two distributions", "a constant plus a distribution"),
        };
    }

    private Expression Range()
    {
        var low = Primary();
        if (TryTakePlusMinus())
        {
            return (low, Primary()) switch
            {
                (NumberExpression centre, NumberExpression half) => new PlusMinusExpression(low.Start, centre, half),
                _ => throw new QuantityException(low.Start, "a distribution beside ±", "a number ± a number, e.g. 48.3 kWh ± 3%"),
            };
        }

        if (!TryTakeTo())
        {
            return low;
        }

        var high = Primary();
        return (low, high) switch
        {
            (NumberExpression from, NumberExpression to) => new IntervalExpression(low.Start, from, to),
            (NumberExpression, _) => throw new QuantityException(high.Start, "a distribution after 'to'", "low to high, both of them numbers"),
            _ => throw new QuantityException(low.Start, "a distribution before 'to'", "low to high, both of them numbers"),
        };
    }

    private Expression Primary()
    {
        Skip();
        if (_at == _text.Length)
        {
            throw new QuantityException(_at, "the end of the text", Forms);
        }

        if (NumberScanner.StartsNumber(_text[_at]))
        {
            var number = NumberScanner.Scan(_text, ref _at);
            return number with { Unit = OptionalUnit() };
        }

        if (_text[_at] == '(')
        {
            return Parentheses();
        }

        return char.IsLetter(_text[_at]) ? Call() : throw Unexpected();
    }

    private Expression Parentheses()
    {
        Descend();
        _at++;
        var inner = Sum();
        Expect(')');
        _depth--;
        return inner with { InParentheses = true, Unit = OptionalUnit() ?? inner.Unit };
    }

    private Expression Call()
    {
        var start = _at;
        var name = Word();
        if (name == "series")
        {
            return Series(start);
        }

        if (DistributionTable.Find(name) is null)
        {
            throw new QuantityException(
                start, $"'{ConfigScalar.Clip(_text[start..])}'", Forms,
                Spelling.Hint(name, DistributionTable.All.Select(row => row.Name)) ?? $"the distributions are {string.Join(", ", DistributionTable.All.Select(row => row.Name))}");
        }

        Expect('(');
        Descend();
        Expression call = name == "empirical" ? EmpiricalArguments(start) : new CallExpression(start, name, Arguments());
        Expect(')');
        _depth--;
        return call with { Unit = name == "empirical" && TryTakePercent() ? Unit.Percent : OptionalUnit() };
    }

    private List<Argument> Arguments()
    {
        var arguments = new List<Argument>();
        Skip();
        if (_at < _text.Length && _text[_at] == ')')
        {
            return arguments;
        }

        do
        {
            Skip();
            var start = _at;
            var name = OptionalName();
            var value = Sum();
            Skip();
            var weight = TryTake('@') ? Weight() : null;
            arguments.Add(new Argument(name, value, weight, start));
            Skip();
        }
        while (TryTake(','));
        return arguments;
    }

    private Expression Series(int start)
    {
        Expect('(');
        Descend();
        var (file, fileStart) = Raw();
        var options = new Dictionary<string, (string Text, int Start)>(StringComparer.Ordinal);
        while (TryTake(','))
        {
            Skip();
            var at = _at;
            if (OptionalName() is not { } name || !SeriesExpression.Names.Contains(name))
            {
                throw new QuantityException(at, $"'{ConfigScalar.Clip(_text[at..])}'", $"{string.Join(", ", SeriesExpression.Names.Select(known => known + "="))}, as in {SeriesExpression.Usage}");
            }

            if (!options.TryAdd(name, Raw()))
            {
                throw new QuantityException(at, $"{name}= a second time", SeriesExpression.Usage);
            }
        }

        Expect(')');
        _depth--;
        return new SeriesExpression(start, file, fileStart, options) { Unit = TryTakePercent() ? Unit.Percent : OptionalUnit() };
    }

    private EmpiricalExpression EmpiricalArguments(int start)
    {
        var (file, fileStart) = Raw();
        if (!TryTake(','))
        {
            return new EmpiricalExpression(start, file, fileStart, null, fileStart);
        }

        RefuseOtherThan("column");
        var (column, columnStart) = Raw();
        if (TryTake(','))
        {
            RefuseOtherThan("");
            throw Unexpected("')'");
        }

        return new EmpiricalExpression(start, file, fileStart, column, columnStart);
    }

    private void RefuseOtherThan(string allowed)
    {
        Skip();
        var start = _at;
        if (OptionalName() is { } name && name != allowed)
        {
            throw new QuantityException(
                start, $"the argument {name}=", DistributionTable.Find("empirical")!.Usage,
                name is "unit" or "units" ? "write the unit after the closing parenthesis: empirical(…) W" : null);
        }
    }

    // A file or column: anything up to a comma or a closing parenthesis, or anything in quotes.
    private (string Text, int Start) Raw()
    {
        Skip();
        var start = _at;
        if (_at < _text.Length && _text[_at] is '"' or '\'')
        {
            var end = _text.IndexOf(_text[_at], _at + 1);
            _at = end < 0 ? throw new QuantityException(start, "a quote that is not closed", "a file or column name") : end + 1;
            var quoted = _text[(start + 1)..end];
            Skip();
            return (quoted, start + 1);
        }

        while (_at < _text.Length && _text[_at] is not (',' or ')'))
        {
            _at++;
        }

        var raw = _text[start.._at].TrimEnd();
        if (raw.Contains('('))
        {
            throw new QuantityException(start, $"'{raw})', a name with a parenthesis", "the name of a file or column; in quotes if it has a comma or a parenthesis", $"write \"{raw})…\", with both quotes");
        }

        return raw.Length > 0 ? (raw, start) : throw new QuantityException(start, "no name", DistributionTable.Find("empirical")!.Usage);
    }

    private NumberExpression Weight()
    {
        Skip();
        return _at < _text.Length && NumberScanner.StartsNumber(_text[_at])
            ? NumberScanner.Scan(_text, ref _at)
            : throw new QuantityException(_at, "no weight after @", "a share such as 70%");
    }

    private string? OptionalName()
    {
        var start = _at;
        if (_at < _text.Length && char.IsLetter(_text[_at]))
        {
            var name = Word();
            Skip();
            if (TryTake('='))
            {
                return name;
            }
        }

        _at = start;
        return null;
    }

    private Unit? OptionalUnit()
    {
        var before = _at;
        Skip();
        if (_at < _text.Length && Units.StartsUnit(_text[_at]) && !IsTo())
        {
            return Units.Scan(_text, ref _at);
        }

        _at = before;
        return null;
    }

    private string Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private bool IsTo() =>
        string.CompareOrdinal(_text, _at, "to", 0, 2) == 0 && (_at + 2 >= _text.Length || !char.IsLetterOrDigit(_text[_at + 2]));

    private bool TryTakeTo()
    {
        Skip();
        var isTo = _at < _text.Length && IsTo();
        _at += isTo ? 2 : 0;
        return isTo;
    }

    private bool TryTakePlusMinus()
    {
        Skip();
        var sign = Array.Find(["±", "+/-", "+-"], sign => string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0);
        _at += sign?.Length ?? 0;
        return sign is not null;
    }

    // Of data only: elsewhere each number has its own %.
    private bool TryTakePercent()
    {
        Skip();
        return TryTake('%');
    }

    private bool TryTake(char character)
    {
        var isThere = _at < _text.Length && _text[_at] == character;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(char character)
    {
        Skip();
        if (!TryTake(character))
        {
            throw _at == _text.Length
                ? new QuantityException(_at, "the end of the text", $"'{character}'", "is a parenthesis missing?")
                : Unexpected($"'{character}'");
        }
    }

    private void Descend()
    {
        if (++_depth > DeepestNesting)
        {
            throw new QuantityException(_at, "parentheses nested too deeply", FormattableString.Invariant($"at most {DeepestNesting}"));
        }
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private QuantityException Unexpected(string? expected = null)
    {
        var rest = _text[_at..];
        var hint = rest[0] switch
        {
            '$' or '€' or '£' or '¥' => "write the currency after the number: 5 USD; no exchange rates are built in",
            '-' or '–' or '—' when _at > 0 => "write an interval as 60 to 90",
            '.' when rest.StartsWith("..", StringComparison.Ordinal) => "write an interval as 60 to 90",
            '±' => "write a number before ± and one behind it: 48.3 kWh ± 3%",
            ',' => "write a decimal point, as in 1.5, and _ between thousands, as in 1_000",
            '%' => "write % at each number: uniform(5%, 10%)",
            '*' => "write powers of ten as 3.8e25, and multiply numbers by hand",
            '<' or '>' or '~' or '≈' => "write an interval such as 60 to 90",
            _ => null,
        };
        return new QuantityException(_at, $"'{ConfigScalar.Clip(rest)}'", expected ?? Forms, hint);
    }
}
