using ScottPlot;
using Simulator.Arithmetic;

namespace Simulator.Charts.Axes;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    private static readonly int[] Steps = [1, 2, 5];

    /// <summary>Sets of ticks from fine to coarse.</summary>
    /// <param name="low">Begin of the axis.</param>
    /// <param name="high">End of the axis.</param>
    /// <param name="most">Finer sets than this many ticks are passed over.</param>
    public static IEnumerable<IReadOnlyList<Tick>> Candidates(double low, double high, double most)
    {
        const int Finest = 2; // decades below the width: at most a hundred ticks
        var decade = TickFigure.Decade(high - low);
        for (var exponent = decade - Finest; exponent <= decade + 1; exponent++)
        {
            foreach (var step in Steps)
            {
                if ((high - low) / (step * PortableMath.Pow(10, exponent)) > most)
                {
                    continue;
                }

                var ticks = Multiples(low, high, step, exponent);
                if (ticks.Count > 0)
                {
                    yield return ticks;
                }
            }
        }
    }

    /// <summary>The smallest step of 1, 2 or 5 times a power of ten that is at least a width.</summary>
    public static double StepAtLeast(double width)
    {
        var power = PortableMath.Pow(10, TickFigure.Decade(width));
        foreach (var step in Steps)
        {
            if (step * power >= width * (1 - 1e-12))
            {
                return step * power;
            }
        }

        return 10 * power;
    }

    private static List<Tick> Multiples(double low, double high, int step, int exponent)
    {
        // Counting in whole steps keeps 0.1 + 0.2 from becoming 0.30000000000000004.
        var power = PortableMath.Pow(10, exponent);
        var slack = 1e-9 * (high - low);
        var first = (long)Math.Ceiling((low - slack) / (step * power));
        var last = (long)Math.Floor((high + slack) / (step * power));
        var values = new List<double>();
        for (var i = first; i <= last; i++)
        {
            values.Add(exponent < 0 ? i * step / PortableMath.Pow(10, -exponent) : i * step * power);
        }

        return [.. values.Zip(TickFigure.All(values, power), (value, label) => new Tick(value, label))];
    }
}
