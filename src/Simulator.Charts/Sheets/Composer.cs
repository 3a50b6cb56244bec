using Simulator.Charts.Drawing;
using SkiaSharp;

namespace Simulator.Charts.Sheets;

/// <summary>Draws the plots of a chart on one canvas.</summary>
internal static class Composer
{
    private const double PointsPerInch = 72;

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="scale">Pixels of the file per pixel of the picture.</param>
    public static byte[] Png(Chart chart, int scale)
    {
        // Without an alpha channel, so that no pixel has to be divided by its opacity afterwards.
        using var surface = SKSurface.Create(new SKImageInfo(chart.Width * scale, chart.Height * scale, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new InsufficientMemoryException("There is not enough memory for a picture.");
        surface.Canvas.Clear(chart.Style.Theme.Paper.ToSKColor());
        surface.Canvas.Scale(scale);
        Draw(surface.Canvas, chart);
        using var pixels = surface.PeekPixels();
        return PngEncoder.Encode(pixels.GetPixelSpan(), pixels.Width, pixels.Height, pixels.RowBytes, chart.DotsPerInch * scale);
    }

    /// <summary>The picture as a PDF file.</summary>
    public static byte[] Pdf(Chart chart)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = chart.Title, Subject = chart.Sentence, Creator = "simulator" }))
        {
            var scale = (float)(PointsPerInch / chart.DotsPerInch);
            var canvas = document.BeginPage(chart.Width * scale, chart.Height * scale);
            canvas.Scale(scale);
            Draw(canvas, chart);
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    /// <summary>The picture as Skia writes SVG, with a mark in place of each text, and the texts.</summary>
    public static (string Svg, TextLog Log) Svg(Chart chart)
    {
        using var stream = new MemoryStream();
        TextLog log;
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, chart.Width, chart.Height), stream))
        {
            log = TextLog.On(canvas);
            Draw(canvas, chart);
        }

        return (System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length), log);
    }

    /// <summary>Draws nothing but notes the texts.</summary>
    public static TextLog Texts(Chart chart)
    {
        using var canvas = new SKNoDrawCanvas(chart.Width, chart.Height);
        var log = TextLog.On(canvas);
        Draw(canvas, chart);
        return log;
    }

    private static void Draw(SKCanvas canvas, Chart chart)
    {
        foreach (var (plot, place, _) in chart.Plots)
        {
            var manager = plot.RenderManager;
            if (manager.RenderCount == 0)
            {
                // ScottPlot repeats a drawing in which the limits of axes are new, as in every first one: it does that without actions.
                var actions = manager.RenderActions.ToArray();
                manager.RenderActions.Clear();
                using var nothing = new SKNoDrawCanvas(chart.Width, chart.Height);
                plot.Render(nothing, place);
                manager.RenderActions.AddRange(actions);
            }

            // A plot clears what others have drawn, unless it stands alone.
            var clears = manager.ClearCanvasBeforeEachRender;
            manager.ClearCanvasBeforeEachRender = false;
            canvas.Save();
            plot.Render(canvas, place);
            canvas.Restore();
            manager.ClearCanvasBeforeEachRender = clears;
        }
    }
}
