using ScottPlot;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;

namespace Simulator.Charts.Kinds;

/// <summary>A plot with only a heading: for a sheet of several plots, or if there is nothing to show.</summary>
internal static class Empty
{
    /// <summary>The plot.</summary>
    public static PlacedPlot Plot(ChartStyle style, PixelRect place, ChartHeading heading) => Frame(style, place, heading).Placed;

    /// <summary>The plot in the making.</summary>
    public static PlotFrame Frame(ChartStyle style, PixelRect place, ChartHeading heading)
    {
        var frame = new PlotFrame(style, place, heading, rest => rest);
        frame.SetHidden(0, 1, 0, 1);
        return frame;
    }
}
