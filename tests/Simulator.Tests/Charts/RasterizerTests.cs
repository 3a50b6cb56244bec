using Simulator.Charts.Canvas;

namespace Simulator.Tests.Charts;

public sealed class RasterizerTests
{
    private const double Tolerance = 1 / 255.0;

    [Fact]
    public void A_rectangle_covers_its_pixels_by_their_shares()
    {
        var coverage = Cover(VectorPath.Rectangle(new Box(1.25, 0.5, 3.75, 2.1)));
        Assert.Equal(0.75 * 0.5, coverage[0, 1], Tolerance);
        Assert.Equal(0.5, coverage[0, 2], Tolerance);
        Assert.Equal(0.75, coverage[1, 3], Tolerance);
        Assert.Equal(1, coverage[1, 2], Tolerance);
        Assert.Equal(0.1, coverage[2, 2], Tolerance);
        Assert.Equal(0, coverage[1, 4], Tolerance);
    }

    [Fact]
    public void A_diagonal_halves_its_pixels()
    {
        var coverage = Cover(VectorPath.Polygon(new(0, 0), new(8, 8), new(0, 8)));
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                Assert.Equal(x < y ? 1 : x == y ? 0.5 : 0, coverage[y, x], Tolerance);
            }
        }
    }

    [Fact]
    public void Every_pixel_of_a_disk_is_right_against_the_integral()
    {
        var coverage = Cover(VectorPath.Circle(new(8.3, 7.9), 6.2));
        for (var y = 0; y < 16; y++)
        {
            for (var x = 0; x < 16; x++)
            {
                Assert.Equal(DiskShare(x - 8.3, y - 7.9, 6.2), coverage[y, x], 1.5 * Tolerance); // four cubics are off the circle by 0.0017 px themselves
            }
        }
    }

    [Fact]
    public void Overlaps_count_once_even_within_a_pixel()
    {
        var path = VectorPath.Rectangle(new Box(1.5, 1, 3, 2));
        Append(path, new(1.5, 1), new(1.75, 1), new(1.75, 2), new(1.5, 2)); // the same winding, over the same part of the pixel
        Append(path, new(2.5, 1), new(5, 1), new(5, 2), new(2.5, 2));
        var coverage = Cover(path);
        Assert.Equal(0.5, coverage[1, 1], Tolerance);
        Assert.Equal(1, coverage[1, 2], Tolerance);
        Assert.Equal(1, coverage[1, 4], Tolerance);
    }

    [Fact]
    public void Winding_decides_what_is_a_hole()
    {
        var same = VectorPath.Rectangle(new Box(0, 0, 6, 6));
        Append(same, new(2, 2), new(4, 2), new(4, 4), new(2, 4));
        Assert.Equal(1, Cover(same)[3, 3], Tolerance);
        var opposite = VectorPath.Rectangle(new Box(0, 0, 6, 6));
        Append(opposite, new(2, 2), new(2, 4), new(4, 4), new(4, 2));
        Assert.Equal(0, Cover(opposite)[3, 3], Tolerance);
    }

    [Fact]
    public void A_bow_tie_crosses_inside_a_pixel()
    {
        // Two triangles of a quarter pixel each, of opposite winding: both are inside by the non-zero rule.
        var coverage = Cover(VectorPath.Polygon(new(3, 3), new(4, 4), new(4, 3), new(3, 4)));
        Assert.Equal(0.5, coverage[3, 3], Tolerance);
    }

    [Fact]
    public void What_lies_outside_the_picture_is_cut_off()
    {
        var coverage = Cover(VectorPath.Polygon(new(-50, -50), new(80, -50), new(80, 8.5), new(-50, 8.5)));
        Assert.Equal(1, coverage[0, 0], Tolerance);
        Assert.Equal(1, coverage[7, 15], Tolerance);
        Assert.Equal(0.5, coverage[8, 15], Tolerance);
        Assert.Equal(0, coverage[9, 0], Tolerance);
        Assert.Equal(12.5, Sum(Cover(VectorPath.Polygon(new(-5, 0), new(5, 0), new(-5, 10)))), 0.05);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 20 + Math.PI)]
    public void A_line_paints_its_length_times_its_width(bool roundCaps, double area) =>
        Assert.Equal(area, Sum(Stroke(VectorPath.Line(3, 3, 9, 11), 2, roundCaps)), 0.05);

    [Fact]
    public void Corners_are_rounded_on_the_outside_and_filled_once_on_the_inside()
    {
        // A right angle of width 2: two bars of 8 × 2, the shared square counted once, plus a quarter disk outside.
        var area = Sum(Stroke(VectorPath.Polyline(new(3, 11), new(3, 3), new(11, 3)), 2, roundCaps: false));
        Assert.Equal((2 * 8 * 2) - 1 + (Math.PI / 4), area, 0.05);
    }

    [Fact]
    public void Dashes_leave_gaps()
    {
        var lines = Dashes.Cut(Polylines.Of(VectorPath.Line(0, 4, 14, 4), Affine.Identity), dash: 3, gap: 2);
        Assert.Equal(3, lines.Contours.Count);
        Assert.Equal([0.0, 3, 5, 8, 10, 13], lines.Points.Select(point => point.X));
    }

    [Fact]
    public void Maps_compose_as_matrices()
    {
        var map = Affine.Translation(3, 4).After(Affine.Rotation(Math.PI / 2)).After(Affine.Scale(2, 5));
        var image = map.Apply(new(1, 1));
        Assert.Equal((3 - 5, 4 + 2), (Math.Round(image.X, 12), Math.Round(image.Y, 12)));
        Assert.Equal(Math.Sqrt(10), map.Magnification, 1e-12);
    }

    private static void Append(VectorPath path, params ReadOnlySpan<Point> corners)
    {
        path.MoveTo(corners[0]);
        foreach (var corner in corners[1..])
        {
            path.LineTo(corner);
        }

        path.Close();
    }

    private static float[,] Cover(VectorPath path) => Cover(Polylines.Of(path, Affine.Identity));

    private static float[,] Stroke(VectorPath path, double width, bool roundCaps) =>
        Cover(Stroker.Outline(Polylines.Of(path, Affine.Identity), width, roundCaps));

    private static float[,] Cover(Polylines contours)
    {
        var result = new float[16, 16];
        new Rasterizer(16, 16).Fill(contours, (y, x, coverage) =>
        {
            for (var i = 0; i < coverage.Length; i++)
            {
                result[y, x + i] = coverage[i];
            }
        });
        return result;
    }

    private static double Sum(float[,] coverage) => coverage.Cast<float>().Sum(value => (double)value);

    /// <summary>Share of a pixel inside a disk, by slices of a thousandth.</summary>
    private static double DiskShare(double x, double y, double radius)
    {
        const int Slices = 1000;
        var sum = 0.0;
        for (var i = 0; i < Slices; i++)
        {
            var height = y + ((i + 0.5) / Slices);
            var half = Math.Sqrt(Math.Max(0, (radius * radius) - (height * height)));
            sum += Math.Max(0, Math.Min(x + 1, half) - Math.Max(x, -half));
        }

        return sum / Slices;
    }
}
