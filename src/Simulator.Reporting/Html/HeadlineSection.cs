using Simulator.Model;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Statistics.Errors;

namespace Simulator.Reporting.Html;

/// <summary>The headline in words: the main figures, whether limits hold, how sure that is.</summary>
internal static class HeadlineSection
{
    private const int Digits = 3;
    private const int MostHeadlines = 4;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        var result = content.Result;
        using (html.Open("ul", ("class", "headline")))
        {
            foreach (var output in Headlines(result))
            {
                using var item = html.Open("li");
                WriteSentence(html, output);
            }
        }

        if (result.Limits.Count > 0)
        {
            using var paragraph = html.Open("p");
            html.Write("strong", Verdict(result), ("class", LimitsSection.ClassOf(result.Limits.Max(limit => limit.Verdict))));
        }

        foreach (var note in OutputTable.Notes(result))
        {
            html.Write("p", note);
        }

        var warnings = result.Notices.Count(RemarksSection.IsWarning);
        if (warnings > 0)
        {
            using var paragraph = html.Open("p");
            html.Write("a", warnings == 1 ? "There is a warning." : $"There are {Figures.Count(warnings)} warnings.", ("href", "#remarks"));
        }
    }

    /// <summary>The headline outputs; where none of them is known, the first outputs.</summary>
    public static IReadOnlyList<OutputSummary> Headlines(SimulationResult result)
    {
        var main = OutputDefinitions.Headline.Select(name => result.Outputs.FirstOrDefault(output => output.Name == name)).OfType<OutputSummary>().ToList();
        return main.Count > 0 ? main : [.. result.Outputs.Where(output => !output.IsEquivalent).Take(MostHeadlines)];
    }

    private static void WriteSentence(HtmlWriter html, OutputSummary output)
    {
        var unit = DisplayUnit.For(output.Unit, output.Median);
        html.Write("strong", output.Label);
        if (output.IsConstant)
        {
            html.Text($": exactly {WithUnit(Figures.Exact(output.Median / unit.Factor), unit)}");
        }
        else
        {
            var (lowError, highError) = OutputTable.ErrorsOfEnds(output);
            var (low, high) = Figures.Interval(
                output.Interval.Low / unit.Factor, lowError / unit.Factor, output.Interval.High / unit.Factor, highError / unit.Factor, Digits);
            html.Text(": about ");
            html.Write("strong", WithUnit(Figures.Uncertain(output.Median / unit.Factor, output.Error.Median / unit.Factor, Digits), unit));
            html.Text($"; with {ProbabilityLevel.Text(output.Interval.Level)} probability between {low} and {WithUnit(high, unit)}{OutputTable.TooFew(output)}");
        }

        html.Write("span", output.Boundary.Length > 0 ? $" ({output.Boundary})." : ".", ("class", "boundary"));
    }

    private static string Verdict(SimulationResult result)
    {
        var all = result.Limits.Count;
        var failing = result.Limits.Count(limit => limit.Verdict == LimitVerdict.Fails);
        var undecided = result.Limits.Count(limit => limit.Verdict == LimitVerdict.Undecided);
        return (failing, undecided) switch
        {
            (0, 0) => all == 1 ? "The limit holds." : $"All {all} limits hold.",
            (0, _) => all == 1 ? "Whether the limit holds is undecided." : $"{undecided} of {all} limits undecided; none fails.",
            _ => all == 1 ? "The limit does not hold." : $"{failing} of {all} limits fail{(undecided > 0 ? $", {undecided} undecided" : "")}.",
        };
    }

    private static string WithUnit(string figure, DisplayUnit unit) => unit.Name.Length > 0 ? $"{figure} {UnitText.Pretty(unit.Name)}" : figure;
}
