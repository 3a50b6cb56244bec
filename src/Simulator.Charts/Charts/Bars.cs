using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;

namespace Simulator.Charts;

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

    /// <summary>Draws bars, cut exactly where the colour changes.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="x">The axis of the values.</param>
    /// <param name="y">The axis of the shares.</param>
    /// <param name="edges">Edges of the bars.</param>
    /// <param name="shares">Their heights.</param>
    /// <param name="zones">Up to which value which colour holds, ascending.</param>
    public static void Draw(Sheet sheet, ValueAxis x, ValueAxis y, IReadOnlyList<double> edges, double[] shares, ReadOnlySpan<Zone> zones)
    {
        for (var i = 0; i < shares.Length; i++)
        {
            var (left, right) = (x.Position(edges[i]), x.Position(edges[i + 1]));
            var gap = Math.Min(sheet.Px(1.2), 0.15 * (right - left)) / 2;
            var bar = new Box(left + gap, y.Position(shares[i]), right - gap, y.From);
            foreach (var zone in zones)
            {
                var end = x.Clamped(zone.UpTo);
                sheet.Fill(bar with { Right = Math.Min(bar.Right, end) }, zone.Color);
                bar = bar with { Left = Math.Max(bar.Left, end) };
            }
        }
    }

    /// <summary>A colour and the value up to which it holds.</summary>
    internal readonly record struct Zone(double UpTo, Rgb Color);
}
