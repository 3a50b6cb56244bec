using System.Text.Json;
using Simulator.Results;

namespace Simulator.Reporting.Json;

/// <summary>The parts of <c>summary.json</c> that say where the uncertainty comes from.</summary>
internal static class SensitivityJson
{
    /// <summary>Writes <c>sensitivity</c> and <c>worst_cases</c>, if they were requested.</summary>
    public static void Write(Utf8JsonWriter json, SimulationResult result)
    {
        if (result.Sensitivity is { } sensitivity)
        {
            WriteRun(json, sensitivity);
            json.WriteStartObject("sensitivity");
            foreach (var output in sensitivity.Outputs)
            {
                json.WriteStartObject(output.Output);
                foreach (var input in output.Inputs)
                {
                    WriteInput(json, input);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        if (result.WorstCases.Count > 0)
        {
            json.WriteStartObject("worst_cases");
            foreach (var worst in result.WorstCases)
            {
                WriteWorst(json, worst);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteRun(Utf8JsonWriter json, SensitivityResult sensitivity)
    {
        json.WriteStartObject("sensitivity_run");
        json.WriteNumber("base_points", sensitivity.BasePoints);
        if (sensitivity.Interrupted)
        {
            json.WriteNumber("requested_base_points", sensitivity.RequestedBasePoints);
        }

        json.WriteNumber("replicates", sensitivity.Replicates);
        json.WriteStartObject("without_indices");
        foreach (var output in sensitivity.Outputs.Where(output => output.WithoutIndices is not null))
        {
            json.WriteString(output.Output, output.WithoutIndices);
        }

        json.WriteEndObject();
        json.WriteStartObject("log_explained");
        foreach (var output in sensitivity.Outputs.Where(output => output.WithoutIndices is null))
        {
            Number(json, output.Output, output.LogExplained);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, InputSensitivity input)
    {
        json.WriteStartObject(input.Name);
        if (input.IsGroup)
        {
            json.WriteStartArray("group");
            foreach (var member in input.Members)
            {
                json.WriteStringValue(member);
            }

            json.WriteEndArray();
        }

        Number(json, "first", input.First.Value);
        Number(json, "first_error", input.First.Error);
        Number(json, "total", input.Total.Value);
        Number(json, "total_error", input.Total.Error);
        Number(json, "log_share", input.LogShare);
        json.WriteStartObject("tornado");
        foreach (var bar in input.Tornado)
        {
            // A group has a bar for each member; an input by itself has one, which needs no name.
            if (input.IsGroup)
            {
                json.WriteStartObject(bar.Input);
            }

            Number(json, "low", bar.Low);
            Number(json, "high", bar.High);
            if (input.IsGroup)
            {
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteWorst(Utf8JsonWriter json, WorstCases worst)
    {
        json.WriteStartObject(worst.Output);
        Number(json, "share", worst.Share);
        Number(json, "threshold", worst.Threshold);
        Number(json, "mean", worst.Mean);
        json.WriteNumber("samples", worst.Samples);
        json.WriteNumber("out_of", worst.OutOf);
        json.WriteNumber("worst_sample", worst.Worst);
        json.WriteStartObject("inputs");
        foreach (var input in worst.Inputs)
        {
            json.WriteStartObject(input.Input);
            json.WriteString("unit", input.Unit);
            WriteSpread(json, "within", input.Within);
            WriteSpread(json, "overall", input.Overall);
            Number(json, "position", input.Position);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSpread(Utf8JsonWriter json, string key, ValueSpread spread)
    {
        json.WriteStartObject(key);
        Number(json, "mean", spread.Mean);
        Number(json, "p5", spread.P5);
        Number(json, "median", spread.Median);
        Number(json, "p95", spread.P95);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string key, double value) => SummaryJson.WriteNumber(json, key, value);
}
