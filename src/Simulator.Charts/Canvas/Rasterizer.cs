namespace Simulator.Charts.Canvas;

/// <summary>Receives what part of each pixel of a row is covered.</summary>
/// <param name="y">The row.</param>
/// <param name="x">The first pixel.</param>
/// <param name="coverage">Covered share of that pixel and those to its right. [-]</param>
internal delegate void CoveredRow(int y, int x, ReadOnlySpan<float> coverage);

/// <summary>Finds the exact share of each pixel that lies inside contours, by the non-zero winding rule.</summary>
/// <remarks>
/// A row of pixels is cut into bands at every corner and every crossing of edges. Inside a band the edges keep their
/// order, so a walk from left to right that adds up the winding number meets exactly the edges of the area's outline;
/// their areas are accumulated in closed form. Overlapping contours therefore never count twice, not even in the pixels
/// that their edges share. One instance is used by one thread.
/// </remarks>
internal sealed class Rasterizer(int width, int height)
{
    private readonly CoverageRow _row = new(width);
    private readonly List<Edge> _edges = [];
    private readonly List<Edge> _active = [];
    private readonly List<double> _cuts = [];
    private Strand[] _strands = new Strand[16];

    /// <summary>Rasterizes contours; each is closed by a line to its beginning.</summary>
    public void Fill(Polylines contours, CoveredRow sink)
    {
        CollectEdges(contours);
        _edges.Sort(static (a, b) => a.Top.CompareTo(b.Top));
        _active.Clear();
        var next = 0;
        var y = _edges.Count == 0 ? height : Math.Max(0, (int)Math.Floor(_edges[0].Top));
        for (; y < height && (next < _edges.Count || _active.Count > 0); y++)
        {
            while (next < _edges.Count && _edges[next].Top < y + 1)
            {
                _active.Add(_edges[next++]);
            }

            FillRow(y);
            _row.Flush(y, sink);
            _active.RemoveAll(edge => edge.Bottom <= y + 1);
        }
    }

    private void CollectEdges(Polylines contours)
    {
        _edges.Clear();
        foreach (var contour in contours.Contours)
        {
            for (var i = 0; i < contour.Count; i++)
            {
                var from = contours.Points[contour.Start + i];
                var to = contours.Points[contour.Start + ((i + 1) % contour.Count)];
                if (from.Y != to.Y && Math.Max(from.Y, to.Y) > 0 && Math.Min(from.Y, to.Y) < height)
                {
                    _edges.Add(from.Y < to.Y ? new Edge(from, to, 1) : new Edge(to, from, -1));
                }
            }
        }
    }

    private void FillRow(int y)
    {
        _cuts.Clear();
        _cuts.Add(y);
        foreach (var edge in _active)
        {
            AddCut(edge.Top, y);
            AddCut(edge.Bottom, y);
        }

        _cuts.Add(y + 1);
        _cuts.Sort();
        for (var i = 0; i + 1 < _cuts.Count; i++)
        {
            if (_cuts[i] < _cuts[i + 1])
            {
                FillBand(_cuts[i], _cuts[i + 1]);
            }
        }
    }

    private void AddCut(double at, int y)
    {
        if (at > y && at < y + 1)
        {
            _cuts.Add(at);
        }
    }

    private void FillBand(double top, double bottom)
    {
        var count = 0;
        foreach (var edge in _active)
        {
            if (edge.Top <= top && edge.Bottom >= bottom)
            {
                if (count == _strands.Length)
                {
                    Array.Resize(ref _strands, 2 * count);
                }

                _strands[count++] = new Strand(edge.At(top), edge.At(bottom), edge.Winding);
            }
        }

        // Edges go on in the order of the last band but for a few: insertion sort is the fast one here.
        for (var i = 1; i < count; i++)
        {
            var strand = _strands[i];
            var j = i;
            for (; j > 0 && _strands[j - 1].IsRightOf(strand); j--)
            {
                _strands[j] = _strands[j - 1];
            }

            _strands[j] = strand;
        }

        var strands = _strands.AsSpan(0, count);
        if (Crossing(strands, top, bottom) is { } y)
        {
            FillBand(top, y);
            FillBand(y, bottom);
        }
        else
        {
            AddOutline(strands, bottom - top);
        }
    }

    /// <summary>A height at which two edges change places, if there is one well inside the band.</summary>
    /// <remarks>Crossings closer to the band's ends than a millionth of a pixel change no coverage that could be seen.</remarks>
    private static double? Crossing(ReadOnlySpan<Strand> strands, double top, double bottom)
    {
        const double Negligible = 1e-6;
        for (var i = 0; i + 1 < strands.Length; i++)
        {
            var (before, after) = (strands[i + 1].Top - strands[i].Top, strands[i].Bottom - strands[i + 1].Bottom);
            if (after > Negligible && before > Negligible)
            {
                var y = top + ((bottom - top) * before / (before + after));
                if (y - top > Negligible && bottom - y > Negligible)
                {
                    return y;
                }
            }
        }

        return null;
    }

    private void AddOutline(ReadOnlySpan<Strand> strands, double height)
    {
        var winding = 0;
        foreach (var strand in strands)
        {
            var isOutside = winding == 0;
            winding += strand.Winding;
            if (isOutside || winding == 0)
            {
                _row.Add(strand.Top, strand.Bottom, isOutside ? height : -height);
            }
        }
    }

    private readonly record struct Edge(Point Upper, Point Lower, int Winding)
    {
        public double Top => Upper.Y;

        public double Bottom => Lower.Y;

        public double At(double y) =>
            y <= Upper.Y ? Upper.X : y >= Lower.Y ? Lower.X : Upper.X + ((Lower.X - Upper.X) * (y - Upper.Y) / (Lower.Y - Upper.Y));
    }

    private readonly record struct Strand(double Top, double Bottom, int Winding)
    {
        public bool IsRightOf(Strand other) => Top > other.Top || (Top == other.Top && Bottom > other.Bottom);
    }
}
