using System.Text.Json;
using Simulator.Measurements;
using Simulator.Model;

namespace Simulator.Reporting.Json;

/// <summary>Writes what logs say about a run as JSON: energy in MWh, times in h.</summary>
public static class MeasurementJson
{
    /// <summary>Writes one document and a line end.</summary>
    /// <param name="measured">What the logs say.</param>
    /// <param name="scenario">The scenario that is written from it, in YAML.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Measurement measured, string scenario, TextWriter writer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, SummaryJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("format", measured.Format);
            json.WriteString("measured_at", measured.MeasuredAt.Word());
            WriteEnergy(json, measured);
            WriteHardware(json, measured);
            WriteFiles(json, measured);
            WriteGaps(json, measured.Gaps);
            json.WriteStartArray("notes");
            foreach (var note in measured.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteString("scenario", scenario);
            json.WriteEndObject();
        }

        writer.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WriteEnergy(Utf8JsonWriter json, Measurement measured)
    {
        var (low, high) = measured.Interval;
        json.WriteStartObject("energy");
        json.WriteString("unit", "MWh");
        SummaryJson.WriteNumber(json, "value", measured.KilowattHours / 1000);
        json.WriteStartObject("interval");
        SummaryJson.WriteNumber(json, "level", 0.9);
        SummaryJson.WriteNumber(json, "low", low / 1000);
        SummaryJson.WriteNumber(json, "high", high / 1000);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("accuracy");
        WriteOptional(json, "share", measured.Accuracy.Share);
        json.WriteString("source", measured.Accuracy.Source);
        json.WriteString("note", measured.Accuracy.Note);
        json.WriteEndObject();
    }

    private static void WriteHardware(Utf8JsonWriter json, Measurement measured)
    {
        WriteOptional(json, "accelerator_hours", measured.AcceleratorHours);
        WriteOptional(json, "accelerators", measured.Accelerators);
        json.WriteString("accelerator", measured.Accelerator);
        WriteOptional(json, "pue", measured.Pue);
        json.WriteString("start", measured.Start?.ToString());
        json.WriteString("end", measured.End?.ToString());
    }

    private static void WriteFiles(Utf8JsonWriter json, Measurement measured)
    {
        json.WriteStartArray("files");
        foreach (var file in measured.Files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.Name);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("rows");
        json.WriteNumber("used", measured.Rows.Used);
        json.WriteStartObject("skipped");
        foreach (var (reason, count) in measured.Rows.Skipped)
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteGaps(Utf8JsonWriter json, GapCount? gaps)
    {
        if (gaps is null)
        {
            json.WriteNull("gaps");
            return;
        }

        json.WriteStartObject("gaps");
        json.WriteNumber("count", gaps.Count);
        SummaryJson.WriteNumber(json, "hours", gaps.Time.TotalHours);
        SummaryJson.WriteNumber(json, "longest_hours", gaps.Longest.TotalHours);
        SummaryJson.WriteNumber(json, "share", gaps.Share);
        SummaryJson.WriteNumber(json, "max_gap_hours", gaps.MaxGap.TotalHours);
        SummaryJson.WriteNumber(json, "median_step_hours", gaps.MedianStep.TotalHours);
        json.WriteBoolean("filled", gaps.AreFilled);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } number)
        {
            SummaryJson.WriteNumber(json, key, number);
        }
        else
        {
            json.WriteNull(key);
        }
    }
}
