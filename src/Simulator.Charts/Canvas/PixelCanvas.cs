namespace Simulator.Charts.Canvas;

/// <summary>A picture in memory: areas are painted on it with smooth edges.</summary>
internal sealed class PixelCanvas
{
    /// <summary>Less than half of the last code value: not to be seen, and not worth a look-up.</summary>
    private const double Invisible = 0.5 / 255;

    private readonly Rgb[] _pixels;
    private readonly Rasterizer _rasterizer;

    /// <summary>Makes a picture of one colour.</summary>
    public PixelCanvas(int width, int height, Rgb background)
    {
        (Width, Height) = (width, height);
        _pixels = new Rgb[width * height];
        Array.Fill(_pixels, background);
        _rasterizer = new Rasterizer(width, height);
    }

    /// <summary>Width. [px]</summary>
    public int Width { get; }

    /// <summary>Height. [px]</summary>
    public int Height { get; }

    /// <summary>The pixels of a row.</summary>
    public ReadOnlySpan<Rgb> Row(int y) => _pixels.AsSpan(y * Width, Width);

    /// <summary>Paints the inside of a path.</summary>
    public void Fill(VectorPath path, Affine map, Paint paint) => Fill(Polylines.Of(path, map), paint);

    /// <summary>Draws along a path. The pen's widths and dashes grow with the map.</summary>
    public void Stroke(VectorPath path, Affine map, Pen pen)
    {
        var lines = Polylines.Of(path, map);
        var scale = map.Magnification;
        if (pen.Dash > 0)
        {
            lines = Dashes.Cut(lines, pen.Dash * scale, pen.Gap * scale);
        }

        Fill(Stroker.Outline(lines, pen.Width * scale, pen.RoundCaps), pen.Paint);
    }

    /// <summary>Paints a glyph.</summary>
    /// <remarks>
    /// Thin strokes mixed in linear light look too pale on white and too fat on black; mixed in code values, as screens'
    /// text engines do, they look as the type designer drew them. Sixteen steps are all that the eye tells apart at
    /// the edge of a letter, and let zlib find the same letter again.
    /// </remarks>
    public void FillGlyph(VectorPath outline, Affine map, Paint paint) => _rasterizer.Fill(Polylines.Of(outline, map, Polylines.Coarse), (y, x, coverage) =>
    {
        const float Steps = 16;
        var row = _pixels.AsSpan((y * Width) + x, coverage.Length);
        for (var i = 0; i < row.Length; i++)
        {
            var share = MathF.Round(coverage[i] * Steps) / Steps * paint.Opacity;
            if (share > 0)
            {
                row[i] = row[i].MixCodes(paint.Color, share);
            }
        }
    });

    private void Fill(Polylines contours, Paint paint) => _rasterizer.Fill(contours, (y, x, coverage) =>
    {
        var row = _pixels.AsSpan((y * Width) + x, coverage.Length);
        for (var i = 0; i < row.Length; i++)
        {
            var share = coverage[i] * paint.Opacity;
            if (share > 1 - Invisible)
            {
                row[i] = paint.Color;
            }
            else if (share > Invisible)
            {
                row[i] = row[i].Mix(paint.Color, share);
            }
        }
    });
}
