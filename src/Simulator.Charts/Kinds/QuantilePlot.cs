using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>Data over the quantiles of fitted distributions: dots on the diagonal show a good fit.</summary>
internal sealed class QuantilePlot(QuantilePlotData data) : IChart
{
    private const int MostFits = 3;

    private readonly IReadOnlyList<FittedQuantiles> _fits = [.. data.Fits.Take(MostFits)];

    /// <inheritdoc/>
    public string Title => $"{data.Column}: data and fitted quantiles";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var (largest, at) = Enumerable.Range(0, data.Values.Count).Select(i => (Math.Abs(data.Values[i] - _fits[0].Quantiles[i]), data.Values[i])).MaxBy(pair => pair.Item1);
            return $"the {_fits[0].Name} distribution differs most at {WithUnit(at)}: by {WithUnit(largest)}";
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var heading = new ChartHeading
        {
            Title = Title,
            Context = $"{Figures.Count(data.Count)} values",
            Sentence = Sentence,
            Note = "on the line, data and distribution agree; the best by AIC in front",
        };
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(style.Px(108), style.Px(40), style.Px(24), style.Px(84)));
        var (low, high, isLogarithmic) = Ends();
        var (x, y) = (frame.Across(low, high, isLogarithmic), frame.Up(low, high, isLogarithmic));
        var unit = data.Unit.Length == 0 ? "" : $" [{data.Unit}]";
        frame.SetAxes(
            x, new ValuesBelow(style, $"fitted quantile{unit}", isLogarithmic), y,
            new ValuesBeside(style, $"data{unit}", new FittingTicks(style.Axis, isLogarithmic)) { TitleOutdent = style.Px(100) });
        frame.ShowGrid(isHorizontal: true);
        Coordinates[] diagonal = [new(x.Coordinate(low), y.Coordinate(low)), new(x.Coordinate(high), y.Coordinate(high))];
        frame.Plot.PlottableList.Add(new UnclippedLine(diagonal, style.Px(2.5), style.Theme.Muted));
        Color[] colors = [style.Theme.Blue, style.Theme.Orange, style.Theme.Green];
        for (var i = _fits.Count - 1; i >= 0; i--)
        {
            // Quantiles beyond the axes stand at their edge.
            Coordinates[] dots = [.. _fits[i].Quantiles.Zip(data.Values, (quantile, value) => new Coordinates(x.ClampedCoordinate(quantile), y.ClampedCoordinate(value)))];
            frame.Plot.PlottableList.Add(new UnclippedDots(style, dots, i == 0 ? 6 : 5, colors[i]));
        }

        frame.Above(view => Legend(view, colors));
        return [frame.Placed];
    }

    // Above the diagonal near its lower end there are dots only where the fit is poor.
    private void Legend(PlotView view, Color[] colors)
    {
        var style = view.Ink.Style;
        for (var i = 0; i < _fits.Count; i++)
        {
            var middle = view.Data.Top + style.Px(28 + (40 * i));
            view.Ink.Dot(new Pixel(view.Data.Left + style.Px(24), middle), 8, colors[i]);
            view.Ink.WriteAt(_fits[i].Name, style.Axis, view.Data.Left + style.Px(44), middle, style.Theme.Ink);
        }
    }

    private (double Low, double High, bool IsLogarithmic) Ends()
    {
        // The axes are those of the data and of the best fit; a poor one must not squeeze them.
        var (low, high) = (Math.Min(data.Values[0], _fits[0].Quantiles[0]), Math.Max(data.Values[^1], _fits[0].Quantiles[^1]));
        if (low > 0 && high > 50 * low)
        {
            return (low / 1.1, high * 1.1, true);
        }

        var margin = 0.04 * (high - low);
        return (low - margin, high + margin, false);
    }

    private string WithUnit(double value) => data.Unit.Length == 0 ? Figures.Exact(value, 3) : $"{Figures.Exact(value, 3)} {data.Unit}";
}
