using System.Globalization;
using Simulator.Statistics.Errors;

namespace Simulator.Reporting.Tables;

/// <summary>Numbers for people: no digit that the sampling does not support.</summary>
internal static class Figures
{
    /// <summary>Most significant digits of a sampled figure.</summary>
    public const int UncertainDigits = 4;

    /// <summary>Most significant digits of a constant: what single precision holds.</summary>
    public const int ExactDigits = 7;

    private const int RoundTripDigits = 17;

    /// <summary>A figure without sampling error in its shortest form, e.g. <c>1,522.248</c> or <c>0.582</c>.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="digits">Most significant digits.</param>
    public static string Exact(double value, int digits = ExactDigits) =>
        IsNumber(value, out var text) ? Render(value, digits, trim: true) : text;

    /// <summary>A sampled figure: digits end at the first significant digit of its standard error.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="error">Its Monte Carlo standard error, in the same unit; not finite where it is not known.</param>
    /// <param name="digits">Most significant digits, however small the error is.</param>
    /// <remarks>
    /// Where the error exceeds the figure no digit is certain. A rounded 0 would then read like a small value, so the
    /// leading digit stays and is marked: <c>~3</c>.
    /// </remarks>
    public static string Uncertain(double value, double error, int digits = UncertainDigits)
    {
        if (!IsNumber(value, out var text))
        {
            return text;
        }

        var supported = SupportedDigits(value, error);
        return supported < 1 ? "~" + Render(value, 1) : Render(value, Math.Min(supported, digits));
    }

    /// <summary>Both ends of an interval, with as many digits as it takes to tell one from the other, if the errors support them.</summary>
    public static (string Low, string High) Interval(
        double low, double lowError, double high, double highError, int digits = UncertainDigits) =>
        ToldApart(
            low, high, (Uncertain(low, lowError, digits), Uncertain(high, highError, digits)), digits,
            Math.Min(SupportedDigits(low, lowError), SupportedDigits(high, highError)), trim: false);

    /// <summary>Both ends of an interval without sampling error, with as many digits as it takes to tell one from the other.</summary>
    public static (string Low, string High) ExactInterval(double low, double high, int digits) =>
        ToldApart(low, high, (Exact(low, digits), Exact(high, digits)), digits, RoundTripDigits, trim: true);

    /// <summary>A share as a percentage with three significant digits, e.g. <c>12.3%</c>; more where it would read 100% and is less.</summary>
    public static string Percent(double share)
    {
        const double Nearly = 0.9995;
        return !IsNumber(share, out var text) ? text
            : share is >= Nearly and < 1 ? ProbabilityLevel.Text(share)
            : Render(share * 100, 3, trim: true) + "%";
    }

    /// <summary>A part of a whole with one decimal, so that a column of them can be compared, e.g. <c>12.3%</c>.</summary>
    public static string Share(double share) =>
        IsNumber(share, out var text) ? share.ToString("0.0%", CultureInfo.InvariantCulture).Replace(" ", "") : text;

    /// <summary>An upper bound of a share with one significant digit, e.g. <c>0.2%</c> for 0.00123.</summary>
    public static string PercentAtMost(double share)
    {
        if (!IsNumber(share, out var text))
        {
            return text;
        }

        var percent = share * 100;
        var place = Math.Pow(10, Exponent(percent));
        var rounded = Math.Ceiling(percent / place * (1 - 1e-12)) * place;
        return Render(rounded, 1, trim: true) + "%";
    }

    /// <summary>A count, with digit grouping.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static (string Low, string High) ToldApart(double low, double high, (string Low, string High) texts, int digits, int most, bool trim)
    {
        for (var more = digits; low < high && texts.Low.TrimStart('~') == texts.High.TrimStart('~') && more <= Math.Min(most, RoundTripDigits); more++)
        {
            texts = (Render(low, more, trim), Render(high, more, trim));
        }

        return texts;
    }

    /// <summary>Significant digits of a value down to the place of the first significant digit of its error; below 1 if there are none.</summary>
    private static int SupportedDigits(double value, double error) => error switch
    {
        0 => int.MaxValue,
        _ when value == 0 => 1,
        _ when !double.IsFinite(error) => 0,
        _ => Exponent(value) - Exponent(error) + 1,
    };

    private static int Exponent(double value)
    {
        var scientific = value.ToString("E16", CultureInfo.InvariantCulture);
        return int.Parse(scientific.AsSpan(scientific.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>Rounds to significant digits by way of the decimal text, so that no binary rounding is added.</summary>
    private static string Render(double value, int digits, bool trim = false)
    {
        if (value == 0)
        {
            return "0";
        }

        var scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var exponent = Exponent(double.Parse(scientific, CultureInfo.InvariantCulture));
        if (exponent is < -5 or > 14)
        {
            return value.ToString((trim ? "0.######" : "0." + new string('0', digits - 1)) + "E+0", CultureInfo.InvariantCulture);
        }

        var rounded = decimal.Parse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture);
        var decimals = Math.Max(0, digits - 1 - exponent);
        return trim
            ? rounded.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture)
            : rounded.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static bool IsNumber(double value, out string otherwise)
    {
        otherwise = double.IsNaN(value) ? "n/a" : value > 0 ? "infinite" : "-infinite";
        return double.IsFinite(value);
    }
}
