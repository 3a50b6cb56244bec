using ScottPlot;
using Simulator.Arithmetic;

namespace Simulator.Charts.Drawing;

/// <summary>What charts compute with colours.</summary>
internal static class ColorMath
{
    /// <summary>Code values of two opaque colours mixed.</summary>
    /// <param name="under">One colour.</param>
    /// <param name="over">The other colour.</param>
    /// <param name="share">How much of the other. [-]</param>
    public static Color Mixed(this Color under, Color over, double share)
    {
        byte Code(byte from, byte to) => (byte)(from + ((to - from) * share) + 0.5);
        return new Color(Code(under.R, over.R), Code(under.G, over.G), Code(under.B, over.B));
    }

    /// <summary>Relative luminance as WCAG defines it, 0 for black and 1 for white. [-]</summary>
    public static double RelativeLuminance(this Color color) => (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));

    /// <summary>Contrast ratio as WCAG defines it, from 1 to 21. [-]</summary>
    public static double Contrast(Color a, Color b)
    {
        const double Flare = 0.05;
        var (first, second) = (a.RelativeLuminance(), b.RelativeLuminance());
        return (Math.Max(first, second) + Flare) / (Math.Min(first, second) + Flare);
    }

    /// <summary>The colour as HTML writes it, e.g. <c>#0072b2</c>.</summary>
    public static string Html(this Color color) => FormattableString.Invariant($"#{color.R:x2}{color.G:x2}{color.B:x2}");

    private static double Linear(byte code) => code / 255.0 is var c && c <= 0.04045 ? c / 12.92 : PortableMath.Pow((c + 0.055) / 1.055, 2.4);
}
