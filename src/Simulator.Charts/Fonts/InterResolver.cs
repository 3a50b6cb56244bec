using ScottPlot;
using SkiaSharp;

namespace Simulator.Charts.Fonts;

/// <summary>Makes Inter known to ScottPlot, for texts that a user adds to a plot: machines without fonts show them too.</summary>
internal sealed class InterResolver : IFontResolver
{
    /// <summary>Name of the font.</summary>
    public const string Name = "Inter";

    // ScottPlot keeps its resolvers in a plain list: it is changed once, before the first plot.
    private static readonly Lazy<bool> Registration = new(() =>
    {
        ScottPlot.Fonts.FontResolvers.Insert(0, new InterResolver());
        ScottPlot.Fonts.Default = Name;
        return true;
    });

    /// <summary>Makes the font known and the usual one of this process, once: ScottPlot has no other place for it.</summary>
    public static void Register() => _ = Registration.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        string.Equals(fontName, Name, StringComparison.Ordinal) ? Typeface.Of(weight).Skia : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        CreateTypeface(fontName, bold ? FontWeight.Bold : FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);
}
