using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>An output over a number that is varied: the median as a line, the interval as a band.</summary>
internal sealed class SweepLine : IChart
{
    /// <summary>More dots than this would be a line again.</summary>
    private const int MostDots = 40;

    private readonly SweepData _data;
    private readonly DisplayUnit _unit;
    private readonly SweepDataPoint[] _points;

    /// <summary>Chooses the unit.</summary>
    public SweepLine(SweepData data)
    {
        _data = data;
        _unit = DisplayUnit.For(data.Unit, data.Points.Max(point => point.Median), data.IsCarbon);
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
            var (from, to) = (Figure.Significant(first.Median, 3), Figure.Significant(last.Median, 3));
            var symbol = _unit.Symbol.Length == 0 ? "" : " " + _unit.Symbol;
            return $"the median goes from {from}{symbol} at {Input(first.Input)} to {to}{symbol} at {Input(last.Input)}";
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var isUncertain = _points.Any(point => point.High > point.Low);
        var note = isUncertain ? $"line: medians; band: {Figure.Level(_data.Level)} intervals; the same draws at every point" : "nothing is uncertain: exact figures";
        var rest = Heading.Draw(sheet, frame, Title, _data.Scenario, Sentence, note);
        var plot = rest.Inset(sheet.Px(108), sheet.Px(40), sheet.Px(24), sheet.Px(84));
        var x = InputAxis(plot);
        var y = OutputAxis(plot);
        Frame.LeftAxis(sheet, plot, y, _unit.Symbol.Length == 0 ? _data.Label : $"{_data.Label} [{_unit.Symbol}]");
        var color = sheet.Theme.ColorOf(_data.Unit);
        if (isUncertain)
        {
            Point[] band =
            [
                .. _points.Select(point => new Point(x.Position(point.Input), y.Clamped(point.High))),
                .. _points.Reverse().Select(point => new Point(x.Position(point.Input), y.Clamped(point.Low))),
            ];
            sheet.Drawing.Fill(VectorPath.Polygon(band), sheet.Theme.Pale(color, 0.32));
        }

        Point[] line = [.. _points.Select(point => new Point(x.Position(point.Input), y.Clamped(point.Median)))];
        sheet.Drawing.Stroke(VectorPath.Polyline(line), new Pen(sheet.Px(4), color, RoundCaps: true));
        foreach (var point in line.Length <= MostDots ? line : [])
        {
            sheet.Dot(point, 7, color);
        }

        Frame.ValueAxis(sheet, plot, x, _data.InputUnit.Length == 0 ? _data.Input : $"{_data.Input} [{_data.InputUnit}]");
    }

    private string Input(double value) => Figure.Significant(value, 4) + (_data.InputUnit.Length == 0 ? "" : " " + _data.InputUnit);

    private ValueAxis InputAxis(Box plot)
    {
        var (low, high) = (_points[0].Input, _points[^1].Input);

        // Even factors between the points were meant to be seen as such; even steps over decades were not.
        var isLogarithmic = low > 0 && high > 50 * low && LargestGap(Math.Log) < LargestGap(value => value);
        return new ValueAxis(low, high, plot.Left, plot.Right, isLogarithmic);

        double LargestGap(Func<double, double> map) =>
            _points.Zip(_points.Skip(1), (left, right) => map(right.Input) - map(left.Input)).Max() / (map(high) - map(low));
    }

    private ValueAxis OutputAxis(Box plot)
    {
        var (low, high) = (_points.Min(point => point.Low), _points.Max(point => point.High));
        if (low > 0 && high > 100 * low)
        {
            return new ValueAxis(low / 1.2, high * 1.2, plot.Bottom, plot.Top, IsLogarithmic: true);
        }

        var margin = high > low ? 0.05 * (high - low) : high == 0 ? 1 : 0.1 * Math.Abs(high);
        var begin = low >= 0 && low < 0.6 * high ? 0 : low - margin;
        return new ValueAxis(begin, high + margin, plot.Bottom, plot.Top, IsLogarithmic: false);
    }
}
