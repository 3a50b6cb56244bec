using Simulator.Model;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Tables;

/// <summary>A comparison as tables: the outputs side by side, then each pair, then what the scenarios share.</summary>
internal static class ComparisonTables
{
    // Beyond this a line is longer than a page is wide.
    private const int MostSideBySide = 4;

    /// <summary>The tables below the sheet, in the order in which they are read.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="outputs">Names of the outputs to show; null for all, or where there are many scenarios, for those of the sheet.</param>
    public static IReadOnlyList<ReportTable> Of(ComparisonResult comparison, IReadOnlyList<string>? outputs = null)
    {
        return
        [
            .. IsFew(comparison) ? new[] { SideBySide(comparison, Shown(comparison, outputs)) } : [],
            .. ProbabilityMatrix.Of(comparison),
            .. Pairs(comparison, outputs),
            .. comparison.Inputs.Count > 0 ? new[] { Shared(comparison) } : [],
        ];
    }

    /// <summary>Differences and ratios: one table for each pair of a few scenarios, one table for many.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="outputs">Names of the outputs to show; null for all, or where there are many scenarios, for those of the sheet.</param>
    public static IEnumerable<ReportTable> Pairs(ComparisonResult comparison, IReadOnlyList<string>? outputs)
    {
        var shown = Shown(comparison, outputs);
        var pairs = comparison.Pairs.Select(pair => pair with { Outputs = [.. pair.Outputs.Where(output => IsShown(output.Name, shown))] }).Where(pair => pair.Outputs.Count > 0).ToList();
        return IsFew(comparison) ? pairs.Select(pair => PairTable.Of(pair, comparison)) : AgainstOne(comparison, pairs);
    }

    private static bool IsFew(ComparisonResult comparison) => comparison.Models.Count <= MostSideBySide;

    private static IReadOnlyList<string> Shown(ComparisonResult comparison, IReadOnlyList<string>? outputs) =>
        outputs ?? (IsFew(comparison) ? OutputDefinitions.Names : [.. OutputDefinitions.Compared.Select(output => output.Name)]);

    // Outputs of a model of one's own have no names that could be chosen.
    private static bool IsShown(string output, IReadOnlyList<string> shown) => shown.Contains(output) || !OutputDefinitions.Names.Contains(output);

    /// <summary>The letter of a scenario in a comparison.</summary>
    /// <param name="name">Name of the scenario.</param>
    /// <param name="comparison">The comparison.</param>
    internal static string Letter(string name, ComparisonResult comparison) =>
        Letter(comparison.Models.Select((model, index) => (model.Name, index)).First(entry => entry.Name == name).index);

    /// <summary>The letter that stands for a scenario in headings: A, B, …, Z, AA, …</summary>
    /// <param name="index">Index of the scenario.</param>
    internal static string Letter(int index) => Scenarios.Limits.ScenarioLetters.Of(index);

    private static ReportTable SideBySide(ComparisonResult comparison, IReadOnlyList<string> shown)
    {
        var lines = Lines(comparison, shown);
        var level = Figures.Level(lines[0].First().Interval.Level);
        return new ReportTable(
            "Outputs",
            [
                new("output", Wraps: true),
                .. comparison.Names.Select(name => new ReportColumn($"{Letter(name, comparison)}, median ({level} interval)", CellAlignment.Interval)),
                new("unit"),
                new("boundary", Wraps: true, IsDetail: true),
            ],
            [.. lines.Select(line =>
            {
                var unit = Unit(line);
                return (IReadOnlyList<string>)
                [
                    line.Key.Label,
                    .. comparison.Scenarios.Select(scenario => line.FirstOrDefault(output => scenario.Outputs.Contains(output)) is { } output ? OutputTable.Text(output, unit).Whole : "not known"),
                    unit.Name,
                    Boundary(line, comparison),
                ];
            })],
            [Sampling(comparison)]);
    }

    /// <summary>Every scenario against the first one in one table; none if there are no pairs.</summary>
    private static IEnumerable<ReportTable> AgainstOne(ComparisonResult comparison, IReadOnlyList<ScenarioPair> pairs)
    {
        if (pairs.Count == 0)
        {
            yield break;
        }

        var reference = pairs[0].A;
        var letter = Letter(reference, comparison);
        var samples = comparison.Scenarios[0].Run.Samples;
        var outputs = pairs.SelectMany(pair => pair.Outputs).Select(output => output.Name).Distinct(StringComparer.Ordinal).Order(new ByDocumentation()).ToList();
        var rows = (from output in outputs
                    from pair in pairs
                    from both in pair.Outputs
                    where both.Name == output
                    select (both, pair.B)).ToList();
        yield return new ReportTable(
            $"Against {letter}: {reference}",
            [
                new("output", Wraps: true), new("scenario", Wraps: true), new($"{letter} / scenario, median", CellAlignment.Right),
                new($"{Figures.Level(pairs[0].Outputs[0].Level)} interval", CellAlignment.Interval), new($"P({letter} < scenario)", CellAlignment.Right),
            ],
            [.. rows.Select((row, index) => (IReadOnlyList<string>)
            [
                index == 0 || rows[index - 1].both.Name != row.both.Name ? row.both.Label : "",
                $"{Letter(row.B, comparison)}  {row.B}", .. PairTable.Ratio(row.both), PairTable.Probability(row.both, row.both.ProbabilityALess, samples),
            ])],
            [.. pairs.SelectMany(pair => PairTable.Undefined(pair.Outputs, letter, Letter(pair.B, comparison), samples))]);
    }

    /// <summary>Which uncertain inputs the scenarios share.</summary>
    internal static ReportTable Shared(ComparisonResult comparison)
    {
        var groups = comparison.Inputs.GroupBy(input => (input.Sharing, input.Reason, Where: Where(input, comparison))).OrderBy(group => group.Key.Sharing);
        return new ReportTable(
            "Uncertain inputs",
            [new("in"), new("shared"), new("inputs", Wraps: true)],
            [.. groups.Select(group => (IReadOnlyList<string>)
                [group.Key.Where, Word(group.Key.Sharing) + (group.Key.Reason.Length > 0 ? $", {group.Key.Reason}" : ""), string.Join(", ", group.Select(input => input.Path))])],
            [comparison.Inputs.All(input => input.Sharing == InputSharing.Nothing)
                ? "An input that is not shared is drawn independently in each scenario that has it; --share names inputs that are the same in all."
                : "Shared values: the same number in every sample. Shared draws: different distributions, but high together and low together. Inputs that are not shared are drawn independently in each scenario."]);
    }

    private static string Where(ComparedInput input, ComparisonResult comparison) => string.Join(
        " ", comparison.Models.Select((model, index) => (model.Name, index)).Where(pair => input.Scenarios.Contains(pair.Name)).Select(pair => Letter(pair.index)));

    private static string Word(InputSharing sharing) => sharing switch
    {
        InputSharing.Values => "values",
        InputSharing.Words => "draws",
        InputSharing.PartOfWords => "in part (correlated differently)",
        _ => "nothing",
    };

    /// <summary>What an output includes: stated once if it is the same in all scenarios.</summary>
    private static string Boundary(IEnumerable<OutputSummary> line, ComparisonResult comparison)
    {
        var boundaries = line.GroupBy(output => output.Boundary).ToList();
        return boundaries.Count == 1 ? boundaries[0].Key : string.Join("; ", boundaries.Select(group =>
        {
            var letters = comparison.Scenarios.Zip(comparison.Names)
                .Where(entry => group.Any(output => entry.First.Outputs.Contains(output))).Select(entry => Letter(entry.Second, comparison));
            return $"{string.Join(", ", letters)}: {group.Key}";
        }));
    }

    /// <summary>The outputs by name, in the order of the documentation, equivalents left out.</summary>
    private static List<IGrouping<(string Name, string Label, string Unit), OutputSummary>> Lines(ComparisonResult comparison, IReadOnlyList<string> shown) =>
    [
        .. comparison.Scenarios
            .SelectMany(scenario => scenario.Outputs)
            .Where(output => !output.IsEquivalent && IsShown(output.Name, shown))
            .GroupBy(output => (output.Name, output.Label, output.Unit))
            .OrderBy(group => group.Key.Name, new ByDocumentation()),
    ];

    private static DisplayUnit Unit(IEnumerable<OutputSummary> line) => DisplayUnit.ForAll(line.First().Unit, line.Select(output => output.Median));

    internal static string Sampling(ComparisonResult comparison)
    {
        var run = comparison.Scenarios[0].Run;
        if (comparison.Scenarios.All(scenario => scenario.Outputs.All(output => output.IsConstant)))
        {
            return "No input is uncertain in these scenarios: every figure is fixed by the inputs, by exact arithmetic without sampling.";
        }

        var replicates = run.Replicates > 1 ? $" in {run.Replicates} replicates" : "";
        var stopped = run.Interrupted ? " " + OutputTable.Interruption(run) : "";
        return $"{Figures.Count(run.Samples)} samples{replicates}, seed {run.Seed}, {run.Device}; every sample is computed for all scenarios. {comparison.Coupling}{stopped}";
    }

    /// <summary>Names of outputs in the order of the documentation; others come last.</summary>
    private sealed class ByDocumentation : IComparer<string>
    {
        private static readonly Dictionary<string, int> Order = OutputDefinitions.Names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);

        public int Compare(string? x, string? y) => Order.GetValueOrDefault(x!, Order.Count).CompareTo(Order.GetValueOrDefault(y!, Order.Count));
    }
}
