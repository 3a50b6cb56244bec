namespace Simulator.Reporting.Html;

/// <summary>What every page has around its content: one file that needs nothing else, for screens of any size and for print.</summary>
/// <param name="Title">Title of the page.</param>
/// <param name="Version">Version of this program.</param>
internal sealed record HtmlPage(string Title, string Version)
{
    /// <summary>Outlines that the charts share: the inside of an SVG <c>defs</c> element.</summary>
    public string Glyphs { get; init; } = "";

    /// <summary>CSS variables that the charts use, with a colour for each theme.</summary>
    public IReadOnlyList<(string Variable, string Light, string Dark)> Colors { get; init; } = [];

    /// <summary>Class of the main element; null for the usual width.</summary>
    public string? Class { get; init; }

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="main">Writes what is in the main element.</param>
    public void Write(TextWriter writer, Action<HtmlWriter> main)
    {
        writer.Write("<!DOCTYPE html>\n");
        var html = new HtmlWriter(writer);
        using var document = html.Open("html", ("lang", "en"));
        WriteHead(html);
        using var body = html.Open("body");
        if (Glyphs.Length > 0)
        {
            html.Markup($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"glyphs\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs>{Glyphs}</defs></svg>\n");
        }

        using var element = html.Open("main", ("class", Class));
        main(html);
    }

    /// <summary>Writes the table of contents, then the sections with their headings.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="sections">The sections that are shown.</param>
    public static void WriteSections(HtmlWriter html, IReadOnlyList<(string Id, string Title, Action Write)> sections)
    {
        using (html.Open("nav", ("aria-label", "Contents")))
        using (html.Open("ul"))
        {
            foreach (var (id, title, _) in sections)
            {
                using var item = html.Open("li");
                html.Write("a", title, ("href", "#" + id));
            }
        }

        foreach (var (id, title, write) in sections)
        {
            using var section = html.Open("section", ("id", id), ("aria-labelledby", id + "-title"));
            html.Write("h2", title, ("id", id + "-title"));
            write();
        }
    }

    private void WriteHead(HtmlWriter html)
    {
        using var head = html.Open("head");
        html.Write("meta", "", ("charset", "utf-8"));
        html.Write("meta", "", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Write("meta", "", ("name", "color-scheme"), ("content", "light dark"));
        html.Write("meta", "", ("name", "generator"), ("content", $"simulator {Version}"));
        html.Write("title", Title);
        html.Markup($"<style>\n{ReportStyle.Css(Colors)}</style>\n");
    }
}
