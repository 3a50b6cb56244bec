using Simulator.Presentation;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Html;

/// <summary>Writes tables as HTML: in a box of their own that scrolls where the screen is too narrow.</summary>
internal static class HtmlTable
{
    /// <summary>Writes a table and its notes; cells of detail stand under the first cell of their row.</summary>
    public static void Write(HtmlWriter html, ReportTable table)
    {
        WriteRows(html, table, table.FilledColumns);
        WriteNotes(html, table);
    }

    /// <summary>Writes the notes of a table.</summary>
    public static void WriteNotes(HtmlWriter html, ReportTable table)
    {
        foreach (var note in table.Notes)
        {
            html.Write("p", note, ("class", "note"));
        }
    }

    private static void WriteRows(HtmlWriter html, ReportTable table, IReadOnlyList<int> shown)
    {
        var first = shown[0];
        var cells = shown.Where(column => column != first && !table.Columns[column].IsDetail).ToList();
        var details = shown.Where(column => column != first && table.Columns[column].IsDetail).ToList();

        // Without a place in the order of focus, a keyboard could not scroll the box.
        using var box = html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", table.Title));
        using var element = html.Open("table");
        html.Write("caption", table.Title);
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            html.Write("th", Capitalized(table.Columns[first].Header), ("scope", "col"));
            foreach (var column in cells)
            {
                html.Write("th", Typeset.Units(Capitalized(table.Columns[column].Header)), ("scope", "col"), ("class", Class(table.Columns[column])));
            }
        }

        using var body = html.Open("tbody");
        foreach (var row in table.Rows)
        {
            using var line = html.Open("tr");
            using (html.Open("th", ("scope", "row")))
            {
                WriteName(html, row[first]);
                foreach (var detail in details.Select(column => row[column]).Where(text => text.Length > 0))
                {
                    html.Write("span", detail, ("class", "detail"));
                }
            }

            foreach (var column in cells)
            {
                html.Write("td", table.Columns[column].Header == "unit" ? Typeset.Units(row[column]) : row[column], ("class", Class(table.Columns[column])));
            }
        }
    }

    // A path has no blanks where it could be broken.
    private static void WriteName(HtmlWriter html, string name)
    {
        if (name.Contains(' ', StringComparison.Ordinal))
        {
            html.Text(name);
        }
        else
        {
            html.Name(name);
        }
    }

    private static string? Class(ReportColumn column) => column.Alignment switch
    {
        CellAlignment.Right => "figure",
        CellAlignment.Interval => "figure interval",
        _ => null,
    };

    private static string Capitalized(string text) => text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
