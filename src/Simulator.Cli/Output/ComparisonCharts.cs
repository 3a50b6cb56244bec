using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Model;
using Simulator.Results;
using Simulator.Studies.Comparison;

namespace Simulator.Cli.Output;

/// <summary>Which charts a comparison is drawn as, and the data of each.</summary>
internal static class ComparisonCharts
{
    /// <summary>Kinds that can be chosen.</summary>
    public static readonly string[] Kinds = ["comparison", "difference", "resources"];

    /// <summary>The charts of some kinds.</summary>
    public static IReadOnlyList<Func<ChartOptions, ChartFile>> Of(ComparisonResult comparison, IReadOnlyCollection<string> kinds)
    {
        var charts = new List<Func<ChartOptions, ChartFile>>();
        if (kinds.Contains("resources") && Resources(comparison) is { Count: > 0 } panels)
        {
            var note = string.Join("; ", panels.Select(panel => $"{panel.Data.Label.ToLowerInvariant()}: {panel.Boundary}"));
            charts.Add(options => ChartSet.Draw([.. panels.Select(panel => panel.Data)], note, "resources", options));
        }

        foreach (var output in OutputDefinitions.Headline)
        {
            if (kinds.Contains("comparison") && Data(comparison, output) is { } data && data.Data.Rows.All(row => double.IsFinite(row.Median)))
            {
                charts.Add(options => ChartSet.Draw(data.Data, $"comparison-{output}", options));
            }

            if (kinds.Contains("difference"))
            {
                charts.AddRange(Differences(comparison, output));
            }
        }

        return charts;
    }

    private static IEnumerable<Func<ChartOptions, ChartFile>> Differences(ComparisonResult comparison, string name)
    {
        foreach (var pair in comparison.Pairs)
        {
            if (pair.Outputs.FirstOrDefault(output => output.Name == name) is not { Difference.IsConstant: false } output)
            {
                continue;
            }

            var data = new PairedDifference(
                pair.A, pair.B, output.Label, output.Unit, output.Difference.Median,
                new CentralInterval(output.Level, output.Difference.Low, output.Difference.High) { HasTooFewBeyond = output.Difference.HasTooFewBeyond }, output.ProbabilityALess, output.Bins)
            {
                ProbabilityEqual = output.ProbabilityEqual,
                ProbabilityError = output.ProbabilityError,
                Errors = (output.Difference.LowError, output.Difference.MedianError, output.Difference.HighError),
                Coupling = comparison.Coupling,
            };
            var file = comparison.Pairs.Count == 1 ? $"difference-{name}" : OutputFolders.SafeName($"difference-{name}-{Place(pair.A)}-{Place(pair.B)}");
            yield return options => ChartSet.Draw(data, file, options);
        }

        string Place(string scenario) => (1 + comparison.Names.Select((other, index) => (other, index)).First(entry => entry.other == scenario).index)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Accelerators, energy, the bill for it, and carbon: what a first look asks for.</summary>
    private static List<(ComparisonData Data, string Boundary)> Resources(ComparisonResult comparison) =>
    [
        .. new[]
        {
            Data(comparison, OutputDefinitions.Accelerators.Name),
            Data(comparison, OutputDefinitions.Energy.Name),
            Data(comparison, OutputDefinitions.ElectricityCost.Name) ?? Data(comparison, OutputDefinitions.Cost.Name),
            Data(comparison, OutputDefinitions.Emissions.Name),
        }.OfType<(ComparisonData, string)>(),
    ];

    private static (ComparisonData Data, string Boundary)? Data(ComparisonResult comparison, string name)
    {
        var outputs = comparison.Scenarios.Select(scenario => scenario.Outputs.FirstOrDefault(output => output.Name == name)).ToList();
        if (outputs.OfType<OutputSummary>().FirstOrDefault() is not { } known)
        {
            return null;
        }

        var rows = outputs.Zip(comparison.Names, (output, scenario) => output is null
            ? new ComparisonRow(scenario, double.NaN, double.NaN, double.NaN)
            : new ComparisonRow(scenario, output.Interval.Low, output.Median, output.Interval.High)
            {
                Errors = (output.Error.Low, output.Error.Median, output.Error.High),
                HasTooFewBeyond = output.Interval.HasTooFewBeyond,
            });
        return (new ComparisonData(known.Label, known.Unit, known.Interval.Level, [.. rows]) { Coupling = comparison.Coupling }, known.Boundary);
    }
}
