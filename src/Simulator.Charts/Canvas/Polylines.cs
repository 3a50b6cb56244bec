namespace Simulator.Charts.Canvas;

/// <summary>Contours of straight lines: what curves become before they are filled or stroked.</summary>
internal sealed class Polylines
{
    /// <summary>Distance between a curve and the lines that stand for it, for areas exact to half a code value. [px]</summary>
    public const double Fine = 0.002;

    /// <summary>The same for letters, whose edges are painted in sixteen steps. [px]</summary>
    public const double Coarse = 0.02;

    private readonly double _tolerance;
    private readonly List<Point> _points = [];
    private readonly List<Contour> _contours = [];

    /// <summary>Begins without contours.</summary>
    /// <param name="tolerance">Largest distance between a curve and its lines. [px]</param>
    public Polylines(double tolerance = Fine) => _tolerance = tolerance;

    /// <summary>All points, contour after contour.</summary>
    public IReadOnlyList<Point> Points => _points;

    /// <summary>Where each contour lies in the points.</summary>
    public IReadOnlyList<Contour> Contours => _contours;

    /// <summary>Maps a path and flattens its curves.</summary>
    /// <param name="path">The path.</param>
    /// <param name="map">The map to pixels.</param>
    /// <param name="tolerance">Largest distance between a curve and its lines. [px]</param>
    public static Polylines Of(VectorPath path, Affine map, double tolerance = Fine)
    {
        var result = new Polylines(tolerance);
        var at = 0;
        foreach (var verb in path.Verbs)
        {
            switch (verb)
            {
                case PathVerb.Move:
                    result.Begin(map.Apply(path.Points[at++]));
                    break;
                case PathVerb.Line:
                    result.Add(map.Apply(path.Points[at++]));
                    break;
                case PathVerb.Quad:
                    result.AddQuad(map.Apply(path.Points[at]), map.Apply(path.Points[at + 1]));
                    at += 2;
                    break;
                case PathVerb.Cubic:
                    result.AddCubic(map.Apply(path.Points[at]), map.Apply(path.Points[at + 1]), map.Apply(path.Points[at + 2]));
                    at += 3;
                    break;
                default:
                    result.Close();
                    break;
            }
        }

        return result;
    }

    /// <summary>Begins a contour.</summary>
    public void Begin(Point at)
    {
        _contours.Add(new Contour(_points.Count, 1, IsClosed: false));
        _points.Add(at);
    }

    /// <summary>Draws a line; one of no length is left out.</summary>
    public void Add(Point to)
    {
        if (to != _points[^1])
        {
            _points.Add(to);
            _contours[^1] = _contours[^1] with { Count = _contours[^1].Count + 1 };
        }
    }

    /// <summary>Closes the contour.</summary>
    public void Close()
    {
        var contour = _contours[^1];
        if (contour.Count > 1 && _points[^1] == _points[contour.Start])
        {
            _points.RemoveAt(_points.Count - 1);
            contour = contour with { Count = contour.Count - 1 };
        }

        _contours[^1] = contour with { IsClosed = true };
    }

    /// <summary>The chord of a quadratic over 1/n of its length is off by |p0 − 2·p1 + p2|/(4·n²).</summary>
    private void AddQuad(Point control, Point to)
    {
        var from = _points[^1];
        var bend = (from - (control * 2) + to).Length;
        var n = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(bend / (4 * _tolerance))));
        for (var i = 1; i <= n; i++)
        {
            var (t, s) = ((double)i / n, 1 - ((double)i / n));
            Add(i == n ? to : (from * (s * s)) + (control * (2 * s * t)) + (to * (t * t)));
        }
    }

    /// <summary>A cubic's second derivative is at most six times the larger of its two bends.</summary>
    private void AddCubic(Point control1, Point control2, Point to)
    {
        var from = _points[^1];
        var bend = Math.Max((from - (control1 * 2) + control2).Length, (control1 - (control2 * 2) + to).Length);
        var n = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(6 * bend / (8 * _tolerance))));
        for (var i = 1; i <= n; i++)
        {
            var (t, s) = ((double)i / n, 1 - ((double)i / n));
            Add(i == n ? to : (from * (s * s * s)) + (control1 * (3 * s * s * t)) + (control2 * (3 * s * t * t)) + (to * (t * t * t)));
        }
    }

    /// <summary>A run of points.</summary>
    /// <param name="Start">Index of the first.</param>
    /// <param name="Count">How many.</param>
    /// <param name="IsClosed">Whether a line leads from the last back to the first.</param>
    internal readonly record struct Contour(int Start, int Count, bool IsClosed);
}
