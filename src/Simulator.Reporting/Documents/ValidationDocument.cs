using Simulator.Presentation;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Studies.Validation;
using static Simulator.Reporting.Csv.CsvTable;

namespace Simulator.Reporting.Documents;

/// <summary>Comparisons with published figures for machines: every digit, in the units of the outputs.</summary>
public static class ValidationDocument
{
    /// <summary>Writes one JSON document.</summary>
    public static void WriteJson(IReadOnlyList<PublishedComparison> comparisons, TextWriter writer) =>
        JsonFormat.Write(writer, JsonValidation.Of(comparisons), ReportingJson.Documents.JsonValidation);

    /// <summary>Writes one row for each comparison.</summary>
    public static void WriteCsv(IReadOnlyList<PublishedComparison> comparisons, TextWriter writer) => CsvTable.WriteRows(
        writer,
        ["scenario", "file", "output", "at", "published", "ours", "mc_error", "interval_level", "low", "high", "difference", "tier", "source", "expected", "deviation", "verdict", "as_stated", "mistake", "note"],
        comparisons.Select(row => (IReadOnlyList<string>)
        [
            row.Scenario, row.File, row.Figure.Output, row.Figure.Statistic,
            Number(row.Figure.Value), Number(row.Ours), Number(row.Error), Number(row.Interval.Level), Number(row.Interval.Low), Number(row.Interval.High), Number(row.Deviation),
            ValidationTables.Tier(row.Figure.Tier), row.Figure.Source, JsonPublishedFigure.Word(row.Figure.Expectation), row.Figure.Deviation is { } deviation ? Number(deviation) : "",
            JsonPublishedFigure.Word(row.Verdict), row.IsAsStated ? "yes" : "no", row.Figure.Mistake ?? "", row.Figure.Note ?? "",
        ]));
}
