using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>The paired difference of two scenarios: on which side of zero, how surely, and by how much.</summary>
internal sealed class Difference : IChart
{
    private readonly PairedDifference _data;
    private readonly DisplayUnit _unit;
    private readonly Counts _counts;
    private readonly double _low, _median, _high;
    private readonly IntervalFormat _format;

    /// <summary>Chooses the unit.</summary>
    public Difference(PairedDifference data)
    {
        _data = data;
        var typical = Math.Max(Math.Abs(data.Interval.Low), Math.Abs(data.Interval.High));
        _unit = DisplayUnit.For(data.Unit, typical, data.IsCarbon);
        _counts = new Counts(data.Bins, 1 / _unit.Factor);
        (_low, _median, _high) = (data.Interval.Low / _unit.Factor, data.Median / _unit.Factor, data.Interval.High / _unit.Factor);
        _format = IntervalFormat.For(_low, _high, 0);
    }

    /// <inheritdoc/>
    public string Title => $"{_data.Label}: {_data.A} minus {_data.B}";

    /// <inheritdoc/>
    public string Sentence =>
        $"{_data.A} has less with probability {Chance(_data.ProbabilityALess)}; difference: median {Print(_median)} {_unit.Symbol}, "
        + $"{Figure.Level(_data.Interval.Level)} between {Print(_low)} and {Print(_high)}{(_data.Interval.HasTooFewBeyond ? " (too few samples)" : "")}";

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var rest = Heading.Draw(sheet, frame, Title, "", Sentence, $"{(_data.Coupling.Length > 0 ? $"{_data.Coupling.TrimEnd('.')} · " : "")}{(_counts.Total > 0 ? "shaded" : "bar")}: {Figure.Level(_data.Interval.Level)} interval");
        var plot = rest.Inset(sheet.Px(72), sheet.Px(80), sheet.Px(14), sheet.Px(84));
        if (_counts.Total > 0 && _low < _high)
        {
            DrawBars(sheet, plot);
        }
        else
        {
            DrawInterval(sheet, plot);
        }
    }

    private void DrawBars(Sheet sheet, Box plot)
    {
        var range = ValueRange.Of(_counts);
        var x = Axis(plot, range.Low, range.High, range.IsLogarithmic);
        var shares = Bars.Shares(_counts, range);
        var y = new ValueAxis(0, shares.Max() * 1.04, plot.Bottom, plot.Top, IsLogarithmic: false);
        sheet.Fill(new Box(x.Clamped(_low), plot.Top, x.Clamped(_high), plot.Bottom), sheet.Theme.Band);
        Frame.ShareGrid(sheet, plot, y);
        Bars.Draw(sheet, x, y, range.Edges, shares, [new(0, sheet.Theme.Blue), new(double.PositiveInfinity, sheet.Theme.Orange)]);
        Finish(sheet, plot, x);
    }

    private void DrawInterval(Sheet sheet, Box plot)
    {
        var margin = _high > _low ? 0.15 * (_high - _low) : Math.Max(1e-9, 0.2 * Math.Abs(_high));
        var x = Axis(plot, _low - margin, _high + margin, isLogarithmic: false);
        var middle = plot.Center.Y;
        var half = sheet.Px(30);
        sheet.Fill(new Box(x.Clamped(_low), middle - half, x.Clamped(Math.Min(0, _high)), middle + half), sheet.Theme.Pale(sheet.Theme.Blue, 0.5));
        sheet.Fill(new Box(x.Clamped(Math.Max(0, _low)), middle - half, x.Clamped(_high), middle + half), sheet.Theme.Pale(sheet.Theme.Orange, 0.5));
        sheet.Dot(new Point(x.Clamped(_median), middle), 11, _median < 0 ? sheet.Theme.Blue : sheet.Theme.Orange);
        string[] texts = [Print(_low), $"median {Print(_median)}", Print(_high)];
        var centers = LabelRow.Place(
            [x.Position(_low), x.Position(_median), x.Position(_high)],
            [.. texts.Select(sheet.Label.Width)], sheet.Px(28), plot.Left, plot.Right);
        for (var i = 0; i < texts.Length; i++)
        {
            sheet.Write(texts[i], sheet.Label, centers[i], middle + half + sheet.Px(40), sheet.Theme.Ink, 0.5);
        }

        Finish(sheet, plot, x);
    }

    /// <summary>Zero is what a difference is read against, so it is always on the axis.</summary>
    private static ValueAxis Axis(Box plot, double low, double high, bool isLogarithmic) => isLogarithmic
        ? new ValueAxis(low, high, plot.Left, plot.Right, IsLogarithmic: true)
        : new ValueAxis(Math.Min(low, -0.06 * high), Math.Max(high, -0.06 * low), plot.Left, plot.Right, IsLogarithmic: false);

    private void Finish(Sheet sheet, Box plot, ValueAxis x)
    {
        var symbol = _unit.Symbol.Length == 0 ? "" : $" [{_unit.Symbol}]";
        Frame.ValueAxis(sheet, plot, x, $"difference{symbol}");
        if (x.IsLogarithmic)
        {
            return;
        }

        var zero = x.Position(0);
        sheet.Line(zero, plot.Top - sheet.Px(16), zero, plot.Bottom, sheet.Theme.Ink, 3);
        var equal = _data.ProbabilityEqual > 0 ? $", equal: {Figure.Percent(_data.ProbabilityEqual)}" : "";
        var less = $"{Short(_data.A)} less: {Chance(_data.ProbabilityALess)}";
        var more = $"{Short(_data.B)} less: {Chance(1 - _data.ProbabilityALess - _data.ProbabilityEqual)}{equal}";
        var (lessWidth, moreWidth) = (sheet.Label.Width(less), sheet.Label.Width(more));
        var centers = LabelRow.Place(
            [zero - sheet.Px(16) - (lessWidth / 2), zero + sheet.Px(16) + (moreWidth / 2)],
            [lessWidth, moreWidth], sheet.Px(32), plot.Left - sheet.Px(60), plot.Right + sheet.Px(14));
        var baseline = plot.Top - sheet.Px(40);
        sheet.Write(less, sheet.Label, centers[0], baseline, sheet.Theme.Ink, 0.5);
        sheet.Write(more, sheet.Label, centers[1], baseline, sheet.Theme.Ink, 0.5);

        string Short(string name) => sheet.Label.Shorten(name, 0.3 * plot.Width);
    }

    // What no sample showed may still happen: Figure prints the next best bound for a share just inside 0 and 1.
    private string Chance(double probability) =>
        Figure.Percent(_counts.Total > 0 && _low < _high && _data.ProbabilityEqual < 1 ? Math.Clamp(probability, 1e-9, 1 - 1e-9) : probability);

    private string Print(double value) => _format.Print(value);
}
