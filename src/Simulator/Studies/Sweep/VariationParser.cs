using System.Globalization;
using Simulator.Arithmetic;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Studies.Sweep;

/// <summary>Reads what is to be varied: <c>PATH=V1,V2,…</c>, <c>PATH=low:high:count</c>, and factors in the same forms.</summary>
/// <remarks>
/// Values are written as in a scenario file. A unit or percent sign after the last value holds for numbers and intervals
/// before it that have none: <c>grid.carbon_intensity=13,25,250 gCO2e/kWh</c>.
/// </remarks>
public static class VariationParser
{
    /// <summary>Most values of one variation.</summary>
    public const int MostValues = 100_000;

    private const string ValueForms = "PATH=V1,V2,…, or PATH=low:high:count, e.g. grid.location=sweden,france or facility.pue=1.05:1.6:12";
    private const string FactorForms = "PATH=FACTOR, e.g. hardware.tdp=1/3, hardware.tdp=1,1/2,1/3 or facility.wue=0.5:2:7";

    /// <summary>Reads values that take the place of an input or of the name of a catalogue entry.</summary>
    /// <exception cref="VariationException">It cannot be read; the message says what was found and what is allowed.</exception>
    public static Variation Values(string text)
    {
        var (path, written) = Split(text, "--vary", ValueForms);

        // Units of prices are known in dollars. Amounts in one other currency are read as if they were, and written back.
        var currency = written.Any(IsInDollars) ? Currencies.Dollars : Currencies.In(written[^1]);
        IReadOnlyList<string> items = [.. written.Select(item => item.Replace(currency, Currencies.Dollars, StringComparison.Ordinal))];
        IReadOnlyList<string> values = [.. (Range(items, text) ?? WithSharedUnit(items)).Select(value => value.Replace(Currencies.Dollars, currency, StringComparison.Ordinal))];
        return values.Count is >= 1 and <= MostValues
            ? new Variation(path, values, IsFactor: false)
            : throw Wrong("--vary", text, Invariant($"{values.Count} values"), Invariant($"1 to {MostValues}"));
    }

    /// <summary>Reads factors that an input is multiplied by: numbers, fractions or percentages above zero.</summary>
    /// <exception cref="VariationException">It cannot be read; the message says what was found and what is allowed.</exception>
    public static Variation Factors(string text)
    {
        var (path, items) = Split(text, "--scale", FactorForms);
        var values = Range(items, text) ?? items;
        if (values.FirstOrDefault(value => !(Factor(value) > 0) || double.IsInfinity(Factor(value))) is { } wrong)
        {
            throw Wrong("--scale", text, $"the factor '{wrong}'", "numbers, fractions and percentages above zero, e.g. 2, 0.5, 1/3 or 80%");
        }

        return new Variation(path, values, IsFactor: true);
    }

    /// <summary>A factor as a number; NaN if it is none.</summary>
    public static double Factor(string text)
    {
        var parts = text.Split('/');
        var numbers = parts.Select(part => Number(part.Trim()) is { Unit: null } number ? number.Value : double.NaN).ToList();
        return numbers.Count switch
        {
            1 => numbers[0],
            2 => numbers[0] / numbers[1],
            _ => double.NaN,
        };
    }

    private static (string Path, IReadOnlyList<string> Items) Split(string text, string option, string forms)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        var path = sign < 0 ? "" : text[..sign].Trim();
        var items = sign < 0 ? [] : Items(text[(sign + 1)..]);
        return path.Length > 0 && items.Count > 0 && items.All(item => item.Length > 0)
            ? (path, items)
            : throw new VariationException($"{option}: found '{text}'; allowed: {forms}.");
    }

    // Commas inside parentheses separate the arguments of a distribution.
    private static List<string> Items(string text)
    {
        var items = new List<string>();
        var (depth, start) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] is '(' or '{' or '[' ? 1 : text[at] is ')' or '}' or ']' ? -1 : 0;
            if (text[at] == ',' && depth == 0)
            {
                items.Add(text[start..at].Trim());
                start = at + 1;
            }
        }

        items.Add(text[start..].Trim());
        return items;
    }

    /// <summary>The values of <c>low:high:count</c>, evenly spaced, or by even factors with <c>:log</c>; null if it is no range.</summary>
    private static IReadOnlyList<string>? Range(IReadOnlyList<string> items, string text)
    {
        if (items.Count != 1 || items[0].Contains('(', StringComparison.Ordinal) || !items[0].Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = items[0].Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length is not (3 or 4) || (parts.Length == 4 && parts[3] != "log"))
        {
            throw Wrong("range", text, $"'{items[0]}'", "low:high:count or low:high:count:log");
        }

        var (low, high) = (Number(parts[0]), Number(parts[1]));
        if (low is null || high is null)
        {
            throw Wrong("range", text, $"'{(low is null ? parts[0] : parts[1])}'", "numbers at both ends, with a unit where the key has one");
        }

        var unit = high.Unit ?? low.Unit;
        if ((low.Unit is { } other && other.Text != unit!.Text) || (low.IsPercent && !high.IsPercent))
        {
            throw Wrong("range", text, $"'{parts[0]}' and '{parts[1]}'", "the same unit at both ends, or one after the second");
        }

        var isPercent = high.IsPercent;
        var (from, to) = (isPercent && !low.IsPercent ? low.Value / 100 : low.Value, high.Value);
        if (!int.TryParse(parts[2].Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 2 or > MostValues)
        {
            throw Wrong("range", text, $"'{parts[2]}' values", Invariant($"a whole number from 2 to {MostValues}"));
        }

        var isLog = parts.Length == 4;
        if (from == to || (isLog && !(from > 0 && to > 0)))
        {
            throw Wrong("range", text, $"'{items[0]}'", isLog ? "two different ends above zero" : "two different ends");
        }

        // The ends are as written; between them six digits are enough, and avoid 1.1499999999999999.
        return [.. Enumerable.Range(0, count).Select(i =>
            Text(Between(from, to, i / (count - 1.0), isLog), i == 0 || i == count - 1 ? 15 : 6, isPercent, unit))];
    }

    private static double Between(double from, double to, double share, bool isLog) => share switch
    {
        0 => from,
        1 => to,
        _ => isLog ? from * PortableMath.Pow(to / from, share) : ((1 - share) * from) + (share * to),
    };

    private static string Text(double value, int digits, bool isPercent, Unit? unit)
    {
        // By way of the rounded text, and then written out: 20000000 rather than 2E+07.
        var rounded = double.Parse((isPercent ? 100 * value : value).ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded.ToString("G15", CultureInfo.InvariantCulture) + (isPercent ? "%" : unit is null ? "" : " " + unit.Text);
    }

    private static IReadOnlyList<string> WithSharedUnit(IReadOnlyList<string> items)
    {
        var (unit, isPercent) = Expression(items[^1]) switch
        {
            NumberExpression number => (number.Unit, number.IsPercent),
            IntervalExpression interval => (interval.High.Unit ?? interval.Unit, interval.High.IsPercent),
            _ => (null, false),
        };
        var suffix = unit is not null ? " " + unit.Text : isPercent ? "%" : "";
        return suffix.Length == 0 ? items : [.. items.Select(item => Expression(item) switch
        {
            NumberExpression { Unit: null, IsPercent: false } => item + suffix,
            NumberExpression { Unit: { } own } number => $"{number.Text} {own.Text}",
            IntervalExpression { Unit: null, High: { Unit: null, IsPercent: false }, Low.Unit: null } when unit is not null => item + suffix,
            _ => item,
        })];
    }

    private static bool IsInDollars(string item) => item.Contains(Currencies.Dollars, StringComparison.Ordinal);

    private static NumberExpression? Number(string text) => Expression(text) as NumberExpression;

    // Names of catalogue entries are no expressions.
    private static Expression? Expression(string text)
    {
        try
        {
            return text.Length == 0 ? null : ExpressionParser.Parse(text);
        }
        catch (QuantityException)
        {
            return null;
        }
    }

    private static VariationException Wrong(string what, string text, string found, string allowed) =>
        new($"{(what == "range" ? "The range in" : what)} '{text}': found {found}; allowed: {allowed}.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
