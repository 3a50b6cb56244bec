using System.Globalization;
using System.Text.Json.Serialization;
using Simulator.Results;
using Simulator.Statistics.Errors;

namespace Simulator.Reporting.Json;

/// <summary>One output: quantiles and errors by probability. What is null is left out.</summary>
internal sealed record JsonOutput(
    string Unit, double Mean, double Sd, double Min, double Max, JsonInterval Interval,
    OrderedDictionary<string, double> Quantiles,
    OrderedDictionary<string, double> McError,
    IReadOnlyList<string>? TooFewSamples,
    JsonTailMean? TailMean,
    OrderedDictionary<string, JsonEstimate>? Budget,
    long Nan, long Infinite,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long TooSmall,
    string? PaidTwice)
{
    public static JsonOutput Of(OutputSummary output) => new(
        output.Unit, output.Mean, output.StandardDeviation, output.Minimum, output.Maximum,
        new(output.Interval.Level, output.Interval.Low, output.Interval.High, output.Interval.HasTooFewBeyond),
        output.Quantiles.ToNamed(quantile => Key(quantile.Probability), quantile => quantile.Value),
        Errors(output.Error, output.Interval.Level),
        output.TooFewBeyond.Select(Key).ToList().OrNothing(),
        output.TailMean is { } tail ? new(tail.Share, tail.Value, tail.Error, tail.IsOfTooFew) : null,
        output.Budget.ToNamed(budget => Key(budget.Probability), budget => new JsonEstimate(budget.Value, budget.Error)).OrNothing(),
        output.NotANumber, output.Infinite, output.TooSmall, output.PaidTwice.Length > 0 ? output.PaidTwice : null);

    private static OrderedDictionary<string, double> Errors(MonteCarloError error, double level)
    {
        var (low, high) = ProbabilityLevel.Ends(level);
        (string Key, double Value)[] errors = [("mean", error.Mean), (Key(low), error.Low), ("0.5", error.Median), (Key(high), error.High)];
        return errors.ToNamed(pair => pair.Key, pair => pair.Value);
    }

    private static string Key(double probability) => probability.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>A central interval.</summary>
internal sealed record JsonInterval(
    double Level, double Low, double High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool TooFewSamples);

/// <summary>The mean of the worst cases.</summary>
internal sealed record JsonTailMean(
    double Share, double Value, double Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool TooFewSamples);

/// <summary>A figure and its Monte Carlo standard error.</summary>
internal sealed record JsonEstimate(double Value, double Error);
