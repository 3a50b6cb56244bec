using Simulator.Presentation;
using Simulator.Scenarios.Series;
using Simulator.Studies.Comparison;
using Simulator.Studies.Schedule;

namespace Simulator.Reporting.Json;

/// <summary>A schedule: the best starts and what they save, then every start.</summary>
internal sealed record JsonSchedule(
    JsonScenario Scenario, JsonRun? Run, double Interval, string From, double HorizonHours, double StepHours, double DurationHours, string By,
    OrderedDictionary<string, JsonBestStart> Best, IReadOnlyList<JsonStart> Starts, IReadOnlyList<string> Notices) : VersionedDocument
{
    public static JsonSchedule Of(ScheduleResult schedule, bool includeRun) => new(
        JsonScenario.Of(schedule.Scenario), includeRun ? JsonRun.Of(schedule.Run) : null, schedule.Level,
        SeriesTime.Format(schedule.Starts[0].Start), schedule.Horizon.TotalHours, schedule.Step.TotalHours, schedule.Length, schedule.By,
        schedule.Best.ToNamed(best => best.Output, best => JsonBestStart.Of(best, schedule)),
        [.. schedule.Starts.Select(start => new JsonStart(
            SeriesTime.Format(start.Start),
            schedule.Outputs.ToNamed(name => name, name => JsonPointOutput.Of(start.Outputs[name])),
            schedule.Outputs.ToNamed(name => name, name => new JsonEstimate(start.Within[name].Probability, start.Within[name].Error))))],
        schedule.Notices);
}

/// <summary>The start at which an output has its lowest mean.</summary>
internal sealed record JsonBestStart(string Start, JsonSaving SavesAgainstFirst, JsonSaving SavesAgainstMean, JsonEstimate WithinFivePercentOfBest)
{
    public static JsonBestStart Of(BestStart best, ScheduleResult schedule) => new(
        SeriesTime.Format(schedule.Starts[best.Index].Start),
        JsonSaving.Of(Saving.Of(best.AgainstNow, schedule)), JsonSaving.Of(Saving.Of(best.AgainstMean, schedule)),
        new JsonEstimate(schedule.Starts[best.Index].Within[best.Output].Probability, schedule.Starts[best.Index].Within[best.Output].Error));
}

/// <summary>What a start saves.</summary>
internal sealed record JsonSaving(string Unit, JsonPairedEstimate Amount, JsonPairedEstimate? Share, JsonEstimate Probability)
{
    public static JsonSaving Of(Saving saving) => new(
        saving.Unit, JsonPairedEstimate.Of(saving.Amount), saving.Share is { } share ? JsonPairedEstimate.Of(share) : null,
        new JsonEstimate(saving.Probability, saving.ProbabilityError));
}

/// <summary>A median, the ends of its interval, and their Monte Carlo standard errors.</summary>
internal sealed record JsonPairedEstimate(double Median, double Low, double High, MonteCarloEnds McError)
{
    public static JsonPairedEstimate Of(PairedFigure figure) =>
        new(figure.Median, figure.Low, figure.High, new MonteCarloEnds(figure.MedianError, figure.LowError, figure.HighError));
}

/// <summary>Monte Carlo standard errors of a median and of the ends of its interval.</summary>
internal sealed record MonteCarloEnds(double Median, double Low, double High);

/// <summary>One start.</summary>
internal sealed record JsonStart(
    string Start, OrderedDictionary<string, JsonPointOutput> Outputs, OrderedDictionary<string, JsonEstimate> WithinFivePercentOfBest);
