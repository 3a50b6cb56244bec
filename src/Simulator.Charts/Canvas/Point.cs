namespace Simulator.Charts.Canvas;

/// <summary>A point of the picture, or a vector. [px, y downwards]</summary>
internal readonly record struct Point(double X, double Y)
{
    /// <summary>Length of the vector.</summary>
    public double Length => Math.Sqrt((X * X) + (Y * Y));

    /// <summary>Sum.</summary>
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    /// <summary>Difference.</summary>
    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    /// <summary>Multiple.</summary>
    public static Point operator *(Point a, double factor) => new(a.X * factor, a.Y * factor);

    /// <summary>The point half-way between two others.</summary>
    public static Point Middle(Point a, Point b) => (a + b) * 0.5;

    /// <summary>Positive if <paramref name="b"/> points to the right of <paramref name="a"/> as seen on the screen.</summary>
    public static double Cross(Point a, Point b) => (a.X * b.Y) - (a.Y * b.X);
}
