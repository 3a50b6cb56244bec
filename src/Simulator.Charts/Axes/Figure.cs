using System.Globalization;
using System.Text;
using Simulator.Statistics.Errors;

namespace Simulator.Charts.Axes;

/// <summary>Prints numbers with as many digits as their accuracy supports, the same in every culture.</summary>
internal static class Figure
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A value to the nearest multiple of a power of ten.</summary>
    /// <param name="value">The value.</param>
    /// <param name="resolution">The power of ten.</param>
    public static string At(double value, double resolution)
    {
        if (value == 0)
        {
            return Plain(0, Math.Clamp(-Decade(resolution), 0, 12));
        }

        var size = Math.Abs(value);
        if (size is >= 1e7 or < 1e-4)
        {
            var exponent = Decade(size);
            var digits = Math.Clamp(exponent - Decade(resolution), 0, 8);
            return Plain(value / Math.Pow(10, exponent), digits) + "×" + PowerOfTen(exponent);
        }

        return resolution > 1
            ? Plain(Math.Round(value / resolution) * resolution, 0)
            : Plain(value, Math.Clamp(-Decade(resolution), 0, 12));
    }

    /// <summary>A value to a number of significant digits, without trailing zeros after the point.</summary>
    public static string Significant(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value == 0 ? "0" : Plain(value, 0);
        }

        var text = At(value, Math.Pow(10, Decade(Math.Abs(value)) + 1 - digits));
        var end = text.IndexOf('×', StringComparison.Ordinal);
        var number = end < 0 ? text : text[..end];
        return (number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number) + (end < 0 ? "" : text[end..]);
    }

    /// <summary>A share of one, e.g. <c>6.2%</c>; small ones keep a digit, and nothing but zero prints as zero.</summary>
    public static string Percent(double share)
    {
        var percent = 100 * share;
        return percent switch
        {
            0 or 100 => Plain(percent, 0) + "%",
            < 0.01 => "<0.01%",
            > 99.99 => ">99.99%",
            < 0.1 or > 99.9 => Plain(percent, 2) + "%",
            < 10 or > 99 => Plain(percent, 1) + "%",
            _ => Plain(percent, 0) + "%",
        };
    }

    /// <summary>The probability of an interval or percentile: <c>90%</c>, <c>2.5%</c>; never 0% or 100% by rounding.</summary>
    public static string Level(double probability) => ProbabilityLevel.Text(probability);

    /// <summary>A count with separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Ten to a power, e.g. <c>10⁻³</c>.</summary>
    public static string PowerOfTen(int exponent)
    {
        var text = new StringBuilder("10");
        foreach (var c in exponent.ToString(CultureInfo.InvariantCulture))
        {
            text.Append(c == '-' ? '⁻' : Superscripts[c - '0']);
        }

        return text.ToString();
    }

    /// <summary>The exponent of the power of ten at or below a positive value.</summary>
    public static int Decade(double value)
    {
        var exponent = (int)Math.Floor(Math.Log10(value));
        return Math.Pow(10, exponent + 1) <= value * (1 + 1e-12) ? exponent + 1 : exponent;
    }

    private static string Plain(double value, int decimals) => Plain(value, decimals, decimals);

    private static string Plain(double value, int least, int most)
    {
        var format = "#,##0" + (most > 0 ? "." + new string('0', least) + new string('#', most - least) : "");
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text[0] != '-' ? text : text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text[1..] : "−" + text[1..];
    }
}
