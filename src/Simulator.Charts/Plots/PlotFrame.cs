using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Fonts;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;

namespace Simulator.Charts.Plots;

/// <summary>A plot in the making: ScottPlot's plottables in the middle, our heading, axes and marks around them.</summary>
/// <remarks>
/// The layout follows the figure, so that the plot can be saved in any size; sizes of text and widths of lines are those of
/// the style it was made for.
/// </remarks>
internal sealed class PlotFrame
{
    private readonly Func<PixelRect, PixelRect> _area;
    private ValueAxis? _x, _y;

    /// <summary>Prepares a plot without axes.</summary>
    /// <param name="style">Colours and sizes.</param>
    /// <param name="place">Where in the picture it stands. [px]</param>
    /// <param name="heading">The lines above and below.</param>
    /// <param name="area">The data area in what the heading leaves. [px]</param>
    public PlotFrame(ChartStyle style, PixelRect place, ChartHeading heading, Func<PixelRect, PixelRect> area)
    {
        InterResolver.Register();
        (Style, Place, Heading, _area) = (style, place, heading, area);
        Plot = new Plot();
        Plot.FigureBackground.Color = style.IsOpaque ? style.Theme.Paper : ScottPlot.Colors.Transparent;
        Plot.DataBackground.Color = ScottPlot.Colors.Transparent;
        Plot.Layout.LayoutEngine = new FrameLayout(figure => _area(RestOf(figure)));
        foreach (var edge in (Edge[])[Edge.Left, Edge.Bottom, Edge.Right, Edge.Top])
        {
            Plot.Axes.Remove(edge);
        }

        (Rest, Data) = (RestOf(place), _area(RestOf(place)));
        Above(view => heading.Draw(view.Ink, view.Frame));
    }

    /// <summary>Colours and sizes.</summary>
    public ChartStyle Style { get; }

    /// <summary>Where in the picture the plot stands. [px]</summary>
    public PixelRect Place { get; }

    /// <summary>The lines above and below.</summary>
    public ChartHeading Heading { get; }

    /// <summary>What the heading leaves at that place. [px]</summary>
    public PixelRect Rest { get; }

    /// <summary>The data area at that place. [px]</summary>
    public PixelRect Data { get; }

    /// <summary>The plot.</summary>
    public Plot Plot { get; }

    /// <summary>The plot at its place.</summary>
    public PlacedPlot Placed => new(Plot, Place, Heading);

    /// <summary>A horizontal axis across the data area.</summary>
    public ValueAxis Across(double low, double high, bool isLogarithmic = false) => new(low, high, Data.Left, Data.Right, isLogarithmic);

    /// <summary>A vertical axis up the data area.</summary>
    public ValueAxis Up(double low, double high, bool isLogarithmic = false) => new(low, high, Data.Bottom, Data.Top, isLogarithmic);

    /// <summary>Sets axes that show their values.</summary>
    /// <param name="x">The values from left to right.</param>
    /// <param name="below">How they are shown.</param>
    /// <param name="y">The values from bottom to top.</param>
    /// <param name="beside">How they are shown.</param>
    public void SetAxes(ValueAxis x, ValuesBelow below, ValueAxis y, ValuesBeside beside)
    {
        (_x, _y) = (x, y);
        SetAxes(below, beside, new AxisLimits(x.Coordinate(x.Low), x.Coordinate(x.High), y.Coordinate(y.Low), y.Coordinate(y.High)));
        below.IsVisible = beside.IsVisible = true;
    }

    /// <summary>Sets a horizontal axis over numbered rows, the first one on top.</summary>
    /// <param name="x">The values from left to right.</param>
    /// <param name="below">How they are shown.</param>
    /// <param name="rows">Number of rows.</param>
    public void SetRows(ValueAxis x, ValuesBelow below, int rows)
    {
        _x = x;
        SetAxes(below, Hidden(), new AxisLimits(x.Coordinate(x.Low), x.Coordinate(x.High), rows - 0.5, -0.5));
        below.IsVisible = true;
    }

    /// <summary>Sets axes that are not shown.</summary>
    public void SetHidden(double left, double right, double bottom, double top) =>
        SetAxes(new ValuesBelow(Style, "", isLogarithmic: false), Hidden(), new AxisLimits(left, right, bottom, top));

    /// <summary>Adds bars.</summary>
    public void AddBars(IEnumerable<Bar> bars) => Plot.Add.Bars(bars.ToList());

    /// <summary>Shows grid lines at the labels of an axis.</summary>
    public void ShowGrid(bool isHorizontal)
    {
        var grid = Plot.Axes.DefaultGrid;
        (grid.IsVisible, grid.XAxisStyle.IsVisible, grid.YAxisStyle.IsVisible) = (true, !isHorizontal, isHorizontal);
        foreach (var lines in (GridStyle[])[grid.XAxisStyle, grid.YAxisStyle])
        {
            (lines.MajorLineStyle.Color, lines.MajorLineStyle.Width, lines.MajorLineStyle.AntiAlias) = (Style.Theme.Rule, Style.Px(1.5), true);
        }
    }

    /// <summary>Draws something below grid and data.</summary>
    public void Below(Action<PlotView> draw)
    {
        var actions = Plot.RenderManager.RenderActions;
        actions.Insert(actions.FindIndex(action => action is RenderGridsBelowPlottables), new Drawn(this, draw));
    }

    /// <summary>Draws something above data and axes.</summary>
    public void Above(Action<PlotView> draw) => Plot.RenderManager.RenderActions.Add(new Drawn(this, draw));

    private static PixelRect Padded(PixelRect figure, PixelPadding margins) => figure.Inset(margins.Left, margins.Top, margins.Right, margins.Bottom);

    private PixelRect RestOf(PixelRect figure) => Heading.Rest(Style, Padded(figure, Style.Margins));

    private ValuesBeside Hidden() => new(Style, "", new FittingTicks(Style.Axis, isLogarithmic: false));

    private void SetAxes(ValuesBelow below, ValuesBeside beside, AxisLimits limits)
    {
        below.IsVisible = beside.IsVisible = false;
        Plot.Axes.AddXAxis(below);
        Plot.Axes.AddYAxis(beside);
        Plot.Axes.DefaultGrid.XAxis = below;
        Plot.Axes.DefaultGrid.YAxis = beside;
        Plot.Axes.DefaultGrid.IsVisible = false;
        Plot.Axes.SetLimits(limits);
    }

    private sealed class Drawn(PlotFrame frame, Action<PlotView> draw) : IRenderAction
    {
        public void Render(RenderPack rp)
        {
            var figure = Padded(rp.ScaledFigureRect, frame.Style.Margins);
            draw(new PlotView(
                new Ink(rp, frame.Style), figure, frame.Heading.Rest(frame.Style, figure), rp.DataRect, rp.Plot, frame._x, frame._y));
        }
    }

    private sealed class FrameLayout(Func<PixelRect, PixelRect> data) : ILayoutEngine
    {
        public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
        {
            var panels = plot.Axes.GetPanels();
            return new Layout(figureRect, data(figureRect), panels.ToDictionary(panel => panel, panel => panel.Measure(paint)), panels.ToDictionary(panel => panel, _ => 0f));
        }
    }
}

/// <summary>A plot while it is drawn: where its parts lie, and where values lie.</summary>
/// <param name="Ink">Draws in pixels.</param>
/// <param name="Frame">The whole chart without its margins. [px]</param>
/// <param name="Rest">What the heading leaves. [px]</param>
/// <param name="Data">The data area. [px]</param>
/// <param name="Plot">The plot.</param>
/// <param name="X">The values from left to right, if they are shown.</param>
/// <param name="Y">The values from bottom to top, if they are shown.</param>
internal sealed record PlotView(Ink Ink, PixelRect Frame, PixelRect Rest, PixelRect Data, Plot Plot, ValueAxis? X, ValueAxis? Y)
{
    /// <summary>Place of a value on the horizontal axis. [px]</summary>
    public float AtX(double value) => Plot.Axes.Bottom.GetPixel(X?.Coordinate(value) ?? value, Data);

    /// <summary>Place of a value on the vertical axis. [px]</summary>
    public float AtY(double value) => Plot.Axes.Left.GetPixel(Y?.Coordinate(value) ?? value, Data);

    /// <summary>Place of a value on the horizontal axis, moved to the nearest end if it lies outside. [px]</summary>
    public float ClampedX(double value) => X is { IsLogarithmic: true } && value <= 0 ? Data.Left : Math.Clamp(AtX(value), Data.Left, Data.Right);

    /// <summary>Whether a value lies on the horizontal axis.</summary>
    public bool ShowsX(double value) => !(X is { IsLogarithmic: true } && value <= 0) && AtX(value) is var at && at >= Data.Left - 0.01 && at <= Data.Right + 0.01;
}
