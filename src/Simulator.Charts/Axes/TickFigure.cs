using System.Globalization;
using Simulator.Arithmetic;
using Simulator.Presentation;

namespace Simulator.Charts.Axes;

/// <summary>Numbers at the ticks of an axis. Unlike other figures, they have the digits of the step from tick to tick, however well a value is known.</summary>
internal static class TickFigure
{
    /// <summary>The ticks of an axis to the nearest multiple of a power of ten, all in one notation: plain, or with the power of ten of the smallest where they are very large or very small.</summary>
    /// <param name="values">The values.</param>
    /// <param name="resolution">The power of ten.</param>
    public static IEnumerable<string> All(IReadOnlyCollection<double> values, double resolution)
    {
        var largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest is >= 1e7 or (> 0 and < 1e-5))
        {
            var exponent = Decade(values.Where(value => value != 0).Min(Math.Abs));
            var digits = Math.Clamp(exponent - Decade(resolution), 0, 8);
            return values.Select(value => value == 0 ? "0" : Plain(value / PortableMath.Pow(10, exponent), digits) + "×" + Typeset.PowerOfTen(exponent));
        }

        var decimals = Math.Clamp(-Decade(resolution), 0, 12);
        return values.Select(value => resolution > 1 ? Plain(Math.Round(value / resolution) * resolution, 0) : Plain(value, decimals));
    }

    /// <summary>The exponent of the power of ten at or below a positive value.</summary>
    public static int Decade(double value)
    {
        var exponent = (int)Math.Floor(PortableMath.Log10(value));
        return PortableMath.Pow(10, exponent + 1) <= value * (1 + 1e-12) ? exponent + 1 : exponent;
    }

    private static string Plain(double value, int decimals)
    {
        var format = "#,##0" + (decimals > 0 ? "." + new string('0', decimals) : "");
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text[0] != '-' ? text : text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text[1..] : "−" + text[1..];
    }
}
