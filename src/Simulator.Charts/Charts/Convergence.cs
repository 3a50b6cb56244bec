using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Statistics;

namespace Simulator.Charts;

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
                ? $"{Figure.Count(end.Samples)} samples"
                : $"over the last half of the samples the median moved by {Figure.Percent(median)}, the ends of the interval by {Figure.Percent(ends)}";
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var rest = Heading.Draw(sheet, frame, Title, scenario, Sentence, view.Note(run, null));
        var tail = (1 - view.Output.Interval.Level) / 2;
        var last = points[^1];
        (double Value, string Text, Rgb Color)[] ends =
        [
            (view.Show(last.High), $"{Figure.Level(1 - tail)}: {view.Print(view.Show(last.High))}", sheet.Theme.Muted),
            (view.Show(last.Median), $"median {view.Print(view.Show(last.Median))}", sheet.Theme.Ink),
            (view.Show(last.Low), $"{Figure.Level(tail)}: {view.Print(view.Show(last.Low))}", sheet.Theme.Muted),
        ];
        var plot = rest.Inset(sheet.Px(100), sheet.Px(46), ends.Max(end => sheet.Label.Width(end.Text)) + sheet.Px(24), sheet.Px(84));
        var x = new ValueAxis(points[0].Samples, Math.Max(last.Samples, points[0].Samples + 1), plot.Left, plot.Right, IsLogarithmic: true);
        var y = Vertical(plot);
        Frame.LeftAxis(sheet, plot, y, view.AxisTitle);
        Band(sheet, x, y);
        Curve(sheet, x, y, point => point.High, view.Color(sheet.Theme), 3);
        Curve(sheet, x, y, point => point.Low, view.Color(sheet.Theme), 3);
        Curve(sheet, x, y, point => point.Median, sheet.Theme.Ink, 4);

        var centers = LabelRow.Place(
            [.. ends.Select(end => y.Position(end.Value))],
            [.. ends.Select(_ => sheet.Px(30))], 0, plot.Top - sheet.Px(20), plot.Bottom + sheet.Px(10));
        for (var i = 0; i < ends.Length; i++)
        {
            sheet.WriteAt(ends[i].Text, sheet.Label, plot.Right + sheet.Px(16), centers[i], ends[i].Color);
        }

        Frame.ValueAxis(sheet, plot, x, "samples");
    }

    private ValueAxis Vertical(Box plot)
    {
        var low = points.Min(point => view.Show(point.Low));
        var high = points.Max(point => view.Show(point.High));
        var isLogarithmic = low > 0 && high > 10 * low;
        if (isLogarithmic)
        {
            return new ValueAxis(low / 1.3, high * 1.3, plot.Bottom, plot.Top, IsLogarithmic: true);
        }

        var margin = high > low ? 0.12 * (high - low) : high == 0 ? 1 : 0.1 * Math.Abs(high);
        return new ValueAxis(low - margin, high + margin, plot.Bottom, plot.Top, IsLogarithmic: false);
    }

    private void Band(Sheet sheet, ValueAxis x, ValueAxis y)
    {
        var upper = points.Select(point => new Point(x.Position(point.Samples), y.Position(view.Show(point.High))));
        var lower = points.Reverse().Select(point => new Point(x.Position(point.Samples), y.Position(view.Show(point.Low))));
        sheet.Drawing.Fill(VectorPath.Polygon([.. upper, .. lower]), sheet.Theme.Pale(view.Color(sheet.Theme), 0.14));
    }

    private void Curve(Sheet sheet, ValueAxis x, ValueAxis y, Func<ConvergencePoint, double> value, Rgb color, double width) =>
        sheet.Drawing.Stroke(
            VectorPath.Polyline([.. points.Select(point => new Point(x.Position(point.Samples), y.Position(view.Show(value(point)))))]),
            new Pen(sheet.Px(width), color, RoundCaps: true));

    private static double Change(double value, double end) => end == 0 ? Math.Abs(value) : Math.Abs((value / end) - 1);
}
