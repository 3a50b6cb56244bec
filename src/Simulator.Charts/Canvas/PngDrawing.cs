using Simulator.Charts.Fonts;

namespace Simulator.Charts.Canvas;

/// <summary>Draws in pixels.</summary>
/// <param name="width">Width of the drawing. [px at scale 1]</param>
/// <param name="height">Height of the drawing. [px at scale 1]</param>
/// <param name="scale">Pixels of the picture per pixel of the drawing.</param>
/// <param name="background">Colour of the paper.</param>
internal sealed class PngDrawing(int width, int height, int scale, Rgb background) : IDrawing
{
    /// <summary>At scale 1, so that 1600 pixels are 8 inches: a full page's width or a slide.</summary>
    private const double DotsPerInch = 200;

    private readonly PixelCanvas _canvas = new(width * scale, height * scale, background);
    private readonly Affine _map = Affine.Scale(scale, scale);

    /// <inheritdoc/>
    public void Fill(VectorPath path, Paint paint) => _canvas.Fill(path, _map, paint);

    /// <inheritdoc/>
    public void Stroke(VectorPath path, Pen pen) => _canvas.Stroke(path, _map, pen);

    /// <inheritdoc/>
    public void Write(TextRun run, double left, double baseline, Paint paint)
    {
        // Letters stand on whole pixels, which keeps their feet sharp, and between them at quarters.
        const double Places = 4;
        var size = run.Scale * scale;
        foreach (var (glyph, x) in run.Glyphs)
        {
            var at = Math.Round(((left * scale) + (x * size)) * Places) / Places;
            _canvas.FillGlyph(run.Font.Outline(glyph), new Affine(size, 0, 0, -size, at, Math.Round(baseline * scale)), paint);
        }
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] Encode() => PngEncoder.Encode(_canvas, DotsPerInch * scale);
}
