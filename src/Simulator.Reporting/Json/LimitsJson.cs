using System.Text.Json;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Json;

/// <summary>Writes the outcome of limits into <c>summary.json</c>.</summary>
internal static class LimitsJson
{
    /// <summary>Writes <c>limits</c>; nothing without any.</summary>
    /// <remarks>
    /// <c>holds</c> is null where the sampling cannot tell. <c>value</c> and <c>error</c> are those of the statement that the
    /// verdict comes from, in the fixed unit of its output, or a probability.
    /// </remarks>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<LimitOutcome> limits)
    {
        if (limits.Count == 0)
        {
            return;
        }

        json.WriteStartArray("limits");
        foreach (var limit in limits)
        {
            json.WriteStartObject();
            json.WriteString("limit", limit.Limit);
            WriteVerdict(json, limit.Verdict);
            SummaryJson.WriteNumber(json, "value", limit.Deciding.Value);
            SummaryJson.WriteNumber(json, "error", limit.Deciding.Error);
            json.WriteStartArray("parts");
            foreach (var part in limit.Parts)
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, LimitPartOutcome part)
    {
        json.WriteStartObject();
        json.WriteString("part", part.Text);
        WriteVerdict(json, part.Verdict);
        json.WriteString("output", part.Output);
        json.WriteString("unit", part.IsProbability ? "" : part.Unit);
        SummaryJson.WriteNumber(json, "value", part.Value);
        SummaryJson.WriteNumber(json, "error", part.Error);
        if (part.SamplesNeeded > 0)
        {
            json.WriteBoolean("too_few_samples", true);
        }

        SummaryJson.WriteNumber(json, "bound", part.Bound);
        json.WriteStartObject("exceeding");
        SummaryJson.WriteNumber(json, "amount", part.Amount);
        SummaryJson.WriteNumber(json, "probability", part.Exceeding);
        SummaryJson.WriteNumber(json, "error", part.ExceedingError);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, LimitVerdict verdict)
    {
        if (verdict == LimitVerdict.Undecided)
        {
            json.WriteNull("holds");
        }
        else
        {
            json.WriteBoolean("holds", verdict == LimitVerdict.Holds);
        }

        json.WriteString("result", LimitsTable.Words(verdict));
    }
}
