using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Presentation;

namespace Simulator.Charts.Style;

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
        Paper = new("#FFFFFF"),
        Ink = new("#1B1F24"),
        Muted = new("#59626C"),
        Rule = new("#E4E7EB"),
        Band = new("#F3F5F8"),
        Blue = new("#0072B2"),
        Orange = new("#E69F00"),
        Green = new("#009E73"),
        Sky = new("#56B4E9"),
        Purple = new("#CC79A7"),
        Alarm = new("#C44601"),
        Neutral = new("#7A8590"),
    };

    /// <summary>Light ink on a dark ground, for slides.</summary>
    public static Theme Dark { get; } = new()
    {
        Paper = new("#14181E"),
        Ink = new("#EDF0F3"),
        Muted = new("#A3ADB8"),
        Rule = new("#2C333C"),
        Band = new("#1D232B"),
        Blue = new("#4A90E8"),
        Orange = new("#F0B030"),
        Green = new("#2FC796"),
        Sky = new("#7CCBF5"),
        Purple = new("#DE94BE"),
        Alarm = new("#FF8A50"),
        Neutral = new("#8C97A3"),
    };

    /// <summary>The theme of a name.</summary>
    /// <param name="name"><c>light</c> or <c>dark</c>.</param>
    /// <exception cref="ArgumentException">The name is another.</exception>
    public static Theme Parse(string name) => name.ToLowerInvariant() switch
    {
        "light" => Light,
        "dark" => Dark,
        _ => throw new ArgumentException($"There is no theme '{name}'. Choose from: light, dark.", nameof(name)),
    };

    /// <summary>The ground.</summary>
    public required Color Paper { get; init; }

    /// <summary>Text and lines that carry the message.</summary>
    public required Color Ink { get; init; }

    /// <summary>Text that helps to read the rest.</summary>
    public required Color Muted { get; init; }

    /// <summary>Grid lines.</summary>
    public required Color Rule { get; init; }

    /// <summary>Shading behind an interval.</summary>
    public required Color Band { get; init; }

    /// <summary>Energy and power.</summary>
    public required Color Blue { get; init; }

    /// <summary>Money.</summary>
    public required Color Orange { get; init; }

    /// <summary>Emissions.</summary>
    public required Color Green { get; init; }

    /// <summary>Water.</summary>
    public required Color Sky { get; init; }

    /// <summary>Land.</summary>
    public required Color Purple { get; init; }

    /// <summary>Limits.</summary>
    public required Color Alarm { get; init; }

    /// <summary>Everything else.</summary>
    public required Color Neutral { get; init; }

    /// <summary>The colour of an output, by what its unit measures.</summary>
    /// <param name="unit">Unit as in a result, e.g. <c>MWh</c>.</param>
    public Color ColorOf(string unit) => unit.Split(' ', '/')[0] switch
    {
        "Wh" or "kWh" or "MWh" or "GWh" or "TWh" or "W" or "kW" or "MW" or "GW" => Blue,
        var money when DisplayUnit.IsCurrency(money) => Orange,
        "g" or "kg" or "t" or "kt" or "Mt" or "tCO2e" or "kgCO2e" => Green,
        "L" or "m3" => Sky,
        "m2*year" or "m2" => Purple,
        _ => Neutral,
    };

    /// <summary>A paler form of a colour that stays opaque, so that PNG and SVG show the same.</summary>
    /// <param name="color">The colour.</param>
    /// <param name="strength">How much of it is left. [-]</param>
    internal Color Pale(Color color, double strength) => Paper.Mixed(color, strength);
}
