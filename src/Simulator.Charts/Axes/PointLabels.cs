using ScottPlot;
using Simulator.Charts.Drawing;

namespace Simulator.Charts.Axes;

/// <summary>Places labels beside points so that they cover neither points nor each other.</summary>
internal static class PointLabels
{
    private static readonly (double X, double Y)[] Sides =
        [(1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.9), (0.8, 0.9), (-0.8, -0.9), (-0.8, 0.9)];

    /// <summary>The boxes of the labels.</summary>
    /// <param name="points">The points.</param>
    /// <param name="widths">Widths of the labels. [px]</param>
    /// <param name="height">Height of all labels. [px]</param>
    /// <param name="radius">Radius of the points. [px]</param>
    /// <param name="frame">The labels stay inside.</param>
    /// <param name="taken">Other areas that the labels must not cover.</param>
    public static IReadOnlyList<PixelRect> Place(
        IReadOnlyList<Pixel> points, IReadOnlyList<double> widths, double height, double radius, PixelRect frame, IEnumerable<PixelRect> taken)
    {
        var obstacles = taken.ToList();
        obstacles.AddRange(points.Select(point => Rectangles.Of(point.X - radius, point.Y - radius, point.X + radius, point.Y + radius)));
        var boxes = new List<PixelRect>();
        for (var i = 0; i < points.Count; i++)
        {
            var best = default(PixelRect);
            var least = double.PositiveInfinity;
            for (var distance = 1; distance <= 4; distance++)
            {
                foreach (var side in Sides)
                {
                    var box = Beside(points[i], side, widths[i], height, radius * (0.6 + (0.9 * distance)));
                    var outside = box.Overlap(box) - box.Overlap(frame);
                    var cost = obstacles.Sum(other => box.Overlap(other)) + (10 * outside) + (0.02 * height * height * (distance - 1));
                    (best, least) = cost < least - 1e-9 ? (box, cost) : (best, least);
                }
            }

            boxes.Add(best);
            obstacles.Add(best);
        }

        return boxes;
    }

    private static PixelRect Beside(Pixel point, (double X, double Y) side, double width, double height, double distance)
    {
        var x = point.X + (side.X * distance) + ((Math.Sign(side.X) - 1) * width / 2);
        var y = point.Y + (side.Y * distance) + ((Math.Sign(side.Y) - 1) * height / 2);
        return Rectangles.Of(x, y, x + width, y + height);
    }
}
