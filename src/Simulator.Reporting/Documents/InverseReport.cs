using Simulator.Presentation;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Statistics.Errors;
using Simulator.Studies.Inverse;

namespace Simulator.Reporting.Documents;

/// <summary>The answer to an inverse question, for people and for machines.</summary>
public static class InverseReport
{
    /// <summary>The answer as a table with its meaning below.</summary>
    public static ReportTable Table(InverseAnswer answer)
    {
        var question = answer.Question;
        var target = $"{Figures.Exact(question.Target)} {question.Unit}".TrimEnd();
        return new ReportTable(
            $"{question.Input} for a median of {question.Output} of {target}",
            [
                new("input"),
                new("value", CellAlignment.Right),
                new($"{Figures.Level(answer.Level)} interval", CellAlignment.Interval),
                new("unit"),
                new("now", CellAlignment.Right),
                new($"{question.Output} now", CellAlignment.Right),
            ],
            [[
                question.Input,
                answer.Error == 0 ? Figures.Exact(answer.Value) : Figures.Uncertain(answer.Value, answer.Error),
                Interval(answer),
                answer.Unit,
                Figures.Exact(answer.Present, Figures.UncertainDigits),
                $"{Figures.Exact(answer.PresentOutput, Figures.UncertainDigits)} {question.Unit}".TrimEnd(),
            ]],
            [.. Notes(answer, target)]);
    }

    /// <summary>Writes one JSON document, every digit.</summary>
    public static void WriteJson(InverseAnswer answer, TextWriter writer) =>
        JsonFormat.Write(writer, JsonAnswer.Of(answer), ReportingJson.Documents.JsonAnswer);

    private static string Interval(InverseAnswer answer) => (answer.Low, answer.High) switch
    {
        ({ } low, { } high) when Math.Abs(high.Value - low.Value) <= 1e-9 * Math.Abs(answer.Value) => "exact",
        ({ } low, { } high) => Of(Figures.Interval(low.Value, low.Error, high.Value, high.Error)),
        var (low, high) => Of((End(low), End(high))),
    };

    private static string Of((string Low, string High) ends) => $"{ends.Low} to {ends.High}";

    private static string End(InverseEnd? end) => end is { } known ? Figures.Uncertain(known.Value, known.Error) : "none";

    private static IEnumerable<string> Notes(InverseAnswer answer, string target)
    {
        var share = Figures.Level(ProbabilityLevel.Ends(answer.Level).High);
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
    }
}
