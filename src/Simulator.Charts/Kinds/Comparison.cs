using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Fonts;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>One output in several scenarios: interval and median of each on one axis.</summary>
internal sealed class Comparison : IChart
{
    private const double TallestRow = 240;

    // Footnotes are part of what is said: none is cut off.
    private const int MostNote = 12;
    private readonly ComparisonData _data;
    private readonly DisplayUnit _unit;
    private readonly string _common;
    private readonly ComparisonRow[] _rows;

    /// <summary>Chooses the unit.</summary>
    public Comparison(ComparisonData data)
    {
        _data = data;
        _unit = DisplayUnit.ForAll(data.Unit, data.Rows.Select(row => row.IsKnown ? row.Median : row.PublishedFigures.FirstOrDefault()));
        (var names, _common) = NamesApart.Of([.. data.Rows.Select(row => row.Scenario)]);
        _rows = [.. data.Rows.Zip(names, (row, name) => new ComparisonRow(name, row.Low / _unit.Factor, row.Median / _unit.Factor, row.High / _unit.Factor)
        {
            Published = [.. row.PublishedFigures.Select(figure => figure / _unit.Factor)],
            Marks = row.Marks,
        })];
    }

    /// <summary>Whether what is needed to read it is written below it; a page says that itself.</summary>
    public bool HasNote { get; init; } = true;

    /// <inheritdoc/>
    public string Title => _data.By is { } input ? $"{_data.Label} by {InputName.Of(input)}" : $"{_data.Label} compared";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var known = _rows.Where(row => row.IsKnown).ToList();
            if (known.Count == 0)
            {
                return "published figures alone";
            }

            var (least, most) = (known.MinBy(row => row.Median), known.MaxBy(row => row.Median));
            return least.Median > 0 && ChartFigure.Exact(most.Median / least.Median, 2) is not "1" and not "1.0"
                ? $"by the median, {most.Scenario} has {ChartFigure.Exact(most.Median / least.Median, 2)} times as much as {least.Scenario}"
                : $"{Figures.Level(_data.Level)} intervals and medians";
        }
    }

    /// <inheritdoc/>
    public double HeightOfColumn => 330 + (_rows.Length * 74);

    /// <inheritdoc/>
    public double HeadingInColumn => 0;

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var heading = new ChartHeading
        {
            Title = Title,
            Context = _data.Context.Length > 0 ? _data.Context : _common,
            Sentence = Sentence,
            Note = HasNote ? string.Join(" · ", Notes()) : "",
            MostNote = MostNote,
        };
        var texts = _data.Rows.Select(row => row.Written(_unit)).ToArray();
        var figures = style.Axis with { Weight = FontWeight.Medium };
        var isColumn = IsColumn(style, Empty.Frame(style, place, heading).Rest);
        var frame = new PlotFrame(style, place, heading, rest =>
        {
            var plot = isColumn
                ? rest.Inset(0, style.Px(34), 0, style.Px(84))
                : rest.Inset(NameWidth(style, rest) + style.Px(28), style.Px(34), texts.Max(figures.Width) + style.Px(36), style.Px(84));
            return plot.Rows(plot.Top, plot.Top + (Math.Min(style.Px(TallestRow), plot.Height / _rows.Length) * _rows.Length));
        });
        var x = Axis(frame);
        frame.SetRows(x, new ValuesBelow(style, _unit.Titled(_data.Label), x.IsLogarithmic), _rows.Length);
        frame.ShowGrid(isHorizontal: false);
        var color = style.Theme.ColorOf(_data.Unit);
        var rowHeight = frame.Data.Height / _rows.Length;
        var half = Math.Min((isColumn ? 0.2 : 0.16) * rowHeight, style.Px(isColumn ? 14 : 22));
        var shift = isColumn ? 0.22 : 0;
        var known = _rows.Select((row, i) => (row, i)).Where(entry => entry.row.IsKnown).ToList();
        frame.AddBars([.. known.Select(entry => Bars.Of(
            entry.i + shift, 2 * half / rowHeight, x.ClampedCoordinate(entry.row.Low), x.ClampedCoordinate(entry.row.High), style.Theme.Pale(color, 0.5), Orientation.Horizontal))]);
        var radius = Math.Min(11, half / style.Unit);
        frame.Plot.PlottableList.Add(new UnclippedDots(
            style, [.. known.Where(entry => entry.row.High > entry.row.Low).Select(entry => new Coordinates(x.ClampedCoordinate(entry.row.Median), entry.i + shift))], radius, color));
        frame.Above(plot => Marks(plot, shift, radius, color));
        frame.Above(plot => Names(plot, texts, figures, isColumn));
        return [frame.Placed];
    }

    private IEnumerable<string> Notes()
    {
        yield return $"bars are {Figures.Level(_data.Level)} intervals, dots are medians";
        if (_data.Legend.Length > 0)
        {
            yield return _data.Legend;
        }

        if (_data.Coupling.Length > 0)
        {
            yield return _data.Coupling.TrimEnd('.');
        }

        foreach (var note in _data.Footnotes)
        {
            yield return note.TrimEnd('.');
        }

        if (_data.Absent.Count > 0)
        {
            yield return $"not drawn: {string.Join("; ", _data.Absent)}";
        }
    }

    // What has no uncertainty is hollow; what others have published is of another shape.
    private void Marks(PlotView plot, double shift, double radius, Color color)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            var (row, y) = (_rows[i], plot.AtY(i + shift));
            if (row.IsKnown && row.Low == row.High)
            {
                plot.Ink.Ring(new Pixel(plot.ClampedX(row.Median), y), radius, color);
            }

            foreach (var figure in row.PublishedFigures)
            {
                plot.Ink.OpenDiamond(new Pixel(plot.ClampedX(figure), y), 1.5 * radius, plot.Ink.Theme.Ink);
            }
        }
    }

    // In a narrow picture names and figures stand above the bars: beside them, little room would be left to the bars.
    private bool IsColumn(ChartStyle style, PixelRect rest) => style.Standard(rest.Width) < ChartStyle.Narrow - 40 && style.Standard(rest.Height) >= 118 + (_rows.Length * 56);

    private double NameWidth(ChartStyle style, PixelRect rest) => RowName.Width(style.Label, _rows.Select(row => row.Name), 0.32 * rest.Width);

    private void Names(PlotView plot, string[] texts, TextStyle figures, bool isColumn)
    {
        var (ink, style, rest) = (plot.Ink, plot.Ink.Style, plot.Rest);
        var rowHeight = plot.Data.Height / _rows.Length;
        ink.Write($"median ({Figures.Level(_data.Level)} interval)", style.Note, rest.Right, plot.Data.Top - style.Px(10), style.Theme.Muted, 1);
        for (var i = 0; i < _rows.Length; i++)
        {
            var middle = plot.Data.Top + ((i + (isColumn ? 0.26 : 0.5)) * rowHeight);
            var room = isColumn ? rest.Width - figures.Width(texts[i]) - style.Px(20) : NameWidth(style, rest);
            RowName.Write(ink, _rows[i].Scenario, rest.Left, middle, room, lines: !isColumn && rowHeight > style.Px(60) ? 2 : 1, marks: _rows[i].Marks ?? "");
            ink.WriteAt(texts[i], figures, rest.Right, middle, style.Theme.Ink, 1);
        }
    }

    private ValueAxis Axis(PlotFrame frame)
    {
        var (low, high) = (_rows.SelectMany(row => row.Extent).Min(), _rows.SelectMany(row => row.Extent).Max());
        if (low > 0 && high > 20 * low)
        {
            return frame.Across(low / 1.2, high * 1.2, isLogarithmic: true);
        }

        var margin = high > low ? 0.05 * (high - low) : high == 0 ? 1 : 0.1 * Math.Abs(high);
        var begin = low >= 0 && low < high / 2 ? 0 : low - margin;
        return frame.Across(begin, high + margin);
    }
}
