using System.Text.RegularExpressions;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>What the single words of a column's name can mean.</summary>
internal static partial class ColumnWords
{
    private static readonly string[] CarbonMarks = ["co2eq", "co2e", "co2", "co₂eq", "co₂e", "co₂"];

    /// <summary>Words that are units only at the end of a name: elsewhere they count something or are other words.</summary>
    private static readonly HashSet<string> Weak = new(StringComparer.OrdinalIgnoreCase)
    {
        "s", "g", "t", "h", "l", "d", "ms", "min", "mins", "minute", "minutes", "sec", "secs", "second", "seconds", "hr", "hrs", "hour", "hours",
        "day", "days", "week", "weeks", "month", "months", "yr", "yrs", "year", "years", "ha", "m2", "m3", "gram", "grams", "k", "m", "b",
    };

    /// <summary>What is counted behind <c>per</c> without changing the unit: a request's energy is what the key asks for.</summary>
    private static readonly HashSet<string> Counted = new(StringComparer.OrdinalIgnoreCase)
    {
        "request", "requests", "query", "queries", "prompt", "prompts", "gpu", "gpus", "accelerator", "accelerators", "card", "cards", "chip", "chips", "device",
    };

    private static readonly Dictionary<string, string> Spelled = new(StringComparer.OrdinalIgnoreCase)
    {
        ["watt"] = "W", ["watts"] = "W", ["kilowatt"] = "kW", ["kilowatts"] = "kW", ["megawatt"] = "MW", ["megawatts"] = "MW",
        ["gigawatt"] = "GW", ["gigawatts"] = "GW", ["milliwatt"] = "mW", ["milliwatts"] = "mW",
        ["watthour"] = "Wh", ["watthours"] = "Wh", ["kilowatthour"] = "kWh", ["kilowatthours"] = "kWh",
        ["megawatthour"] = "MWh", ["megawatthours"] = "MWh", ["gigawatthour"] = "GWh", ["gigawatthours"] = "GWh",
        ["hr"] = "h", ["hrs"] = "h", ["hour"] = "h", ["hours"] = "h", ["minute"] = "min", ["minutes"] = "min", ["mins"] = "min",
        ["sec"] = "s", ["secs"] = "s", ["second"] = "s", ["seconds"] = "s", ["msec"] = "ms", ["millisecond"] = "ms", ["milliseconds"] = "ms",
        ["d"] = "day", ["yr"] = "year", ["yrs"] = "year",
        ["gram"] = "g", ["grams"] = "g", ["kilogram"] = "kg", ["kilograms"] = "kg", ["kgs"] = "kg", ["milligram"] = "mg", ["milligrams"] = "mg",
        ["tonne"] = "t", ["tonnes"] = "t", ["kilotonne"] = "kt", ["kilotonnes"] = "kt", ["megatonne"] = "Mt", ["megatonnes"] = "Mt",
        ["litre"] = "L", ["litres"] = "L", ["liter"] = "L", ["liters"] = "L", ["millilitre"] = "mL", ["millilitres"] = "mL", ["milliliter"] = "mL", ["milliliters"] = "mL",
    };

    private static readonly Dictionary<string, (string Unit, int Denominator)> Shares = new(StringComparer.OrdinalIgnoreCase)
    {
        ["%"] = ("%", 100), ["pct"] = ("%", 100), ["perc"] = ("%", 100), ["percent"] = ("%", 100), ["percentage"] = ("%", 100), ["percents"] = ("%", 100),
        ["permille"] = ("‰", 1000), ["promille"] = ("‰", 1000), ["‰"] = ("‰", 1000), ["ppm"] = ("ppm", 1_000_000),
    };

    /// <summary>What to do about numbers that stand for thousands or the like.</summary>
    public const string InFull = "write the column's numbers in full, and leave the word out of its name";

    /// <summary>Whether a word multiplies the unit behind it: 1000 USD, 10^6 t, the 000 of 1,000.</summary>
    public static bool IsMultiple(string word) => Multiples().IsMatch(word);

    /// <summary>Whether a word counts as a unit only at the end of a name.</summary>
    public static bool IsWeak(string word) => Weak.Contains(word);

    /// <summary>Whether something behind <c>per</c> leaves the unit as it is.</summary>
    public static bool IsCounted(string word) => Counted.Contains(word);

    /// <summary>Whether a word only says that a mass is one of carbon dioxide.</summary>
    public static bool IsCarbonMark(string word) =>
        word.Equals("eq", StringComparison.OrdinalIgnoreCase) || word.Equals("e", StringComparison.OrdinalIgnoreCase) || CarbonMarks.Contains(word.ToLowerInvariant());

    /// <summary>The units that a word can mean; none if it is no unit.</summary>
    public static IReadOnlyList<Unit> Units(string word)
    {
        if (Shares.TryGetValue(word, out var share))
        {
            return [new Unit(share.Unit, 1, share.Denominator, default)];
        }

        var mark = Array.Find(CarbonMarks, candidate => word.Length > candidate.Length && word.EndsWith(candidate, StringComparison.OrdinalIgnoreCase));
        var bare = mark is null ? word : word[..^mark.Length];
        if (Exact(Spelled.GetValueOrDefault(bare, bare)) is { } exact)
        {
            return [exact];
        }

        if (Flops().Match(bare) is { Success: true } flops && Alike($"{flops.Groups[1].Value}FLOP").SingleOrDefault() is { } amount)
        {
            // People write TFLOPS for the rate and FLOPS for the amount as well.
            return [amount / Exact("s")!, amount];
        }

        List<Unit> alike = [.. Alike(bare)];
        if (bare.Equals("mt", StringComparison.OrdinalIgnoreCase) || TonWords().IsMatch(bare))
        {
            alike.Add(Exact("t")!);
        }
        else if (bare == "Mg")
        {
            // A megagram is a tonne; where only capitals tell it from a milligram, it is one of the two.
            alike.Add(Exact("t")!);
        }
        else if (bare == "$" || DollarWords().IsMatch(bare))
        {
            alike.Add(Exact("USD")!);
        }

        return alike;
    }

    /// <summary>Whether a word names a unit only loosely, so that a scenario has to say it: short or metric tons, whose dollars.</summary>
    public static bool IsLoose(string word) => word == "$" || TonWords().IsMatch(word) || DollarWords().IsMatch(word);

    /// <summary>Whether a column's name says that its numbers are dollars.</summary>
    public static bool SaysDollars(string name) => Dollars().IsMatch(name);

    /// <summary>A column's name with dollars in place of another currency.</summary>
    public static string InDollars(string name, string currency) => Regex.Replace(
        name, $@"(?<!\p{{L}}){currency}(?!\p{{L}})", match => match.Value == currency ? "USD" : "usd", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>What to do about a word that says a unit which is not read; null for every other word.</summary>
    public static string? Foreign(string word)
    {
        if (PrefixedMoney().IsMatch(word))
        {
            return "convert the column to USD, without cents, thousands or millions, and name it …_usd";
        }

        if (UnitTable.Currencies.Contains(word) && !IsLoose(word))
        {
            return "no exchange rates are built in; convert the column to USD and name it …_usd";
        }

        if (Scales().IsMatch(word))
        {
            return InFull;
        }

        return Joules().IsMatch(word) ? "convert the column: 3.6e6 J are 1 kWh, and 3.6e6 mJ are 1 Wh"
            : ImperialWords().IsMatch(word) ? $"convert the column; {UnitTable.Instead[word]}"
            : null;
    }

    private static Unit? Exact(string name) =>
        UnitTable.Units.GetValueOrDefault(name) ?? UnitTable.Small.GetValueOrDefault(name);

    private static IEnumerable<Unit> Alike(string name) =>
        UnitTable.Units.Concat(UnitTable.Small).Where(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value);

    [GeneratedRegex("^([kmgtpezy]?)flops$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Flops();

    [GeneratedRegex("^tons?$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex TonWords();

    [GeneratedRegex("^(us)?(dollars?|\\$)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DollarWords();

    [GeneratedRegex("(?<!\\p{L})(usd|us\\$|dollars?)(?!\\p{L})|\\$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Dollars();

    [GeneratedRegex("^(cents?|ct)$|^[kmb](usd|eur|gbp|\\$|€|£)$|^(usd|eur|gbp|\\$|€|£)[kmb]$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PrefixedMoney();

    [GeneratedRegex("^([kmb]|bps?|bn|mn|mio|thousands?|millions?|billions?|trillions?)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Scales();

    [GeneratedRegex("^(x?100+|000|1e[0-9]+|10\\^[0-9]+)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Multiples();

    [GeneratedRegex("^J$|^[kmgt]j$|^(kilo|mega|milli|giga)?joules?$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Joules();

    [GeneratedRegex("^(lbs?|gal|gallons?|acres?)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ImperialWords();
}
