using Simulator.Arithmetic;
using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>A quantile function at the points where the segments of a table are fitted and checked.</summary>
internal sealed class TableNodes
{
    // Beyond this score, a probability of 1e-7, an error is not counted against a form.
    private const double CheckedScore = 5.2;

    // Nearer to zero than this, single precision cannot tell values apart.
    private const double SmallestFloat = 1.2e-38;

    private readonly int _size;
    private readonly double _density;
    private readonly double[][] _fit;
    private readonly double[][] _check;
    private readonly double _smallest;

    /// <summary>Evaluates the quantile function at six points of each segment to fit, and at the ends and middles between to check.</summary>
    /// <param name="distribution">Whose quantile function.</param>
    /// <param name="size">Number of segments.</param>
    /// <param name="density">Segments per unit of the normal score.</param>
    public TableNodes(Distribution distribution, int size, double density)
    {
        _size = size;
        _density = density;
        _fit = Evaluate(distribution, FitPoints);
        _check = Evaluate(distribution, CheckPoints);

        // Errors are relative to the value, or, where it crosses zero, to a small share of the spread. A bound at
        // zero is approached, not crossed, and gets no such allowance.
        _smallest = distribution.Minimum == 0 || distribution.Maximum == 0
            ? 0
            : 0.05 * (distribution.Quantile(0.95) - distribution.Quantile(0.05));
    }

    // Zeros of the Chebyshev polynomial of degree 6, and points where its error peaks, on [−½, ½].
    private static double[] FitPoints { get; } = [.. Enumerable.Range(0, 6).Select(k => 0.5 * PortableMath.Cos(Math.PI * ((2 * k) + 1) / 12))];

    private static double[] CheckPoints { get; } = [-0.5, -0.4330127, -0.25, 0, 0.25, 0.4330127, 0.5];

    /// <summary>Coefficients of every segment in one form, and the largest relative error of values they give.</summary>
    /// <remarks>
    /// Relative to |x| + |z·dx/dz|: a score is a float, so an error of the kind that shifts z by as much as its own
    /// rounding is none of the table's.
    /// </remarks>
    public (double Error, float[] Planes) Fit(TableSpace space)
    {
        var planes = new float[TransformTable.Planes * _size];
        var error = 0.0;
        for (var segment = 1 - (_size / 2); segment < _size / 2; segment++)
        {
            var entry = (segment + _size) % _size;
            var coefficients = Interpolate(Entries(space, segment, entry));
            for (var power = 0; power < TransformTable.Planes; power++)
            {
                planes[(power * _size) + entry] = (float)coefficients[power];
                if (!float.IsFinite((float)coefficients[power]))
                {
                    return (double.PositiveInfinity, planes);
                }
            }

            for (var k = 0; k < CheckPoints.Length && Math.Abs((segment + CheckPoints[k]) / _density) <= CheckedScore; k++)
            {
                var entryValue = 0.0;
                for (var power = TransformTable.Planes - 1; power >= 0; power--)
                {
                    entryValue = (entryValue * CheckPoints[k]) + planes[(power * _size) + entry];
                }

                var value = _check[entry][k];
                var allowance = SmallestFloat + Math.Max(Math.Abs(value), _smallest) + Math.Abs((segment + CheckPoints[k]) * (_check[entry][^1] - _check[entry][0]));
                var off = Math.Abs(space.Back(entryValue) - value) / allowance;
                error = Math.Max(error, double.IsNaN(off) ? double.PositiveInfinity : off);
            }
        }

        return (error, planes);
    }

    private double[] Entries(TableSpace space, int segment, int entry) => space.Quantile is { } quantile
        ? Array.ConvertAll(FitPoints, point => quantile(StandardNormal.Cdf((segment + point) / _density), StandardNormal.Cdf(-(segment + point) / _density)))
        : Array.ConvertAll(_fit[entry], space.Forward);

    private double[][] Evaluate(Distribution distribution, double[] points)
    {
        var values = new double[_size][];
        for (var segment = -_size / 2; segment < _size / 2; segment++)
        {
            values[(segment + _size) % _size] = [.. points.Select(point =>
            {
                var z = (segment + point) / _density;
                return distribution.Quantile(StandardNormal.Cdf(z), StandardNormal.Cdf(-z));
            })];
        }

        return values;
    }

    // Power-basis coefficients of the polynomial through the fit points: Newton's divided differences, expanded.
    private static double[] Interpolate(double[] values)
    {
        var differences = (double[])values.Clone();
        for (var order = 1; order < values.Length; order++)
        {
            for (var i = values.Length - 1; i >= order; i--)
            {
                differences[i] = (differences[i] - differences[i - 1]) / (FitPoints[i] - FitPoints[i - order]);
            }
        }

        var coefficients = new double[values.Length];
        for (var order = values.Length - 1; order >= 0; order--)
        {
            for (var power = values.Length - 1; power > 0; power--)
            {
                coefficients[power] = coefficients[power - 1] - (FitPoints[order] * coefficients[power]);
            }

            coefficients[0] = differences[order] - (FitPoints[order] * coefficients[0]);
        }

        return coefficients;
    }
}
