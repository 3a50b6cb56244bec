using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Charts.Fonts;

namespace Simulator.Charts;

/// <summary>What each of several scenarios takes: a panel an output, a bar a scenario, each with its interval.</summary>
/// <param name="panels">The outputs, with the same scenarios in the same order; a figure that is not known is NaN.</param>
/// <param name="note">What has to be known to read it.</param>
internal sealed class ResourceBars(IReadOnlyList<ComparisonData> panels, string note) : IChart
{
    private const double TallestRow = 150;

    /// <summary>A row of this height takes text of the usual size.</summary>
    private const double ComfortableRow = 62;

    /// <summary>A title that needs less than this share of the usual size is cut off instead.</summary>
    private const double SmallestTitle = 0.75;

    /// <inheritdoc/>
    public string Title => "What each takes";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var spreads = panels.Select(Spread).OfType<string>().ToList();
            return spreads.Count == 0 ? "medians and intervals" : "by the median, " + string.Join("; ", spreads.Take(2));
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var level = panels.Count == 0 ? 0.9 : panels[0].Level;
        var rest = Heading.Draw(sheet, frame, Title, "", Sentence, $"bars are medians, whiskers {Figure.Level(level)} intervals; {note}");
        if (panels.Count == 0)
        {
            return;
        }

        var rows = panels[0].Rows.Count;
        var top = rest.Top + sheet.Px(44);
        var rowHeight = Math.Min(sheet.Px(TallestRow), (rest.Bottom - top) / rows);
        var small = sheet.Scaled(Math.Min(1, rowHeight / sheet.Px(ComfortableRow)));
        var nameWidth = Math.Min(0.2 * rest.Width, panels[0].Rows.Max(row => small.Label.Width(row.Scenario)));
        for (var row = 0; row < rows; row++)
        {
            RowName.Write(small, panels[0].Rows[row].Scenario, rest.Left, top + ((row + 0.5) * rowHeight), nameWidth);
        }

        var gap = sheet.Px(44);
        var width = (rest.Width - nameWidth - (gap * panels.Count)) / panels.Count;
        for (var panel = 0; panel < panels.Count; panel++)
        {
            var left = rest.Left + nameWidth + gap + (panel * (width + gap));
            DrawPanel(sheet, small, panels[panel], new Box(left, top, left + width, top + (rows * rowHeight)));
        }
    }

    private static void DrawPanel(Sheet sheet, Sheet small, ComparisonData data, Box plot)
    {
        var known = data.Rows.Where(row => double.IsFinite(row.Median)).ToList();
        var highest = known.Select(row => row.High).DefaultIfEmpty(0).Max();
        var unit = DisplayUnit.For(data.Unit, known.Select(row => row.Median).DefaultIfEmpty(0).Max(), data.IsCarbon);
        var title = unit.Symbol.Length == 0 ? data.Label : $"{data.Label} [{unit.Symbol}]";
        var style = sheet.Label with { Weight = FontWeight.SemiBold };
        style = style with { Size = style.Size * Math.Clamp(plot.Width / style.Width(title), SmallestTitle, 1) };
        sheet.Write(style.Shorten(title, plot.Width), style, plot.Left, plot.Top - sheet.Px(16), sheet.Theme.Ink);
        sheet.Line(plot.Left, plot.Top, plot.Left, plot.Bottom, sheet.Theme.Muted, 1.5);
        var axis = new ValueAxis(0, highest > 0 ? highest : 1, plot.Left, plot.Right - sheet.Px(4), IsLogarithmic: false);
        var rowHeight = plot.Height / data.Rows.Count;
        for (var row = 0; row < data.Rows.Count; row++)
        {
            DrawRow(small, data, data.Rows[row], unit, axis, plot.Left, plot.Right, plot.Top + ((row + 0.5) * rowHeight), rowHeight);
        }
    }

    private static void DrawRow(
        Sheet sheet, ComparisonData data, ComparisonRow row, DisplayUnit unit, ValueAxis axis, double left, double right, double middle, double rowHeight)
    {
        var theme = sheet.Theme;
        if (!double.IsFinite(row.Median))
        {
            sheet.WriteAt("not known", sheet.Axis, left + sheet.Px(10), middle, theme.Muted);
            return;
        }

        var thickness = Math.Min(0.34 * rowHeight, sheet.Px(30));
        var bar = new Box(left, middle - thickness - sheet.Px(1), axis.Clamped(row.Median), middle - sheet.Px(1));
        sheet.Fill(bar, theme.Pale(theme.ColorOf(data.Unit), 0.62));
        if (row.High > row.Low)
        {
            var (low, high) = (axis.Clamped(row.Low), axis.Clamped(row.High));
            var cap = 0.28 * thickness;
            sheet.Line(low, bar.Center.Y, high, bar.Center.Y, theme.Ink, 2.5);
            sheet.Line(low, bar.Center.Y - cap, low, bar.Center.Y + cap, theme.Ink, 2.5);
            sheet.Line(high, bar.Center.Y - cap, high, bar.Center.Y + cap, theme.Ink, 2.5);
        }

        sheet.WriteAt(Text(sheet, row, unit, right - left), sheet.Axis, left + sheet.Px(8), middle + sheet.Px(17), theme.Ink);
    }

    // The interval is left out where there is no room for it: the whisker shows it.
    private static string Text(Sheet sheet, ComparisonRow row, DisplayUnit unit, double width)
    {
        var (low, median, high) = (row.Low / unit.Factor, row.Median / unit.Factor, row.High / unit.Factor);
        if (low == high)
        {
            return Figure.Significant(median, 5);
        }

        var format = IntervalFormat.For(low, high, error: 0);
        var text = $"{format.Print(median)} ({format.Print(low)} to {format.Print(high)})";
        return sheet.Axis.Width(text) + sheet.Px(8) <= width ? text : format.Print(median);
    }

    private static string? Spread(ComparisonData data)
    {
        var known = data.Rows.Where(row => row.Median > 0).ToList();
        var (least, most) = (known.MinBy(row => row.Median), known.MaxBy(row => row.Median));
        return known.Count > 1 && most.Median > 1.005 * least.Median
            ? $"{most.Scenario} has {Figure.Significant(most.Median / least.Median, 2)} times the {data.Label.ToLowerInvariant()} of {least.Scenario}"
            : null;
    }
}
