using System.Globalization;
using Simulator.Presentation;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Html;

/// <summary>Writes <c>report.html</c>: one file that needs nothing else, for screens of any size and for print.</summary>
/// <remarks>The same content gives the same bytes; nothing in it is loaded from elsewhere, and nothing needs a script.</remarks>
public static class HtmlReport
{
    private static readonly Section[] Sections =
    [
        new("results", "Results", _ => true, (html, content) => HtmlTable.Write(html, OutputTable.Outputs(content.Result) with { Notes = [] })),
        new("limits", "Limits", _ => true, LimitsSection.Write),
        new("charts", "Charts", content => content.Figures.Any(FiguresSection.IsHere), FiguresSection.Write),
        new("drivers", "What drives it", _ => true, DriversSection.Write),
        new("budget", "What to set aside", content => content.Result.Outputs.Any(BudgetSection.IsShown), BudgetSection.Write),
        new("breakdown", "Where it arises", content => content.Result.Components.Count > 1 || content.Result.Phases.Count > 1, BreakdownSection.Write),
        new("everyday", "In everyday terms", content => content.Result.Outputs.Any(output => output.IsEquivalent),
            (html, content) => HtmlTable.Write(html, OutputTable.Equivalents(content.Result))),
        new("inputs", "Inputs", _ => true, InputsSection.Write),
        new("remarks", "Warnings, defaults and switches", _ => true, RemarksSection.Write),
        new("certainty", "How certain the figures are", _ => true, CertaintySection.Write),
        new("sources", "Sources", content => InputsSection.Cited(content.Result).Count > 0, InputsSection.WriteSources),
        new("reproduction", "How to reproduce it", _ => true, ReproductionSection.Write),
    ];

    /// <summary>Writes the report of one run.</summary>
    public static void Write(ReportContent content, TextWriter writer)
    {
        writer.Write("<!DOCTYPE html>\n");
        var html = new HtmlWriter(writer);
        using var document = html.Open("html", ("lang", "en"));
        WriteHead(html, content);
        using var body = html.Open("body");
        if (content.Glyphs.Length > 0)
        {
            html.Markup($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"glyphs\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs>{content.Glyphs}</defs></svg>\n");
        }

        using var main = html.Open("main");
        WriteTop(html, content);
        var shown = Array.FindAll(Sections, section => section.IsShown(content));
        using (html.Open("nav", ("aria-label", "Contents")))
        using (html.Open("ul"))
        {
            foreach (var (id, title, _, _) in shown)
            {
                using var item = html.Open("li");
                html.Write("a", title, ("href", "#" + id));
            }
        }

        foreach (var (id, title, _, write) in shown)
        {
            using var section = html.Open("section", ("id", id), ("aria-labelledby", id + "-title"));
            html.Write("h2", title, ("id", id + "-title"));
            write(html, content);
        }
    }

    private static void WriteHead(HtmlWriter html, ReportContent content)
    {
        using var head = html.Open("head");
        html.Write("meta", "", ("charset", "utf-8"));
        html.Write("meta", "", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Write("meta", "", ("name", "color-scheme"), ("content", "light dark"));
        html.Write("meta", "", ("name", "generator"), ("content", $"simulator {content.Result.Run.Version}"));
        html.Write("title", $"{content.Result.Scenario.Name}: simulation report");
        html.Markup($"<style>\n{ReportStyle.Css(content.Colors)}</style>\n");
    }

    private static void WriteTop(HtmlWriter html, ReportContent content)
    {
        var (scenario, run) = (content.Result.Scenario, content.Result.Run);
        using (html.Open("header"))
        {
            html.Write("p", "Simulation report", ("class", "kicker"));
            html.Write("h1", scenario.Name);
            if (scenario.Description.Length > 0)
            {
                html.Write("p", scenario.Description.Trim(), ("class", "description"));
            }

            var samples = run.Samples == 1 ? "exact arithmetic" : $"{Figures.Count(run.Samples)} samples";
            html.Write("p", string.Create(CultureInfo.InvariantCulture, $"{samples} · seed {run.Seed} · simulator {run.Version}"), ("class", "facts"));
        }

        using var summary = html.Open("section", ("id", "summary"), ("aria-labelledby", "summary-title"));
        html.Write("h2", "In short", ("id", "summary-title"));
        HeadlineSection.Write(html, content);
    }

    private sealed record Section(string Id, string Title, Func<ReportContent, bool> IsShown, Action<HtmlWriter, ReportContent> Write);
}
