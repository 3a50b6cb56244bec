using ScottPlot;
using Simulator.Charts.Drawing;

namespace Simulator.Charts.Axes;

/// <summary>A label beside a point.</summary>
/// <param name="Text">The text, shortened where there is no room for all of it.</param>
/// <param name="Box">Its place. [px]</param>
/// <param name="Leader">A line from the point to the label, where it is not beside the point; else null. [px]</param>
internal sealed record PointLabel(string Text, PixelRect Box, PixelLine? Leader);

/// <summary>Places labels beside points so that they cover neither points nor lines nor each other.</summary>
internal static class PointLabels
{
    private static readonly (double X, double Y)[] Sides =
        [(1, 0), (-1, 0), (0.8, -1.02), (-0.8, -1.02), (0.8, 1.02), (-0.8, 1.02), (0, -1), (0, 1)];

    private static readonly (double X, double Y)[] MoreSides =
        [.. Sides, (0.2, -1), (0.2, 1), (-0.2, -1), (-0.2, 1), (0.5, -1), (0.5, 1), (-0.5, -1), (-0.5, 1), (1, -0.4), (1, 0.4), (-1, -0.4), (-1, 0.4)];

    private static readonly double[] Distances = [1, 1.4, 1.8, 3, 4.5, 6, 8, 10, 12, 15, 18, 22, 27, 33];

    // A label farther away than this needs a line to its point.
    private const double Beside = 2;

    // With texts in full, and with shorter ones each time that so many orders did not do.
    private const int OrdersEach = 4;

    /// <summary>The labels; null where no place is free.</summary>
    /// <param name="points">The points.</param>
    /// <param name="texts">For each point, its text in full, then shortened ones.</param>
    /// <param name="width">Width of a text. [px]</param>
    /// <param name="height">Height of all labels. [px]</param>
    /// <param name="radius">Radius of the points. [px]</param>
    /// <param name="frame">The labels stay inside.</param>
    /// <param name="words">Other texts: neither labels nor their lines cross them.</param>
    /// <param name="lines">Lines of the chart: no label stands on them.</param>
    public static IReadOnlyList<PointLabel?> Place(
        IReadOnlyList<Pixel> points, IReadOnlyList<IReadOnlyList<string>> texts, Func<string, double> width, double height, double radius, PixelRect frame,
        IReadOnlyCollection<PixelRect> words, IReadOnlyCollection<PixelRect> lines)
    {
        var (obstacles, leaders, labels) = (new List<PixelRect>(), new List<PixelLine>(), new PointLabel?[points.Count]);
        var dots = points.Select(point => Rectangles.Of(point.X - radius, point.Y - radius, point.X + radius, point.Y + radius)).ToList();

        obstacles.AddRange(words.Concat(lines));

        // First those with the fewest places beside them; again, if one finds no place, with that one first, then with shorter texts.
        var order = Enumerable.Range(0, points.Count).OrderBy(i => Sides.Count(side => IsFree(At(points[i], side, width(texts[i][^1]), height, radius)))).ToList();
        PointLabel?[] best = [];
        for (var attempt = 0; attempt < OrdersEach * texts.Max(variants => variants.Count); attempt++)
        {
            PlaceAll(order, attempt / OrdersEach);
            if (best.Length == 0 || labels.Count(label => label is null) < best.Count(label => label is null))
            {
                best = [.. labels];
            }

            var missing = order.FindIndex(i => labels[i] is null);
            if (missing < 0)
            {
                break;
            }

            order = [order[missing], .. order.Where((_, at) => at != missing)];
        }

        return best;

        void PlaceAll(IEnumerable<int> order, int shorter)
        {
            obstacles.Clear();
            obstacles.AddRange(words.Concat(lines));
            leaders.Clear();
            Array.Clear(labels);
            foreach (var i in order)
            {
                Label(i, texts[i].Skip(Math.Min(shorter, texts[i].Count - 1)));
            }
        }

        void Label(int i, IEnumerable<string> variants)
        {
            labels[i] = variants.Select(text => Free(points[i], text)).FirstOrDefault(label => label is not null);
            if (labels[i] is { } placed)
            {
                obstacles.Add(placed.Box.Inset(-radius / 2, 0, -radius / 2, 0));
                leaders.AddRange(placed.Leader is { } line ? [line] : []);
            }
        }

        PointLabel? Free(Pixel point, string text)
        {
            foreach (var distance in Distances)
            {
                foreach (var side in distance > Beside ? MoreSides : Sides)
                {
                    var box = At(point, side, width(text), height, radius * distance);
                    PixelLine? leader = distance > Beside ? Leader(point, Nearest(box.Inset(-radius / 4, 0, -radius / 4, 0), point), radius) : null;
                    if (IsFree(box) && (leader is not null || !lines.Any(line => Separates(line, box, point))) && !leaders.Exists(line => Crosses(line, box)) && (leader is not { } own || (IsApart(box) && IsClear(own, point))))
                    {
                        return new PointLabel(text, box, leader);
                    }
                }
            }

            return null;
        }

        bool IsFree(PixelRect box) => frame.Overlap(box) > box.Overlap(box) - 0.5 && !dots.Exists(dot => dot.Overlap(box) > 0) && !obstacles.Exists(other => other.Overlap(box) > 0);

        // A label at the end of a leader does not look like that of another point.
        bool IsApart(PixelRect box) => !dots.Exists(dot => dot.Overlap(box.Inset(-radius, -radius, -radius, -radius)) > 0);

        // A leader may cross a dividing line, but no label and no other leader, and it passes through no point but those around its own.
        bool IsClear(PixelLine leader, Pixel point) =>
            !labels.Any(label => label is not null && Crosses(leader, label.Box))
            && !words.Any(word => Crosses(leader, word))
            && !leaders.Exists(line => Meet(line, leader))
            && !dots.Exists(dot => Crosses(leader, dot) && !dot.Contains(point));
    }

    // A label beyond a dividing line, without a leader, says that its point is there too.
    private static bool Separates(PixelRect line, PixelRect box, Pixel point) =>
        (point.X < line.Left && box.Left > line.Right) || (point.X > line.Right && box.Right < line.Left)
        || (point.Y < line.Top && box.Top > line.Bottom) || (point.Y > line.Bottom && box.Bottom < line.Top);

    private static PixelRect At(Pixel point, (double X, double Y) side, double width, double height, double distance)
    {
        var x = point.X + (side.X * distance) + ((Math.Sign(side.X) - 1) * width / 2);
        var y = point.Y + (side.Y * distance) + ((Math.Sign(side.Y) - 1) * height / 2);
        return Rectangles.Of(x, y, x + width, y + height);
    }

    // From the rim of the point: leaders of points in one place then do not meet.
    private static PixelLine Leader(Pixel from, Pixel to, double radius)
    {
        var part = (float)(radius / Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y))));
        return new PixelLine(from.X + (part * (to.X - from.X)), from.Y + (part * (to.Y - from.Y)), to.X, to.Y);
    }

    private static Pixel Nearest(PixelRect box, Pixel point) => new(Math.Clamp(point.X, box.Left, box.Right), Math.Clamp(point.Y, box.Top, box.Bottom));

    // By the side of the line that the corners lie on: all on one side, or the box beyond an end.
    private static bool Crosses(PixelLine line, PixelRect box)
    {
        if (Math.Max(line.X1, line.X2) < box.Left || Math.Min(line.X1, line.X2) > box.Right || Math.Max(line.Y1, line.Y2) < box.Top || Math.Min(line.Y1, line.Y2) > box.Bottom)
        {
            return false;
        }

        double[] sides = [Side(line, box.Left, box.Top), Side(line, box.Right, box.Top), Side(line, box.Left, box.Bottom), Side(line, box.Right, box.Bottom)];
        return sides.Min() <= 0 && sides.Max() >= 0;
    }

    private static bool Meet(PixelLine a, PixelLine b) =>
        Side(a, b.X1, b.Y1) * Side(a, b.X2, b.Y2) <= 0 && Side(b, a.X1, a.Y1) * Side(b, a.X2, a.Y2) <= 0;

    private static double Side(PixelLine line, double x, double y) => ((line.X2 - line.X1) * (y - line.Y1)) - ((line.Y2 - line.Y1) * (x - line.X1));
}
