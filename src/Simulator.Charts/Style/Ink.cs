using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Fonts;
using SkiaSharp;

namespace Simulator.Charts.Style;

/// <summary>Writes text and draws marks in pixels, where ScottPlot's own labels and plottables do not reach.</summary>
internal sealed class Ink
{
    /// <summary>The opacity that marks a place for text, of 255: no other mark is as faint.</summary>
    public const byte MarkOpacity = 1;

    /// <summary>Letters begin at quarters of a pixel and stand on whole ones, which keeps their feet sharp.</summary>
    private const float Places = 4;

    private readonly SKCanvas _canvas;
    private readonly Paint _paint;

    /// <summary>Draws while ScottPlot does.</summary>
    public Ink(RenderPack pack, ChartStyle style) => (_canvas, _paint, Style) = (pack.Canvas, pack.Paint, style);

    /// <summary>Draws as another one does, in other sizes.</summary>
    public Ink(Ink other, ChartStyle style) => (_canvas, _paint, Style) = (other._canvas, other._paint, style);

    /// <summary>Colours and sizes.</summary>
    public ChartStyle Style { get; }

    /// <summary>Colours.</summary>
    public Theme Theme => Style.Theme;

    /// <summary>Writes text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="set">How it is set.</param>
    /// <param name="x">Where. [px]</param>
    /// <param name="baseline">Where its letters stand. [px]</param>
    /// <param name="color">Colour.</param>
    /// <param name="anchor">The part of the text that stands at x: 0 its beginning, 0.5 its middle, 1 its end. [-]</param>
    /// <returns>Width of the text. [px]</returns>
    public float Write(string text, TextStyle set, double x, double baseline, Color color, double anchor = 0)
    {
        var run = set.Set(text);
        var width = run.Width;
        if (text.Length > 0)
        {
            Write(new PlacedText(run, (float)(x - (anchor * width)), (float)baseline, color));
        }

        return width;
    }

    /// <summary>Writes text whose capitals are centred on a height.</summary>
    /// <inheritdoc cref="Write(string, TextStyle, double, double, Color, double)"/>
    public float WriteAt(string text, TextStyle set, double x, double middle, Color color, double anchor = 0) =>
        Write(text, set, x, middle + (set.CapHeight / 2), color, anchor);

    /// <summary>Paints a rectangle; one of no area is left out.</summary>
    public void Fill(PixelRect box, Color color)
    {
        if (box.Width > 0 && box.Height > 0)
        {
            ScottPlot.Drawing.FillRectangle(_canvas, box, _paint, new FillStyle { Color = color, AntiAlias = true, IsVisible = true });
        }
    }

    /// <summary>Draws a straight line.</summary>
    /// <param name="x0">Begin. [px]</param>
    /// <param name="y0">Begin. [px]</param>
    /// <param name="x1">End. [px]</param>
    /// <param name="y1">End. [px]</param>
    /// <param name="color">Colour.</param>
    /// <param name="width">Width in the standard picture. [px]</param>
    /// <param name="dash">Length of dashes and gaps in the standard picture; 0 for an unbroken line. [px]</param>
    public void Line(double x0, double y0, double x1, double y1, Color color, double width, double dash = 0)
    {
        // Skia's dashes do not reach an SVG, so each is a line of its own.
        var length = Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
        var step = dash > 0 ? Style.Px(dash) / length : 1;
        var pixels = new List<PixelLine>();
        for (var from = 0.0; from < 1; from += 2 * step)
        {
            var to = Math.Min(1, from + step);
            pixels.Add(new PixelLine(At(x0, x1, from), At(y0, y1, from), At(x0, x1, to), At(y0, y1, to)));
        }

        new LineStyle(Style.Px(width), color).Render(_canvas, [.. pixels.Select(line => line.Pixel1)], [.. pixels.Select(line => line.Pixel2)], _paint);

        static float At(double begin, double end, double share) => (float)(begin + (share * (end - begin)));
    }

    /// <summary>Draws a vertical line with a rim of paper, so that it is visible on bars of any colour.</summary>
    public void Mark(double x, double top, double bottom, Color color, double width)
    {
        Line(x, top, x, bottom, Theme.Paper, width + 3);
        Line(x, top, x, bottom, color, width);
    }

    /// <summary>Draws a dot with a rim of paper, so that it stands out from what lies below it.</summary>
    public void Dot(Pixel at, double radius, Color color)
    {
        ScottPlot.Drawing.FillCircle(_canvas, at, Style.Px(radius + 2.5), new FillStyle { Color = Theme.Paper, IsVisible = true }, _paint);
        ScottPlot.Drawing.FillCircle(_canvas, at, Style.Px(radius), new FillStyle { Color = color, IsVisible = true }, _paint);
    }

    /// <summary>Draws a hollow dot.</summary>
    public void Ring(Pixel at, double radius, Color color)
    {
        Dot(at, radius, color);
        ScottPlot.Drawing.FillCircle(_canvas, at, Style.Px(radius - 3), new FillStyle { Color = Theme.Paper, IsVisible = true }, _paint);
    }

    /// <summary>Draws the outline of a diamond with a rim of paper: what lies inside stays visible.</summary>
    public void OpenDiamond(Pixel at, double radius, Color color)
    {
        var r = Style.Px(radius);
        Pixel[] corners = [new(at.X - r, at.Y), new(at.X, at.Y - r), new(at.X + r, at.Y), new(at.X, at.Y + r)];
        foreach (var (width, ink) in new[] { (6.5, Theme.Paper), (3.0, color) })
        {
            for (var i = 0; i < corners.Length; i++)
            {
                var (from, to) = (corners[i], corners[(i + 1) % corners.Length]);
                Line(from.X, from.Y, to.X, to.Y, ink, width);
            }
        }
    }

    /// <summary>Draws a diamond with a rim of paper.</summary>
    public void Diamond(Pixel at, double radius, Color color)
    {
        Fill(at, Style.Px(radius + 3.5), Theme.Paper);
        Fill(at, Style.Px(radius), color);

        void Fill(Pixel at, float r, Color color) => ScottPlot.Drawing.FillPath(
            _canvas, _paint, [new(at.X - r, at.Y), new(at.X, at.Y - r), new(at.X + r, at.Y), new(at.X, at.Y + r)], new FillStyle { Color = color, IsVisible = true });
    }

    /// <summary>Paints a rectangle from one colour below to another above.</summary>
    public void Gradient(PixelRect box, Color bottom, Color top)
    {
        using var shader = SKShader.CreateLinearGradient(
            new SKPoint(box.Left, box.Bottom), new SKPoint(box.Left, box.Top), [bottom.ToSKColor(), top.ToSKColor()], SKShaderTileMode.Clamp);
        using var fill = new SKPaint { Shader = shader, IsAntialias = true };
        _canvas.DrawRect(box.ToSKRect(), fill);
    }

    private void Write(PlacedText text)
    {
        if (TextLog.Of(_canvas) is { } log)
        {
            // Above and below the line as far as any letter reaches, so that the mark is left out just where the text would be.
            var size = text.Run.Style.Size;
            var number = log.Add(text);
            using var mark = new SKPaint { Color = new SKColor((byte)(number >> 16), (byte)(number >> 8), (byte)number, MarkOpacity) };
            _canvas.DrawRect(text.Left, text.Baseline - size, Math.Max(text.Run.Width, 1), 1.4f * size, mark);
            return;
        }

        var at = _canvas.TotalMatrix;
        var (scaleX, scaleY) = (at.ScaleX == 0 ? 1 : at.ScaleX, at.ScaleY == 0 ? 1 : at.ScaleY);
        var left = ((MathF.Round(((text.Left * scaleX) + at.TransX) * Places) / Places) - at.TransX) / scaleX;
        var baseline = (MathF.Round((text.Baseline * scaleY) + at.TransY) - at.TransY) / scaleY;
        var scale = text.Run.Scale;
        using var line = new SKPath();
        foreach (var (glyph, x) in text.Run.Shape.Glyphs)
        {
            line.AddPath(text.Run.Typeface.Outline(glyph), new SKMatrix(scale, 0, left + (x * scale), 0, scale, baseline, 0, 0, 1));
        }

        using var fill = new SKPaint { Color = text.Color.ToSKColor(), IsAntialias = true };
        _canvas.DrawPath(line, fill);
    }
}
