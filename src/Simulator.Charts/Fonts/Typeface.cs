using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using HarfBuzzSharp;
using ScottPlot;
using SkiaSharp;

namespace Simulator.Charts.Fonts;

/// <summary>One weight of Inter, opened once from memory: SkiaSharp gives the outlines, HarfBuzz places them.</summary>
/// <remarks>
/// ScottPlot's own labels have neither kerning nor figures of equal width, and an SVG text element falls back to another
/// typeface where Inter is not installed. So text is drawn as outlines.
/// </remarks>
internal sealed partial class Typeface
{
    /// <summary>Beyond this many texts the memory of shaped texts is emptied.</summary>
    private const int MostShaped = 4096;

    // Every character is kept: a hyphen and a sign are not replaced by an arrow.
    private static readonly Feature[] Plain = [On("kern"), Off("calt"), Off("liga"), Off("clig")];
    private static readonly Feature[] Tabular = [.. Plain, On("tnum")];
    private static readonly Lazy<Typeface> Regular = new(() => new Typeface("Regular"));
    private static readonly Lazy<Typeface> Medium = new(() => new Typeface("Medium"));
    private static readonly Lazy<Typeface> SemiBold = new(() => new Typeface("SemiBold"));

    private readonly HarfBuzzSharp.Font _shaper;
    private readonly SKFont _outliner;
    private readonly ConcurrentDictionary<(string Text, bool IsTabular), Shape> _shapes = new();
    private readonly ConcurrentDictionary<ushort, SKPath> _outlines = new();
    private readonly ConcurrentDictionary<ushort, string> _outlineData = new();

    private Typeface(string name)
    {
        Name = name;
        var file = EmbeddedFonts.Read($"/Assets/Inter-{name}.ttf");
        var address = Marshal.AllocHGlobal(file.Length); // for the life of the process, as the typeface itself
        Marshal.Copy(file.ToArray(), 0, address, file.Length);
        Skia = SKTypeface.FromData(SKData.Create(address, file.Length)) ?? throw new InvalidDataException($"Inter-{name} cannot be read as a font.");
        var face = new Face(new Blob(address, file.Length, MemoryMode.ReadOnly), 0);
        UnitsPerEm = face.UnitsPerEm;
        _shaper = new HarfBuzzSharp.Font(face);
        _shaper.SetScale(UnitsPerEm, UnitsPerEm);
        _shaper.SetFunctionsOpenType();
        _outliner = new SKFont(Skia, UnitsPerEm) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        CapHeight = _outliner.Metrics.CapHeight;
    }

    /// <summary>Name of the weight.</summary>
    public string Name { get; }

    /// <summary>The font for SkiaSharp.</summary>
    public SKTypeface Skia { get; }

    /// <summary>Font units in an em.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Height of a flat capital. [font units]</summary>
    public float CapHeight { get; }

    /// <summary>The font of a weight.</summary>
    public static Typeface Of(FontWeight weight) => weight switch
    {
        >= FontWeight.SemiBold => SemiBold.Value,
        >= FontWeight.Medium => Medium.Value,
        _ => Regular.Value,
    };

    /// <summary>Chooses and places the glyphs of a line of text, with kerning.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isTabular">Whether all figures are equally wide.</param>
    public Shape Place(string text, bool isTabular)
    {
        if (!_shapes.TryGetValue((text, isTabular), out var shape))
        {
            if (_shapes.Count >= MostShaped)
            {
                _shapes.Clear();
            }

            shape = _shapes.GetOrAdd((text, isTabular), Shaped(text, isTabular));
        }

        return shape;
    }

    /// <summary>The outline of a glyph. [font units, y downwards]</summary>
    public SKPath Outline(ushort glyph) => _outlines.TryGetValue(glyph, out var outline) ? outline : _outlines.GetOrAdd(glyph, Outlined(glyph));

    /// <summary>The outline of a glyph as SVG writes it; empty for a blank. [font units, y downwards]</summary>
    public string OutlineData(ushort glyph) => _outlineData.GetOrAdd(glyph, static (glyph, face) => Whole(face.Outline(glyph).ToSvgPathData()), this);

    // The font's own numbers are whole; the library that Skia reads them with works in sixty-fourths of a fraction.
    private static string Whole(string data) =>
        Fractions().Replace(data, number => Math.Round(double.Parse(number.ValueSpan, CultureInfo.InvariantCulture)).ToString("0", CultureInfo.InvariantCulture) is var whole && whole == "-0" ? "0" : whole);

    [GeneratedRegex("-?[0-9]+\\.[0-9]+(e-?[0-9]+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Fractions();

    private static Feature On(string feature) => new(Tag.Parse(feature), 1);

    private static Feature Off(string feature) => new(Tag.Parse(feature), 0);

    private Shape Shaped(string text, bool isTabular)
    {
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf16(text);
        buffer.GuessSegmentProperties();
        lock (_shaper)
        {
            _shaper.Shape(buffer, isTabular ? Tabular : Plain);
        }

        var infos = buffer.GetGlyphInfoSpan();
        var positions = buffer.GetGlyphPositionSpan();
        var glyphs = new PlacedGlyph[infos.Length];
        var at = 0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            glyphs[i] = new PlacedGlyph((ushort)infos[i].Codepoint, at + positions[i].XOffset);
            at += positions[i].XAdvance;
        }

        return new Shape(glyphs, at);
    }

    private SKPath Outlined(ushort glyph)
    {
        lock (_outliner)
        {
            var path = _outliner.GetGlyphPath(glyph) ?? new SKPath();
            _ = path.Bounds; // Skia computes them when first needed: before several threads share the path
            return path;
        }
    }
}

/// <summary>The glyphs of a line of text.</summary>
/// <param name="Glyphs">From left to right.</param>
/// <param name="Advance">Width of the line. [font units]</param>
internal sealed record Shape(IReadOnlyList<PlacedGlyph> Glyphs, int Advance);

/// <summary>A glyph of a line.</summary>
/// <param name="Glyph">Its number in the font.</param>
/// <param name="X">Distance from the beginning of the line. [font units]</param>
internal readonly record struct PlacedGlyph(ushort Glyph, int X);
