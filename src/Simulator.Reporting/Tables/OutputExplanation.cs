using System.Globalization;
using System.Text.RegularExpressions;
using Simulator.Catalog;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Presentation;

namespace Simulator.Reporting.Tables;

/// <summary>What an output means that has no row of its own in the table of outputs: a part of the cost, or an equivalence.</summary>
internal static partial class OutputExplanation
{
    private const string Contingency = "contingency", Demand = "demand_charge", Later = "later";

    /// <summary>The parts of the cost whose names are fixed; the periods end in their number.</summary>
    public static IReadOnlyList<string> Parts { get; } = [.. new[] { "month_1", "quarter_1", Later, Contingency, Demand }.Select(part => OutputDefinitions.PartOfCost + part)];

    /// <summary>The names that are explained here, for hints.</summary>
    public static IEnumerable<string> Names => Parts.Concat(BuiltInCatalog.Equivalences.Keys);

    /// <summary>The part of the cost that is spelt most like a text; null if none is like it.</summary>
    public static string? NearestPart(string name) => Period().IsMatch(name[OutputDefinitions.PartOfCost.Length..]) ? OutputDefinitions.PartOfCost + Later : Spelling.Nearest(name, Parts);

    /// <summary>The facts of an output, each with its heading; null if the name is none, or that of a row of the table of outputs.</summary>
    public static IReadOnlyList<(string Heading, string Fact)>? Of(string name) =>
        BuiltInCatalog.Equivalences.TryGetValue(name, out var entry) ? OfEquivalence(entry)
        : name.StartsWith(OutputDefinitions.PartOfCost, StringComparison.Ordinal) && Part(name[OutputDefinitions.PartOfCost.Length..]) is var (part, equation, needs) ?
        [
            (KeyExplanation.Meaning, $"{OutputDefinitions.Cost.Title}: {OutputDefinitions.Cost.Explanation}."),
            ("part", part),
            ("unit", $"{OutputDefinitions.Cost.Unit}, or costs.currency"),
            ("equation", equation),
            ("needs", needs),
            (KeyExplanation.Example, $"limits: [\"p95 {name} < 100 {OutputDefinitions.Cost.Unit}\"]"),
        ]
        : null;

    private static (string Part, string Equation, string Needs)? Part(string name)
    {
        if (Period().Match(name) is { Success: true } period)
        {
            var (word, number) = (period.Groups[1].Value, int.Parse(period.Groups[2].Value, CultureInfo.InvariantCulture));
            return number is < 1 or > CostOutputs.MostPeriods ? null
                : ($"what is paid in {word} {Figures.Count(number)} of the {word}s into which costs.split divides the time from the start of training; {Length(word)}", "M30", $"costs.split: {word}; accelerators and hours in every phase of training");
        }

        return name switch
        {
            Later => (FormattableString.Invariant($"what is paid after the last month or quarter that has an output of its own; there are at most {CostOutputs.MostPeriods}"), "M30", "costs.split; a duration that is uncertain, or longer than these periods"),
            Contingency => ("what is set aside for the unforeseen, a share of all other costs", "M28", "costs.contingency"),
            Demand => ("the price of the peak power of the site, for as long as each phase of training lasts", "M26", "costs.demand_charge; accelerators and hours in every phase of training"),
            _ when Line().IsMatch(name) && Spelling.Nearest(OutputDefinitions.PartOfCost + name, Parts) is null =>
                ("the line under costs.lines of that name, in small letters, with _ in place of all but letters and digits", "M24, M25 or M27, by the unit of its amount", $"a line of that name, e.g. line: {name.Replace('_', ' ')}"),
            _ => null,
        };
    }

    private static string Length(string word) => string.Create(
        CultureInfo.InvariantCulture, $"a {word} is {(word == "month" ? 1 : 3) * ExtraCosts.HoursPerMonth:#,0} h, or one of the calendar where the first phase states one date as its start");

    private static IReadOnlyList<(string Heading, string Fact)> OfEquivalence(Equivalence entry) =>
    [
        (KeyExplanation.Meaning, $"{OutputDefinitions.Named(entry.Of).Title} in everyday terms: {entry.Label}. One of them stands for {entry.Per.Text}{(entry.Per.Note is { } note ? $" ({note})" : "")}."),
        ("unit", "none"),
        ("equation", "M19"),
        ("needs", entry.Of),
        ("editions", string.Join("; ", entry.Editions.OrderBy(edition => edition.Key).Select(edition => string.Create(CultureInfo.InvariantCulture, $"{edition.Key}: {edition.Value.Text}"))) + "; --equivalences chooses one"),
        (KeyExplanation.Example, $"limits: [\"p95 {entry.Id} < 100\"]"),
    ];

    [GeneratedRegex("^(month|quarter)_([1-9][0-9]{0,3})$", RegexOptions.None, 1000)]
    private static partial Regex Period();

    [GeneratedRegex("^[\\p{Ll}\\p{Lo}\\p{Nd}_]+$", RegexOptions.None, 1000)]
    private static partial Regex Line();
}
