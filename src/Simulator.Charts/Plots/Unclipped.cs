using ScottPlot;
using ScottPlot.DataSources;
using ScottPlot.Plottables;
using Simulator.Charts.Style;

namespace Simulator.Charts.Plots;

/// <summary>A line that is not cut in half where it runs along the edge of the data area.</summary>
internal sealed class UnclippedLine : Scatter
{
    /// <summary>A line through points.</summary>
    public UnclippedLine(IReadOnlyList<Coordinates> points, float width, Color color)
        : base(new ScatterSourceCoordinatesList([.. points]))
    {
        (LineWidth, LineStyle.Color, LineStyle.Rounded, MarkerStyle) = (width, color, true, MarkerStyle.None);
    }

    /// <inheritdoc/>
    public override void Render(RenderPack rp)
    {
        rp.CanvasState.DisableClipping();
        base.Render(rp);
    }
}

/// <summary>Dots with a rim of paper, so that they stand out from what lies below them; those at the edge are not cut in half.</summary>
internal sealed class UnclippedDots : Markers
{
    /// <summary>Dots at points.</summary>
    public UnclippedDots(ChartStyle style, IReadOnlyList<Coordinates> points, double radius, Color color)
        : base(new ScatterSourceCoordinatesList([.. points]))
    {
        const double Rim = 2.5;
        MarkerStyle = new MarkerStyle(MarkerShape.FilledCircle, style.Px((2 * radius) + Rim), color)
        {
            OutlineColor = style.Theme.Paper,
            OutlineWidth = style.Px(Rim),
        };
    }

    /// <inheritdoc/>
    public override void Render(RenderPack rp)
    {
        rp.CanvasState.DisableClipping();
        base.Render(rp);
    }
}
