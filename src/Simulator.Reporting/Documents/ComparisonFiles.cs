using System.Globalization;
using System.Text.Json;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Json;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Documents;

/// <summary>Writes a comparison for machines, in fixed units and with every digit.</summary>
internal static class ComparisonFiles
{
    private static readonly string[] Header =
    [
        "a", "b", "name", "unit", "interval_level", "difference_median", "difference_low", "difference_high",
        "ratio_median", "ratio_low", "ratio_high", "probability_a_less", "probability_equal",
        "mc_error_difference_median", "mc_error_ratio_median", "mc_error_probability",
    ];

    /// <summary>Writes one JSON document: the summary of every scenario, every pair, and what inputs are shared.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="includeRun">Whether to say how it was run (device, threads, time).</param>
    public static void WriteJson(ComparisonResult comparison, Stream stream, bool includeRun = true)
    {
        using (var json = new Utf8JsonWriter(stream, SummaryJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("scenarios");
            foreach (var scenario in comparison.Scenarios)
            {
                SummaryJson.WriteSummary(json, scenario, includeRun);
            }

            json.WriteEndArray();
            json.WriteStartArray("pairs");
            foreach (var pair in comparison.Pairs)
            {
                WritePair(json, pair);
            }

            json.WriteEndArray();
            json.WriteString("coupling", comparison.Coupling);
            WriteInputs(json, comparison);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes one row for each output of each pair.</summary>
    public static void WriteCsv(ComparisonResult comparison, TextWriter writer) => CsvTable.WriteRows(
        writer, Header, comparison.Pairs.SelectMany(pair => pair.Outputs.Select(output => Row(pair, output))));

    private static IReadOnlyList<string> Row(ScenarioPair pair, PairedOutput output) =>
    [
        pair.A, pair.B, output.Name, output.Unit, Text(output.Level),
        Text(output.Difference.Median), Text(output.Difference.Low), Text(output.Difference.High),
        Text(output.Ratio?.Median), Text(output.Ratio?.Low), Text(output.Ratio?.High),
        Text(output.ProbabilityALess), Text(output.ProbabilityEqual),
        Text(output.Difference.MedianError), Text(output.Ratio?.MedianError), Text(output.ProbabilityError),
    ];

    private static void WritePair(Utf8JsonWriter json, ScenarioPair pair)
    {
        json.WriteStartObject();
        json.WriteString("a", pair.A);
        json.WriteString("b", pair.B);
        json.WriteStartObject("outputs");
        foreach (var output in pair.Outputs)
        {
            json.WriteStartObject(output.Name);
            json.WriteString("unit", output.Unit);
            WriteFigure(json, "difference", output.Difference);
            WriteFigure(json, "ratio", output.Ratio);
            SummaryJson.WriteNumber(json, "probability_a_less", output.ProbabilityALess);
            SummaryJson.WriteNumber(json, "probability_equal", output.ProbabilityEqual);
            SummaryJson.WriteNumber(json, "mc_error_probability", output.ProbabilityError);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFigure(Utf8JsonWriter json, string name, PairedFigure? figure)
    {
        if (figure is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        SummaryJson.WriteNumber(json, "median", figure.Median);
        SummaryJson.WriteNumber(json, "low", figure.Low);
        SummaryJson.WriteNumber(json, "high", figure.High);
        if (figure.HasTooFewBeyond)
        {
            json.WriteBoolean("too_few_samples", true);
        }

        json.WriteStartObject("mc_error");
        SummaryJson.WriteNumber(json, "median", figure.MedianError);
        SummaryJson.WriteNumber(json, "low", figure.LowError);
        SummaryJson.WriteNumber(json, "high", figure.HighError);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter json, ComparisonResult comparison)
    {
        json.WriteStartObject("inputs");
        foreach (var ways in comparison.Inputs.GroupBy(input => input.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject(ways.Key);

            // The scenarios that share it come first; those that do not stand beside them.
            json.WriteString("shared", Word(ways.First().Sharing));
            Names(json, "scenarios", ways.SelectMany(input => input.Scenarios));
            json.WriteStartArray("groups");
            foreach (var input in ways)
            {
                json.WriteStartObject();
                json.WriteString("shared", Word(input.Sharing));
                Names(json, "scenarios", input.Scenarios);
                if (input.Reason.Length > 0)
                {
                    json.WriteString("reason", input.Reason);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string key, IEnumerable<string> names)
    {
        json.WriteStartArray(key);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static string Word(InputSharing sharing) => sharing switch
    {
        InputSharing.Values => "values",
        InputSharing.Words => "draws",
        InputSharing.PartOfWords => "part of draws",
        _ => "nothing",
    };

    private static string Text(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
