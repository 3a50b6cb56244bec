using System.Text.Json.Serialization;
using Simulator.Model;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Json;

/// <summary>A comparison: the summary of every scenario, every pair, and what inputs are shared.</summary>
internal sealed record JsonComparison(
    IReadOnlyList<JsonSummary> Scenarios, IReadOnlyList<JsonPair> Pairs, string Coupling, OrderedDictionary<string, JsonSharedInput> Inputs,
    IReadOnlyList<JsonSheetRow> Sheet, IReadOnlyList<JsonProbability>? Probabilities, IReadOnlyList<JsonLimit>? Limits) : VersionedDocument
{
    public static JsonComparison Of(ComparisonResult comparison, bool includeRun) => new(
        [.. comparison.Scenarios.Select(scenario => JsonSummary.Of(scenario, includeRun))],
        [.. comparison.Pairs.Select(pair => new JsonPair(pair.A, pair.B, pair.Outputs.ToNamed(output => output.Name, JsonPairedOutput.Of)))],
        comparison.Coupling,
        comparison.Inputs.GroupBy(input => input.Path, StringComparer.Ordinal).ToNamed(ways => ways.Key, JsonSharedInput.Of),
        JsonSheetRow.Of(ComparisonSheet.Of(comparison, [.. OutputDefinitions.Compared.Select(output => output.Name)])),
        comparison.Probabilities.Select(pair => new JsonProbability(pair.A, pair.B, pair.Output, pair.ALess, pair.Equal, pair.Error)).ToList().OrNothing(),
        comparison.Limits.Select(JsonLimit.Of).ToList().OrNothing());
}

/// <summary>One model of the sheet: what a reader has to know of its row, and what others have published.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="File">Its file.</param>
/// <param name="IsTotalOnly">Whether only published figures are stated; it is then not among the scenarios.</param>
/// <param name="Notes">Remarks on the whole row; null if there are none.</param>
/// <param name="OutputNotes">Remarks on single outputs, by output; null if there are none.</param>
/// <param name="Published">Published figures in the units of the outputs; null if there are none.</param>
internal sealed record JsonSheetRow(
    string Name, string File, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsTotalOnly,
    IReadOnlyList<string>? Notes, OrderedDictionary<string, IReadOnlyList<string>>? OutputNotes, IReadOnlyList<JsonPublishedMark>? Published)
{
    public static IReadOnlyList<JsonSheetRow> Of(ComparisonSheet sheet) =>
    [
        .. sheet.Rows.Select(row => new JsonSheetRow(
            row.Name, row.Model.Scenario.File, row.Model.Result is null,
            row.Notes.Select(note => sheet.Notes[note - 1]).ToList().OrNothing(),
            row.Cells.Where(cell => cell.Notes.Count > 0)
                .ToNamed(cell => cell.Definition.Name, cell => (IReadOnlyList<string>)[.. cell.Notes.Select(note => sheet.Notes[note - 1])]) is { Count: > 0 } notes ? notes : null,
            (from cell in row.Cells
             from figure in cell.Published
             select new JsonPublishedMark(cell.Definition.Name, figure.Value, cell.Definition.Unit, ValidationTables.Tier(figure.Tier), figure.Source, figure.Note)).ToList().OrNothing())),
    ];
}

/// <summary>A figure that others have published.</summary>
internal sealed record JsonPublishedMark(string Output, double Value, string Unit, string Tier, string Source, string? Note);

/// <summary>How probable it is that A has less of an output than B.</summary>
internal sealed record JsonProbability(string A, string B, string Output, double ProbabilityALess, double ProbabilityEqual, double McErrorProbability);

/// <summary>Two scenarios, sample by sample.</summary>
internal sealed record JsonPair(string A, string B, OrderedDictionary<string, JsonPairedOutput> Outputs);

/// <summary>One output in both.</summary>
internal sealed record JsonPairedOutput(
    string Unit, JsonPairedFigure Difference,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonPairedFigure? Ratio,
    double ProbabilityALess, double ProbabilityEqual, double McErrorProbability,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long UndefinedRatios)
{
    public static JsonPairedOutput Of(PairedOutput output) => new(
        output.Unit, JsonPairedFigure.Of(output.Difference), output.Ratio is { } ratio ? JsonPairedFigure.Of(ratio) : null,
        output.ProbabilityALess, output.ProbabilityEqual, output.ProbabilityError, output.Ratio is null ? 0 : output.UndefinedRatios);
}

/// <summary>A difference or a ratio.</summary>
internal sealed record JsonPairedFigure(
    double Median, double Low, double High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool TooFewSamples,
    JsonIntervalErrors McError)
{
    public static JsonPairedFigure Of(PairedFigure figure) => new(
        figure.Median, figure.Low, figure.High, figure.HasTooFewBeyond, new(figure.MedianError, figure.LowError, figure.HighError));
}

/// <summary>Monte Carlo standard errors of an interval and its median.</summary>
internal sealed record JsonIntervalErrors(double Median, double Low, double High);

/// <summary>What scenarios share of one input.</summary>
/// <param name="Shared">Of the scenarios that share it; those that do not stand beside them.</param>
/// <param name="Scenarios">All that have it.</param>
/// <param name="Groups">Which of them share what.</param>
internal sealed record JsonSharedInput(string Shared, IReadOnlyList<string> Scenarios, IReadOnlyList<JsonSharingGroup> Groups)
{
    public static JsonSharedInput Of(IEnumerable<ComparedInput> ways) => new(
        Word(ways.First().Sharing), [.. ways.SelectMany(input => input.Scenarios)],
        [.. ways.Select(input => new JsonSharingGroup(Word(input.Sharing), input.Scenarios, input.Reason.Length > 0 ? input.Reason : null))]);

    private static string Word(InputSharing sharing) => sharing switch
    {
        InputSharing.Values => "values",
        InputSharing.Words => "draws",
        InputSharing.PartOfWords => "part of draws",
        _ => "nothing",
    };
}

/// <summary>Scenarios that share an input, or that do not.</summary>
internal sealed record JsonSharingGroup(string Shared, IReadOnlyList<string> Scenarios, string? Reason);
