using ScottPlot;
using Simulator.Arithmetic;
using Simulator.Presentation;

namespace Simulator.Charts.Axes;

/// <summary>Ticks at powers of ten, where there are few of them also at 2 and 5 times a power.</summary>
internal static class LogTicks
{
    private const double MostMinorDecades = 6;

    /// <summary>Sets of ticks from fine to coarse.</summary>
    public static IEnumerable<IReadOnlyList<Tick>> Candidates(double low, double high)
    {
        var decades = PortableMath.Log10(high / low);
        if (decades < 1.2)
        {
            foreach (var ticks in LinearTicks.Candidates(low, high, most: 8))
            {
                if (ticks.Count >= 2)
                {
                    yield return ticks;
                }
            }
        }

        if (decades <= 4)
        {
            yield return Decades(low, high, digit => digit is 1 or 2 or 5, every: 1);
            yield return Decades(low, high, digit => digit is 1 or 3, every: 1);
        }

        for (var every = 1; every <= 64; every++)
        {
            yield return Decades(low, high, digit => digit == 1, every);
        }
    }

    private static List<Tick> Decades(double low, double high, Func<int, bool> isLabelled, int every)
    {
        var (first, last) = (TickFigure.Decade(low), TickFigure.Decade(high));
        var ticks = new List<Tick>();
        for (var exponent = first; exponent <= last; exponent++)
        {
            for (var digit = 1; digit <= 9; digit++)
            {
                var value = exponent < 0 ? digit / PortableMath.Pow(10, -exponent) : digit * PortableMath.Pow(10, exponent);
                if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9))
                {
                    continue;
                }

                var isLabel = isLabelled(digit) && exponent % every == 0;
                if (isLabel || digit == 1 || last - first <= MostMinorDecades)
                {
                    ticks.Add(new Tick(value, isLabel ? Label(value, digit, exponent, first, last) : "", isLabel));
                }
            }
        }

        return ticks;
    }

    /// <summary>Plain numbers where figures of that size are printed plain and are not long, else powers of ten.</summary>
    private static string Label(double value, int digit, int exponent, int first, int last) =>
        first >= -5 && last <= 5 ? Typeset.Number(Figures.Exact(value, 1)) :
        digit == 1 ? Typeset.PowerOfTen(exponent) :
        FormattableString.Invariant($"{digit}×{Typeset.PowerOfTen(exponent)}");
}
