using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Simulator.Arithmetic;

namespace Simulator.Studies.Fitting;

/// <summary>Parameters of greatest likelihood of distributions between two ends that lie outside the data: found by Nelder and Mead's simplex.</summary>
/// <remarks>
/// The search is over the logarithms of the gaps between the ends and the data, in units of the range of the data. For given
/// ends, the best mode of a triangular distribution is one of the data (S. Kotz and J. R. van Dorp, Beyond Beta, 2004,
/// chapter 1), and that of a PERT distribution the root of a monotonic function.
/// </remarks>
internal static class BoundedEstimates
{
    /// <summary>Gaps that the search begins with. [share of the range]</summary>
    private static readonly double[][] Starts = [[0.02, 0.02], [0.3, 0.3]];

    /// <summary>Ends and mode of a triangular distribution.</summary>
    public static Estimate Triangular(DataSample data) => Search(data, TriangularAt);

    /// <summary>Ends and mode of a PERT distribution.</summary>
    public static Estimate Pert(DataSample data) => Search(data, PertAt);

    // Values from 0 to 1, a gap below and one above; gives the mean log-likelihood and the mode.
    private static Estimate Search(DataSample data, Func<double[], double, double, (double MeanLog, double Mode)> at)
    {
        var range = data.Maximum - data.Minimum;
        var scaled = Array.ConvertAll(data.Sorted, value => (value - data.Minimum) / range);
        var simplex = new NelderMeadSimplex(1e-13, 2000);
        var objective = ObjectiveFunction.Value(gaps => -at(scaled, Gap(gaps[0]), Gap(gaps[1])).MeanLog);
        var best = Starts.Select(start => simplex.FindMinimum(
                objective, Vector<double>.Build.Dense(Array.ConvertAll(start, PortableMath.Log)), Vector<double>.Build.Dense(2, 1.0)))
            .Select(found => (Low: Gap(found.MinimizingPoint[0]), High: Gap(found.MinimizingPoint[1])))
            .SelectMany(gaps => new[] { gaps, (0, gaps.High), (gaps.Low, 0) })
            .Select(gaps => (Gaps: gaps, At: at(scaled, gaps.Item1, gaps.Item2)))
            .MaxBy(candidate => candidate.At.MeanLog);
        return new(
            data.Count * (best.At.MeanLog - PortableMath.Log(range)),
            new("min", data.Minimum - (range * best.Gaps.Item1)), new("mode", data.Minimum + (range * best.At.Mode)),
            new("max", data.Maximum + (range * best.Gaps.Item2)));
    }

    private static double Gap(double logarithm) => PortableMath.Exp(Math.Clamp(logarithm, -50, 50));

    private static (double MeanLog, double Mode) TriangularAt(double[] values, double low, double high)
    {
        var count = values.Length;
        var above = 0.0;
        foreach (var value in values)
        {
            above += PortableMath.Log(1 - value + high);
        }

        var (below, best, mode) = (0.0, double.NegativeInfinity, 0.0);
        for (var i = 0; i < count; i++)
        {
            var (left, right) = (PortableMath.Log(values[i] + low), PortableMath.Log(1 - values[i] + high));
            above = i == count - 1 ? 0 : above - right;

            // No value on a side: the side has no part in the likelihood, even where its length is zero.
            var sum = (i == 0 ? 0 : below - (i * left)) + (i == count - 1 ? 0 : above - ((count - 1 - i) * right));
            if (sum > best)
            {
                (best, mode) = (sum, values[i]);
            }

            below += left;
        }

        return ((best / count) + PortableMath.Log(2) - PortableMath.Log(1 + low + high), mode);
    }

    private static (double MeanLog, double Mode) PertAt(double[] values, double low, double high)
    {
        var width = 1 + low + high;
        var (left, right) = (0.0, 0.0);
        foreach (var value in values)
        {
            left += PortableMath.Log((value + low) / width);
            right += PortableMath.Log((1 - value + high) / width);
        }

        (left, right) = (left / values.Length, right / values.Length);

        // The share t of the mode: shapes 1 + 4t and 5 − 4t, whose likelihood is concave in t.
        var (begin, end) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (begin + end) / 2;
            var slope = left - right - SpecialFunctions.DiGamma(1 + (4 * middle)) + SpecialFunctions.DiGamma(5 - (4 * middle));
            (begin, end) = slope > 0 ? (middle, end) : (begin, middle);
        }

        // A mode at an end is one: half a bisection beside it the density there would be zero.
        var share = left == double.NegativeInfinity || begin == 0 ? 0 : right == double.NegativeInfinity || end == 1 ? 1 : (begin + end) / 2;
        var meanLog = Weighted(4 * share, left) + Weighted(4 * (1 - share), right) - SpecialFunctions.BetaLn(1 + (4 * share), 5 - (4 * share)) - PortableMath.Log(width);
        return (meanLog, (share * width) - low);
    }

    private static double Weighted(double weight, double logarithm) => weight == 0 ? 0 : weight * logarithm;
}
