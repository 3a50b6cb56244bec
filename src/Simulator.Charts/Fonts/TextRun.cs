namespace Simulator.Charts.Fonts;

/// <summary>A line of text as glyphs with their positions.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">How it is set.</param>
internal readonly record struct TextRun(string Text, TextStyle Style)
{
    /// <summary>The font.</summary>
    public Typeface Typeface => Typeface.Of(Style.Weight);

    /// <summary>The glyphs.</summary>
    public Shape Shape => Typeface.Place(Text, Style.Tabular);

    /// <summary>Pixels per font unit.</summary>
    public float Scale => Style.Size / Typeface.UnitsPerEm;

    /// <summary>Sum of the advances. [px]</summary>
    public float Width => Shape.Advance * Scale;

    /// <summary>Height of a flat capital and of the figures. [px]</summary>
    public float CapHeight => Typeface.CapHeight * Scale;
}
