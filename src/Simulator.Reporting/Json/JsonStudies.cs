using System.Text.Json.Serialization;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Scenarios;
using Simulator.Studies.Inverse;
using Simulator.Studies.Validation;

namespace Simulator.Reporting.Json;

/// <summary>One sample: every input, every intermediate quantity, every output.</summary>
internal sealed record JsonReplay(
    string Scenario, long Sample, int Replicate, long Point, string Sampler, int Replicates, ulong Seed,
    OrderedDictionary<string, JsonReplayedInput> Inputs,
    OrderedDictionary<string, IReadOnlyList<ReplayedValue>> Phases,
    IReadOnlyList<ReplayedValue> Outputs) : VersionedDocument
{
    public static JsonReplay Of(SampleReplay replay) => new(
        replay.Scenario.Name, replay.Sample, replay.Replicate, replay.Point, replay.Sampler, replay.Replicates, replay.Seed,
        replay.Inputs.ToNamed(input => input.Path, input => new JsonReplayedInput(input.Value, input.Unit, input.Position)),
        replay.Phases.ToNamed(phase => phase.Phase, phase => phase.Values),
        replay.Outputs);
}

/// <summary>The value of an input in one sample.</summary>
internal sealed record JsonReplayedInput(double Value, string Unit, double Position);

/// <summary>The answer to an inverse question.</summary>
internal sealed record JsonAnswer(
    string Input, string Unit, string Output, string Figure, string? Limit, string? Holds, [property: JsonPropertyName("equals")] double Target, string OutputUnit, double Value, double McError,
    JsonAnswerInterval Interval, bool Rising, double Now, double OutputNow, int Runs, long Samples, string? PaidTwice, IReadOnlyList<string> Notices) : VersionedDocument
{
    public static JsonAnswer Of(InverseAnswer answer, IReadOnlyList<string> notices) => new(
        answer.Question.Input, answer.Unit, answer.Question.Output, answer.Question.Figure, answer.Question.LimitText,
        answer.HoldsBelow switch { true => "below", false => "above", null => null }, answer.Question.Target, answer.Question.Unit, answer.Value, answer.Error,
        new(
            answer.Level, answer.Low?.Value ?? double.NaN, answer.High?.Value ?? double.NaN,
            answer.Low?.Error ?? double.NaN, answer.High?.Error ?? double.NaN),
        answer.IsRising, answer.Present, answer.PresentOutput, answer.Runs, answer.Samples, answer.PaidTwice.Length > 0 ? answer.PaidTwice : null, notices);
}

/// <summary>The interval of an answer; an end is null where no possible value gives it.</summary>
internal sealed record JsonAnswerInterval(double Level, double Low, double High, double McErrorLow, double McErrorHigh);

/// <summary>Published figures and ours.</summary>
internal sealed record JsonValidation(IReadOnlyList<JsonPublishedFigure> Comparisons, bool AsStated) : VersionedDocument
{
    public static JsonValidation Of(IReadOnlyList<PublishedComparison> comparisons) =>
        new([.. comparisons.Select(JsonPublishedFigure.Of)], comparisons.All(comparison => comparison.IsAsStated));
}

/// <summary>One published figure and ours.</summary>
internal sealed record JsonPublishedFigure(
    string Scenario, string File, string Output, string At, double Published, double Ours, double McError, JsonInterval Interval, double Difference,
    string Tier, string Source, string Expected, double Deviation, string Verdict, bool AsStated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Mistake,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Note)
{
    public static JsonPublishedFigure Of(PublishedComparison row) => new(
        row.Scenario, row.File, row.Figure.Output, row.Figure.Statistic, row.Figure.Value, row.Ours, row.Error,
        new(row.Interval.Level, row.Interval.Low, row.Interval.High, TooFewSamples: false), row.Deviation,
        ValidationTables.Tier(row.Figure.Tier), row.Figure.Source, Word(row.Figure.Expectation), row.Figure.Deviation ?? double.NaN,
        Word(row.Verdict), row.IsAsStated, row.Figure.Mistake, row.Figure.Note);

    /// <summary>A verdict as a word.</summary>
    public static string Word(Expectation? verdict) => verdict?.ToString().ToLowerInvariant() ?? "no figure";
}
