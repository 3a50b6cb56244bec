using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Plots;

namespace Simulator.Charts.Kinds;

/// <summary>The bars of a histogram.</summary>
internal static class Bars
{
    /// <summary>Share of the samples in each bar. The last bar holds its upper edge too.</summary>
    public static double[] Shares(Counts counts, ValueRange range)
    {
        var shares = new double[range.Edges.Count - 1];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = counts.Below(range.Edges[i + 1]) - counts.Below(range.Edges[i]);
        }

        return shares;
    }

    /// <summary>Adds bars to a plot, cut exactly where the colour changes.</summary>
    /// <param name="frame">The plot.</param>
    /// <param name="x">The axis of the values.</param>
    /// <param name="edges">Edges of the bars.</param>
    /// <param name="shares">Their heights.</param>
    /// <param name="zones">Up to which value which colour holds, ascending.</param>
    public static void Add(PlotFrame frame, ValueAxis x, IReadOnlyList<double> edges, double[] shares, ReadOnlySpan<Zone> zones)
    {
        var widest = frame.Style.Px(1.2) * x.PerPixel;
        var bars = new List<Bar>();
        for (var i = 0; i < shares.Length; i++)
        {
            var (left, right) = (x.Coordinate(edges[i]), x.Coordinate(edges[i + 1]));
            var gap = Math.Min(widest, 0.15 * (right - left)) / 2;
            (left, right) = (left + gap, right - gap);
            foreach (var zone in zones)
            {
                var end = Math.Min(right, x.ClampedCoordinate(zone.UpTo));
                if (end > left && shares[i] > 0)
                {
                    bars.Add(Of((left + end) / 2, end - left, 0, shares[i], zone.Color));
                    left = end;
                }
            }
        }

        frame.AddBars(bars);
    }

    /// <summary>A bar without an outline.</summary>
    /// <param name="position">Where its middle stands. [coordinates]</param>
    /// <param name="size">Its thickness. [coordinates]</param>
    /// <param name="from">Where it begins. [coordinates]</param>
    /// <param name="to">Where it ends. [coordinates]</param>
    /// <param name="color">Colour.</param>
    /// <param name="orientation">Whether it stands or lies.</param>
    public static Bar Of(double position, double size, double from, double to, Color color, Orientation orientation = Orientation.Vertical) =>
        new() { Position = position, Size = size, ValueBase = from, Value = to, FillColor = color, LineWidth = 0, Orientation = orientation };

    /// <summary>A colour and the value up to which it holds.</summary>
    internal readonly record struct Zone(double UpTo, Color Color);
}
