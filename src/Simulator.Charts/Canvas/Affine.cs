namespace Simulator.Charts.Canvas;

/// <summary>The map (x, y) → (A·x + C·y + E, B·x + D·y + F), with the letters of SVG's <c>matrix</c>.</summary>
internal readonly record struct Affine(double A, double B, double C, double D, double E, double F)
{
    /// <summary>Leaves every point where it is.</summary>
    public static Affine Identity { get; } = new(1, 0, 0, 1, 0, 0);

    /// <summary>How much lengths grow: the square root of the growth of areas.</summary>
    public double Magnification => Math.Sqrt(Math.Abs((A * D) - (B * C)));

    /// <summary>Shifts.</summary>
    public static Affine Translation(double x, double y) => new(1, 0, 0, 1, x, y);

    /// <summary>Stretches, each axis by its own factor.</summary>
    public static Affine Scale(double x, double y) => new(x, 0, 0, y, 0, 0);

    /// <summary>Turns from the x axis towards the y axis. [rad]</summary>
    public static Affine Rotation(double angle) => new(Math.Cos(angle), Math.Sin(angle), -Math.Sin(angle), Math.Cos(angle), 0, 0);

    /// <summary>First the inner map, then this one.</summary>
    public Affine After(Affine inner) => new(
        (A * inner.A) + (C * inner.B),
        (B * inner.A) + (D * inner.B),
        (A * inner.C) + (C * inner.D),
        (B * inner.C) + (D * inner.D),
        (A * inner.E) + (C * inner.F) + E,
        (B * inner.E) + (D * inner.F) + F);

    /// <summary>The image of a point.</summary>
    public Point Apply(Point p) => new((A * p.X) + (C * p.Y) + E, (B * p.X) + (D * p.Y) + F);
}
