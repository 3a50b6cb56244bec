using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Charts.Fonts;

namespace Simulator.Charts;

/// <summary>The median of an output over two things that are varied: the stronger the colour, the more.</summary>
internal sealed class HeatMap : IChart
{
    private const double Palest = 0.06;
    private const int ScaleSteps = 64;
    private readonly HeatMapData _data;
    private readonly DisplayUnit _unit;
    private readonly double[] _medians;
    private readonly double _low;
    private readonly double _high;

    /// <summary>Chooses the unit.</summary>
    public HeatMap(HeatMapData data)
    {
        _data = data;
        var known = data.Medians.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        _unit = DisplayUnit.For(data.Unit, known.Max(), data.IsCarbon);
        _medians = [.. data.Medians.Select(median => median / _unit.Factor)];
        (_low, _high) = (known.Min() / _unit.Factor, known.Max() / _unit.Factor);
    }

    /// <inheritdoc/>
    public string Title => $"{_data.Label} by {_data.RowInput} and {_data.ColumnInput}";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var symbol = _unit.Symbol.Length == 0 ? "" : " " + _unit.Symbol;
            return $"medians from {Place(Index(_low))}, {Figure.Significant(_low, 3)}{symbol}, to {Place(Index(_high))}, {Figure.Significant(_high, 3)}{symbol}";
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var (rows, columns) = (_data.RowLabels.Count, _data.ColumnLabels.Count);
        var rest = Heading.Draw(sheet, frame, Title, _data.Scenario, Sentence, "medians; the same draws at every point");
        var labelWidth = Math.Min(0.22 * rest.Width, _data.RowLabels.Max(sheet.Axis.Width));
        var plot = rest.Inset(labelWidth + sheet.Px(20), sheet.Px(40), sheet.Px(190), sheet.Px(84));
        sheet.Write(sheet.Axis.Shorten(_data.RowInput, 0.5 * rest.Width), sheet.Axis with { Tabular = false }, rest.Left, plot.Top - sheet.Px(14), sheet.Theme.Muted);
        var (width, height) = (plot.Width / columns, plot.Height / rows);
        var gap = Math.Min(sheet.Px(3), 0.06 * Math.Min(width, height));
        var style = sheet.Axis with { Weight = FontWeight.Medium };
        var hasFigures = height > 1.3 * style.Size && _medians.Where(double.IsFinite).All(median => style.Width(Print(median)) + sheet.Px(10) < width);
        for (var i = 0; i < _medians.Length; i++)
        {
            if (double.IsFinite(_medians[i]))
            {
                var (left, top) = (plot.Left + (i % columns * width), plot.Top + (i / columns * height));
                var cell = new Box(left, top, left + width - gap, top + height - gap);
                var color = Color(sheet.Theme, _medians[i]);
                sheet.Fill(cell, color);
                if (hasFigures)
                {
                    sheet.WriteAt(Print(_medians[i]), style, cell.Center.X, cell.Center.Y, InkOn(color, sheet.Theme), 0.5);
                }
            }
        }

        Labels(sheet, _data.RowLabels, plot.Top, height, labelWidth, (text, at) => sheet.WriteAt(text, sheet.Axis, plot.Left - sheet.Px(12), at, sheet.Theme.Ink, 1), isRow: true);
        Labels(sheet, _data.ColumnLabels, plot.Left, width, double.PositiveInfinity, (text, at) => sheet.Write(text, sheet.Axis, at, plot.Bottom + sheet.Px(30), sheet.Theme.Ink, 0.5), isRow: false);
        sheet.Write(_data.ColumnInput, sheet.Axis with { Tabular = false }, plot.Right, plot.Bottom + sheet.Px(70), sheet.Theme.Muted, 1);
        DrawScale(sheet, plot, rest.Right);
    }

    /// <summary>Every label, or every second, fifth, … where there is no room for all.</summary>
    private static void Labels(Sheet sheet, IReadOnlyList<string> labels, double from, double step, double widest, Action<string, double> write, bool isRow)
    {
        var room = isRow ? 1.25 * sheet.Axis.Size : labels.Max(sheet.Axis.Width) + sheet.Px(14);
        int[] strides = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        var stride = Math.Max(1, strides.FirstOrDefault(stride => stride * step >= room, labels.Count));
        for (var i = 0; i < labels.Count; i += stride)
        {
            write(double.IsInfinity(widest) ? labels[i] : sheet.Axis.Shorten(labels[i], widest), from + ((i + 0.5) * step));
        }
    }

    private void DrawScale(Sheet sheet, Box plot, double right)
    {
        var bar = new Box(plot.Right + sheet.Px(36), plot.Top, plot.Right + sheet.Px(62), plot.Bottom);
        for (var i = ScaleSteps - 1; i >= 0; i--)
        {
            // Each step reaches down to the end, below those that follow: no seam shows between two of them.
            var top = bar.Bottom - ((i + 1) * bar.Height / ScaleSteps);
            sheet.Fill(bar with { Top = top }, Color(sheet.Theme, _low + ((i + 0.5) / ScaleSteps * (_high - _low))));
        }

        sheet.Write(_unit.Symbol, sheet.Axis with { Tabular = false }, right, plot.Top - sheet.Px(14), sheet.Theme.Muted, 1);
        if (!(_high > _low))
        {
            sheet.WriteAt(Print(_low), sheet.Axis, bar.Right + sheet.Px(10), bar.Center.Y, sheet.Theme.Ink);
            return;
        }

        var axis = new ValueAxis(_low, _high, bar.Bottom, bar.Top, IsLogarithmic: false);
        foreach (var tick in axis.Vertical(sheet.Axis).Where(tick => tick.Label.Length > 0))
        {
            sheet.WriteAt(tick.Label, sheet.Axis, bar.Right + sheet.Px(10), axis.Position(tick.Value), sheet.Theme.Ink);
        }
    }

    private Rgb Color(Theme theme, double median) =>
        theme.Pale(theme.ColorOf(_data.Unit), Palest + ((1 - Palest) * (_high > _low ? (median - _low) / (_high - _low) : 0.5)));

    // The one of the two that stands out more, by the contrast ratio of WCAG.
    private static Rgb InkOn(Rgb ground, Theme theme) => Contrast(ground, theme.Ink) >= Contrast(ground, theme.Paper) ? theme.Ink : theme.Paper;

    private static double Contrast(Rgb a, Rgb b)
    {
        const double Flare = 0.05;
        return (Math.Max(a.Luminance, b.Luminance) + Flare) / (Math.Min(a.Luminance, b.Luminance) + Flare);
    }

    private int Index(double median) => Math.Max(0, Array.IndexOf(_medians, median));

    private string Place(int index) => $"{_data.RowLabels[index / _data.ColumnLabels.Count]} and {_data.ColumnLabels[index % _data.ColumnLabels.Count]}";

    // With trailing zeros: a column of figures reads as one.
    private static string Print(double median) =>
        median == 0 || !double.IsFinite(median) ? Figure.Significant(median, 3) : Figure.At(median, Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(median))) - 2));
}
