using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Statistics;

namespace Simulator.Charts;

/// <summary>How probable it is that an output is larger than a value, for every value.</summary>
/// <param name="view">The output.</param>
/// <param name="scenario">Name of the scenario.</param>
/// <param name="run">How it was run.</param>
/// <param name="limits">Limits in the output's unit.</param>
internal sealed class Exceedance(OutputView view, string scenario, RunFacts run, IReadOnlyList<double> limits) : IChart
{
    /// <inheritdoc/>
    public string Title => $"{view.Output.Label}: chance of more";

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
            return $"even odds of more than {view.WithUnit(view.Print(view.Median))}; "
                + $"{Figure.Level(tail)} probability of more than {view.Print(view.High)}";
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var range = view.Output.Bins.Count == 0 || view.Atoms.Count > 0 ? null : ValueRange.Of(view.Counts);
        var shaded = range is null ? "" : $" · shaded: {Figure.Level(view.Output.Interval.Level)} interval";
        var rest = Heading.Draw(sheet, frame, Title, scenario, Sentence, view.Note(run, range) + shaded);
        if (view.Output.Bins.Count == 0)
        {
            return;
        }

        var plot = rest.Inset(sheet.Px(82), sheet.Px(50), sheet.Px(14), sheet.Px(84));
        var x = range is null
            ? AtomPlot.Axis(view, plot)
            : new ValueAxis(range.Low, range.High, plot.Left, plot.Right, range.IsLogarithmic);
        var y = new ValueAxis(0, 1, plot.Bottom, plot.Top, IsLogarithmic: false);
        if (range is not null)
        {
            sheet.Fill(new Box(x.Clamped(view.Low), plot.Top, x.Clamped(view.High), plot.Bottom), sheet.Theme.Band);
        }

        Frame.ShareGrid(sheet, plot, y);
        sheet.Write("probability of more", sheet.Axis with { Tabular = false }, rest.Left, rest.Top + sheet.Px(22), sheet.Theme.Muted);
        Frame.ValueAxis(sheet, plot, x, view.AxisTitle);

        var color = view.Color(sheet.Theme);
        sheet.Drawing.Stroke(Curve(x, y), new Pen(sheet.Px(4.5), color, RoundCaps: true));
        if (range is not null)
        {
            Points(sheet, rest, plot, x, y, color);
        }
    }

    /// <summary>The curve without what cannot be seen; samples that agree make it fall straight down.</summary>
    private VectorPath Curve(ValueAxis x, ValueAxis y)
    {
        var points = new List<Point>();
        var before = 0.0;
        foreach (var bin in view.Counts.Bins)
        {
            if (bin.High >= x.Low && bin.Low <= x.High)
            {
                var (low, high) = (Math.Max(bin.Low, x.Low), Math.Min(bin.High, x.High));
                var width = bin.High - bin.Low;
                var (begin, end) = width > 0 ? ((low - bin.Low) / width, (high - bin.Low) / width) : (0, 1);
                points.Add(new(x.Position(low), y.Position(1 - ((before + (begin * bin.Count)) / view.Counts.Total))));
                points.Add(new(x.Position(high), y.Position(1 - ((before + (end * bin.Count)) / view.Counts.Total))));
            }

            before += bin.Count;
        }

        points.Insert(0, new(x.From, points[0].Y));
        points.Add(new(x.To, points[^1].Y));
        return VectorPath.Polyline(Simplification.Of(points, 0.15));
    }

    private void Points(Sheet sheet, Box rest, Box plot, ValueAxis x, ValueAxis y, Rgb color)
    {
        var tail = (1 - view.Output.Interval.Level) / 2;
        var marks = new List<(double Value, double Share, string Text, Rgb Color)>
        {
            (view.Low, 1 - tail, $"{Figure.Level(1 - tail)} above {view.Print(view.Low)}", color),
            (view.Median, 0.5, $"50% above {view.Print(view.Median)}", color),
            (view.High, tail, $"{Figure.Level(tail)} above {view.Print(view.High)}", color),
        };
        marks.AddRange(limits.Select(view.Show).Select(limit => (limit, 1 - view.Counts.Below(limit),
            $"limit {Figure.Significant(limit, 4)}: {Figure.Percent(1 - view.Counts.Below(limit))} above", sheet.Theme.Alarm)));
        var caption = new Box(0, 0, rest.Left + sheet.Px(260), plot.Top - sheet.Px(6));
        var taken = new List<Box> { caption };
        foreach (var (value, share, text, dot) in marks.Where(mark => mark.Value >= x.Low && mark.Value <= x.High))
        {
            var at = new Point(x.Position(value), y.Position(share));
            sheet.Dot(at, 8, dot);
            var box = Beside(sheet, plot, at, sheet.Label.Width(text), taken);
            taken.Add(box);
            sheet.Write(text, sheet.Label, box.Left, box.Bottom - sheet.Px(6), dot == sheet.Theme.Alarm ? dot : sheet.Theme.Ink);
        }
    }

    /// <summary>Above the curve or, where that is taken, below it: a falling curve leaves both corners free.</summary>
    private static Box Beside(Sheet sheet, Box plot, Point at, double width, List<Box> taken)
    {
        var height = sheet.Px(30);
        for (var step = 0; step < 40; step++)
        {
            var shift = sheet.Px(6) * step;
            var left = Math.Min(at.X + sheet.Px(18), plot.Right - width);
            var above = new Box(left, at.Y - sheet.Px(32) - shift, left + width, at.Y - sheet.Px(2) - shift);
            var right = Math.Max(at.X - sheet.Px(18), plot.Left + sheet.Px(6) + width);
            var below = new Box(right - width, at.Y + sheet.Px(6) + shift, right, at.Y + sheet.Px(6) + height + shift);
            foreach (var box in (ReadOnlySpan<Box>)[above, below])
            {
                if (box.Bottom < plot.Bottom && !taken.Exists(other => other.Overlap(box) > 0))
                {
                    return box;
                }
            }
        }

        return new Box(at.X, at.Y - height, at.X + width, at.Y);
    }
}
