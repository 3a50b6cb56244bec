using ScottPlot;
using Simulator.Arithmetic;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>An output over a number that is varied: the median as a line, the interval as a band.</summary>
internal sealed class SweepLine : IChart
{
    /// <summary>More dots than this would merge into a line.</summary>
    private const int MostDots = 40;

    private readonly SweepData _data;
    private readonly DisplayUnit _unit;
    private readonly SweepDataPoint[] _points;

    /// <summary>Chooses the unit.</summary>
    public SweepLine(SweepData data)
    {
        _data = data with { Input = InputName.Of(data.Input) };
        _unit = DisplayUnit.ForAll(data.Unit, data.Points.Select(point => point.Median));
        _points = [.. data.Points.OrderBy(point => point.Input).Select(point => new SweepDataPoint(
            point.Input, point.Low / _unit.Factor, point.Median / _unit.Factor, point.High / _unit.Factor))];
    }

    /// <inheritdoc/>
    public string Title => $"{_data.Label} by {_data.Input}";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var (first, last) = (_points[0], _points[^1]);
            return $"the median goes from {Print(first.Median)} at {Input(first.Input)} to {Print(last.Median)} at {Input(last.Input)}";
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var isUncertain = _points.Any(point => point.High > point.Low);
        var heading = new ChartHeading
        {
            Title = Title,
            Context = _data.Scenario,
            Sentence = Sentence,
            Note = (isUncertain ? $"line: medians; band: {Figures.Level(_data.Level)} intervals; the same draws at every point" : "no input is uncertain: figures fixed by the inputs")
                + (_data.Boundary.Length > 0 ? $" · {_data.Boundary}" : ""),
        };
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(style.Px(108), style.Px(40), style.Px(24), style.Px(84)));
        var (x, y) = (InputAxis(frame), OutputAxis(frame));
        frame.SetAxes(
            x, new ValuesBelow(style, _data.InputUnit.Length == 0 ? _data.Input : $"{_data.Input} [{_data.InputUnit}]", x.IsLogarithmic), y,
            new ValuesBeside(style, _unit.Titled(_data.Label), new FittingTicks(style.Axis, y.IsLogarithmic)) { TitleOutdent = style.Px(100) });
        frame.ShowGrid(isHorizontal: true);
        var color = style.Theme.ColorOf(_data.Unit);
        double[] inputs = [.. _points.Select(point => x.Coordinate(point.Input))];
        if (isUncertain)
        {
            var band = frame.Plot.Add.FillY(
                inputs, [.. _points.Select(point => y.ClampedCoordinate(point.Low))], [.. _points.Select(point => y.ClampedCoordinate(point.High))]);
            (band.FillColor, band.LineWidth, band.MarkerStyle.IsVisible) = (style.Theme.Pale(color, 0.32), 0, false);
        }

        Coordinates[] line = [.. _points.Zip(inputs, (point, input) => new Coordinates(input, y.ClampedCoordinate(point.Median)))];
        frame.Plot.PlottableList.Add(new UnclippedLine(line, style.Px(4), color));
        if (line.Length <= MostDots)
        {
            frame.Plot.PlottableList.Add(new UnclippedDots(style, line, 7, color));
        }

        return [frame.Placed];
    }

    private string Print(double median) => _unit.Set(Figures.Uncertain(median, 0));

    private string Input(double value) => ChartFigure.Exact(value, 4) + (_data.InputUnit.Length == 0 ? "" : " " + _data.InputUnit);

    private ValueAxis InputAxis(PlotFrame frame)
    {
        var (low, high) = (_points[0].Input, _points[^1].Input);

        // Points at even factors get a logarithmic axis; points at even steps do not, even over decades.
        var isLogarithmic = low > 0 && high > 50 * low && LargestGap(PortableMath.Log) < LargestGap(value => value);
        return frame.Across(low, high, isLogarithmic);

        double LargestGap(Func<double, double> map) =>
            _points.Zip(_points.Skip(1), (left, right) => map(right.Input) - map(left.Input)).Max() / (map(high) - map(low));
    }

    private ValueAxis OutputAxis(PlotFrame frame)
    {
        var (low, high) = (_points.Min(point => point.Low), _points.Max(point => point.High));
        if (low > 0 && high > 100 * low)
        {
            return frame.Up(low / 1.2, high * 1.2, isLogarithmic: true);
        }

        var margin = high > low ? 0.05 * (high - low) : high == 0 ? 1 : 0.1 * Math.Abs(high);
        var begin = low >= 0 && low < 0.6 * high ? 0 : low - margin;
        return frame.Up(begin, high + margin);
    }
}
