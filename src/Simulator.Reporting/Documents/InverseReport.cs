using Simulator.Presentation;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Statistics.Errors;
using Simulator.Studies.Inverse;

namespace Simulator.Reporting.Documents;

/// <summary>The answer to an inverse question, for people and for machines.</summary>
internal static class InverseReport
{
    /// <summary>The answer as a table with its meaning below.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="notices">What the reader needs to know of the scenario, e.g. its warnings.</param>
    public static ReportTable Table(InverseAnswer answer, IReadOnlyList<string> notices)
    {
        var question = answer.Question;
        var target = Value(question, question.Target, Figures.Stated);
        return new ReportTable(
            question.LimitText is { } limit ? $"{question.Input} for {limit}"
                : question.IsProbability ? $"{question.Input} for {question.Figure} of {target}"
                : $"{question.Input} for a {question.Figure} of {question.Output} of {target}",
            [
                new("input"),
                new("value", CellAlignment.Right),
                new($"{Figures.Level(answer.Level)} interval", CellAlignment.Interval),
                new("unit"),
                new("now", CellAlignment.Right),
                new($"{Subject(question)} now", CellAlignment.Right),
            ],
            [[
                question.Input,
                answer.Error == 0 ? Figures.Exact(answer.Value) : Figures.Uncertain(answer.Value, answer.Error),
                Interval(answer),
                answer.Unit,
                Figures.Exact(answer.Present),
                question.IsProbability && answer.PresentError > 0
                    ? Figures.Probability(answer.PresentOutput, answer.PresentError, answer.Samples)
                    : Value(question, answer.PresentOutput, value => Figures.Exact(value)),
            ]],
            [.. Notes(answer, Amount(question.Amount, question.OutputUnit, Figures.Stated)), .. notices]);
    }

    /// <summary>Writes one JSON document, every digit.</summary>
    /// <inheritdoc cref="Table"/>
    public static void WriteJson(InverseAnswer answer, IReadOnlyList<string> notices, TextWriter writer) =>
        JsonFormat.Write(writer, JsonAnswer.Of(answer, notices), ReportingJson.Documents.JsonAnswer);

    /// <summary>That the cost may pay something twice; empty if it does not. The file that is only rows has no room for it.</summary>
    public static IEnumerable<string> PaidTwice(InverseAnswer answer) => OutputTable.MayPayTwice(answer.Question.Output, answer.PaidTwice);

    // The median is what a bare name stands for.
    private static string Subject(InverseQuestion question) =>
        question.IsProbability ? question.Figure : question.Limit is null ? question.Output : $"{question.Figure} {question.Output}";

    private static string Value(InverseQuestion question, double value, Func<double, string> print) =>
        question.IsProbability ? Figures.Percent(value) : Amount(value, question.Unit, print);

    // In the unit that suits its size, as in the tables of a run.
    private static string Amount(double value, string unit, Func<double, string> print)
    {
        var shown = DisplayUnit.For(unit, value);
        return shown.Print(print(value / shown.Factor));
    }

    private static string Interval(InverseAnswer answer) => (answer.Low, answer.High) switch
    {
        ({ } low, { } high) when Math.Abs(high.Value - low.Value) <= 1e-9 * Math.Abs(answer.Value) => Figures.Fixed,
        ({ } low, { } high) => Of(Figures.Interval(low.Value, low.Error, high.Value, high.Error)),
        var (low, high) => Of((End(low), End(high))),
    };

    private static string Of((string Low, string High) ends) => $"{ends.Low} to {ends.High}";

    private static string End(InverseEnd? end) => end is { } known ? Figures.Uncertain(known.Value, known.Error) : "none";

    private static IEnumerable<string> Notes(InverseAnswer answer, string target)
    {
        var share = Figures.Level(ProbabilityLevel.Ends(answer.Level).High);
        if (answer.HoldsBelow is { } below)
        {
            yield return $"The limit holds for values {(below ? "up to" : "from")} {(answer.Error == 0 ? Figures.Exact(answer.Value) : Figures.Uncertain(answer.Value, answer.Error))}{(below ? "" : " on")}.";
        }

        var safe = answer.IsRising ? answer.Low : answer.High;
        yield return $"Interval: the values with which the samples would give {target}, given the uncertainty of the other inputs."
            + (safe is { } end && Math.Abs(end.Value - answer.Value) > 1e-9 * Math.Abs(answer.Value)
                ? $" At {End(end)}, {share} of the samples stay at or below {target}."
                : "");
        if (answer.Low is null || answer.High is null)
        {
            yield return "none: on that side some samples would need an impossible value.";
        }

        yield return answer.Samples > 1
            ? $"{answer.Runs} runs of {Figures.Count(answer.Samples)} samples, all with the same seed."
            : $"{answer.Runs} evaluations; no other input is uncertain.";
        foreach (var note in PaidTwice(answer))
        {
            yield return note;
        }
    }
}
