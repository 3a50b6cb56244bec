using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Tables;
using Simulator.Scenarios;
using Simulator.Studies.Validation;

namespace Simulator.Reporting.Documents;

/// <summary>Comparisons with published figures for machines: every digit, in the units of the outputs.</summary>
internal static class ValidationDocument
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one JSON document.</summary>
    public static void WriteJson(IReadOnlyList<PublishedComparison> comparisons, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("comparisons");
            foreach (var comparison in comparisons)
            {
                Write(json, comparison);
            }

            json.WriteEndArray();
            json.WriteBoolean("as_stated", comparisons.All(comparison => comparison.IsAsStated));
            json.WriteEndObject();
        }

        writer.Write(Encoding.UTF8.GetString(buffer.ToArray()));
        writer.Write('\n');
    }

    /// <summary>Writes one row for each comparison.</summary>
    public static void WriteCsv(IReadOnlyList<PublishedComparison> comparisons, TextWriter writer) => CsvTable.WriteRows(
        writer,
        ["scenario", "file", "output", "at", "published", "ours", "mc_error", "interval_level", "low", "high", "difference", "tier", "source", "expected", "deviation", "verdict", "as_stated", "mistake", "note"],
        comparisons.Select(row => (IReadOnlyList<string>)
        [
            row.Scenario, row.File, row.Figure.Output, row.Figure.Statistic,
            Text(row.Figure.Value), Text(row.Ours), Text(row.Error), Text(row.Interval.Level), Text(row.Interval.Low), Text(row.Interval.High), Text(row.Deviation),
            ValidationTables.Tier(row.Figure.Tier), row.Figure.Source, Word(row.Figure.Expectation), row.Figure.Deviation is { } deviation ? Text(deviation) : "",
            Word(row.Verdict), row.IsAsStated ? "yes" : "no", row.Figure.Mistake ?? "", row.Figure.Note ?? "",
        ]));

    private static void Write(Utf8JsonWriter json, PublishedComparison row)
    {
        json.WriteStartObject();
        json.WriteString("scenario", row.Scenario);
        json.WriteString("file", row.File);
        json.WriteString("output", row.Figure.Output);
        json.WriteString("at", row.Figure.Statistic);
        Write(json, "published", row.Figure.Value);
        Write(json, "ours", row.Ours);
        Write(json, "mc_error", row.Error);
        json.WriteStartObject("interval");
        Write(json, "level", row.Interval.Level);
        Write(json, "low", row.Interval.Low);
        Write(json, "high", row.Interval.High);
        json.WriteEndObject();
        Write(json, "difference", row.Deviation);
        json.WriteString("tier", ValidationTables.Tier(row.Figure.Tier));
        json.WriteString("source", row.Figure.Source);
        json.WriteString("expected", Word(row.Figure.Expectation));
        Write(json, "deviation", row.Figure.Deviation ?? double.NaN);
        json.WriteString("verdict", Word(row.Verdict));
        json.WriteBoolean("as_stated", row.IsAsStated);
        json.WriteString("mistake", row.Figure.Mistake);
        json.WriteString("note", row.Figure.Note);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Word(Expectation? verdict) => verdict?.ToString().ToLowerInvariant() ?? "no figure";

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
