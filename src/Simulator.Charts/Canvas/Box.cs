namespace Simulator.Charts.Canvas;

/// <summary>An upright rectangle. [px]</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Width.</summary>
    public double Width => Right - Left;

    /// <summary>Height.</summary>
    public double Height => Bottom - Top;

    /// <summary>The point in the middle.</summary>
    public Point Center => new((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>The box without a margin on each side.</summary>
    public Box Inset(double left, double top, double right, double bottom) => new(Left + left, Top + top, Right - right, Bottom - bottom);

    /// <summary>Area shared with another box. [px²]</summary>
    public double Overlap(Box other) =>
        Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left))
        * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
}
