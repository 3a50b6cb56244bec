using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>Rows of names with one bar per measure, each column on its own scale of shares.</summary>
/// <param name="sheet">The sheet.</param>
/// <param name="heading">What the rows are.</param>
/// <param name="names">Names of the rows.</param>
/// <param name="columns">The measures.</param>
internal sealed class ShareTable(Sheet sheet, string heading, IReadOnlyList<string> names, IReadOnlyList<ShareTable.Column> columns)
{
    private const double HeadHeight = 56;

    /// <summary>Number of rows.</summary>
    public int Rows => names.Count;

    /// <summary>Width that names and heading need. [px]</summary>
    public double NameWidth => names.Append(heading).Max(sheet.Label.Width) + sheet.Px(28);

    /// <summary>Height at a height of the rows. [px]</summary>
    public double Height(double rowHeight) => sheet.Px(HeadHeight) + (Rows * rowHeight);

    /// <summary>Draws the table.</summary>
    /// <param name="frame">Where; what is below the last row stays empty.</param>
    /// <param name="nameWidth">Width of the column of names. [px]</param>
    /// <param name="rowHeight">Height of a row. [px]</param>
    public void Draw(Box frame, double nameWidth, double rowHeight)
    {
        var theme = sheet.Theme;
        sheet.Write(heading, sheet.Label, frame.Left, frame.Top + sheet.Px(24), theme.Muted);
        sheet.Line(frame.Left, frame.Top + sheet.Px(40), frame.Right, frame.Top + sheet.Px(40), theme.Rule, 1.5);
        var top = frame.Top + sheet.Px(HeadHeight);
        for (var i = 0; i < Rows; i++)
        {
            var name = sheet.Label.Shorten(names[i], nameWidth - sheet.Px(20));
            sheet.WriteAt(name, sheet.Label, frame.Left, top + ((i + 0.5) * rowHeight), theme.Ink);
        }

        var gap = sheet.Px(34);
        var width = ((frame.Right - frame.Left - nameWidth + gap) / columns.Count) - gap;
        for (var c = 0; c < columns.Count; c++)
        {
            var left = frame.Left + nameWidth + (c * (width + gap));
            DrawColumn(columns[c], frame with { Left = left, Right = left + width }, top, rowHeight);
        }
    }

    private void DrawColumn(Column column, Box frame, double top, double rowHeight)
    {
        var theme = sheet.Theme;
        var total = column.Values.Where(double.IsFinite).Sum();
        var unit = DisplayUnit.For(column.Unit, total, column.IsCarbon);
        var sum = $"{Figure.Significant(total / unit.Factor, 3)} {unit.Symbol}";
        var used = sheet.Write(column.Name, sheet.Label, frame.Left, frame.Top + sheet.Px(24), theme.Ink);
        sheet.Write(sum, sheet.Axis with { Tabular = false }, frame.Left + used + sheet.Px(12), frame.Top + sheet.Px(24), theme.Muted);

        sheet.Line(frame.Left, top, frame.Left, top + (column.Values.Count * rowHeight), theme.Rule, 1.5);

        // Whole shares right-aligned in front of the bars would read as a table, but bars that begin at one line read faster.
        var room = frame.Width - sheet.Axis.Width("100.0%") - sheet.Px(10);
        var most = column.Values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        for (var i = 0; i < column.Values.Count; i++)
        {
            var middle = top + ((i + 0.5) * rowHeight);
            var half = 0.31 * rowHeight;
            var value = column.Values[i];
            var length = double.IsFinite(value) && most > 0 ? room * Math.Max(0, value) / most : 0;
            sheet.Fill(new Box(frame.Left, middle - half, frame.Left + length, middle + half), column.Color);
            var text = !double.IsFinite(value) ? "–" : total > 0 ? Figure.Percent(value / total) : "0";
            sheet.WriteAt(text, sheet.Axis, frame.Left + length + sheet.Px(10), middle, theme.Ink);
        }
    }

    /// <summary>A measure.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Unit">Unit of the values.</param>
    /// <param name="IsCarbon">Whether masses are of CO₂e.</param>
    /// <param name="Color">Colour of the bars.</param>
    /// <param name="Values">One value per row.</param>
    internal sealed record Column(string Name, string Unit, bool IsCarbon, Rgb Color, IReadOnlyList<double> Values);
}
