using System.Globalization;
using System.Text.Json;
using Simulator.Model;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Json;
using Simulator.Studies.Sweep;

namespace Simulator.Reporting.Documents;

/// <summary>Writes a sweep for machines: every point with every output, in fixed units and with every digit.</summary>
public static class SweepFiles
{
    /// <summary>Writes one row a point: what is varied, then median, interval, mean and error of each output.</summary>
    public static void WriteCsv(SweepResult sweep, TextWriter writer)
    {
        var names = Names(sweep);
        CsvTable.WriteRows(
            writer,
            [.. sweep.Axes.Select(axis => axis.Label), .. names.SelectMany(name => new[] { $"{name}_median", $"{name}_low", $"{name}_high", $"{name}_mean", $"{name}_mc_error" })],
            sweep.Points.Select(point => (IReadOnlyList<string>)
            [
                .. point.Values.Select(value => value.Text),
                .. names.SelectMany(name => point.Outputs.TryGetValue(name, out var output)
                    ? new[] { Text(output.Median), Text(output.Low), Text(output.High), Text(output.Mean), Text(output.Error.Median) }
                    : ["", "", "", "", ""]),
            ]));
    }

    /// <summary>Writes one JSON document.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="includeRun">Whether to say how it was run (device, threads, time).</param>
    public static void WriteJson(SweepResult sweep, Stream stream, bool includeRun = true)
    {
        using (var json = new Utf8JsonWriter(stream, SummaryJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("scenario");
            json.WriteString("name", sweep.Scenario.Name);
            json.WriteString("file", sweep.Scenario.File);
            json.WriteString("sha256", sweep.Scenario.Sha256);
            json.WriteEndObject();
            if (includeRun)
            {
                SummaryJson.WriteRun(json, sweep.Run);
            }

            json.WriteNumber("interval", sweep.Level);
            json.WriteNumber("points_asked", sweep.Asked);
            WriteAxes(json, sweep);
            json.WriteStartArray("points");
            foreach (var point in sweep.Points)
            {
                WritePoint(json, sweep, point);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteAxes(Utf8JsonWriter json, SweepResult sweep)
    {
        json.WriteStartArray("axes");
        foreach (var axis in sweep.Axes)
        {
            json.WriteStartObject();
            json.WriteString("path", axis.Path);
            json.WriteString("kind", axis.IsFactor ? "factor" : "value");
            json.WriteString("unit", axis.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter json, SweepResult sweep, SweepPoint point)
    {
        json.WriteStartObject();
        json.WriteStartArray("values");
        foreach (var value in point.Values)
        {
            json.WriteStringValue(value.Text);
        }

        json.WriteEndArray();
        json.WriteStartObject("outputs");
        foreach (var (name, output) in point.Outputs)
        {
            json.WriteStartObject(name);
            json.WriteString("unit", output.Unit);
            json.WriteString("boundary", output.Boundary);
            SummaryJson.WriteNumber(json, "mean", output.Mean);
            SummaryJson.WriteNumber(json, "median", output.Median);
            SummaryJson.WriteNumber(json, "low", output.Low);
            SummaryJson.WriteNumber(json, "high", output.High);
            if (output.HasTooFewBeyond)
            {
                json.WriteBoolean("too_few_samples", true);
            }

            json.WriteStartObject("mc_error");
            SummaryJson.WriteNumber(json, "mean", output.Error.Mean);
            SummaryJson.WriteNumber(json, "median", output.Error.Median);
            SummaryJson.WriteNumber(json, "low", output.Error.Low);
            SummaryJson.WriteNumber(json, "high", output.Error.High);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Outputs that are known at one point at least, in the order of the documentation.</summary>
    private static List<string> Names(SweepResult sweep)
    {
        var known = sweep.Points.SelectMany(point => point.Outputs.Keys).ToHashSet(StringComparer.Ordinal);
        return [.. OutputDefinitions.Names.Where(known.Contains)];
    }

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
