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

    /// <summary>The tables in the order in which they are read.</summary>
    public static IReadOnlyList<ReportTable> Of(ComparisonResult comparison) =>
    [
        comparison.Scenarios.Count <= MostSideBySide ? SideBySide(comparison) : OneBelowTheOther(comparison),
        .. comparison.Pairs.Select(pair => PairTable.Of(pair, comparison)),
        .. comparison.Inputs.Count > 0 ? new[] { Shared(comparison) } : [],
    ];

    /// <summary>The letter that stands for a scenario in headings: A, B, …, Z, AA, …</summary>
    /// <param name="index">Index of the scenario.</param>
    internal static string Letter(int index) => Scenarios.Limits.ScenarioLetters.Of(index);

    private static ReportTable SideBySide(ComparisonResult comparison)
    {
        var lines = Lines(comparison);
        var level = Figures.Level(lines[0].First().Interval.Level);
        return new ReportTable(
            "Outputs",
            [
                new("output", Wraps: true),
                .. comparison.Names.Select((_, index) => new ReportColumn($"{Letter(index)}, median ({level} interval)", CellAlignment.Interval)),
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

    private static ReportTable OneBelowTheOther(ComparisonResult comparison)
    {
        var lines = Lines(comparison);
        return new ReportTable(
            "Outputs",
            [
                new("output", Wraps: true), new("scenario", Wraps: true), new("median", CellAlignment.Right),
                new($"{Figures.Level(lines[0].First().Interval.Level)} interval", CellAlignment.Interval), new("unit"), new("boundary", Wraps: true, IsDetail: true),
            ],
            [.. lines.SelectMany(line =>
            {
                var unit = Unit(line);
                return comparison.Scenarios.Zip(comparison.Names).Select((pair, index) =>
                {
                    var (scenario, name) = pair;
                    var output = line.FirstOrDefault(output => scenario.Outputs.Contains(output));
                    return (IReadOnlyList<string>)
                    [
                        index == 0 ? line.Key.Label : "",
                        $"{Letter(index)} {name}",
                        output is null ? "" : OutputTable.Text(output, unit).Median,
                        output is null ? "not known" : OutputTable.Text(output, unit).Interval,
                        unit.Name,
                        output?.Boundary ?? "",
                    ];
                });
            })],
            [Sampling(comparison)]);
    }

    private static ReportTable Shared(ComparisonResult comparison)
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
        " ", comparison.Names.Select((name, index) => (name, index)).Where(pair => input.Scenarios.Contains(pair.name)).Select(pair => Letter(pair.index)));

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
            var letters = comparison.Scenarios.Select((scenario, index) => (scenario, index))
                .Where(entry => group.Any(output => entry.scenario.Outputs.Contains(output))).Select(entry => Letter(entry.index));
            return $"{string.Join(", ", letters)}: {group.Key}";
        }));
    }

    /// <summary>The outputs by name, in the order of the documentation, equivalents left out.</summary>
    private static List<IGrouping<(string Name, string Label, string Unit), OutputSummary>> Lines(ComparisonResult comparison)
    {
        var order = OutputDefinitions.Names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        return [.. comparison.Scenarios
            .SelectMany(scenario => scenario.Outputs)
            .Where(output => !output.IsEquivalent)
            .GroupBy(output => (output.Name, output.Label, output.Unit))
            .OrderBy(group => order.GetValueOrDefault(group.Key.Name, order.Count))];
    }

    private static DisplayUnit Unit(IEnumerable<OutputSummary> line) => DisplayUnit.ForAll(line.First().Unit, line.Select(output => output.Median));

    private static string Sampling(ComparisonResult comparison)
    {
        var run = comparison.Scenarios[0].Run;
        if (comparison.Scenarios.All(scenario => scenario.Outputs.All(output => output.IsConstant)))
        {
            return "No input is uncertain in these scenarios: every figure is exact arithmetic, without sampling.";
        }

        var replicates = run.Replicates > 1 ? $" in {run.Replicates} replicates" : "";
        var stopped = run.Interrupted ? " " + OutputTable.Interruption(run) : "";
        return $"{Figures.Count(run.Samples)} samples{replicates}, seed {run.Seed}, {run.Device}; every sample is computed for all scenarios. {comparison.Coupling}{stopped}";
    }
}
