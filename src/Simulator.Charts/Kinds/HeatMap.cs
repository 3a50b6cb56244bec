using ScottPlot;
using ScottPlot.Plottables;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>The median of an output over two things that are varied: the stronger the colour, the more.</summary>
internal sealed class HeatMap : IChart
{
    private readonly HeatMapData _data;
    private readonly DisplayUnit _unit;
    private readonly double[] _medians;
    private readonly double _low;
    private readonly double _high;

    // Values that spread so far would leave all but the largest without colour on a linear scale.
    private const double WidestSpread = 50;

    /// <summary>Chooses the unit.</summary>
    public HeatMap(HeatMapData data)
    {
        _data = data with { RowInput = InputName.Of(data.RowInput), ColumnInput = InputName.Of(data.ColumnInput) };
        var known = data.Medians.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        _unit = DisplayUnit.ForAll(data.Unit, known);
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
            return $"medians from {Place(Index(_low))}, {_unit.Set(Print(_low))}, to {Place(Index(_high))}, {_unit.Set(Print(_high))}";
        }
    }

    /// <inheritdoc/>
    public double HeightOfColumn => 420 + (40 * _data.RowLabels.Count);

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var (rows, columns) = (_data.RowLabels.Count, _data.ColumnLabels.Count);
        var heading = new ChartHeading { Title = Title, Context = _data.Scenario, Sentence = Sentence, Note = "medians; the same draws at every point" + (IsLogarithmic ? "; colours on a logarithmic scale" : "") + (_data.Boundary.Length > 0 ? $" · {_data.Boundary}" : "") };
        double LabelWidth(PixelRect rest) => Math.Min((style.Standard(rest.Width) < ChartStyle.Narrow ? 0.3 : 0.22) * rest.Width, _data.RowLabels.Max(style.Axis.Width));
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(LabelWidth(rest) + style.Px(20), style.Px(40), ScaleWidth(style), style.Px(84)));
        frame.SetHidden(-0.5, columns - 0.5, -0.5, rows - 0.5);
        var values = new double[rows, columns];
        for (var i = 0; i < _medians.Length; i++)
        {
            values[i / columns, i % columns] = _medians[i];
        }

        var map = frame.Plot.Add.Heatmap(values);
        map.Colormap = new Shades(style.Theme, style.Theme.ColorOf(_data.Unit));
        map.RenderStrategy = new Cells(style, Position, Print);
        frame.Above(plot =>
        {
            var (ink, data) = (plot.Ink, plot.Data);
            ink.Write(style.AxisTitle.Shorten(_data.RowInput, plot.Rest.Width - ScaleWidth(style)), style.AxisTitle, plot.Rest.Left, data.Top - style.Px(14), style.Theme.Muted);
            Labels(style, _data.RowLabels, data.Top, data.Height / rows, LabelWidth(plot.Rest), (text, at) => ink.WriteAt(text, style.Axis, data.Left - style.Px(12), at, style.Theme.Ink, 1), isRow: true);
            Labels(style, _data.ColumnLabels, data.Left, data.Width / columns, double.PositiveInfinity, (text, at) => ink.Write(text, style.Axis, at, data.Bottom + style.Px(30), style.Theme.Ink, 0.5), isRow: false);
            ink.Write(_data.ColumnInput, style.AxisTitle, data.Right, data.Bottom + style.Px(70), style.Theme.Muted, 1);
            DrawScale(plot, map.Colormap);
        });
        return [frame.Placed];
    }

    /// <summary>Every label, or every second, fifth, … where there is no room for all.</summary>
    private static void Labels(ChartStyle style, IReadOnlyList<string> labels, double from, double step, double widest, Action<string, double> write, bool isRow)
    {
        var room = isRow ? 1.25 * style.Axis.Size : labels.Max(style.Axis.Width) + style.Px(14);
        int[] strides = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        var stride = Math.Max(1, strides.FirstOrDefault(stride => stride * step >= room, labels.Count));
        for (var i = 0; i < labels.Count; i += stride)
        {
            write(double.IsInfinity(widest) ? labels[i] : style.Axis.Shorten(labels[i], widest), from + ((i + 0.5) * step));
        }
    }

    // The bar, and beside it figures below a unit.
    private float ScaleWidth(ChartStyle style) => style.Px(72) + Math.Max(Math.Max(style.Axis.Width("00,000"), Ticks(style, style.Px(500), 0).Select(tick => style.Axis.Width(tick.Label)).DefaultIfEmpty().Max()), style.AxisTitle.Width(_unit.Symbol) - style.Px(26)) + style.Px(12);

    private void DrawScale(PlotView plot, IColormap colors)
    {
        var (ink, style, data) = (plot.Ink, plot.Ink.Style, plot.Data);
        var bar = Rectangles.Of(data.Right + style.Px(36), data.Top, data.Right + style.Px(62), data.Bottom);
        ink.Gradient(bar, colors.GetColor(_high > _low ? 0 : 0.5), colors.GetColor(_high > _low ? 1 : 0.5));
        ink.Write(_unit.Symbol, style.AxisTitle, plot.Rest.Right, data.Top - style.Px(14), style.Theme.Muted, 1);
        if (!(_high > _low))
        {
            ink.WriteAt(Print(_low), style.Axis, bar.Right + style.Px(10), bar.VerticalCenter, style.Theme.Ink);
            return;
        }

        var axis = Scale(bar.Bottom, bar.Top);
        foreach (var tick in Ticks(style, bar.Bottom, bar.Top))
        {
            ink.WriteAt(tick.Label, style.Axis, bar.Right + style.Px(10), axis.Position(tick.Position), style.Theme.Ink);
        }
    }

    private bool IsLogarithmic => _low > 0 && _high > WidestSpread * _low;

    private ValueAxis Scale(double from, double to) => new(_low, _high, from, to, IsLogarithmic);

    private IEnumerable<Tick> Ticks(ChartStyle style, double from, double to) => _high > _low ? Scale(from, to).Vertical(style.Axis).Where(tick => tick.IsMajor) : [];

    private double Position(double value) => _high > _low ? Scale(0, 1).Position(value) : 0.5;

    private int Index(double median) => Math.Max(0, Array.IndexOf(_medians, median));

    private string Place(int index) => $"{_data.RowLabels[index / _data.ColumnLabels.Count]} and {_data.ColumnLabels[index % _data.ColumnLabels.Count]}";

    // With trailing zeros: a column of figures reads as one. A cell has room for three digits. All cells have one notation.
    private string Print(double median) => Typeset.Number(HasPowers && median != 0 ? Figures.Scientific(median, 3) : Figures.Uncertain(median, 0, 3));

    private bool HasPowers => _medians.Any(median => Figures.Uncertain(median, 0, 3).Contains('E', StringComparison.Ordinal));

    /// <summary>From nearly the paper to a colour.</summary>
    private sealed class Shades(Theme theme, Color color) : IColormap
    {
        private const double Palest = 0.06;

        public string Name => "shades";

        public Color GetColor(double position) => double.IsNaN(position)
            ? ScottPlot.Colors.Transparent
            : theme.Pale(color, Palest + ((1 - Palest) * Math.Clamp(position, 0, 1)));
    }

    /// <summary>Cells as rectangles with their figures where there is room: ScottPlot's own cells are a bitmap, also in an SVG.</summary>
    private sealed class Cells(ChartStyle style, Func<double, double> position, Func<double, string> print) : Heatmap.IRenderStrategy
    {
        public void Render(RenderPack rp, Heatmap hm)
        {
            var ink = new Ink(rp, style);
            var (rows, columns) = (hm.Intensities.GetLength(0), hm.Intensities.GetLength(1));
            var (width, height) = (rp.DataRect.Width / columns, rp.DataRect.Height / rows);
            var gap = Math.Min(style.Px(3), 0.06 * Math.Min(width, height));
            var set = style.Axis with { Weight = FontWeight.Medium };
            var hasFigures = height > 1.3 * set.Size
                && hm.Intensities.Cast<double>().Where(double.IsFinite).All(value => set.Width(print(value)) + style.Px(10) < width);
            for (var i = 0; i < rows * columns; i++)
            {
                var value = hm.Intensities[i / columns, i % columns];
                if (double.IsFinite(value))
                {
                    var (left, top) = (rp.DataRect.Left + (i % columns * width), rp.DataRect.Top + (i / columns * height));
                    var cell = Rectangles.Of(left, top, left + width - gap, top + height - gap);
                    var color = hm.Colormap.GetColor(position(value));
                    ink.Fill(cell, color);
                    if (hasFigures)
                    {
                        ink.WriteAt(print(value), set, cell.HorizontalCenter, cell.VerticalCenter, InkOn(color), 0.5);
                    }
                }
            }
        }

        // The one of the two that stands out more.
        private Color InkOn(Color ground) =>
            ColorMath.Contrast(ground, style.Theme.Ink) >= ColorMath.Contrast(ground, style.Theme.Paper) ? style.Theme.Ink : style.Theme.Paper;
    }
}
