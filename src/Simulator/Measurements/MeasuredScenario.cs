using Simulator.Model;
using System.Globalization;
using System.Text;

namespace Simulator.Measurements;

/// <summary>Writes a measurement as a scenario file.</summary>
internal static class MeasuredScenario
{
    /// <summary>The scenario, in YAML.</summary>
    /// <param name="measured">What the logs say.</param>
    /// <param name="name">Name of the scenario.</param>
    /// <param name="location">Catalogue id of the location; null to leave it to the reader.</param>
    public static string Write(Measurement measured, string name, string? location)
    {
        var text = new StringBuilder();
        Comment(text, $"Written by 'simulator import {measured.Format}'. Add what the log does not say: facility, grid, prices.");
        foreach (var remark in Remarks(measured))
        {
            Comment(text, remark);
        }

        text.Append(CultureInfo.InvariantCulture, $"name: {Quoted(name)}\n");
        text.Append(CultureInfo.InvariantCulture, $"description: {Quoted(Description(measured))}\n\n");
        if (measured.Accelerator is { } accelerator)
        {
            text.Append(CultureInfo.InvariantCulture, $"hardware:\n  accelerator: {accelerator}\n");
        }

        if (measured.Pue is { } pue)
        {
            text.Append(CultureInfo.InvariantCulture, $"facility:\n  pue:\n    value: {Number(pue)}\n    source: CodeCarbon's setting\n");
        }

        if (location is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"grid:\n  location: {location}\n");
        }

        text.Append("training:\n  - phase: measured\n    energy:\n");
        text.Append(CultureInfo.InvariantCulture, $"      value: {Energy(measured)}\n");
        if (measured.Accuracy.Source is { } source)
        {
            text.Append(CultureInfo.InvariantCulture, $"      source: {Quoted(source)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"      note: {Quoted(Accuracy(measured))}\n");
        text.Append(CultureInfo.InvariantCulture, $"    measured_at: {measured.MeasuredAt.Word()}\n");
        if (measured.Accelerators is { } count)
        {
            text.Append(CultureInfo.InvariantCulture, $"    accelerators: {{value: {count}, source: {Log(measured)}}}\n");
        }

        if (measured.AcceleratorHours is { } hours)
        {
            text.Append(CultureInfo.InvariantCulture, $"    accelerator_hours: {{value: {Number(hours)} h, source: {Log(measured)}}}\n");
        }

        return text.ToString();
    }

    /// <summary>Files, rows, gaps and notes, a sentence each.</summary>
    public static IReadOnlyList<string> Remarks(Measurement measured) =>
    [
        .. measured.Files.Select(file => $"file: {file.Name}, SHA-256 {file.Sha256}"),
        $"rows: {measured.Rows}",
        .. measured.Gaps is { } gaps ? [$"gaps: {gaps}"] : Array.Empty<string>(),
        .. measured.Start is { } start && measured.End is { } end ? [$"time: {start} to {end}{(start.IsZoned ? "" : ", by the clock of the log, whose zone it does not say")}"] : Array.Empty<string>(),
        .. measured.AcceleratorHours is { } hours ? [FormattableString.Invariant($"accelerator-hours: {hours:G6} h{(measured.Accelerators is { } count ? FormattableString.Invariant($" on {count}") : "")}")] : Array.Empty<string>(),
        $"energy: {Energy(measured)}, at the boundary '{measured.MeasuredAt.Word()}'",
        $"accuracy: {Accuracy(measured)}{(measured.Accuracy.Source is { } source ? $" Source: {source}." : "")}",
        .. measured.Notes.Select(note => $"note: {note}"),
    ];

    /// <summary>The energy in words, e.g. <c>48.3126 kWh ± 5%</c>.</summary>
    public static string Energy(Measurement measured) => $"{Number(measured.KilowattHours)} kWh{(measured.Accuracy.Share is { } share ? $" ± {Number(100 * share)}%" : "")}";

    private static string Description(Measurement measured) =>
        $"Energy measured at the boundary '{measured.MeasuredAt.Word()}', from {string.Join(", ", measured.Files.Select(file => $"{file.Name} (SHA-256 {file.Sha256[..12]}…)"))}. Rows: {measured.Rows}."
        + (measured.Gaps is { } gaps ? $" Gaps: {gaps}." : "");

    private static string Accuracy(Measurement measured) => measured.Accuracy.Share is { } share ? $"±{Number(100 * share)}%: {measured.Accuracy.Note}" : measured.Accuracy.Note;

    private static string Log(Measurement measured) => Quoted($"{measured.Format} log {string.Join(", ", measured.Files.Select(file => file.Name))}");

    // Seven digits, as many as single precision keeps.
    private static string Number(double value) => Math.Abs(value) is >= 1e-3 and < 1e7
        ? decimal.Parse(value.ToString("G7", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : value.ToString("G7", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        $"\"{string.Concat(text.Select(character => char.IsControl(character) ? " " : character is '"' or '\\' ? $"\\{character}" : character.ToString()))}\"";

    private static void Comment(StringBuilder text, string remark) => text.Append("# ").Append(remark.ReplaceLineEndings(" ")).Append('\n');
}
