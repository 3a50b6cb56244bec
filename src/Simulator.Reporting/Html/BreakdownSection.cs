using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Html;

/// <summary>Means by component and by phase.</summary>
internal static class BreakdownSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var result = content.Result;
        FiguresSection.Write(html, content.Figures.Where(FiguresSection.IsOfBreakdown));
        foreach (var (table, count) in new[] { (BreakdownTable.Components(result), result.Components.Count), (BreakdownTable.Phases(result), result.Phases.Count) })
        {
            if (count > 1)
            {
                html.Write("h3", table.Title);
                HtmlTable.Write(html, table);
            }
        }
    }
}
