using System.Text;
using System.Text.Json;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Statistics.Errors;
using Simulator.Studies.Inverse;

namespace Simulator.Reporting.Documents;

/// <summary>The answer to an inverse question, for people and for machines.</summary>
internal static class InverseReport
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
                new($"{ProbabilityLevel.Text(answer.Level)} interval", CellAlignment.Interval),
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
    public static void WriteJson(InverseAnswer answer, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("input", answer.Question.Input);
            json.WriteString("unit", answer.Unit);
            json.WriteString("output", answer.Question.Output);
            json.WriteNumber("equals", answer.Question.Target);
            json.WriteString("output_unit", answer.Question.Unit);
            json.WriteNumber("value", answer.Value);
            SummaryJson.WriteNumber(json, "mc_error", answer.Error);
            json.WriteStartObject("interval");
            json.WriteNumber("level", answer.Level);
            Write(json, "low", answer.Low?.Value);
            Write(json, "high", answer.High?.Value);
            Write(json, "mc_error_low", answer.Low?.Error);
            Write(json, "mc_error_high", answer.High?.Error);
            json.WriteEndObject();
            json.WriteBoolean("rising", answer.IsRising);
            json.WriteNumber("now", answer.Present);
            json.WriteNumber("output_now", answer.PresentOutput);
            json.WriteNumber("runs", answer.Runs);
            json.WriteNumber("samples", answer.Samples);
            json.WriteEndObject();
        }

        writer.Write(Encoding.UTF8.GetString(buffer.ToArray()));
        writer.Write('\n');
    }

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
        var share = ProbabilityLevel.Text(ProbabilityLevel.Ends(answer.Level).High);
        var safe = answer.IsRising ? answer.Low : answer.High;
        yield return $"Interval: what each sample would need to give {target}, for all that the other inputs leave open."
            + (safe is { } end && Math.Abs(end.Value - answer.Value) > 1e-9 * Math.Abs(answer.Value)
                ? $" At {End(end)}, {share} of the samples stay at or below {target}."
                : "");
        if (answer.Low is null || answer.High is null)
        {
            yield return "none: on that side some samples need a value that is not possible.";
        }

        yield return answer.Samples > 1
            ? $"{answer.Runs} runs of {Figures.Count(answer.Samples)} samples, all with the same seed."
            : $"{answer.Runs} evaluations; nothing else is uncertain.";
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
