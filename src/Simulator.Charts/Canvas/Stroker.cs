namespace Simulator.Charts.Canvas;

/// <summary>Turns lines into the areas that a round pen of some width paints.</summary>
/// <remarks>
/// The outline runs along the left of the line and back along its right. On the outer side of a corner it follows the
/// pen's circle; on the inner side it goes through the corner itself. So it is the sum of one rectangle per segment and
/// half and one wedge per corner, all of the same orientation, and under the non-zero rule their union is painted.
/// </remarks>
internal static class Stroker
{
    /// <summary>The area painted.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="width">Width of the pen. [px]</param>
    /// <param name="roundCaps">Whether open ends are round.</param>
    public static Polylines Outline(Polylines lines, double width, bool roundCaps)
    {
        var result = new Polylines();
        foreach (var contour in lines.Contours)
        {
            var points = new Point[contour.Count];
            for (var i = 0; i < points.Length; i++)
            {
                points[i] = lines.Points[contour.Start + i];
            }

            if (points.Length == 1)
            {
                Dot(result, points[0], width, roundCaps);
            }
            else if (contour.IsClosed)
            {
                Side(result, points, width / 2, isClosed: true, begin: true);
                result.Close();
                Array.Reverse(points);
                Side(result, points, width / 2, isClosed: true, begin: true);
                result.Close();
            }
            else
            {
                Side(result, points, width / 2, isClosed: false, begin: true);
                Cap(result, points[^1], points[^1] - points[^2], width / 2, roundCaps);
                Array.Reverse(points);
                Side(result, points, width / 2, isClosed: false, begin: false);
                Cap(result, points[^1], points[^1] - points[^2], width / 2, roundCaps);
                result.Close();
            }
        }

        return result;
    }

    private static void Side(Polylines result, Point[] points, double radius, bool isClosed, bool begin)
    {
        var segments = isClosed ? points.Length : points.Length - 1;
        for (var i = 0; i < segments; i++)
        {
            var (from, to) = (points[i], points[(i + 1) % points.Length]);
            var offset = Normal(to - from, radius);
            if (begin && i == 0)
            {
                result.Begin(from + offset);
            }
            else
            {
                result.Add(from + offset);
            }

            result.Add(to + offset);
            if (i + 1 < segments || isClosed)
            {
                var next = points[(i + 2) % points.Length];
                Join(result, to, to - from, next - to, radius);
            }
        }
    }

    private static void Join(Polylines result, Point corner, Point before, Point after, double radius)
    {
        var turn = Point.Cross(before, after);
        var isReversal = turn == 0 && (before.X * after.X) + (before.Y * after.Y) < 0;
        if (turn > 0 || isReversal)
        {
            Arc(result, corner, Normal(before, radius), Normal(after, radius), radius);
        }
        else if (turn < 0)
        {
            result.Add(corner);
        }
    }

    private static void Cap(Polylines result, Point end, Point direction, double radius, bool isRound)
    {
        var side = Normal(direction, radius);
        if (isRound)
        {
            var ahead = direction * (radius / direction.Length);
            Arc(result, end, side, ahead, radius);
            Arc(result, end, ahead, side * -1, radius);
        }
        else
        {
            result.Add(end - side);
        }
    }

    private static void Dot(Polylines result, Point at, double width, bool isRound)
    {
        if (!isRound)
        {
            return;
        }

        var radius = width / 2;
        Span<Point> quarters = [new(radius, 0), new(0, radius), new(-radius, 0), new(0, -radius)];
        result.Begin(at + quarters[0]);
        for (var i = 0; i < 4; i++)
        {
            Arc(result, at, quarters[i], quarters[(i + 1) % 4], radius);
        }

        result.Close();
    }

    /// <summary>To the left as seen along a direction, with y pointing downwards.</summary>
    private static Point Normal(Point direction, double length) => new Point(direction.Y, -direction.X) * (length / direction.Length);

    private static void Arc(Polylines result, Point center, Point from, Point to, double radius)
    {
        var angle = Math.Atan2(Point.Cross(from, to), (from.X * to.X) + (from.Y * to.Y));
        var step = 2 * Math.Acos(Math.Max(0, 1 - (Polylines.Fine / radius)));
        var n = Math.Max(1, (int)Math.Ceiling(Math.Abs(angle) / step));
        for (var i = 1; i < n; i++)
        {
            result.Add(center + Affine.Rotation(angle * i / n).Apply(from));
        }

        result.Add(center + to);
    }
}
