using Simulator.Measurements;
using Simulator.Model;
using Simulator.Presentation;

namespace Simulator.Reporting.Json;

/// <summary>What logs say about a run as a JSON document: energy in MWh, times in h. A figure that the log does not give has no key.</summary>
internal sealed record JsonMeasurement(
    string Format, string MeasuredAt, JsonMeasuredEnergy Energy, JsonAccuracy Accuracy, double? AcceleratorHours, int? Accelerators, string? Accelerator, double? Pue,
    string? Start, string? End, IReadOnlyList<JsonLog> Files, JsonRows Rows, JsonGaps? Gaps, IReadOnlyList<string> Notes, string Scenario)
{
    /// <summary>Writes a measurement and ends its last line.</summary>
    /// <param name="measured">What the logs say.</param>
    /// <param name="scenario">The scenario that is written from it, in YAML.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Measurement measured, string scenario, TextWriter writer)
    {
        var (low, high) = measured.Interval;
        var gaps = measured.Gaps is { } g
            ? new JsonGaps(g.Count, g.Time.TotalHours, g.Longest.TotalHours, g.Share, g.MaxGap.TotalHours, g.MedianStep.TotalHours, g.AreFilled) : null;
        var document = new JsonMeasurement(
            measured.Format, measured.MeasuredAt.Word(), new("MWh", measured.KilowattHours / 1000, new(0.9, low / 1000, high / 1000)),
            new(measured.Accuracy.Share, measured.Accuracy.Source, measured.Accuracy.Note), measured.AcceleratorHours, measured.Accelerators, measured.Accelerator, measured.Pue,
            measured.Start?.ToString(), measured.End?.ToString(), [.. measured.Files.Select(file => new JsonLog(file.Name, file.Sha256))],
            new(measured.Rows.Used, measured.Rows.Skipped), gaps, measured.Notes, scenario);
        JsonFormat.Write(writer, document, ReportingJson.Documents.JsonMeasurement);
    }
}

/// <summary>A measured energy with the interval that the accuracy of its meter gives.</summary>
internal sealed record JsonMeasuredEnergy(string Unit, double Value, JsonMeasuredInterval Interval);

/// <summary>A central interval.</summary>
internal sealed record JsonMeasuredInterval(double Level, double Low, double High);

/// <summary>Accuracy of a meter: half the width of the 90% interval as a share, and who says so; no key where it is not known.</summary>
internal sealed record JsonAccuracy(double? Share, string? Source, string Note);

/// <summary>A log and its hash.</summary>
internal sealed record JsonLog(string File, string Sha256);

/// <summary>Rows that entered the energy, and rows that did not, by reason.</summary>
internal sealed record JsonRows(long Used, IReadOnlyDictionary<string, long> Skipped);

/// <summary>Times without rows, in h.</summary>
internal sealed record JsonGaps(int Count, double Hours, double LongestHours, double Share, double MaxGapHours, double MedianStepHours, bool Filled);
