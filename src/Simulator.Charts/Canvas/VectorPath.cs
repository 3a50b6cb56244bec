namespace Simulator.Charts.Canvas;

/// <summary>Contours of lines and curves.</summary>
internal sealed class VectorPath
{
    private readonly List<PathVerb> _verbs = [];
    private readonly List<Point> _points = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<PathVerb> Verbs => _verbs;

    /// <summary>The points that the steps use up: one for a move or line, two for a quadratic, three for a cubic curve.</summary>
    public IReadOnlyList<Point> Points => _points;

    /// <summary>A rectangle.</summary>
    public static VectorPath Rectangle(Box box) => Polygon(
        new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom));

    /// <summary>A closed polygon.</summary>
    public static VectorPath Polygon(params ReadOnlySpan<Point> corners)
    {
        var path = Polyline(corners);
        path.Close();
        return path;
    }

    /// <summary>A straight line.</summary>
    public static VectorPath Line(double x0, double y0, double x1, double y1) => Polyline(new(x0, y0), new(x1, y1));

    /// <summary>An open line through points.</summary>
    public static VectorPath Polyline(params ReadOnlySpan<Point> points)
    {
        var path = new VectorPath();
        foreach (var point in points)
        {
            if (path._points.Count == 0)
            {
                path.MoveTo(point);
            }
            else
            {
                path.LineTo(point);
            }
        }

        return path;
    }

    /// <summary>A circle of four cubic curves, off by at most 0.03% of the radius.</summary>
    public static VectorPath Circle(Point center, double radius)
    {
        const double Handle = 0.5522847498307936; // 4/3·(√2 − 1)
        var (r, h) = (radius, Handle * radius);
        var path = new VectorPath();
        path.MoveTo(center + new Point(r, 0));
        path.CubicTo(center + new Point(r, h), center + new Point(h, r), center + new Point(0, r));
        path.CubicTo(center + new Point(-h, r), center + new Point(-r, h), center + new Point(-r, 0));
        path.CubicTo(center + new Point(-r, -h), center + new Point(-h, -r), center + new Point(0, -r));
        path.CubicTo(center + new Point(h, -r), center + new Point(r, -h), center + new Point(r, 0));
        path.Close();
        return path;
    }

    /// <summary>Begins a contour.</summary>
    public void MoveTo(Point to) => Add(PathVerb.Move, to);

    /// <summary>Draws a line.</summary>
    public void LineTo(Point to) => Add(PathVerb.Line, to);

    /// <summary>Draws a quadratic curve.</summary>
    public void QuadTo(Point control, Point to)
    {
        _points.Add(control);
        Add(PathVerb.Quad, to);
    }

    /// <summary>Draws a cubic curve.</summary>
    public void CubicTo(Point control1, Point control2, Point to)
    {
        _points.Add(control1);
        _points.Add(control2);
        Add(PathVerb.Cubic, to);
    }

    /// <summary>Draws a line back to where the contour began.</summary>
    public void Close() => _verbs.Add(PathVerb.Close);

    private void Add(PathVerb verb, Point to)
    {
        _verbs.Add(verb);
        _points.Add(to);
    }
}

/// <summary>A step of a path.</summary>
internal enum PathVerb
{
    /// <summary>Begins a contour.</summary>
    Move,

    /// <summary>A straight line.</summary>
    Line,

    /// <summary>A curve with one control point.</summary>
    Quad,

    /// <summary>A curve with two control points.</summary>
    Cubic,

    /// <summary>A line to the beginning of the contour.</summary>
    Close,
}
