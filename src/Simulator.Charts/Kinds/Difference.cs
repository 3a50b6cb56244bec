using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>The paired difference of two scenarios: on which side of zero, with which probability, and by how much.</summary>
internal sealed class Difference : IChart
{
    private readonly PairedDifference _data;
    private readonly DisplayUnit _unit;
    private readonly Counts _counts;
    private readonly double _low, _median, _high;
    private readonly IntervalText _text;
    private readonly string _common;

    /// <summary>Chooses the unit.</summary>
    public Difference(PairedDifference data)
    {
        (var names, _common) = NamesApart.Of([data.A, data.B]);
        _data = data with { A = names[0], B = names[1] };
        _unit = DisplayUnit.ForDifference(data.Unit, data.Interval.Low, data.Median, data.Interval.High);
        _counts = new Counts(data.Bins, 1 / _unit.Factor);
        (_low, _median, _high) = (data.Interval.Low / _unit.Factor, data.Median / _unit.Factor, data.Interval.High / _unit.Factor);
        _text = IntervalText.Of(_unit, data.Interval.Low, data.Median, data.Interval.High, data.Errors, isFixed: _low == _high, data.Interval.HasTooFewBeyond).Set();
    }

    /// <inheritdoc/>
    public string Title => $"{_data.Label}: {_data.A} minus {_data.B}";

    /// <inheritdoc/>
    public string Sentence =>
        $"{_data.A} has less with probability {Chance(_data.ProbabilityALess)}; difference: median {_unit.Set(_text.Median)}, "
        + $"{Figures.Level(_data.Interval.Level)} between {_text.Low} and {_text.High}{_text.Remark}";

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var hasBars = _counts.Total > 0 && _low < _high;
        var range = hasBars ? ValueRange.Of(_counts) : null;
        var heading = new ChartHeading
        {
            Title = Title,
            Context = _common,
            Sentence = Sentence,
            Note = $"{(_data.Coupling.Length > 0 ? $"{_data.Coupling.TrimEnd('.')} · " : "")}{(_counts.Total > 0 ? "shaded" : "bar")}: {Figures.Level(_data.Interval.Level)} interval",
        };
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(
            style.Px(72), style.Px(IsStacked(style, rest.Width - style.Px(72 + 14)) ? 112 : 80), style.Px(14), style.Px(84)));
        if (range is not null)
        {
            AddBars(frame, range);
        }
        else
        {
            AddInterval(frame);
        }

        return [frame.Placed];
    }

    private void AddBars(PlotFrame frame, ValueRange range)
    {
        var theme = frame.Style.Theme;
        var x = Axis(frame, range.Low, range.High, range.IsLogarithmic);
        var shares = Bars.Shares(_counts, range);
        frame.SetAxes(x, Below(frame.Style, x), frame.Up(0, shares.Max() * 1.04), ValuesBeside.Shares(frame.Style));
        frame.ShowGrid(isHorizontal: true);
        frame.Below(plot => plot.Ink.Fill(plot.Data.Columns(plot.ClampedX(_low), plot.ClampedX(_high)), theme.Band));
        Bars.Add(frame, x, range.Edges, shares, [new(0, theme.Blue), new(double.PositiveInfinity, theme.Orange)]);
        frame.Above(plot => Sides(plot, x));
    }

    private void AddInterval(PlotFrame frame)
    {
        var (style, theme) = (frame.Style, frame.Style.Theme);
        var margin = _high > _low ? 0.15 * (_high - _low) : Math.Max(1e-9, 0.2 * Math.Abs(_high));
        var x = Axis(frame, _low - margin, _high + margin, isLogarithmic: false);
        frame.SetRows(x, Below(style, x), 1);
        var size = 2 * style.Px(30) / frame.Data.Height;
        frame.AddBars(
        [
            Bars.Of(0, size, _low, Math.Max(_low, Math.Min(0, _high)), theme.Pale(theme.Blue, 0.5), Orientation.Horizontal),
            Bars.Of(0, size, Math.Min(_high, Math.Max(0, _low)), _high, theme.Pale(theme.Orange, 0.5), Orientation.Horizontal),
        ]);
        frame.Plot.PlottableList.Add(new UnclippedDots(style, [new Coordinates(_median, 0)], 11, _median < 0 ? theme.Blue : theme.Orange));
        frame.Above(plot =>
        {
            Sides(plot, x);
            string[] texts = [_text.Low, $"median {_text.Median}", _text.High];
            var centers = LabelRow.Place(
                [plot.AtX(_low), plot.AtX(_median), plot.AtX(_high)], [.. texts.Select(text => (double)style.Label.Width(text))], style.Px(28), plot.Data.Left, plot.Data.Right);
            var baseline = plot.Data.VerticalCenter + style.Px(70);
            for (var i = 0; i < texts.Length; i++)
            {
                // On its own background, so that the line at zero does not run through it.
                var half = (style.Label.Width(texts[i]) / 2) + style.Px(6);
                plot.Ink.Fill(Rectangles.Of(centers[i] - half, baseline - style.Px(24), centers[i] + half, baseline + style.Px(8)), theme.Paper);
                plot.Ink.Write(texts[i], style.Label, centers[i], baseline, theme.Ink, 0.5);
            }
        });
    }

    private ValuesBelow Below(ChartStyle style, ValueAxis x) =>
        new(style, _unit.Titled("difference"), x.IsLogarithmic);

    /// <summary>Zero is what a difference is read against, so it is always on the axis.</summary>
    private static ValueAxis Axis(PlotFrame frame, double low, double high, bool isLogarithmic) => isLogarithmic
        ? frame.Across(low, high, isLogarithmic: true)
        : frame.Across(Math.Min(low, -0.06 * high), Math.Max(high, -0.06 * low));

    private void Sides(PlotView plot, ValueAxis x)
    {
        if (x.IsLogarithmic)
        {
            return;
        }

        var (ink, style, data) = (plot.Ink, plot.Ink.Style, plot.Data);
        var zero = plot.AtX(0);
        var (left, right) = (data.Left - style.Px(60), data.Right + style.Px(14));
        ink.Line(zero, data.Top - style.Px(16), zero, data.Bottom, style.Theme.Ink, 3);
        var (less, more) = (Side(style, data.Width, _data.A, LessEnd), Side(style, data.Width, _data.B, MoreEnd));
        var (lessWidth, moreWidth) = (style.Label.Width(less), style.Label.Width(more));
        var centers = IsStacked(style, data.Width)
            ? [LabelRow.Place([zero - (lessWidth / 2)], [lessWidth], 0, left, right)[0], LabelRow.Place([zero + (moreWidth / 2)], [moreWidth], 0, left, right)[0]]
            : LabelRow.Place([zero - style.Px(16) - (lessWidth / 2), zero + style.Px(16) + (moreWidth / 2)], [lessWidth, moreWidth], style.Px(32), left, right);
        ink.Write(less, style.Label, centers[0], data.Top - style.Px(IsStacked(style, data.Width) ? 72 : 40), style.Theme.Ink, 0.5);
        ink.Write(more, style.Label, centers[1], data.Top - style.Px(40), style.Theme.Ink, 0.5);
    }

    private string LessEnd => $" less: {Chance(_data.ProbabilityALess)}";

    private string MoreEnd => $" less: {Chance(1 - _data.ProbabilityALess - _data.ProbabilityEqual)}" + (_data.ProbabilityEqual > 0 ? $", equal: {Figures.Percent(_data.ProbabilityEqual)}" : "");

    // Where both do not fit beside each other, one stands above the other.
    private bool IsStacked(ChartStyle style, double width) =>
        style.Label.Width(_data.A + LessEnd) + style.Label.Width(_data.B + MoreEnd) + style.Px(32) > width + style.Px(74);

    private static string Side(ChartStyle style, double width, string name, string end) => style.Label.Shorten(name, width + style.Px(74) - style.Label.Width(end)) + end;

    private string Chance(double probability) => Typeset.Number(_counts.Total > 0 && _low < _high && _data.ProbabilityEqual < 1
        ? Figures.Probability(probability, _data.ProbabilityError, (long)_counts.Total)
        : Figures.Percent(probability));
}
