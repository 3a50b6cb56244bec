using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Simulator.Model;
using Simulator.Results;
using Simulator.Statistics.Errors;

namespace Simulator.Reporting.Json;

/// <summary>Writes <c>summary.json</c>: fixed units, every digit, keys in the documented order.</summary>
/// <remarks>
/// Without <c>run</c>, which holds the wall-clock time, two runs of one scenario with one seed give the same bytes.
/// A number that is NaN or infinite is written as null: JSON has no other word for it.
/// </remarks>
public static class SummaryJson
{
    internal static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the summary of one run as a document.</summary>
    /// <param name="result">The run.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="includeRun">Whether to say how it was run (device, threads, time).</param>
    public static void Write(SimulationResult result, Stream stream, bool includeRun = true)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            WriteSummary(json, result, includeRun);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes the summary of one run as a document.</summary>
    public static void Write(SimulationResult result, TextWriter writer, bool includeRun = true)
    {
        using var buffer = new MemoryStream();
        Write(result, buffer, includeRun);
        writer.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>Writes the summaries of several runs as one document.</summary>
    public static void Write(IReadOnlyList<SimulationResult> results, TextWriter writer, bool includeRun = true)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("scenarios");
            foreach (var result in results)
            {
                WriteSummary(json, result, includeRun);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        writer.Write('\n');
    }

    internal static void WriteSummary(Utf8JsonWriter json, SimulationResult result, bool includeRun)
    {
        json.WriteStartObject();
        json.WriteStartObject("scenario");
        json.WriteString("name", result.Scenario.Name);
        json.WriteString("file", result.Scenario.File);
        json.WriteString("sha256", result.Scenario.Sha256);
        json.WriteEndObject();
        if (includeRun)
        {
            WriteRun(json, result.Run, result.Sensitivity?.Seconds);
        }

        json.WriteStartObject("inputs");
        foreach (var input in result.Inputs)
        {
            WriteInput(json, input);
        }

        json.WriteEndObject();
        json.WriteStartObject("outputs");
        foreach (var output in result.Outputs)
        {
            WriteOutput(json, output);
        }

        json.WriteEndObject();
        WriteBreakdown(json, result);
        LimitsJson.Write(json, result.Limits);
        WriteCorrelations(json, result.Correlations);
        SensitivityJson.Write(json, result);
        json.WriteStartArray("notices");
        foreach (var notice in result.Notices)
        {
            json.WriteStringValue(notice);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteRun(Utf8JsonWriter json, RunFacts run, double? sensitivitySeconds = null)
    {
        json.WriteStartObject("run");
        json.WriteString("version", run.Version);
        json.WriteNumber("samples", run.Samples);
        if (run.Interrupted)
        {
            json.WriteNumber("requested_samples", run.RequestedSamples);
            json.WriteBoolean("interrupted", true);
        }

        json.WriteString("sampler", run.Sampler);
        json.WriteNumber("replicates", run.Replicates);
        json.WriteNumber("seed", run.Seed);
        json.WriteString("device", run.Device);
        json.WriteNumber("threads", run.Threads);
        WriteNumber(json, "seconds", run.Seconds);
        if (sensitivitySeconds is { } seconds)
        {
            WriteNumber(json, "sensitivity_seconds", seconds);
        }

        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, InputSummary input)
    {
        json.WriteStartObject(input.Path);
        json.WriteString("unit", input.Unit);
        json.WriteString("distribution", input.Distribution);
        WriteNumber(json, "mean", input.Mean);
        WriteNumber(json, "p5", input.P5);
        WriteNumber(json, "median", input.Median);
        WriteNumber(json, "p95", input.P95);
        json.WriteString("source", input.Source);
        json.WriteBoolean("uncertain", input.IsUncertain);
        json.WriteString("origin", input.Origin);
        if (input.Place.Length > 0)
        {
            json.WriteString("place", input.Place);
        }

        json.WriteString("note", input.Note);
        if (input.TruncatedMass != 0)
        {
            WriteNumber(json, "truncated", input.TruncatedMass);
        }

        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, OutputSummary output)
    {
        json.WriteStartObject(output.Name);
        json.WriteString("unit", output.Unit);
        WriteNumber(json, "mean", output.Mean);
        WriteNumber(json, "sd", output.StandardDeviation);
        WriteNumber(json, "min", output.Minimum);
        WriteNumber(json, "max", output.Maximum);
        json.WriteStartObject("interval");
        WriteNumber(json, "level", output.Interval.Level);
        WriteNumber(json, "low", output.Interval.Low);
        WriteNumber(json, "high", output.Interval.High);
        if (output.Interval.HasTooFewBeyond)
        {
            json.WriteBoolean("too_few_samples", true);
        }

        json.WriteEndObject();
        json.WriteStartObject("quantiles");
        foreach (var quantile in output.Quantiles)
        {
            WriteNumber(json, Key(quantile.Probability), quantile.Value);
        }

        json.WriteEndObject();
        var (low, high) = ProbabilityLevel.Ends(output.Interval.Level);
        json.WriteStartObject("mc_error");
        WriteNumber(json, "mean", output.Error.Mean);
        WriteNumber(json, Key(low), output.Error.Low);
        WriteNumber(json, "0.5", output.Error.Median);
        WriteNumber(json, Key(high), output.Error.High);
        json.WriteEndObject();
        if (output.TooFewBeyond is { Count: > 0 } beyond)
        {
            json.WriteStartArray("too_few_samples");
            foreach (var probability in beyond)
            {
                json.WriteStringValue(Key(probability));
            }

            json.WriteEndArray();
        }

        WriteTail(json, output);
        json.WriteNumber("nan", output.NotANumber);
        json.WriteNumber("infinite", output.Infinite);
        if (output.TooSmall > 0)
        {
            json.WriteNumber("too_small", output.TooSmall);
        }

        json.WriteEndObject();
    }

    private static void WriteTail(Utf8JsonWriter json, OutputSummary output)
    {
        if (output.TailMean is { } tail)
        {
            json.WriteStartObject("tail_mean");
            WriteNumber(json, "share", tail.Share);
            WriteNumber(json, "value", tail.Value);
            WriteNumber(json, "error", tail.Error);
            if (tail.IsOfTooFew)
            {
                json.WriteBoolean("too_few_samples", true);
            }

            json.WriteEndObject();
        }

        if (output.Budget.Count > 0)
        {
            json.WriteStartObject("budget");
            foreach (var budget in output.Budget)
            {
                json.WriteStartObject(Key(budget.Probability));
                WriteNumber(json, "value", budget.Value);
                WriteNumber(json, "error", budget.Error);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }

    private static void WriteBreakdown(Utf8JsonWriter json, SimulationResult result)
    {
        json.WriteStartObject("breakdown");
        json.WriteStartObject("components");
        foreach (var component in result.Components)
        {
            json.WriteStartObject(component.Name);
            WriteNumber(json, OutputDefinitions.Energy.Name, component.Energy);
            WriteNumber(json, OutputDefinitions.Cost.Name, component.Cost);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("phases");
        foreach (var phase in result.Phases)
        {
            json.WriteStartObject(phase.Name);
            WriteNumber(json, OutputDefinitions.Energy.Name, phase.Energy);
            WriteNumber(json, OutputDefinitions.Emissions.Name, phase.Emissions);
            WriteNumber(json, OutputDefinitions.Cost.Name, phase.Cost);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCorrelations(Utf8JsonWriter json, IReadOnlyList<CorrelationSummary> correlations)
    {
        if (correlations.Count == 0)
        {
            return;
        }

        json.WriteStartArray("correlations");
        foreach (var pair in correlations)
        {
            json.WriteStartObject();
            json.WriteString("first", pair.First);
            json.WriteString("second", pair.Second);
            json.WriteString("measure", pair.Measure);
            WriteNumber(json, "asked", pair.Asked);
            WriteNumber(json, "used", pair.Used);
            WriteNumber(json, "achieved", pair.Achieved);
            json.WriteNumber("samples", pair.Samples);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteNumber(Utf8JsonWriter json, string key, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(key, value);
        }
        else
        {
            json.WriteNull(key);
        }
    }

    /// <summary>A probability as a key, e.g. 0.05.</summary>
    private static string Key(double probability) => probability.ToString("R", CultureInfo.InvariantCulture);
}
