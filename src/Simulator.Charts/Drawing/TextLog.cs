using System.Runtime.CompilerServices;
using ScottPlot;
using Simulator.Charts.Fonts;
using SkiaSharp;

namespace Simulator.Charts.Drawing;

/// <summary>The texts that are written on a canvas.</summary>
/// <remarks>
/// An SVG refers to one copy of each letter and labels every text with its words. Skia can do neither: so on a canvas that
/// has a log, each text is a mark that the encoder of SVG replaces.
/// </remarks>
internal sealed class TextLog
{
    private static readonly ConditionalWeakTable<SKCanvas, TextLog> Logs = [];

    private readonly List<PlacedText> _texts = [];

    /// <summary>The texts in the order in which they were written.</summary>
    public IReadOnlyList<PlacedText> Texts => _texts;

    /// <summary>Begins the log of a canvas.</summary>
    public static TextLog On(SKCanvas canvas) => Logs.GetOrAdd(canvas, _ => new TextLog());

    /// <summary>The log of a canvas; null if it has none.</summary>
    public static TextLog? Of(SKCanvas canvas) => Logs.TryGetValue(canvas, out var log) ? log : null;

    /// <summary>Notes a text and returns its number, from 1: the number is a mark's colour, and Skia leaves black out.</summary>
    public int Add(PlacedText text)
    {
        _texts.Add(text);
        return _texts.Count;
    }
}

/// <summary>A text on a canvas.</summary>
/// <param name="Run">The text.</param>
/// <param name="Left">Where it begins. [px]</param>
/// <param name="Baseline">Where its letters stand. [px]</param>
/// <param name="Color">Colour.</param>
internal readonly record struct PlacedText(TextRun Run, float Left, float Baseline, Color Color)
{
    /// <summary>The room that its capitals and figures take. [px]</summary>
    public PixelRect Box => new(Left, Left + Run.Width, Baseline, Baseline - Run.CapHeight);
}
