using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Style;

namespace Simulator.Tests.Charts;

public sealed class ThemeTests
{
    /// <summary>Full protanopia, deuteranopia and tritanopia in linear RGB (Machado, Oliveira and Fernandes 2009, table 1).</summary>
    private static readonly double[][] Sights =
    [
        [1, 0, 0, 0, 1, 0, 0, 0, 1],
        [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    ];

    public static TheoryData<string> Themes => ["light", "dark"];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Text_has_the_contrast_that_accessibility_asks_for(string name)
    {
        var theme = Named(name);
        Assert.True(ColorMath.Contrast(theme.Ink, theme.Paper) > 7);
        Assert.True(ColorMath.Contrast(theme.Muted, theme.Paper) > 4.5);
        Assert.True(ColorMath.Contrast(theme.Muted, theme.Band) > 4.5);
        Assert.True(ColorMath.Contrast(theme.Alarm, theme.Paper) > 4.5);
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void The_colours_of_measures_differ_to_every_kind_of_sight(string name)
    {
        var theme = Named(name);
        Color[] colors = [theme.Blue, theme.Orange, theme.Green];
        foreach (var sight in Sights)
        {
            for (var i = 0; i < colors.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    Assert.True(Difference(See(colors[i], sight), See(colors[j], sight)) > 15, $"{colors[i].Html()} {colors[j].Html()}");
                }
            }
        }
    }

    [Fact]
    public void Outputs_of_one_measure_share_a_colour()
    {
        Assert.Equal(Theme.Light.ColorOf("MWh"), Theme.Light.ColorOf("MW"));
        Assert.Equal(Theme.Light.ColorOf("t"), Theme.Light.ColorOf("kg/kWh"));
        Assert.Equal(Theme.Light.Neutral, Theme.Light.ColorOf("days"));
    }

    [Fact]
    public void Contrast_is_the_one_of_the_guidelines()
    {
        // WCAG 2.2, 1.4.3: black on white is 21:1; #767676 on white is the palest grey that passes 4.5:1.
        Assert.Equal(21, ColorMath.Contrast(new Color("#000000"), new Color("#FFFFFF")), 1e-9);
        Assert.Equal(4.54, ColorMath.Contrast(new Color("#767676"), new Color("#FFFFFF")), 0.005);
        Assert.True(ColorMath.Contrast(new Color("#777777"), new Color("#FFFFFF")) < 4.5);
    }

    private static Theme Named(string name) => name == "dark" ? Theme.Dark : Theme.Light;

    private static double[] See(Color color, double[] sight)
    {
        double[] linear = [Linear(color.R), Linear(color.G), Linear(color.B)];
        return [.. Enumerable.Range(0, 3).Select(i => Math.Clamp(Enumerable.Range(0, 3).Sum(j => sight[(3 * i) + j] * linear[j]), 0, 1))];
    }

    private static double Linear(byte code) => code / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    /// <summary>Distance in CIELAB; about two can just be told apart.</summary>
    private static double Difference(double[] a, double[] b)
    {
        var (p, q) = (Lab(a), Lab(b));
        return Math.Sqrt(p.Zip(q).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
    }

    private static double[] Lab(double[] rgb)
    {
        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
        var x = F(((0.4124 * rgb[0]) + (0.3576 * rgb[1]) + (0.1805 * rgb[2])) / 0.9505);
        var y = F((0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]));
        var z = F(((0.0193 * rgb[0]) + (0.1192 * rgb[1]) + (0.9505 * rgb[2])) / 1.089);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];
    }
}
