using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Plots;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>The lines at median, interval and limits, and their labels above the plot.</summary>
/// <remarks>All labels stand in one row, in the order of their values, so that no line has to cross a label.</remarks>
internal sealed class MarkRow
{
    private const double Gap = 28;

    private readonly ChartStyle _style;
    private readonly OutputView _view;
    private readonly List<(double Value, string Above)> _limits;

    /// <summary>Prepares the marks of an output.</summary>
    /// <param name="style">Colours and sizes.</param>
    /// <param name="view">The output.</param>
    /// <param name="limits">Its limits.</param>
    public MarkRow(ChartStyle style, OutputView view, IReadOnlyList<ChartLimit> limits)
    {
        (_style, _view) = (style, view);
        _limits = [.. limits.Select(limit => (view.Show(limit.Value), view.Above(limit))).OrderBy(limit => limit.Item1)];
    }

    /// <summary>Room that the labels need above a plot. [px]</summary>
    /// <param name="width">Width of the plot. [px]</param>
    public float Height(double width) => _style.Px(Fitting(width) is null ? 104 : 70);

    /// <summary>Draws lines and labels.</summary>
    public void Draw(PlotView plot)
    {
        var baseline = plot.Data.Top - _style.Px(38);
        if (Fitting(plot.Data.Width) is { } marks)
        {
            Draw(plot, baseline, marks, hasLeaders: true);
            return;
        }

        // Too many limits for one row: they stand above, and their lines end below the other labels.
        Draw(plot, baseline, Marks(limits: [], isShort: true, isShortest: true), hasLeaders: true);
        Draw(plot, plot.Data.Top - _style.Px(74), Crowd(plot.Data.Width), hasLeaders: false);
    }

    /// <summary>The limits in a row of their own: each by itself, or their number and range where the row is too short for all.</summary>
    private List<Mark> Crowd(double width)
    {
        List<Mark> all = [.. _limits.Select(limit => LimitMark(limit.Value, $"limit {ChartFigure.Exact(limit.Value, 4)}"))];
        if (Fits(all, width))
        {
            return all;
        }

        List<Mark> bare = [.. _limits.Select((limit, i) => LimitMark(limit.Value, (i == 0 ? "limits " : "") + ChartFigure.Exact(limit.Value, 4)))];
        return Fits(bare, width) ? bare : [.. _limits.Select((limit, i) => LimitMark(limit.Value, i == _limits.Count / 2
            ? $"{Figures.Count(_limits.Count)} limits, {ChartFigure.Exact(_limits[0].Value, 4)} to {ChartFigure.Exact(_limits[^1].Value, 4)}" : ""))];
    }

    private bool Fits(List<Mark> marks, double width) => marks.Sum(mark => _style.Label.Width(mark.Text) + _style.Px(Gap)) <= width + _style.Px(74);

    /// <summary>The marks with the longest texts that fit into one row; null if none do.</summary>
    private List<Mark>? Fitting(double width)
    {
        List<Mark>[] sets =
        [
            Marks([.. _limits.Select(limit => LimitMark(limit.Value, $"limit {ChartFigure.Exact(limit.Value, 4)}, exceeded with probability {limit.Above}"))], isShort: false, isShortest: false),
            Marks([.. _limits.Select(limit => LimitMark(limit.Value, $"limit {ChartFigure.Exact(limit.Value, 4)}: {limit.Above} above"))], isShort: false, isShortest: false),
            Marks([.. _limits.Select(limit => LimitMark(limit.Value, $"limit {ChartFigure.Exact(limit.Value, 4)}: {limit.Above} above"))], isShort: true, isShortest: false),
            Marks([.. _limits.Select(limit => LimitMark(limit.Value, $"limit {ChartFigure.Exact(limit.Value, 4)}"))], isShort: true, isShortest: true),
        ];
        return Array.Find(sets, marks => Fits(marks, width));
    }

    private List<Mark> Marks(IReadOnlyList<Mark> limits, bool isShort, bool isShortest)
    {
        var theme = _style.Theme;
        var tail = Figures.Level((1 - _view.Output.Interval.Level) / 2);
        Mark[] own =
        [
            new(_view.Low, isShort ? _view.Text.Low : $"{tail} below {_view.Text.Low}", theme.Muted, 1.5, 6),
            new(_view.Median, isShortest ? _view.Text.Median : $"median {_view.Text.Median}", theme.Ink, 3, 0),
            new(_view.High, isShort ? _view.Text.High : $"{tail} above {_view.Text.High}", theme.Muted, 1.5, 6),
        ];
        return [.. own.Concat(limits).OrderBy(mark => mark.Value)];
    }

    private Mark LimitMark(double limit, string text) => new(limit, text, _style.Theme.Alarm, 3, 0);

    private void Draw(PlotView plot, float baseline, List<Mark> marks, bool hasLeaders)
    {
        // An arrow where the line of a limit lies beyond the axis.
        var texts = marks.Select(mark => plot.ShowsX(mark.Value) || mark.Text.Length == 0 || mark.Text.Contains(" to ", StringComparison.Ordinal) ? mark.Text : mark.Value > _view.Median ? mark.Text + " →" : "← " + mark.Text).ToArray();
        var widths = texts.Select(text => (double)_style.Label.Width(text)).ToArray();
        var wanted = marks.Select(mark => (double)plot.ClampedX(mark.Value)).ToArray();
        var written = Enumerable.Range(0, marks.Count).Where(i => texts[i].Length > 0).ToArray();
        var placed = LabelRow.Place([.. written.Select(i => wanted[i])], [.. written.Select(i => widths[i])], _style.Px(Gap), plot.Data.Left - _style.Px(60), plot.Data.Right + _style.Px(14));
        var centers = wanted.ToArray();
        foreach (var (i, center) in written.Zip(placed))
        {
            centers[i] = center;
        }

        // Limits last: they lie over the other lines.
        foreach (var i in Enumerable.Range(0, marks.Count).OrderBy(i => marks[i].Color == _style.Theme.Alarm))
        {
            var mark = marks[i];
            if (plot.ShowsX(mark.Value))
            {
                var top = plot.Data.Top - _style.Px(28);
                var end = plot.Data.Top - _style.Px(14);
                if (mark.Dash > 0)
                {
                    plot.Ink.Line(wanted[i], plot.Data.Bottom, wanted[i], end, mark.Color, mark.Width, mark.Dash);
                }
                else
                {
                    plot.Ink.Mark(wanted[i], end, plot.Data.Bottom, mark.Color, mark.Width);
                }

                if (hasLeaders)
                {
                    // From the end of the line to the label, which may stand aside.
                    var reach = Math.Max(0, (widths[i] / 2) - _style.Px(8));
                    plot.Ink.Line(Math.Clamp(wanted[i], centers[i] - reach, centers[i] + reach), top, wanted[i], end, mark.Color, 1.5);
                }
            }

            plot.Ink.Write(texts[i], _style.Label, centers[i], baseline, mark.Color, 0.5);
        }
    }

    private readonly record struct Mark(double Value, string Text, Color Color, double Width, double Dash);
}
