using Simulator.Charts.Canvas;
using Simulator.Charts.Fonts;

namespace Simulator.Tests.Charts;

/// <summary>Remembers what is drawn, to see whether texts are cut off or run into each other.</summary>
internal sealed class RecordingDrawing : IDrawing
{
    public List<(string Text, Box Box)> Texts { get; } = [];

    public List<(Box Box, Rgb Color)> Fills { get; } = [];

    public void Fill(VectorPath path, Paint paint) => Fills.Add((
        new Box(path.Points.Min(p => p.X), path.Points.Min(p => p.Y), path.Points.Max(p => p.X), path.Points.Max(p => p.Y)), paint.Color));

    public void Stroke(VectorPath path, Pen pen)
    {
    }

    public void Write(TextRun run, double left, double baseline, Paint paint) =>
        Texts.Add((run.Text, new Box(left, baseline - run.CapHeight, left + run.Width, baseline)));
}
