using System.Globalization;
using Simulator.Presentation;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Documents;

/// <summary>One sample: every input, every intermediate quantity, every output.</summary>
internal static class ReplayReport
{
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
            ["Position: share of the input's distribution below the value."]),
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
        writer.WriteLine($"{TerminalStyle.Bold(replay.Scenario.Name, styled)}  {TerminalStyle.Faint(replay.Scenario.File, styled)}");
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
    public static void WriteJson(SampleReplay replay, TextWriter writer) =>
        JsonFormat.Write(writer, JsonReplay.Of(replay), ReportingJson.Documents.JsonReplay);

    private static ReportTable Values(string title, IReadOnlyList<ReplayedValue> values, IReadOnlyList<string> notes) => new(
        title,
        [new("eq."), new("quantity", Wraps: true), new("value", CellAlignment.Right), new("unit")],
        [.. values.Select(value => (IReadOnlyList<string>)[value.Equation, value.Name, Figures.Stated(value.Value), DisplayUnit.Stored(value.Unit).Name])],
        notes);

    private static IReadOnlyList<string> Row(ReplayedInput input) =>
    [
        input.Path,
        Figures.Stated(input.Value),
        input.Unit,
        double.IsNaN(input.Position) ? "fixed" : input.Position.ToString("0.000%", CultureInfo.InvariantCulture),
        input.Distribution,
    ];
}
