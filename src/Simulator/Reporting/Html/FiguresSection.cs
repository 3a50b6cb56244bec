namespace Simulator.Reporting;

/// <summary>The charts, each with its title and what it says.</summary>
internal static class FiguresSection
{
    private const string OfDrivers = "tornado";

    /// <summary>Whether a chart stands in the section of charts; those of a sensitivity analysis stand beside its figures.</summary>
    public static bool IsHere(ReportFigure figure) => !figure.Name.StartsWith(OfDrivers, StringComparison.Ordinal);

    public static void Write(HtmlWriter html, ReportContent content) => Write(html, content.Figures.Where(IsHere));

    public static void Write(HtmlWriter html, IEnumerable<ReportFigure> figures)
    {
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

    private static string Sentence(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? "" : $": {trimmed}{(trimmed[^1] == '.' ? "" : ".")}";
    }
}
