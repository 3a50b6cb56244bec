using ScottPlot;

namespace Simulator.Charts.Drawing;

/// <summary>What charts compute with rectangles of pixels.</summary>
internal static class Rectangles
{
    /// <summary>The rectangle without a margin on each side. [px]</summary>
    public static PixelRect Inset(this PixelRect box, double left, double top, double right, double bottom) =>
        Of(box.Left + left, box.Top + top, box.Right - right, box.Bottom - bottom);

    /// <summary>A rectangle by its sides, clockwise from the left one. [px]</summary>
    public static PixelRect Of(double left, double top, double right, double bottom) => new((float)left, (float)right, (float)bottom, (float)top);

    /// <summary>The part of a rectangle from one height to another. [px]</summary>
    public static PixelRect Rows(this PixelRect box, double top, double bottom) => Of(box.Left, top, box.Right, bottom);

    /// <summary>The part of a rectangle from one place to another. [px]</summary>
    public static PixelRect Columns(this PixelRect box, double left, double right) => Of(left, box.Top, right, box.Bottom);

    /// <summary>Area shared with another rectangle. [px²]</summary>
    public static double Overlap(this PixelRect box, PixelRect other) =>
        Math.Max(0.0, Math.Min(box.Right, other.Right) - Math.Max(box.Left, other.Left))
        * Math.Max(0.0, Math.Min(box.Bottom, other.Bottom) - Math.Max(box.Top, other.Top));
}
