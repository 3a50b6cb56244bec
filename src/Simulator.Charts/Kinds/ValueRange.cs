using Simulator.Arithmetic;
using Simulator.Charts.Axes;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>The part of a distribution that is shown, and the bars it is counted into.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="IsLogarithmic">Whether the axis is.</param>
/// <param name="Edges">Edges of the bars, ascending, from Low to High.</param>
internal sealed record ValueRange(double Low, double High, bool IsLogarithmic, IReadOnlyList<double> Edges)
{
    /// <summary>Values outside are mentioned in the note and not drawn.</summary>
    private const double Tail = 0.0005;

    /// <summary>About this many bars show the shape without the noise.</summary>
    private const int Bars = 60;

    /// <summary>Width of a bar in words; on a logarithmic axis a factor is said as a share of a decade.</summary>
    public string BarWidth => IsLogarithmic
        ? $"1/{ChartFigure.Exact(1 / PortableMath.Log10(Edges[1] / Edges[0]), 2)} decade"
        : Figures.Exact(Edges[1] - Edges[0], 2);

    /// <summary>Chooses range and bars so that they do not change from one run to the next.</summary>
    /// <remarks>
    /// The bars' width is a step of 1, 2 or 5 and their edges are multiples of it, so neither depends on the extreme
    /// values that were drawn. On a logarithmic axis the same holds for decimal exponents.
    /// </remarks>
    /// <param name="counts">The samples.</param>
    public static ValueRange Of(Counts counts)
    {
        var (p5, p95) = (counts.Quantile(0.05), counts.Quantile(0.95));
        var low = counts.Quantile(Tail);
        var isLogarithmic = p5 > 0 && low > 0 && p95 > 10 * p5;
        Func<double, double> map = isLogarithmic ? PortableMath.Log10 : value => value;
        var from = map(low);
        var to = map(counts.Quantile(1 - Tail));

        // The body, not the tails, sets the width, so that a rare outlier does not make all bars wide.
        var body = map(counts.Quantile(0.99)) - map(Math.Max(counts.Quantile(0.01), low));
        var width = Math.Max(Math.Max(body, (to - from) / 3) / Bars, FinestWidth(counts, isLogarithmic));
        var step = LinearTicks.StepAtLeast(width > 0 ? width : from == 0 ? 1 : 1e-3 * Math.Abs(from));
        var first = Math.Floor((from / step) + 1e-9);
        var last = Math.Max(Math.Ceiling((to / step) - 1e-9), first + 1);
        var edges = new double[(int)(last - first) + 1];
        for (var i = 0; i < edges.Length; i++)
        {
            var edge = (first + i) * step;
            edges[i] = isLogarithmic ? PortableMath.Pow(10, edge) : edge;
        }

        return new ValueRange(edges[0], edges[^1], isLogarithmic, edges);
    }

    /// <summary>Bars narrower than a few of the counted bins would show the bins' edges instead of the distribution.</summary>
    private static double FinestWidth(Counts counts, bool isLogarithmic)
    {
        const int Fewest = 2;
        var median = counts.Quantile(0.5);
        foreach (var bin in counts.Bins)
        {
            if (bin.High >= median)
            {
                return Fewest * (isLogarithmic ? PortableMath.Log10(bin.High / bin.Low) : bin.High - bin.Low);
            }
        }

        return 0;
    }
}
