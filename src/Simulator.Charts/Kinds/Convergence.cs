using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>How median and interval settled while samples were added.</summary>
/// <param name="view">The output.</param>
/// <param name="points">What was known after how many samples.</param>
/// <param name="scenario">Name of the scenario.</param>
/// <param name="run">How it was run.</param>
internal sealed class Convergence(OutputView view, IReadOnlyList<ConvergencePoint> points, string scenario, RunFacts run) : IChart
{
    /// <inheritdoc/>
    public string Title => $"{view.Output.Label}: convergence";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var end = points[^1];
            var late = points.Where(point => point.Samples >= end.Samples / 2).ToArray();
            var median = late.Max(point => Change(point.Median, end.Median));
            var ends = late.Max(point => Math.Max(Change(point.Low, end.Low), Change(point.High, end.High)));
            return late.Length < 2
                ? $"{Figures.Count(end.Samples)} samples"
                : $"over the last half of the samples the median moved by {Moved(median)}, the ends of the interval by {Moved(ends)}";
        }
    }

    // The change is itself random: one digit of it, rounded up, says enough.
    private static string Moved(double change) => change == 0 ? "nothing" : $"at most {Typeset.Number(Figures.PercentAtMost(change))}";

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var tail = (1 - view.Output.Interval.Level) / 2;
        var last = points[^1];
        var color = view.Color(style.Theme);
        (double Value, string Text, Color Color)[] ends =
        [
            (view.Show(last.High), $"{Figures.Level(1 - tail)}: {view.Text.High}", style.Theme.Muted),
            (view.Show(last.Median), $"median {view.Text.Median}", style.Theme.Ink),
            (view.Show(last.Low), $"{Figures.Level(tail)}: {view.Text.Low}", style.Theme.Muted),
        ];
        var heading = new ChartHeading { Title = Title, Context = scenario, Sentence = Sentence, Note = view.Note(run, null) };
        var room = ends.Max(end => style.Label.Width(end.Text)) + style.Px(24);
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(style.Px(100), style.Px(46), room, style.Px(84)));
        var x = frame.Across(points[0].Samples, Math.Max(last.Samples, points[0].Samples + 1), isLogarithmic: true);
        var y = Vertical(frame);
        frame.SetAxes(
            x, new ValuesBelow(style, "samples", isLogarithmic: true), y,
            new ValuesBeside(style, view.AxisTitle, new FittingTicks(style.Axis, y.IsLogarithmic)) { TitleOutdent = style.Px(100) });
        frame.ShowGrid(isHorizontal: true);
        double[] Heights(Func<ConvergencePoint, double> value) => [.. points.Select(point => y.Coordinate(view.Show(value(point))))];
        double[] samples = [.. points.Select(point => x.Coordinate(point.Samples))];
        var band = frame.Plot.Add.FillY(samples, Heights(point => point.Low), Heights(point => point.High));
        (band.FillColor, band.LineWidth, band.MarkerStyle.IsVisible) = (style.Theme.Pale(color, 0.14), 0, false);
        foreach (var (heights, shade, width) in new[] { (Heights(point => point.High), color, 3), (Heights(point => point.Low), color, 3), (Heights(point => point.Median), style.Theme.Ink, 4) })
        {
            frame.Plot.PlottableList.Add(new UnclippedLine([.. samples.Zip(heights, (at, height) => new Coordinates(at, height))], style.Px(width), shade));
        }

        frame.Above(plot =>
        {
            var centers = LabelRow.Place(
                [.. ends.Select(end => (double)plot.AtY(end.Value))],
                [.. ends.Select(_ => (double)style.Px(30))], 0, plot.Data.Top - style.Px(20), plot.Data.Bottom + style.Px(10));
            for (var i = 0; i < ends.Length; i++)
            {
                plot.Ink.WriteAt(ends[i].Text, style.Label, plot.Data.Right + style.Px(16), centers[i], ends[i].Color);
            }
        });
        return [frame.Placed];
    }

    private ValueAxis Vertical(PlotFrame frame)
    {
        var low = points.Min(point => view.Show(point.Low));
        var high = points.Max(point => view.Show(point.High));
        if (low > 0 && high > 10 * low)
        {
            return frame.Up(low / 1.3, high * 1.3, isLogarithmic: true);
        }

        var margin = high > low ? 0.12 * (high - low) : high == 0 ? 1 : 0.1 * Math.Abs(high);
        return frame.Up(low - margin, high + margin);
    }

    private static double Change(double value, double end) => end == 0 ? Math.Abs(value) : Math.Abs((value / end) - 1);
}
