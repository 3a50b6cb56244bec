namespace Simulator.Reporting.Html;

/// <summary>The charts, each with its title and what it says.</summary>
internal static class FiguresSection
{
    /// <summary>Whether a chart shows what a sensitivity analysis found.</summary>
    public static bool IsOfDrivers(ReportFigure figure) => Is(figure, "tornado");

    /// <summary>Whether a chart shows where energy and cost arise.</summary>
    public static bool IsOfBreakdown(ReportFigure figure) => Is(figure, "breakdown");

    /// <summary>Whether a chart shows how the figures settled.</summary>
    public static bool IsOfCertainty(ReportFigure figure) => Is(figure, "convergence");

    /// <summary>Whether a chart stands in the section of charts: those of other sections stand beside what they show.</summary>
    public static bool IsHere(ReportFigure figure) => !IsOfDrivers(figure) && !IsOfBreakdown(figure) && !IsOfCertainty(figure);

    public static void Write(HtmlWriter html, ReportContent content) => Write(html, content.Figures.Where(IsHere));

    /// <summary>Writes some charts; nothing if there are none.</summary>

    public static void Write(HtmlWriter html, IEnumerable<ReportFigure> figures)
    {
        if (!figures.Any())
        {
            return;
        }

        using var grid = html.Open("div", ("class", "figures"));
        foreach (var figure in figures)
        {
            using var element = html.Open("figure", ("id", "figure-" + figure.Name));
            using (html.Open("figcaption"))
            {
                html.Write("strong", figure.Title);
                html.Text(Sentence(figure.Sentence));
            }

            html.Markup(figure.Svg);
        }
    }

    private static bool Is(ReportFigure figure, string kind) => figure.Name.StartsWith(kind, StringComparison.Ordinal);

    private static string Sentence(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? "" : $": {trimmed}{(trimmed[^1] == '.' ? "" : ".")}";
    }
}
