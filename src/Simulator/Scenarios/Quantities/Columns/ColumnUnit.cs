using System.Text.RegularExpressions;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>What the name of a column says about the unit of its numbers.</summary>
/// <param name="Text">The part of the name that says it; empty if nothing does.</param>
/// <param name="Readings">The units that it can mean; none if nothing says one, or one that is not read.</param>
internal sealed partial record ColumnUnit(string Text, IReadOnlyList<Unit> Readings)
{
    /// <summary>What to do about a unit that is not read; null if there is none.</summary>
    public string? Refusal { get; private init; }

    /// <summary>Units behind a <c>per</c> whose numerator the name leaves out, as in <c>price_per_kwh</c>.</summary>
    public IReadOnlyList<Unit> Per { get; private init; } = [];

    /// <summary>Whether the scenario has to confirm the unit.</summary>
    public bool IsLoose { get; private init; }

    /// <summary>Whether it is a word that means something else as often, such as min or month, so that it says nothing where it does not fit.</summary>
    public bool IsWeak { get; private init; }

    private static readonly ColumnUnit None = new("", []);

    /// <summary>Reads a name such as <c>price_usd_per_mwh</c>, <c>power.draw [W]</c> or <c>Carbon intensity gCO₂eq/kWh (direct)</c>.</summary>
    public static ColumnUnit Of(string name)
    {
        // Capitals throughout say nothing about prefixes.
        var text = Letters().Count(name) > 3 && name == name.ToUpperInvariant() ? name.ToLowerInvariant() : name;
        foreach (var bracket in Brackets().Matches(text).Reverse())
        {
            var inside = Words(bracket.Groups[1].Value);
            if (inside.Count > 0 && Scan(inside, 0, out var end) is { } whole && end == inside.Count)
            {
                return whole with { IsWeak = inside is ["min"] };
            }

            if (inside.Contains("%"))
            {
                return new ColumnUnit("%", ColumnWords.Units("%"));
            }
        }

        var words = Words(Brackets().Replace(text, " "));
        var found = None;
        for (var start = 0; start < words.Count; start++)
        {
            if (Scan(words, start, out var end) is not { } here)
            {
                continue;
            }

            if (start > 0 && ColumnWords.IsMultiple(words[start - 1]))
            {
                return here with { Text = $"{words[start - 1]} {here.Text}", Refusal = ColumnWords.InFull };
            }

            // What is behind `per` belongs to something that is no unit: requests per day.
            var isOfOther = start > 0 && IsPer(words[start - 1]);
            var isLoneLetter = words.Count == 1 && words[0].Length == 1;
            if (isOfOther)
            {
                found = new ColumnUnit($"per {here.Text}", []) { Per = here.Readings };
            }
            else if (!here.IsWeak || (end == words.Count && (!isLoneLetter || here.Refusal is null)))
            {
                found = here with { IsWeak = here.IsWeak && (isLoneLetter || words[start].Length > 1) };
            }

            start = end - 1;
        }

        return found;
    }

    private static ColumnUnit? Scan(List<string> words, int start, out int end)
    {
        end = start + 1;
        if (Single(words[start]) is not { } unit)
        {
            return null;
        }

        for (var parts = 1; end < words.Count; parts++)
        {
            if (ColumnWords.IsCarbonMark(words[end]))
            {
                end++;
                continue;
            }

            var isPer = IsPer(words[end]);
            var next = end + (isPer ? 1 : 0);
            if (next == words.Count)
            {
                break;
            }

            if (Single(words[next]) is not { } other || (!isPer && (words[next] is "min" or "k" or "m" or "b" || (parts == 1 && words[start].Length == 1))))
            {
                if (isPer)
                {
                    // kWh per token is no kWh; kWh per request is what the key asks for.
                    unit = unit with { IsLoose = unit.IsLoose || !ColumnWords.IsCounted(words[next]), IsWeak = false, Text = $"{unit.Text} per {words[next]}" };
                    end = next + 1;
                }

                break;
            }

            unit = isPer ? Combine(unit, other, "/", [.. unit.Readings.SelectMany(above => Below(other).Select(below => above / below))])
                : Combine(unit, other, " ", [.. unit.Readings.SelectMany(above => other.Readings.Select(factor => above * factor)
                    .Concat(Below(other).Select(below => above / below)))]);
            end = next + 1;
        }

        return unit;
    }

    private static ColumnUnit Combine(ColumnUnit first, ColumnUnit second, string sign, IReadOnlyList<Unit> readings) => new(first.Text + sign + second.Text, readings)
    {
        Refusal = first.Refusal ?? second.Refusal,
        IsLoose = first.IsLoose || second.IsLoose,
    };

    // Prices and intensities are stated per MWh, never per mWh, however it is spelt.
    private static IEnumerable<Unit> Below(ColumnUnit unit) =>
        unit.Readings.Any(reading => !reading.IsSmall) ? unit.Readings.Where(reading => !reading.IsSmall) : unit.Readings;

    private static ColumnUnit? Single(string word)
    {
        var refusal = ColumnWords.Foreign(word);
        var units = refusal is null ? ColumnWords.Units(word) : [];
        return refusal is null && units.Count == 0 ? null : new ColumnUnit(word, units)
        {
            Refusal = refusal,
            IsLoose = ColumnWords.IsLoose(word),
            IsWeak = ColumnWords.IsWeak(word),
        };
    }

    private static bool IsPer(string word) => word == "/" || word.Equals("per", StringComparison.OrdinalIgnoreCase);

    // Words stand apart, or begin with a capital after a small letter; what is a unit as it stands is not taken apart.
    private static List<string> Words(string text) =>
        [.. Parts().Matches(text).Select(match => match.Value).SelectMany(word => Single(word) is not null || ColumnWords.IsCarbonMark(word) || HasPrefix(word) ? [word] : Humps().Split(word))];

    // powermW may be in mW or W, µW is no W, and 100W may be hundreds: a unit behind a prefix or a number is not taken off.
    private static bool HasPrefix(string word) => Prefixed().IsMatch(word);

    [GeneratedRegex(@"[\[(]([^\[\]()]*)[\])]", RegexOptions.None, 1000)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[/%‰]|[^\s_\-.,:;|*·#/%‰]+", RegexOptions.None, 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"[0-9yzafpnuµμmcdhk](W|Wh|L|USD|FLOPS?)$", RegexOptions.None, 1000)]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex Humps();

    [GeneratedRegex(@"\p{L}", RegexOptions.None, 1000)]
    private static partial Regex Letters();
}
