using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Presentation;
using Simulator.Studies.Schedule;

namespace Simulator.Cli.Output;

/// <summary>The charts of a schedule: each output over the start.</summary>
internal static class ScheduleCharts
{
    /// <summary>The charts; none where there is one start only.</summary>
    public static IReadOnlyList<Func<ChartOptions, ChartFile>> Of(ScheduleResult schedule) => schedule.Starts.Count < 2 ? [] :
    [
        .. schedule.Best.Where(best => schedule.Starts.All(start => double.IsFinite(start.Outputs[best.Output].Median)))
            .Select(best => (Func<ChartOptions, ChartFile>)(options => ChartSet.Draw(Data(schedule, best), $"schedule-{best.Output}", options))),
    ];

    private static ScheduleData Data(ScheduleResult schedule, BestStart best)
    {
        var first = schedule.Starts[0];
        var output = first.Outputs[best.Output];
        return new ScheduleData(
            schedule.Scenario.Name, output.Label, output.Unit, schedule.Level, first.Start,
            [.. schedule.Starts.Select(start => (At: (start.Start - first.Start).TotalHours, Output: start.Outputs[best.Output]))
                .Select(point => new SweepDataPoint(point.At, point.Output.Low, point.Output.Median, point.Output.High))],
            best.Index, Words(Saving.Of(best.AgainstNow, schedule), best.Index))
        {
            Boundary = output.Boundary,
        };
    }

    private static string Words(Saving saving, int index)
    {
        if (index == 0)
        {
            return "the first start";
        }

        if (saving.Share is not { } share)
        {
            return "";
        }

        var text = IntervalText.Of(new DisplayUnit("", 0.01), share.Low, share.Median, share.High, (share.LowError, share.MedianError, share.HighError), share.IsConstant, share.HasTooFewBeyond).Set();
        return $"{text.Median}%{(text.IsFixed ? "" : $" ({text.Low}% to {text.High}%)")} less than at the first start";
    }
}
