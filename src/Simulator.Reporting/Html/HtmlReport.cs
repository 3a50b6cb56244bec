using System.Globalization;
using Simulator.Presentation;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Html;

/// <summary>Writes <c>report.html</c>: one file that needs nothing else, for screens of any size and for print.</summary>
/// <remarks>The same content gives the same bytes; nothing in it is loaded from elsewhere, and nothing needs a script.</remarks>
internal static class HtmlReport
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
    public static void Write(ReportContent content, TextWriter writer) =>
        new HtmlPage($"{content.Result.Scenario.Name}: simulation report", content.Result.Run.Version) { Glyphs = content.Glyphs, Colors = content.Colors }.Write(writer, html =>
        {
            WriteTop(html, content);
            HtmlPage.WriteSections(
                html, [.. Sections.Where(section => section.IsShown(content)).Select(section => (section.Id, section.Title, (Action)(() => section.Write(html, content))))]);
        });

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

            var samples = run.Samples == 1 ? "one evaluation, nothing sampled" : $"{Figures.Count(run.Samples)} samples";
            html.Write("p", string.Create(CultureInfo.InvariantCulture, $"{samples} · seed {run.Seed} · simulator {run.Version}"), ("class", "facts"));
        }

        using var summary = html.Open("section", ("id", "summary"), ("aria-labelledby", "summary-title"));
        html.Write("h2", "In short", ("id", "summary-title"));
        HeadlineSection.Write(html, content);
    }

    private sealed record Section(string Id, string Title, Func<ReportContent, bool> IsShown, Action<HtmlWriter, ReportContent> Write);
}
