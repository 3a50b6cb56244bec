namespace Simulator.Charts.Fonts;

/// <summary>Inter in the weights that the charts use, opened when first needed.</summary>
internal static class Typeface
{
    private static readonly Lazy<TrueTypeFont> _regular = Open("Regular");
    private static readonly Lazy<TrueTypeFont> _medium = Open("Medium");
    private static readonly Lazy<TrueTypeFont> _semiBold = Open("SemiBold");

    /// <summary>The font of a weight.</summary>
    public static TrueTypeFont Of(FontWeight weight) => weight switch
    {
        FontWeight.Medium => _medium.Value,
        FontWeight.SemiBold => _semiBold.Value,
        _ => _regular.Value,
    };

    private static Lazy<TrueTypeFont> Open(string weight) =>
        new(() => new TrueTypeFont(weight, EmbeddedFonts.Read($"/Assets/Inter-{weight}.ttf")));
}
