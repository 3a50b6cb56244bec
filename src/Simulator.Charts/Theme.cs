using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>The colours of a chart.</summary>
/// <remarks>
/// The colours of data come from the palette of Okabe and Ito (Color Universal Design, 2008), which people with any common
/// kind of colour vision can tell apart; in the dark theme they are brighter. What matters is also said by place or words.
/// </remarks>
public sealed record Theme
{
    private Theme()
    {
    }

    /// <summary>Dark ink on white paper.</summary>
    public static Theme Light { get; } = new()
    {
        Paper = Rgb.FromHex(0xFFFFFF),
        Ink = Rgb.FromHex(0x1B1F24),
        Muted = Rgb.FromHex(0x59626C),
        Rule = Rgb.FromHex(0xE4E7EB),
        Band = Rgb.FromHex(0xF3F5F8),
        Blue = Rgb.FromHex(0x0072B2),
        Orange = Rgb.FromHex(0xE69F00),
        Green = Rgb.FromHex(0x009E73),
        Sky = Rgb.FromHex(0x56B4E9),
        Purple = Rgb.FromHex(0xCC79A7),
        Alarm = Rgb.FromHex(0xC44601),
        Neutral = Rgb.FromHex(0x7A8590),
    };

    /// <summary>Light ink on a dark ground, for slides.</summary>
    public static Theme Dark { get; } = new()
    {
        Paper = Rgb.FromHex(0x14181E),
        Ink = Rgb.FromHex(0xEDF0F3),
        Muted = Rgb.FromHex(0xA3ADB8),
        Rule = Rgb.FromHex(0x2C333C),
        Band = Rgb.FromHex(0x1D232B),
        Blue = Rgb.FromHex(0x4A90E8),
        Orange = Rgb.FromHex(0xF0B030),
        Green = Rgb.FromHex(0x2FC796),
        Sky = Rgb.FromHex(0x7CCBF5),
        Purple = Rgb.FromHex(0xDE94BE),
        Alarm = Rgb.FromHex(0xFF8A50),
        Neutral = Rgb.FromHex(0x8C97A3),
    };

    /// <summary>The theme of a name.</summary>
    /// <param name="name"><c>light</c> or <c>dark</c>.</param>
    /// <exception cref="ArgumentException">The name is another.</exception>
    public static Theme Parse(string name) => name.ToLowerInvariant() switch
    {
        "light" => Light,
        "dark" => Dark,
        _ => throw new ArgumentException($"There is no theme '{name}'. There are: light, dark.", nameof(name)),
    };

    /// <summary>The ground.</summary>
    public required Rgb Paper { get; init; }

    /// <summary>Text and lines that carry the message.</summary>
    public required Rgb Ink { get; init; }

    /// <summary>Text that helps to read the rest.</summary>
    public required Rgb Muted { get; init; }

    /// <summary>Grid lines.</summary>
    public required Rgb Rule { get; init; }

    /// <summary>Shading behind an interval.</summary>
    public required Rgb Band { get; init; }

    /// <summary>Energy and power.</summary>
    public required Rgb Blue { get; init; }

    /// <summary>Money.</summary>
    public required Rgb Orange { get; init; }

    /// <summary>Emissions.</summary>
    public required Rgb Green { get; init; }

    /// <summary>Water.</summary>
    public required Rgb Sky { get; init; }

    /// <summary>Land.</summary>
    public required Rgb Purple { get; init; }

    /// <summary>Limits.</summary>
    public required Rgb Alarm { get; init; }

    /// <summary>Everything else.</summary>
    public required Rgb Neutral { get; init; }

    /// <summary>The colour of an output, by what its unit measures.</summary>
    /// <param name="unit">Unit as in a result, e.g. <c>MWh</c>.</param>
    public Rgb ColorOf(string unit) => unit.Split(' ', '/')[0] switch
    {
        "Wh" or "kWh" or "MWh" or "GWh" or "TWh" or "W" or "kW" or "MW" or "GW" => Blue,
        "USD" => Orange,
        "g" or "kg" or "t" or "kt" or "Mt" or "tCO2e" or "kgCO2e" => Green,
        "L" or "m3" => Sky,
        "m2*year" or "m2" => Purple,
        _ => Neutral,
    };

    /// <summary>A paler form of a colour that stays opaque, so that PNG and SVG show the same.</summary>
    /// <param name="color">The colour.</param>
    /// <param name="strength">How much of it is left. [-]</param>
    internal Rgb Pale(Rgb color, double strength) => Paper.MixCodes(color, strength);
}
