using System.Globalization;
using System.Text.Json;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Documents;

/// <summary>One sample: every input, every intermediate quantity, every output.</summary>
internal static class ReplayReport
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The tables, in the order of the calculation.</summary>
    public static IReadOnlyList<ReportTable> Tables(SampleReplay replay) =>
    [
        new(
            "Inputs",
            [
                new("input", Wraps: true), new("value", CellAlignment.Right), new("unit"), new("position", CellAlignment.Right),
                new("as written", Wraps: true, IsDetail: true),
            ],
            [.. replay.Inputs.Select(Row)],
            ["Position: how much of the input's distribution lies below the value."]),
        .. replay.Phases.Select(phase => Values($"{phase.Phase}: intermediate quantities", phase.Values, [])),
        Values("Outputs", replay.Outputs, []),
    ];

    /// <summary>Which sample it is.</summary>
    public static string Heading(SampleReplay replay) => string.Create(
        CultureInfo.InvariantCulture,
        $"Sample {replay.Sample} (point {replay.Point} of replicate {replay.Replicate}), {replay.Sampler}, seed {replay.Seed}");

    /// <summary>Writes it as text.</summary>
    public static void WriteText(SampleReplay replay, TextWriter writer, int? width = null, bool styled = false)
    {
        writer.WriteLine($"{TextStyle.Bold(replay.Scenario.Name, styled)}  {TextStyle.Faint(replay.Scenario.File, styled)}");
        writer.WriteLine(Heading(replay));
        foreach (var table in Tables(replay))
        {
            writer.WriteLine();
            TextTable.Write(table, writer, width, styled);
        }
    }

    /// <summary>Writes it as Markdown.</summary>
    public static void WriteMarkdown(SampleReplay replay, TextWriter writer)
    {
        writer.WriteLine($"## {MarkdownTable.Escape(replay.Scenario.Name)}");
        writer.WriteLine();
        writer.WriteLine(MarkdownTable.Escape(Heading(replay)));
        writer.WriteLine();
        foreach (var table in Tables(replay))
        {
            MarkdownTable.Write(table, writer);
        }
    }

    /// <summary>Writes it as JSON, with every digit.</summary>
    public static void WriteJson(SampleReplay replay, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("scenario", replay.Scenario.Name);
            json.WriteNumber("sample", replay.Sample);
            json.WriteNumber("replicate", replay.Replicate);
            json.WriteNumber("point", replay.Point);
            json.WriteString("sampler", replay.Sampler);
            json.WriteNumber("replicates", replay.Replicates);
            json.WriteNumber("seed", replay.Seed);
            json.WriteStartObject("inputs");
            foreach (var input in replay.Inputs)
            {
                json.WriteStartObject(input.Path);
                SummaryJson.WriteNumber(json, "value", input.Value);
                json.WriteString("unit", input.Unit);
                SummaryJson.WriteNumber(json, "position", input.Position);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("phases");
            foreach (var phase in replay.Phases)
            {
                Write(json, phase.Phase, phase.Values);
            }

            json.WriteEndObject();
            Write(json, "outputs", replay.Outputs);
            json.WriteEndObject();
        }

        writer.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        writer.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyList<ReplayedValue> values)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("equation", value.Equation);
            json.WriteString("name", value.Name);
            SummaryJson.WriteNumber(json, "value", value.Value);
            json.WriteString("unit", value.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ReportTable Values(string title, IReadOnlyList<ReplayedValue> values, IReadOnlyList<string> notes) => new(
        title,
        [new("eq."), new("quantity", Wraps: true), new("value", CellAlignment.Right), new("unit")],
        [.. values.Select(value => (IReadOnlyList<string>)[value.Equation, value.Name, Figures.Exact(value.Value), value.Unit])],
        notes);

    private static IReadOnlyList<string> Row(ReplayedInput input) =>
    [
        input.Path,
        Figures.Exact(input.Value),
        input.Unit,
        double.IsNaN(input.Position) ? "exact" : input.Position.ToString("0.000%", CultureInfo.InvariantCulture),
        input.Distribution,
    ];
}
