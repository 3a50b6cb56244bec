using Simulator.Presentation;
using Simulator.Scenarios.Series;
using Simulator.Studies.Comparison;
using Simulator.Studies.Schedule;
using Simulator.Studies.Sweep;

namespace Simulator.Reporting.Tables;

/// <summary>A schedule as tables: the starts that matter, and what the best of them save.</summary>
internal static class ScheduleTables
{
    /// <summary>The tables.</summary>
    public static IReadOnlyList<ReportTable> Of(ScheduleResult schedule) => [Starts(schedule), Savings(schedule)];

    private static ReportTable Starts(ScheduleResult schedule)
    {
        var level = Figures.Level(schedule.Level);
        var units = schedule.Outputs.Select(name => DisplayUnit.ForAll(
            schedule.Starts[0].Outputs[name].Unit, schedule.Starts.Select(start => start.Outputs[name].Median))).ToList();
        var isUncertain = IsUncertain(schedule);
        var worst = schedule.Starts.Index().MaxBy(start => start.Item.Outputs[schedule.By].Mean).Index;
        List<(string Name, int Index)> rows = [("now", 0), .. schedule.Best.GroupBy(best => best.Index).Select(group => ($"best by {string.Join(" and ", group.Select(best => best.Output))}", group.Key)), ($"worst by {schedule.By}", worst)];
        return new ReportTable(
            schedule.Scenario.Name,
            [
                new(""), new("start"),
                .. schedule.Outputs.Zip(units, (name, unit) => new ReportColumn(
                    $"{schedule.Starts[0].Outputs[name].Label}{(unit.Name.Length > 0 ? $" [{unit.Name}]" : "")}{(isUncertain ? $", median ({level} interval)" : "")}",
                    isUncertain ? CellAlignment.Interval : CellAlignment.Right)),
                .. isUncertain ? schedule.Outputs.Select(name => new ReportColumn($"P({name} within 5%)", CellAlignment.Right)) : [],
            ],
            [.. rows.Select(row => (Row: row, Start: schedule.Starts[row.Index])).Select(row => (IReadOnlyList<string>)
            [
                row.Row.Name, SeriesTime.Format(row.Start.Start),
                .. schedule.Outputs.Zip(units, (name, unit) => Text(row.Start.Outputs[name], unit)),
                .. isUncertain ? schedule.Outputs.Select(name => Figures.Probability(row.Start.Within[name].Probability, row.Start.Within[name].Error, schedule.Run.Samples)) : [],
            ])],
            [.. Notes(schedule)]);
    }

    private static IEnumerable<string> Notes(ScheduleResult schedule)
    {
        var run = schedule.Run;
        var starts = schedule.Starts;
        yield return $"{Figures.Count(starts.Count)} {(starts.Count == 1 ? "start" : "starts")}, {(starts.Count == 1 ? "" : $"one every {SchedulePlan.Words(schedule.Step.TotalHours)}, ")}from {SeriesTime.Format(starts[0].Start)} to {SeriesTime.Format(starts[^1].Start)}: "
            + $"the last is the horizon of {SchedulePlan.Words(schedule.Horizon.TotalHours)} less the time that it takes from start to end, up to {SchedulePlan.Words(schedule.Length)}. The best start has the lowest mean.";
        yield return IsUncertain(schedule)
            ? $"{Figures.Count(run.Samples)} samples{(run.Replicates > 1 ? $" in {run.Replicates} replicates" : "")} at each start, seed {run.Seed}, {run.Device}; the same draws at every start. "
                + "P(… within 5%): share of the samples in which a start is at most 5% above the lowest of all starts."
            : "No input is uncertain: every figure is fixed by the inputs, by exact arithmetic without sampling.";
    }

    private static ReportTable Savings(ScheduleResult schedule)
    {
        var savings = schedule.Best.SelectMany(best => new[] { (best, With: "now", Saving: Saving.Of(best.AgainstNow, schedule)), (best, With: "the mean start", Saving: Saving.Of(best.AgainstMean, schedule)) }).ToList();
        var level = Figures.Level(schedule.Level);
        return new ReportTable(
            "What the best start saves",
            [
                new("output"), new("against"), new("saving, median", CellAlignment.Right), new($"{level} interval", CellAlignment.Interval), new("unit"),
                new("of it, median", CellAlignment.Right), new($"{level} interval ", CellAlignment.Interval), new("P(saves)", CellAlignment.Right),
            ],
            [.. savings.Select(row => Row(row.best, row.With, row.Saving, schedule))],
            ["Savings are formed sample by sample. The mean start: the mean over all starts in each sample, as if the start were left to chance."]);
    }

    private static IReadOnlyList<string> Row(BestStart best, string with, Saving saving, ScheduleResult schedule)
    {
        var unit = DisplayUnit.ForDifference(saving.Unit, saving.Amount.Low, saving.Amount.Median, saving.Amount.High);
        var amount = Text(saving.Amount, unit.Factor);
        var share = saving.Share is { } part ? Text(part, 0.01) : default(IntervalText?);
        return
        [
            schedule.Starts[best.Index].Outputs[best.Output].Label, with, amount.Median, amount.Interval, unit.Name,
            share is { } one ? one.Median + "%" : "n/a", share is { } other ? other.IsFixed ? other.Interval : $"{other.Low}% to {other.High}%{other.Remark}" : "",
            saving.Amount.IsConstant ? Figures.Percent(saving.Probability) : Figures.Probability(saving.Probability, saving.ProbabilityError, schedule.Run.Samples),
        ];
    }

    private static IntervalText Text(PairedFigure figure, double factor) => IntervalText.Of(
        new DisplayUnit("", factor), figure.Low, figure.Median, figure.High, (figure.LowError, figure.MedianError, figure.HighError), figure.IsConstant, figure.HasTooFewBeyond);

    private static string Text(SweepOutput output, DisplayUnit unit) => IntervalText.Of(
        unit, output.Low, output.Median, output.High, (output.Error.Low, output.Error.Median, output.Error.High), output.IsConstant, output.HasTooFewBeyond).Whole;

    private static bool IsUncertain(ScheduleResult schedule) => schedule.Starts.Any(start => start.Outputs.Values.Any(output => !output.IsConstant));
}
