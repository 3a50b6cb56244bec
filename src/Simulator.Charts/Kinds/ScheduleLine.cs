using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>An output over the start of a run: the median as a line, the interval as a band, the best start marked.</summary>
internal sealed class ScheduleLine : IChart
{
    private readonly ScheduleData _data;
    private readonly DisplayUnit _unit;
    private readonly SweepDataPoint[] _points;

    /// <summary>Chooses the unit.</summary>
    public ScheduleLine(ScheduleData data)
    {
        _data = data;
        _unit = DisplayUnit.ForAll(data.Unit, data.Points.Select(point => point.Median));
        _points = [.. data.Points.Select(point => new SweepDataPoint(point.Input, point.Low / _unit.Factor, point.Median / _unit.Factor, point.High / _unit.Factor))];
    }

    private SweepDataPoint Best => _points[_data.Best];

    /// <inheritdoc/>
    public string Title => $"{_data.Label} by start";

    /// <inheritdoc/>
    public string Sentence => $"lowest at {Instant(Best)}{(_data.Saving.Length > 0 ? $": {_data.Saving}" : "")}";

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var isUncertain = _points.Any(point => point.High > point.Low);
        var heading = new ChartHeading
        {
            Title = Title,
            Context = _data.Scenario,
            Sentence = Sentence,
            Note = (isUncertain ? $"line: medians; band: {Figures.Level(_data.Level)} intervals; the same draws at every start" : "no input is uncertain: figures fixed by the inputs")
                + (_data.Boundary.Length > 0 ? $" · {_data.Boundary}" : ""),
        };
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(style.Px(108), style.Px(40), style.Px(60), style.Px(84)));
        var (x, y) = (frame.Across(_points[0].Input, _points[^1].Input), OutputAxis(frame));
        frame.SetAxes(
            x, new ValuesBelow(style, $"Start, UTC{Years()}", isLogarithmic: false) { TickGenerator = new DateTicks(style.Axis, _data.From) }, y,
            new ValuesBeside(style, _unit.Titled(_data.Label), new FittingTicks(style.Axis, isLogarithmic: false)) { TitleOutdent = style.Px(100) });
        frame.ShowGrid(isHorizontal: true);
        var color = style.Theme.ColorOf(_data.Unit);
        double[] inputs = [.. _points.Select(point => point.Input)];
        if (isUncertain)
        {
            var band = frame.Plot.Add.FillY(inputs, [.. _points.Select(point => point.Low)], [.. _points.Select(point => point.High)]);
            (band.FillColor, band.LineWidth, band.MarkerStyle.IsVisible) = (style.Theme.Pale(color, 0.32), 0, false);
        }

        frame.Plot.PlottableList.Add(new UnclippedLine([.. _points.Select(point => new Coordinates(point.Input, point.Median))], style.Px(3), color));
        frame.Plot.PlottableList.Add(new UnclippedDots(style, [new Coordinates(Best.Input, Best.Median)], 8, color));
        frame.Above(plot => Mark(plot));
        return [frame.Placed];
    }

    private string Instant(SweepDataPoint point) => InstantText.Whole(_data.From.AddHours(point.Input));

    private string Years()
    {
        var (first, last) = (_data.From.Year, _data.From.AddHours(_points[^1].Input).Year);
        return first == last ? FormattableString.Invariant($" ({first})") : FormattableString.Invariant($" ({first}–{last})");
    }

    // The label stands above the plot, where nothing is drawn.
    private void Mark(PlotView plot)
    {
        var (style, at) = (plot.Ink.Style, plot.AtX(Best.Input));
        plot.Ink.Line(at, plot.Data.Top - style.Px(8), at, plot.AtY(Best.Median) - style.Px(12), style.Theme.Muted, 1.5, dash: 5);
        var text = $"best: {InstantText.DayAndTime(_data.From.AddHours(Best.Input))}";
        var half = style.Label.Width(text) / 2;
        var left = plot.Rest.Left + style.AxisTitle.Width(_unit.Titled(_data.Label)) + style.Px(24);
        plot.Ink.Write(text, style.Label, Math.Clamp(at, Math.Min(left + half, plot.Data.Right - half), plot.Data.Right - half), plot.Data.Top - style.Px(16), style.Theme.Ink, 0.5);
    }

    private ValueAxis OutputAxis(PlotFrame frame)
    {
        var (low, high) = (_points.Min(point => point.Low), _points.Max(point => point.High));
        var margin = high > low ? 0.05 * (high - low) : high == 0 ? 1 : 0.1 * Math.Abs(high);
        return frame.Up(low >= 0 && low < 0.6 * high ? 0 : low - margin, high + margin);
    }
}
