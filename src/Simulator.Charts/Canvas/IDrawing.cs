using Simulator.Charts.Fonts;

namespace Simulator.Charts.Canvas;

/// <summary>What charts are drawn on: the same calls make a PNG or an SVG.</summary>
internal interface IDrawing
{
    /// <summary>Paints the inside of a path.</summary>
    void Fill(VectorPath path, Paint paint);

    /// <summary>Draws along a path.</summary>
    void Stroke(VectorPath path, Pen pen);

    /// <summary>Writes a line of text.</summary>
    /// <param name="run">The text.</param>
    /// <param name="left">Where it begins. [px]</param>
    /// <param name="baseline">Where its letters stand. [px]</param>
    /// <param name="paint">Colour.</param>
    void Write(TextRun run, double left, double baseline, Paint paint);
}
