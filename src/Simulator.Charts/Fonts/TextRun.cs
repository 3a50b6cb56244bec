using System.Text;

namespace Simulator.Charts.Fonts;

/// <summary>A line of text as glyphs at their places.</summary>
internal sealed class TextRun
{
    private TextRun(string text, TextStyle style, TrueTypeFont font, IReadOnlyList<PlacedGlyph> glyphs, int advance)
    {
        (Text, Style, Font, Glyphs) = (text, style, font, glyphs);
        Width = advance * Scale;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>How it is set.</summary>
    public TextStyle Style { get; }

    /// <summary>The font.</summary>
    public TrueTypeFont Font { get; }

    /// <summary>The glyphs from left to right.</summary>
    public IReadOnlyList<PlacedGlyph> Glyphs { get; }

    /// <summary>Sum of the advances. [px]</summary>
    public double Width { get; }

    /// <summary>Height of a flat capital and of the figures. [px]</summary>
    public double CapHeight => Font.CapHeight * Scale;

    /// <summary>Pixels per font unit.</summary>
    public double Scale => Style.Size / Font.UnitsPerEm;

    /// <summary>Sets text.</summary>
    public static TextRun Set(string text, TextStyle style)
    {
        var font = Typeface.Of(style.Weight);
        var glyphs = new List<PlacedGlyph>(text.Length);
        var (at, previous) = (0, -1);
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = Glyph(font, rune, style.Tabular);
            if (previous >= 0)
            {
                at += font.Kerning(previous, glyph);
            }

            glyphs.Add(new PlacedGlyph(glyph, at));
            at += font.Advance(glyph);
            previous = glyph;
        }

        return new TextRun(text, style, font, glyphs, at);
    }

    private static int Glyph(TrueTypeFont font, Rune rune, bool tabular)
    {
        var glyph = font.Glyph(rune.Value);
        return tabular ? font.Tabular(glyph) : glyph;
    }
}

/// <summary>A glyph of a line.</summary>
/// <param name="Glyph">Its number in the font.</param>
/// <param name="X">Distance from the beginning of the line. [font units]</param>
internal readonly record struct PlacedGlyph(int Glyph, int X);
