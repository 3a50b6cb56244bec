using System.Text.Json.Serialization;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Json;

/// <summary>The outcome of one limit.</summary>
/// <param name="Limit">As written.</param>
/// <param name="Holds">Null where the sampling cannot tell.</param>
/// <param name="Result">The same in words.</param>
/// <param name="Value">Of the statement that the verdict comes from, in the fixed unit of its output, or a probability.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
/// <param name="Parts">Its statements.</param>
internal sealed record JsonLimit(
    string Limit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? Holds,
    string Result, double Value, double Error, IReadOnlyList<JsonLimitPart> Parts)
{
    public static JsonLimit Of(LimitOutcome limit) => new(
        limit.Limit, Holding(limit.Verdict), LimitsTable.Words(limit.Verdict), limit.Deciding.Value, limit.Deciding.Error,
        [.. limit.Parts.Select(JsonLimitPart.Of)]);

    public static bool? Holding(LimitVerdict verdict) => verdict == LimitVerdict.Undecided ? null : verdict == LimitVerdict.Holds;
}

/// <summary>One statement of a limit.</summary>
internal sealed record JsonLimitPart(
    string Part,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? Holds,
    string Result, string Output, string Unit, double Value, double Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool TooFewSamples,
    double Bound, JsonExceeding Exceeding,
    string? PaidTwice, JsonLimitPart? WithoutOverlap)
{
    public static JsonLimitPart Of(LimitPartOutcome part) => new(
        part.Text, JsonLimit.Holding(part.Verdict), LimitsTable.Words(part.Verdict), part.Output, part.IsProbability ? "" : part.Unit, part.Value, part.Error,
        part.SamplesNeeded > 0, part.Bound, new(part.Amount, part.Exceeding, part.ExceedingError),
        part.PaidTwice.Length > 0 ? part.PaidTwice : null, part.WithoutOverlap is { } other ? Of(other) : null);
}

/// <summary>The probability of more than an amount.</summary>
internal sealed record JsonExceeding(double Amount, double Probability, double Error);
