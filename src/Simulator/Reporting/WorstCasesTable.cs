using Simulator.Statistics;

namespace Simulator.Reporting;

/// <summary>What the samples with the largest values of an output have in common.</summary>
public static class WorstCasesTable
{
    private const int Digits = 3;

    /// <summary>One row per input, the one that stands out most first.</summary>
    public static ReportTable Of(WorstCases worst)
    {
        var unit = DisplayUnit.For(worst.Unit, worst.Threshold);
        var (threshold, mean) = Figures.ExactInterval(worst.Threshold / unit.Factor, worst.Mean / unit.Factor, 4);
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
            [.. worst.Inputs.Select(Row)],
            [
                $"There: in the {Figures.Count(worst.Samples)} worst of {Figures.Count(worst.OutOf)} samples. Position: how much of the input lies below its median there; 50% where it plays no part. "
                    + $"The worst of all: simulator replay FILE --sample {worst.Worst}.",
            ]);
    }

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
