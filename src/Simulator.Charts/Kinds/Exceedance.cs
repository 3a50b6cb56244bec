using ScottPlot;
using Simulator.Arithmetic;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>How probable it is that an output is larger than a value, for every value.</summary>
/// <param name="view">The output.</param>
/// <param name="scenario">Name of the scenario.</param>
/// <param name="run">How it was run.</param>
/// <param name="limits">Its limits.</param>
internal sealed class Exceedance(OutputView view, string scenario, RunFacts run, IReadOnlyList<ChartLimit> limits) : IChart
{
    private const string Caption = "probability of exceedance";

    /// <inheritdoc/>
    public string Title => $"{view.Output.Label}: probability of exceedance";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            if (view.Atoms.Count > 0 || view.Output.Bins.Count == 0)
            {
                return view.Sentence;
            }

            var tail = (1 - view.Output.Interval.Level) / 2;
            return $"50% probability of more than {view.Unit.Set(view.Text.Median)}; "
                + $"{Figures.Level(tail)} probability of more than {view.Text.High}";
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var range = view.Output.Bins.Count == 0 || view.Atoms.Count > 0 ? null : ValueRange.Of(view.Counts);
        var shaded = range is null ? "" : $" · shaded: {Figures.Level(view.Output.Interval.Level)} interval";
        var heading = new ChartHeading { Title = Title, Context = scenario, Sentence = Sentence, Note = view.Note(run, range) + shaded };
        return [view.Output.Bins.Count == 0 ? Empty.Plot(style, place, heading) : Curve(style, place, heading, range)];
    }

    private PlacedPlot Curve(ChartStyle style, PixelRect place, ChartHeading heading, ValueRange? range)
    {
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(style.Px(82), style.Px(50), style.Px(14), style.Px(84)));
        var x = range is null ? AtomPlot.Axis(view, frame) : frame.Across(range.Low, range.High, range.IsLogarithmic);
        frame.SetAxes(x, new ValuesBelow(style, view.AxisTitle, x.IsLogarithmic), frame.Up(0, 1), ValuesBeside.Shares(style));
        frame.ShowGrid(isHorizontal: true);
        frame.Plot.PlottableList.Add(new UnclippedLine(Points(frame, x), style.Px(4.5), view.Color(style.Theme)));
        frame.Above(plot => plot.Ink.Write(Caption, style.AxisTitle, plot.Rest.Left, plot.Rest.Top + style.Px(22), style.Theme.Muted));
        if (range is not null)
        {
            frame.Below(plot => plot.Ink.Fill(plot.Data.Columns(plot.ClampedX(view.Low), plot.ClampedX(view.High)), style.Theme.Band));
            frame.Above(Labels);
        }

        return frame.Placed;
    }

    /// <summary>The curve without what cannot be seen; samples that agree make it fall straight down.</summary>
    private List<Coordinates> Points(PlotFrame frame, ValueAxis x)
    {
        var (data, points) = (frame.Data, new List<Pixel>());
        var before = 0.0;
        foreach (var bin in view.Counts.Bins)
        {
            if (bin.High >= x.Low && bin.Low <= x.High)
            {
                var (low, high) = (Math.Max(bin.Low, x.Low), Math.Min(bin.High, x.High));
                var width = bin.High - bin.Low;
                var (begin, end) = width > 0 ? ((low - bin.Low) / width, (high - bin.Low) / width) : (0, 1);
                points.Add(At(low, (before + (begin * bin.Count)) / view.Counts.Total));
                points.Add(At(high, (before + (end * bin.Count)) / view.Counts.Total));
            }

            before += bin.Count;
        }

        points.Insert(0, new(data.Left, points[0].Y));
        points.Add(new(data.Right, points[^1].Y));
        return [.. Simplification.Of(points, 0.15).Select(point => new Coordinates(
            x.Coordinate(x.Low) + ((point.X - data.Left) * x.PerPixel), 1 - ((point.Y - data.Top) / data.Height)))];

        Pixel At(double value, double below) => new((float)x.Position(value), (float)(data.Top + (below * data.Height)));
    }

    private void Labels(PlotView plot)
    {
        var (ink, style) = (plot.Ink, plot.Ink.Style);
        var color = view.Color(style.Theme);
        var tail = (1 - view.Output.Interval.Level) / 2;
        var marks = new List<(double Value, double Share, string Text, Color Color)>
        {
            (view.Low, 1 - tail, $"{Figures.Level(1 - tail)} above {view.Text.Low}", color),
            (view.Median, 0.5, $"50% above {view.Text.Median}", color),
            (view.High, tail, $"{Figures.Level(tail)} above {view.Text.High}", color),
        };
        marks.AddRange(limits.Select(limit => (view.Show(limit.Value), 1 - view.Counts.Below(view.Show(limit.Value)),
            $"limit {ChartFigure.Exact(view.Show(limit.Value), 4)}: {view.Above(limit)} above", style.Theme.Alarm)));
        marks.RemoveAll(mark => !plot.ShowsX(mark.Value));
        Pixel[] dots = [.. marks.Select(mark => new Pixel(plot.AtX(mark.Value), plot.AtY(mark.Share)))];
        var taken = new List<PixelRect> { Rectangles.Of(0, 0, plot.Rest.Left + style.AxisTitle.Width(Caption) + style.Px(16), plot.Data.Top - style.Px(14)) };
        taken.AddRange(dots.Select(dot => new PixelRect(dot, style.Px(10.5))));
        if (plot.X is { IsLogarithmic: false, Low: < 0, High: > 0 })
        {
            taken.Add(plot.Data.Columns(plot.AtX(0) - style.Px(4), plot.AtX(0) + style.Px(4)));
        }

        for (var i = 0; i < marks.Count; i++)
        {
            ink.Dot(dots[i], 8, marks[i].Color);
            // Where there is no room for all of it, the amount alone: the dot shows the probability.
            var text = marks[i].Text;
            if (Beside(plot, dots[i], style.Label.Width(text), taken) is not { } box)
            {
                text = text.Split(": ")[0];
                box = Beside(plot, dots[i], style.Label.Width(text), taken) ?? Rectangles.Of(dots[i].X - style.Label.Width(text), dots[i].Y, dots[i].X, dots[i].Y);
            }

            taken.Add(box.Inset(-style.Px(8), 0, -style.Px(8), 0));
            ink.Write(text, style.Label, box.Left, box.Bottom - style.Px(6), marks[i].Color == style.Theme.Alarm ? style.Theme.Alarm : style.Theme.Ink);
        }
    }

    /// <summary>Beside a dot: above the curve to its right or below it to its left, else the nearest place that is free; null if none is.</summary>
    private PixelRect? Beside(PlotView plot, Pixel at, double width, List<PixelRect> taken)
    {
        var style = plot.Ink.Style;
        var (gap, height) = (style.Px(18), style.Px(30));
        PixelRect Right(double dx, double dy) => Rectangles.Of(at.X + gap + dx, at.Y + dy - (height / 2), at.X + gap + dx + width, at.Y + dy + (height / 2));
        PixelRect Left(double dx, double dy) => Rectangles.Of(at.X - gap - dx - width, at.Y + dy - (height / 2), at.X - gap - dx, at.Y + dy + (height / 2));
        var near = Enumerable.Range(0, 21).SelectMany(x => Enumerable.Range(-40, 81).Select(y => (X: style.Px(8) * x, Y: style.Px(6) * y)))
            .OrderBy(shift => (shift.X * shift.X) + (shift.Y * shift.Y))
            .SelectMany(shift => (PixelRect[])[Right(shift.X, shift.Y), Left(shift.X, shift.Y)]);
        foreach (var box in near.Prepend(Left(0, style.Px(21))).Prepend(Right(0, -style.Px(17))))
        {
            if (IsFree(box))
            {
                return box;
            }
        }

        return null;

        bool IsFree(PixelRect box) => box.Left >= plot.Data.Left && box.Right <= plot.Frame.Right && box.Bottom < plot.Data.Bottom && box.Top > plot.Rest.Top
            && !taken.Exists(other => other.Overlap(box) > 0) && !IsCrossed(plot, box);
    }

    /// <summary>Whether the curve runs through a box: it falls, so it does unless the whole box lies on one side of it.</summary>
    private bool IsCrossed(PlotView plot, PixelRect box)
    {
        var rim = plot.Ink.Style.Px(4);
        return Height(box.Left - rim) < box.Bottom + rim && Height(box.Right + rim) > box.Top - rim;

        double Height(double x)
        {
            var coordinate = plot.Plot.Axes.Bottom.GetCoordinate((float)Math.Clamp(x, plot.Data.Left, plot.Data.Right), plot.Data);
            return plot.AtY(1 - view.Counts.Below(plot.X!.IsLogarithmic ? PortableMath.Pow(10, coordinate) : coordinate));
        }
    }
}
