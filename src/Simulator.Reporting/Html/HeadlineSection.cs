using Simulator.Model;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Html;

/// <summary>The headline in words: the main figures, whether limits hold, how sure that is.</summary>
internal static class HeadlineSection
{
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
            html.Write("strong", LimitsTable.Verdict(result.Limits), ("class", LimitsSection.ClassOf(result.Limits.Max(limit => limit.Verdict))));
        }

        foreach (var note in OutputTable.Notes(result))
        {
            html.Write("p", note);
        }

        var warnings = result.Notices.Count(NoticeList.IsWarning);
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
        var unit = OutputTable.Unit(output);
        var text = OutputTable.Text(output, unit);
        html.Write("strong", output.Label);
        html.Text(text.IsFixed ? ": " : ": about ");
        html.Write("strong", unit.Set(text.Median));
        html.Text(text.IsFixed ? $", {text.Interval}" : $"; with {Figures.Level(output.Interval.Level)} probability between {Typeset.Number(text.Low)} and {unit.Set(text.High)}{text.Remark}");
        html.Write("span", output.Boundary.Length > 0 ? $" ({output.Boundary})." : ".", ("class", "boundary"));
    }
}
