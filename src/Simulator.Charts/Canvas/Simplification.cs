namespace Simulator.Charts.Canvas;

/// <summary>Leaves out points of a line that cannot be seen (Douglas and Peucker, 1973).</summary>
internal static class Simplification
{
    /// <summary>The points that are needed to stay within a distance of the line.</summary>
    /// <param name="points">The line.</param>
    /// <param name="tolerance">Distance. [px]</param>
    public static Point[] Of(IReadOnlyList<Point> points, double tolerance)
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

    private static double Distance(Point p, Point from, Point to)
    {
        var along = to - from;
        var length = along.Length;
        return length == 0 ? (p - from).Length : Math.Abs(Point.Cross(along, p - from)) / length;
    }
}
