using Simulator.Catalog;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>Reads units: names from a fixed table and their products and quotients.</summary>
internal static class Units
{
    /// <summary>Each factor makes text and scale longer: without a bound, the time would be that of the square of the length.</summary>
    private const int MostFactors = 16;

    private static readonly string[] CarbonMarks = ["CO2e", "CO2eq", "CO₂e", "CO2", "CO₂"];

    /// <summary>Reads a unit such as <c>USD/MWh</c> or <c>m2*year/MWh</c>; an empty text is the unit of plain numbers.</summary>
    /// <exception cref="QuantityException">It is not a unit that we know.</exception>
    public static Unit Parse(string text)
    {
        var at = 0;
        Skip(text, ref at);
        if (at == text.Length)
        {
            return Unit.None;
        }

        var unit = Scan(text, ref at);
        Skip(text, ref at);
        return at == text.Length
            ? unit
            : throw new QuantityException(at, $"'{text[at..]}' after the unit {unit.Text}", "products and quotients of units with *, · and /");
    }

    /// <summary>Whether a unit can start at a character.</summary>
    internal static bool StartsUnit(char character) => char.IsLetter(character) || character is '$' or '€' or '£' or '¥';

    /// <summary>Reads the unit at an offset and moves the offset behind it.</summary>
    internal static Unit Scan(string text, ref int at)
    {
        var unit = ScanFactor(text, ref at);
        for (var factors = 1; ; factors++)
        {
            var next = at;
            Skip(text, ref next);
            if (next == text.Length || text[next] is not ('*' or '·' or '/' or '×'))
            {
                return unit;
            }

            if (factors == MostFactors)
            {
                throw new QuantityException(next, FormattableString.Invariant($"more than {MostFactors} factors in a unit"), FormattableString.Invariant($"at most {MostFactors}"));
            }

            var isQuotient = text[next] == '/';
            next++;
            Skip(text, ref next);
            var factor = ScanFactor(text, ref next);
            unit = isQuotient ? unit / factor : unit * factor;
            at = next;
        }
    }

    private static Unit ScanFactor(string text, ref int at)
    {
        var start = at;
        if (UnitTable.Hyphenated.FirstOrDefault(name => StandsAt(text, start, name)) is { } hyphenated)
        {
            at += hyphenated.Length;
            return UnitTable.Units[hyphenated];
        }

        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '$' or '€' or '£' or '¥' or '²' or '³' or '₂' or '_'))
        {
            at++;
        }

        var name = text[start..at];
        var mark = Array.Find(CarbonMarks, candidate => name.Length > candidate.Length && name.EndsWith(candidate, StringComparison.Ordinal));
        var unit = Find(mark is null ? name : name[..^mark.Length], start);
        if (mark is null && unit.Dimension == new Dimension(Mass: 1))
        {
            var next = at;
            Skip(text, ref next);
            var rest = text.AsSpan(next);
            foreach (var candidate in CarbonMarks)
            {
                var follows = rest.Length > candidate.Length ? rest[candidate.Length] : ' ';
                if (rest.StartsWith(candidate, StringComparison.Ordinal) && !char.IsLetterOrDigit(follows))
                {
                    at = next + candidate.Length;
                    return unit with { Text = $"{name} {candidate}" };
                }
            }
        }
        else if (mark is not null && unit.Dimension != new Dimension(Mass: 1))
        {
            throw new QuantityException(start, $"'{name}'", $"{mark} after a mass only (g, kg, t, kt, Mt)");
        }

        return unit with { Text = name };
    }

    private static bool StandsAt(string text, int at, string name) =>
        string.CompareOrdinal(text, at, name, 0, name.Length) == 0 && (at + name.Length == text.Length || !char.IsLetterOrDigit(text[at + name.Length]));

    private static Unit Find(string name, int offset)
    {
        if (UnitTable.Units.TryGetValue(name, out var unit) || UnitTable.Small.TryGetValue(name, out unit))
        {
            return unit;
        }

        if (name.Length == 0)
        {
            throw new QuantityException(offset, "no unit", "a unit such as W, kWh, h, kg or USD");
        }

        if (UnitTable.Currencies.Contains(name) || name[0] is '$' or '€' or '£' or '¥')
        {
            throw new QuantityException(
                offset, $"the currency '{name}'", "USD",
                "no exchange rates are built in; convert to USD and write it after the number, in capitals: 5 USD; or state the other currency as costs.currency, with costs.exchange_rate");
        }

        throw new QuantityException(
            offset, $"the unit '{ConfigScalar.Clip(name)}'",
            "W, Wh, g, t (with prefixes), s, min, h, day, week, month, year, L, m3, m2, ha, USD, FLOP, and products and quotients of them", HintFor(name));
    }

    // No hint may change the size of what was written: it never suggests another prefix, or a unit for a few letters.
    private static string? HintFor(string name)
    {
        const int ShortestMisspelling = 4;
        if (UnitTable.Ambiguous.TryGetValue(name, out var readings))
        {
            return $"write {readings}";
        }

        var alike = UnitTable.Units.Keys.Where(known => known.Equals(name, StringComparison.OrdinalIgnoreCase) && (known[0] is not 'M' || name[0] == 'M')).ToList();
        return alike.Count > 0 ? $"{Spelling.Question(string.Join(" or ", alike))} The case counts."
            : UnitTable.Instead.TryGetValue(name, out var instead) ? instead
            : name.Length >= ShortestMisspelling ? Spelling.Hint(name, UnitTable.Units.Keys.Where(known => known[0] == name[0]))
            : null;
    }

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
