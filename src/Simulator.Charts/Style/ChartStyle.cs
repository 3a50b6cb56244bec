using ScottPlot;
using Simulator.Charts.Fonts;

namespace Simulator.Charts.Style;

/// <summary>How all charts look: colours, and sizes that grow with the picture.</summary>
/// <param name="Theme">Colours.</param>
/// <param name="Unit">Size of what is one pixel in a picture of 1600 × 1000. [px]</param>
internal sealed record ChartStyle(Theme Theme, double Unit)
{
    /// <summary>A narrower picture is laid out as one column. [px of the standard picture]</summary>
    public const double Narrow = 900;

    private const double StandardWidth = 1600, StandardHeight = 1000, StandardMargin = 52, LeastMargin = 16;

    // With less, the smallest text would be below ten pixels, which is six points in the column of a journal.
    private const double SmallestUnit = 0.48, SmallestWidth = 320, SmallestHeight = 200;

    /// <summary>Whether charts write their title and sentence; a page or a caption says them itself.</summary>
    public bool HasHeading { get; init; } = true;

    /// <summary>Whether plots paint their ground.</summary>
    public bool IsOpaque { get; init; } = true;

    /// <summary>Room around a chart. [px]</summary>
    public PixelPadding Margins { get; init; }

    /// <summary>For the name of a chart.</summary>
    public TextStyle Title => new(Px(38), FontWeight.SemiBold);

    /// <summary>For the sentence under the name.</summary>
    public TextStyle Lead => new(Px(27));

    /// <summary>For names and figures inside the chart.</summary>
    public TextStyle Label => new(Px(24), FontWeight.Medium);

    /// <summary>For the figures of axes.</summary>
    public TextStyle Axis => new(Px(22), Tabular: true);

    /// <summary>For the titles of axes.</summary>
    public TextStyle AxisTitle => new(Px(22));

    /// <summary>For minor text.</summary>
    public TextStyle Note => new(Px(20));

    /// <summary>The style of a picture of its own.</summary>
    /// <param name="theme">Colours.</param>
    /// <param name="width">Width of the picture. [px]</param>
    /// <param name="height">Height of the picture. [px]</param>
    public static ChartStyle For(Theme theme, int width, int height)
    {
        var least = SmallestUnit * Math.Min(1, Math.Min(width / SmallestWidth, height / SmallestHeight));
        var unit = Math.Max(least, Math.Min(width / StandardWidth, height / StandardHeight));
        var margin = Math.Clamp(width * StandardMargin / StandardWidth, LeastMargin * unit, StandardMargin * unit);
        return new ChartStyle(theme, unit)
        {
            Margins = new PixelPadding((float)margin, (float)margin, (float)(margin * 30 / StandardMargin), (float)(margin * 44 / StandardMargin)),
        };
    }

    /// <summary>A length of the standard picture. [px]</summary>
    public float Px(double length) => (float)(length * Unit);

    /// <summary>How long a length is in the standard picture. [px of the standard picture]</summary>
    public double Standard(double length) => length / Unit;

    /// <summary>The style of a panel: everything smaller or larger, on the ground of the sheet.</summary>
    public ChartStyle Panel(double factor) => this with { Unit = Unit * factor, HasHeading = true, IsOpaque = false, Margins = default };

    /// <summary>The same with everything smaller or larger.</summary>
    public ChartStyle Scaled(double factor) => this with { Unit = Unit * factor };
}
