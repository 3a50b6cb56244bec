using System.Globalization;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Html;

/// <summary>The sheet of a comparison: a table on a wide screen, one block for each model on a narrow one.</summary>
internal static class SheetSection
{
    /// <summary>Writes the table and its footnotes.</summary>
    public static void Write(HtmlWriter html, ComparisonSheet sheet)
    {
        var columns = sheet.Outputs.Select((_, column) => SheetTable.Cells(sheet, column, withMarks: false)).ToList();
        using (html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Side by side")))
        using (html.Open("table", ("class", "sheet"), ("role", "table")))
        {
            html.Write("caption", "Side by side");
            using (html.Open("thead", ("role", "rowgroup")))
            using (html.Open("tr", ("role", "row")))
            {
                html.Write("th", "Scenario", ("scope", "col"), ("role", "columnheader"));
                foreach (var column in columns)
                {
                    html.Write("th", Typeset.Units(column.Header), ("scope", "col"), ("role", "columnheader"), ("class", "figure"));
                }
            }

            using var body = html.Open("tbody", ("role", "rowgroup"));
            foreach (var (row, index) in sheet.Rows.Select((row, index) => (row, index)))
            {
                WriteRow(html, row, index, columns);
            }
        }

        var notes = SheetTable.Notes(sheet);
        html.Write("p", notes[0], ("class", "note"));
        if (sheet.Notes.Count == 0)
        {
            return;
        }

        using var list = html.Open("ol", ("class", "note footnotes"));
        for (var number = 1; number <= sheet.Notes.Count; number++)
        {
            html.Write("li", sheet.Notes[number - 1] + ".", ("id", Anchor(number)));
        }
    }

    // A narrow screen stacks the cells; screen readers then need the roles of a table, which it no longer is for them.
    private static void WriteRow(HtmlWriter html, SheetRow row, int index, List<SheetColumn> columns)
    {
        using var line = html.Open("tr", ("role", "row"));
        using (html.Open("th", ("scope", "row"), ("role", "rowheader")))
        {
            html.Text($"{ComparisonTables.Letter(index)}  {row.Name}");
            WriteMarks(html, row.Notes);
        }

        foreach (var (column, cell) in columns.Zip(row.Cells))
        {
            var text = column.Cells[index];
            using var element = html.Open("td", ("role", "cell"), ("class", "figure"), ("data-label", Typeset.Units(column.Header)));
            using var value = html.Open("span", ("class", "value"));
            html.Text(Typeset.Units(text.Median));
            WriteMarks(html, cell.Notes);
            if (text.Interval.Length > 0)
            {
                html.Write("span", text.Interval, ("class", "detail"));
            }

            foreach (var figure in cell.Output is null ? [] : cell.Published)
            {
                html.Write("span", $"published {Typeset.Units(SheetTable.Figure(figure, column.Unit, cell.Definition.Unit))}", ("class", "detail published"));
            }
        }
    }

    private static void WriteMarks(HtmlWriter html, IReadOnlyList<int> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        using var marks = html.Open("sup");
        foreach (var (note, place) in notes.Select((note, place) => (note, place)))
        {
            html.Text(place == 0 ? "" : ",");
            html.Write("a", note.ToString(CultureInfo.InvariantCulture), ("href", "#" + Anchor(note)));
        }
    }

    private static string Anchor(int note) => FormattableString.Invariant($"note-{note}");
}
