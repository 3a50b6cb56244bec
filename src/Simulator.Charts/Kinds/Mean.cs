using ScottPlot;
using Simulator.Charts.Plots;
using Simulator.Charts.Style;

namespace Simulator.Charts.Kinds;

/// <summary>The mean on a value axis, and what the mark is below the axis.</summary>
internal static class Mean
{
    /// <summary>Width of the remark. [px]</summary>
    public static float Width(ChartStyle style, OutputView view) => style.Px(26) + style.AxisTitle.Width(Text(view));

    /// <summary>Draws mark and remark.</summary>
    public static void Draw(PlotView plot, OutputView view)
    {
        var style = plot.Ink.Style;
        if (plot.ShowsX(view.Mean))
        {
            plot.Ink.Diamond(new Pixel(plot.AtX(view.Mean), plot.Data.Bottom), 8, style.Theme.Ink);
        }

        var isCrowded = ValuesBelow.IsCrowded(style, plot.Data.Width, view.AxisTitle, Width(style, view));
        var baseline = plot.Data.Bottom + ValuesBelow.TitleBaseline(style) + (isCrowded ? style.Px(32) : 0);
        plot.Ink.Diamond(new Pixel(plot.Data.Left + style.Px(8), baseline - style.Px(8)), 8, style.Theme.Ink);
        plot.Ink.Write(Text(view), style.AxisTitle, plot.Data.Left + style.Px(26), baseline, style.Theme.Muted);
    }

    private static string Text(OutputView view) => $"mean {view.MeanText}";
}
