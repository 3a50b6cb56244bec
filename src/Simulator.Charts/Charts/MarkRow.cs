using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>The lines at median, interval and limits, and their labels above the plot.</summary>
internal sealed class MarkRow
{
    private const double Gap = 28;

    private readonly Sheet _sheet;
    private readonly OutputView _view;
    private readonly List<double> _limits;

    /// <summary>Prepares the marks of an output.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="view">The output.</param>
    /// <param name="limits">Limits in the output's unit.</param>
    public MarkRow(Sheet sheet, OutputView view, IReadOnlyList<double> limits)
    {
        (_sheet, _view) = (sheet, view);
        _limits = [.. limits.Select(view.Show).Order()];
    }

    /// <summary>Room that the labels need above the plot. [px]</summary>
    public double Height => _sheet.Px(_limits.Count > 0 ? 104 : 70);

    /// <summary>Draws lines and labels.</summary>
    public void Draw(Box plot, ValueAxis axis)
    {
        var theme = _sheet.Theme;
        var tail = (1 - _view.Output.Interval.Level) / 2;
        Draw(
            plot,
            axis,
            baseline: plot.Top - _sheet.Px(38),
            [
                new(_view.Low, $"{Figure.Level(tail)} below {_view.Print(_view.Low)}", theme.Muted, 1.5, 6),
                new(_view.Median, $"median {_view.Print(_view.Median)}", theme.Ink, 3, 0),
                new(_view.High, $"{Figure.Level(tail)} above {_view.Print(_view.High)}", theme.Muted, 1.5, 6),
            ]);
        var texts = _limits.Select(LimitText).ToArray();
        if (texts.Sum(text => _sheet.Label.Width(text) + _sheet.Px(Gap)) > plot.Width)
        {
            texts = [.. _limits.Select(ShortText)];
        }

        Draw(plot, axis, plot.Top - _sheet.Px(74), [.. _limits.Zip(texts, (limit, text) => new Mark(limit, text, theme.Alarm, 3, 0))]);
    }

    private string LimitText(double limit) =>
        $"limit {Figure.Significant(limit, 4)}, exceeded with probability {Figure.Percent(1 - _view.Counts.Below(limit))}";

    // For several limits, or a narrow chart.
    private string ShortText(double limit) => $"limit {Figure.Significant(limit, 4)}: {Figure.Percent(1 - _view.Counts.Below(limit))} above";

    private void Draw(Box plot, ValueAxis axis, double baseline, ReadOnlySpan<Mark> marks)
    {
        var (wanted, widths) = (new double[marks.Length], new double[marks.Length]);
        for (var i = 0; i < marks.Length; i++)
        {
            wanted[i] = axis.Clamped(marks[i].Value);
            widths[i] = _sheet.Label.Width(marks[i].Text);
        }

        var centers = LabelRow.Place(wanted, widths, _sheet.Px(Gap), plot.Left - _sheet.Px(60), plot.Right + _sheet.Px(14));
        for (var i = 0; i < marks.Length; i++)
        {
            var mark = marks[i];
            if (mark.Value >= axis.Low && mark.Value <= axis.High)
            {
                var top = baseline + _sheet.Px(10);
                var end = Math.Min(plot.Top - _sheet.Px(4), top + _sheet.Px(14));
                if (mark.Dash > 0)
                {
                    _sheet.Line(wanted[i], plot.Bottom, wanted[i], end, mark.Color, mark.Width, mark.Dash);
                }
                else
                {
                    _sheet.Mark(wanted[i], end, plot.Bottom, mark.Color, mark.Width);
                }

                Leader(wanted[i], centers[i], widths[i], top, mark.Color);
            }

            _sheet.Write(mark.Text, _sheet.Label, centers[i], baseline, mark.Color, 0.5);
        }
    }

    /// <summary>From the end of the line to the label, which may stand aside.</summary>
    private void Leader(double x, double center, double width, double top, Rgb color)
    {
        var reach = Math.Max(0, (width / 2) - _sheet.Px(8));
        var end = Math.Clamp(x, center - reach, center + reach);
        _sheet.Line(end, top, x, top + _sheet.Px(14), color, 1.5);
    }

    private readonly record struct Mark(double Value, string Text, Rgb Color, double Width, double Dash);
}
