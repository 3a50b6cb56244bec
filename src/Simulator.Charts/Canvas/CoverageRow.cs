namespace Simulator.Charts.Canvas;

/// <summary>Adds up the covered share of the pixels of one row, side by side of the area.</summary>
/// <remarks>
/// What is stored is the difference between neighbouring pixels, so that one edge touches only the pixels it passes
/// through; the running sum gives the coverage of all pixels to its right.
/// </remarks>
internal sealed class CoverageRow(int width)
{
    private readonly double[] _differences = new double[width + 2];
    private readonly float[] _coverage = new float[width];
    private int _first = int.MaxValue;
    private int _last = -1;

    /// <summary>Adds everything to the right of an edge.</summary>
    /// <param name="x0">Where the edge begins. [px]</param>
    /// <param name="x1">Where it ends. [px]</param>
    /// <param name="height">Height of the edge, as a share of the row; negative to take away. [-]</param>
    public void Add(double x0, double x1, double height)
    {
        var (left, right) = x0 <= x1 ? (x0, x1) : (x1, x0);
        if (right > width)
        {
            _last = width; // the sum reaches to the end of the row, where no piece of the edge is left to end it
        }

        if (left >= width)
        {
            return;
        }

        if (right <= 0)
        {
            AddPiece(0, 0, height);
            return;
        }

        var slope = right - left;
        if (left < 0)
        {
            AddPiece(0, 0, height * -left / slope);
        }

        var cell = (int)Math.Max(left, 0);
        for (var from = Math.Max(left, 0); cell < width; from = ++cell)
        {
            var to = Math.Min(right, cell + 1);
            AddPiece(cell, ((from + to) / 2) - cell, slope == 0 ? height : height * (to - from) / slope);
            if (right <= cell + 1)
            {
                break;
            }
        }
    }

    /// <summary>Hands over the row and clears it.</summary>
    public void Flush(int y, CoveredRow sink)
    {
        if (_last < 0)
        {
            return;
        }

        if (_first > width)
        {
            _last = -1;
            return;
        }

        var sum = 0.0;
        for (var x = _first; x <= _last && x < width; x++)
        {
            sum += _differences[x];
            _coverage[x] = (float)Math.Clamp(sum, 0, 1);
        }

        var end = Math.Min(_last + 1, width);
        if (end > _first)
        {
            sink(y, _first, _coverage.AsSpan(_first, end - _first));
        }

        Array.Clear(_differences, _first, _last + 2 - _first);
        (_first, _last) = (int.MaxValue, -1);
    }

    private void AddPiece(int cell, double offset, double height)
    {
        _differences[cell] += height * (1 - offset);
        _differences[cell + 1] += height * offset;
        _first = Math.Min(_first, cell);
        _last = Math.Max(_last, cell);
    }
}
