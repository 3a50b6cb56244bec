using System.Globalization;

namespace Simulator.Charts.Canvas;

/// <summary>A colour in sRGB.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    private const int Steps = 1 << 14;
    private static readonly float[] _linear = BuildLinear();
    private static readonly byte[] _encoded = BuildEncoded();

    /// <summary>The colour as HTML writes it, e.g. <c>#0072b2</c>.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Relative luminance as WCAG defines it, 0 for black and 1 for white. [-]</summary>
    public double Luminance => (0.2126 * _linear[R]) + (0.7152 * _linear[G]) + (0.0722 * _linear[B]);

    /// <summary>The colour of a number such as 0x0072b2.</summary>
    public static Rgb FromHex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>Light of the two colours mixed, as the eye mixes fine dots: in linear light, not in code values.</summary>
    /// <param name="over">The colour on top.</param>
    /// <param name="share">How much of it. [-]</param>
    public Rgb Mix(Rgb over, double share)
    {
        var s = (float)share;
        return new(Blend(R, over.R, s), Blend(G, over.G, s), Blend(B, over.B, s));
    }

    /// <summary>Code values of the two colours mixed.</summary>
    /// <param name="over">The colour on top.</param>
    /// <param name="share">How much of it. [-]</param>
    public Rgb MixCodes(Rgb over, double share) => new(Code(R, over.R, share), Code(G, over.G, share), Code(B, over.B, share));

    private static byte Code(byte under, byte over, double share) => (byte)(under + ((over - under) * share) + 0.5);

    private static byte Blend(byte under, byte over, float share) =>
        _encoded[(int)((((1 - share) * _linear[under]) + (share * _linear[over])) * Steps + 0.5f)];

    private static float[] BuildLinear()
    {
        var table = new float[256];
        for (var i = 0; i < table.Length; i++)
        {
            var c = i / 255.0;
            table[i] = (float)(c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4));
        }

        return table;
    }

    private static byte[] BuildEncoded()
    {
        var table = new byte[Steps + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (double)i / Steps;
            table[i] = (byte)Math.Round(255 * (c <= 0.0031308 ? 12.92 * c : (1.055 * Math.Pow(c, 1 / 2.4)) - 0.055));
        }

        return table;
    }
}
