using Simulator.Presentation;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Json;
using Simulator.Scenarios.Series;
using Simulator.Studies.Schedule;
using static Simulator.Reporting.Csv.CsvTable;

namespace Simulator.Reporting.Documents;

/// <summary>Writes a schedule for machines: every start, in fixed units and with every digit.</summary>
internal static class ScheduleFiles
{
    /// <summary>Writes one row a start: the instant, then by output median, interval, mean, error, and the probability of being within 5% of the best.</summary>
    public static void WriteCsv(ScheduleResult schedule, TextWriter writer) => CsvTable.WriteRows(
        writer,
        ["start", "hours_after_first", .. schedule.Outputs.SelectMany(name => new[] { $"{name}_median", $"{name}_low", $"{name}_high", $"{name}_mean", $"{name}_mc_error", $"{name}_p_within_5_percent" })],
        schedule.Starts.Select(start => (IReadOnlyList<string>)
        [
            SeriesTime.Format(start.Start), Number((start.Start - schedule.Starts[0].Start).TotalHours),
            .. schedule.Outputs.SelectMany(name => start.Outputs[name] is var output
                ? new[] { Number(output.Median), Number(output.Low), Number(output.High), Number(output.Mean), Number(output.Error.Median), Number(start.Within[name].Probability) }
                : []),
        ]));

    /// <summary>Writes what each column of the CSV file is, and its unit.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="csv">Name of the CSV file.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    public static void WriteUnits(ScheduleResult schedule, string csv, Stream stream) => ColumnUnits.Write(
        csv, "Schedule",
        [new("start", "datetime", "input", "start of the first phase, UTC", ""), new("hours_after_first", "number", "input", "time after the first start", "h")],
        schedule.Outputs, [("p_within_5_percent", "probability of being within 5% of the best start")], stream);

    /// <summary>Writes one JSON document.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="includeRun">Whether to say how it was run (device, threads, time).</param>
    public static void WriteJson(ScheduleResult schedule, Stream stream, bool includeRun = true) =>
        JsonFormat.Write(stream, JsonSchedule.Of(schedule, includeRun), ReportingJson.Documents.JsonSchedule);
}
