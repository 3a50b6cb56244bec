using ScottPlot;

namespace Simulator.Charts.Drawing;

/// <summary>Leaves out points of a line that cannot be seen (Douglas and Peucker, 1973).</summary>
internal static class Simplification
{
    /// <summary>The points that are needed to stay within a distance of the line.</summary>
    /// <param name="points">The line.</param>
    /// <param name="tolerance">Distance. [px]</param>
    public static Pixel[] Of(IReadOnlyList<Pixel> points, double tolerance)
    {
        if (points.Count < 3)
        {
            return [.. points];
        }

        var keep = new bool[points.Count];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int First, int Last)>();
        open.Push((0, points.Count - 1));
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = (0, tolerance);
            for (var i = part.First + 1; i < part.Last; i++)
            {
                var d = Distance(points[i], points[part.First], points[part.Last]);
                (farthest, distance) = d > distance ? (i, d) : (farthest, distance);
            }

            if (farthest > 0)
            {
                keep[farthest] = true;
                open.Push((part.First, farthest));
                open.Push((farthest, part.Last));
            }
        }

        return [.. points.Where((_, i) => keep[i])];
    }

    private static double Distance(Pixel p, Pixel from, Pixel to)
    {
        var (alongX, alongY) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((alongX * alongX) + (alongY * alongY));
        return length == 0
            ? Math.Sqrt(((p.X - from.X) * (p.X - from.X)) + ((p.Y - from.Y) * (p.Y - from.Y)))
            : Math.Abs((alongX * (p.Y - from.Y)) - (alongY * (p.X - from.X))) / length;
    }
}
