using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Reporting.Tables;

/// <summary>What the samples with the largest values of an output have in common.</summary>
internal static class WorstCasesTable
{
    private const int Digits = 3;

    // An input whose median there lies closer to its own median than this is named, but takes no row.
    private const double LeastShown = 0.02;

    /// <summary>One row per input, the one that stands out most first.</summary>
    /// <param name="worst">The worst cases.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="run">The run that they are of.</param>
    /// <param name="paidTwice">What the output may pay twice; empty if nothing.</param>
    public static ReportTable Of(WorstCases worst, ScenarioIdentity scenario, RunFacts run, string paidTwice = "")
    {
        var rows = worst.Inputs.Where(input => Math.Abs(input.Position - 0.5) >= LeastShown).ToList();
        var others = worst.Inputs.Except(rows).Select(input => input.Input).ToList();
        var least = others.Count > 0 ? $" Within 2% of 50%: {string.Join(", ", others)}." : "";
        var unit = DisplayUnit.For(worst.Unit, worst.Threshold);
        var (threshold, mean) = Figures.ExactInterval(worst.Threshold / unit.Factor, worst.Mean / unit.Factor);
        var name = unit.Name.Length > 0 ? " " + unit.Name : "";
        return new ReportTable(
            $"Worst {Figures.Percent(worst.Share)} of {worst.Label}: {threshold}{name} or more, {mean}{name} on average",
            [
                new("input", Wraps: true),
                new("median, there", CellAlignment.Right),
                new("90% interval, there", CellAlignment.Interval),
                new("mean, there", CellAlignment.Right),
                new("median, overall", CellAlignment.Right),
                new("90% interval, overall", CellAlignment.Interval),
                new("mean, overall", CellAlignment.Right),
                new("unit"),
                new("position", CellAlignment.Right),
            ],
            [.. rows.Select(Row)],
            [
                $"There: in the {Figures.Count(worst.Samples)} worst of {Figures.Count(worst.OutOf)} samples. Position: share of the input's distribution below its median there; 50% if it has no influence.{least} "
                    + $"The worst of all: simulator replay {Quoted(scenario.File)} --sample {worst.Worst}{Options(run)}",
                .. OutputTable.MayPayTwice(worst.Label, paidTwice),
            ]);
    }

    // Options of a replay that are not the default; repeating what a file states is harmless.
    private static string Options(RunFacts run) =>
        (run.Seed == 42 ? "" : FormattableString.Invariant($" --seed {run.Seed}"))
        + (run.Sampler == "random" ? " --sampler random" : run.Replicates == 32 ? "" : FormattableString.Invariant($" --replicates {run.Replicates}"));

    private static string Quoted(string file) => file.Contains(' ', StringComparison.Ordinal) ? $"\"{file}\"" : file;

    private static IReadOnlyList<string> Row(WorstCaseInput input) =>
    [
        input.Input, .. Spread(input.Within), .. Spread(input.Overall), input.Unit, Figures.Share(input.Position),
    ];

    private static string[] Spread(ValueSpread spread)
    {
        var (low, high) = Figures.ExactInterval(spread.P5, spread.P95, Digits);
        return [Figures.Exact(spread.Median, Digits), $"{low} to {high}", Figures.Exact(spread.Mean, Digits)];
    }
}
