using Simulator.Charts.Canvas;

namespace Simulator.Charts.Fonts;

/// <summary>The tables <c>glyf</c> and <c>loca</c>: contours of quadratic curves, and glyphs put together from others.</summary>
internal sealed class GlyphOutlines(FontTable glyf, FontTable loca, bool longOffsets)
{
    private const int OnCurve = 1, ShortX = 2, ShortY = 4, Repeat = 8, SameX = 16, SameY = 32;
    private const int Words = 1, Offsets = 2, OneScale = 8, More = 32, TwoScales = 64, Matrix = 128;

    /// <summary>The contours of a glyph; none for a blank.</summary>
    public VectorPath Outline(int glyph)
    {
        var path = new VectorPath();
        Append(path, glyph, Affine.Identity);
        return path;
    }

    private void Append(VectorPath path, int glyph, Affine place)
    {
        var start = Location(glyph);
        if (start == Location(glyph + 1))
        {
            return;
        }

        var contours = glyf.I16(start);
        if (contours < 0)
        {
            AppendParts(path, start + 10, place);
        }
        else
        {
            AppendContours(path, start + 10, contours, place);
        }
    }

    private int Location(int glyph) => longOffsets ? loca.U32(4 * glyph) : 2 * loca.U16(2 * glyph);

    private void AppendParts(VectorPath path, int at, Affine place)
    {
        int flags;
        do
        {
            flags = glyf.U16(at);
            var part = glyf.U16(at + 2);
            at += 4;
            var wide = (flags & Words) != 0;
            var (dx, dy) = wide ? (glyf.I16(at), glyf.I16(at + 2)) : ((sbyte)glyf.U8(at), (sbyte)glyf.U8(at + 1));
            if ((flags & Offsets) == 0)
            {
                throw new InvalidDataException("A glyph is put together by matching points, which Inter does not use.");
            }

            at += wide ? 4 : 2;
            var (a, b, c, d) = (1.0, 0.0, 0.0, 1.0);
            if ((flags & OneScale) != 0)
            {
                a = d = Fraction(at);
                at += 2;
            }
            else if ((flags & TwoScales) != 0)
            {
                (a, d) = (Fraction(at), Fraction(at + 2));
                at += 4;
            }
            else if ((flags & Matrix) != 0)
            {
                (a, b, c, d) = (Fraction(at), Fraction(at + 2), Fraction(at + 4), Fraction(at + 6));
                at += 8;
            }

            Append(path, part, place.After(new Affine(a, b, c, d, dx, dy)));
        }
        while ((flags & More) != 0);
    }

    private double Fraction(int at) => glyf.I16(at) / 16384.0;

    private void AppendContours(VectorPath path, int at, int contours, Affine place)
    {
        var ends = new int[contours];
        for (var i = 0; i < contours; i++)
        {
            ends[i] = glyf.U16(at + (2 * i));
        }

        at += 2 * contours;
        at += 2 + glyf.U16(at); // instructions for hinting are skipped
        var points = ReadPoints(at, ends[^1] + 1, place);
        var first = 0;
        foreach (var end in ends)
        {
            AppendContour(path, points.AsSpan(first, end + 1 - first));
            first = end + 1;
        }
    }

    private (Point At, bool On)[] ReadPoints(int at, int count, Affine place)
    {
        var flags = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var flag = flags[i] = glyf.U8(at++);
            if ((flag & Repeat) != 0)
            {
                var times = glyf.U8(at++);
                flags.AsSpan(i + 1, times).Fill(flag);
                i += times;
            }
        }

        var xs = ReadCoordinates(flags, ref at, ShortX, SameX);
        var ys = ReadCoordinates(flags, ref at, ShortY, SameY);
        var points = new (Point, bool)[count];
        for (var i = 0; i < count; i++)
        {
            points[i] = (place.Apply(new Point(xs[i], ys[i])), (flags[i] & OnCurve) != 0);
        }

        return points;
    }

    private int[] ReadCoordinates(byte[] flags, ref int at, int isShort, int isSame)
    {
        var values = new int[flags.Length];
        var value = 0;
        for (var i = 0; i < flags.Length; i++)
        {
            if ((flags[i] & isShort) != 0)
            {
                value += (flags[i] & isSame) != 0 ? glyf.U8(at) : -glyf.U8(at);
                at++;
            }
            else if ((flags[i] & isSame) == 0)
            {
                value += glyf.I16(at);
                at += 2;
            }

            values[i] = value;
        }

        return values;
    }

    /// <summary>Between two control points in a row lies an implied point on the curve, half-way.</summary>
    private static void AppendContour(VectorPath path, ReadOnlySpan<(Point At, bool On)> points)
    {
        var last = points[^1];
        var start = points[0].On ? points[0].At : last.On ? last.At : Point.Middle(points[0].At, last.At);
        path.MoveTo(start);
        Point? control = null;
        foreach (var (at, on) in points)
        {
            if (on && control is null)
            {
                path.LineTo(at);
            }
            else if (on)
            {
                path.QuadTo(control!.Value, at);
                control = null;
            }
            else
            {
                if (control is { } before)
                {
                    path.QuadTo(before, Point.Middle(before, at));
                }

                control = at;
            }
        }

        if (control is { } open)
        {
            path.QuadTo(open, start);
        }

        path.Close();
    }
}
