using ScottPlot;
using Simulator.Arithmetic;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;

namespace Simulator.Charts.Kinds;

/// <summary>An output that takes only a few values: one stem each, labelled with value and probability.</summary>
internal static class AtomPlot
{
    /// <summary>Makes the plot.</summary>
    /// <param name="style">Colours and sizes.</param>
    /// <param name="place">Where in the picture. [px]</param>
    /// <param name="heading">The lines above and below.</param>
    /// <param name="view">An output with atoms.</param>
    /// <param name="limits">Limits in the unit shown.</param>
    public static PlacedPlot Plot(ChartStyle style, PixelRect place, ChartHeading heading, OutputView view, IReadOnlyList<double> limits)
    {
        var remark = view.Atoms.Count > 1 ? Mean.Width(style, view) : 0;
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(
            style.Px(72), style.Px(84), style.Px(14), ValuesBelow.Height(style, rest.Width - style.Px(72 + 14), view.AxisTitle, remark)));
        var x = Axis(view, frame);
        var y = frame.Up(0, Math.Min(1, 1.1 * view.Atoms.Max(atom => atom.Share)));
        frame.SetAxes(x, new ValuesBelow(style, view.AxisTitle, x.IsLogarithmic), y, ValuesBeside.Shares(style));
        frame.ShowGrid(isHorizontal: true);
        var size = 2 * Math.Clamp(Distance(view, x.Position) / 4, style.Px(3), style.Px(28)) * x.PerPixel;
        frame.AddBars([.. view.Atoms.Select(atom => Bars.Of(x.Coordinate(atom.Value), size, 0, atom.Share, view.Color(style.Theme)))]);
        frame.Above(plot => Labels(plot, view, limits));
        if (view.Atoms.Count > 1)
        {
            frame.Above(plot => Mean.Draw(plot, view));
        }

        return frame.Placed;
    }

    /// <summary>From zero for a single value, to say how much it is; around the values if there are several.</summary>
    public static ValueAxis Axis(OutputView view, PlotFrame frame)
    {
        var (low, high) = (view.Atoms[0].Value, view.Atoms[^1].Value);
        if (low == high)
        {
            return low switch
            {
                0 => frame.Across(-0.08, 1),
                < 0 => frame.Across(1.35 * low, 0),
                _ => frame.Across(0, 1.35 * low),
            };
        }

        if (low > 0 && high > 10 * low)
        {
            var factor = PortableMath.Pow(high / low, 0.15);
            return frame.Across(low / factor, high * factor, isLogarithmic: true);
        }

        // Zero is shown where it is near anyway.
        var margin = 0.2 * (high - low);
        var begin = low > margin && low < 2 * (high - low) ? 0 : low - margin;
        return frame.Across(begin, high + margin);
    }

    private static double Distance(OutputView view, Func<double, double> place)
    {
        var least = double.PositiveInfinity;
        for (var i = 1; i < view.Atoms.Count; i++)
        {
            least = Math.Min(least, place(view.Atoms[i].Value) - place(view.Atoms[i - 1].Value));
        }

        return least;
    }

    private static void Labels(PlotView plot, OutputView view, IReadOnlyList<double> limits)
    {
        var (ink, style) = (plot.Ink, plot.Ink.Style);
        var texts = view.Atoms.Select(atom => $"{ChartFigure.Exact(atom.Value, 4)}").ToArray();
        var widths = texts.Select(text => style.Label.Width(text) + style.Px(16)).ToArray();
        var boxes = new List<PixelRect>();

        // If there is no room for the labels, the axis alone is shown.
        for (var i = 0; i < texts.Length && (texts.Length == 1 || Distance(view, value => plot.AtX(value)) >= widths.Max()); i++)
        {
            var (at, baseline) = (plot.AtX(view.Atoms[i].Value), plot.AtY(view.Atoms[i].Share) - style.Px(12));
            boxes.Add(Rectangles.Of(at - (widths[i] / 2), baseline - style.Px(24), at + (widths[i] / 2), baseline + style.Px(6)));
            ink.Write(texts[i], style.Label, at, baseline, style.Theme.Ink, 0.5);
        }

        double[] shown = [.. limits.Where(plot.ShowsX).Order()];
        string[] limitTexts = [.. shown.Select(limit => $"limit {ChartFigure.Exact(limit, 4)}")];
        double[] wanted = [.. shown.Select(limit => (double)plot.AtX(limit))];
        var centers = LabelRow.Place(
            wanted, [.. limitTexts.Select(text => (double)style.Label.Width(text))], style.Px(28), plot.Data.Left - style.Px(60), plot.Data.Right + style.Px(14));
        for (var i = 0; i < shown.Length; i++)
        {
            Limit(plot, wanted[i], boxes);
            ink.Write(limitTexts[i], style.Label, centers[i], plot.Data.Top - style.Px(44), style.Theme.Alarm, 0.5);
        }
    }

    /// <summary>A line that leaves out the labels that it meets.</summary>
    private static void Limit(PlotView plot, double at, IEnumerable<PixelRect> labels)
    {
        var style = plot.Ink.Style;
        double top = plot.Data.Top - style.Px(34);
        foreach (var label in labels.Where(label => label.Left < at && label.Right > at).OrderBy(label => label.Top))
        {
            plot.Ink.Mark(at, top, label.Top, style.Theme.Alarm, 3);
            top = label.Bottom;
        }

        plot.Ink.Mark(at, top, plot.Data.Bottom, style.Theme.Alarm, 3);
    }
}
