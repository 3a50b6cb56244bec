using System.Globalization;
using Simulator.Arithmetic;

namespace Simulator.Presentation;

/// <summary>Numbers for people: no digit that the sampling does not support.</summary>
internal static class Figures
{
    /// <summary>Most significant digits of a figure in a table, on a chart or in a sentence, sampled or fixed. Files have all digits.</summary>
    public const int TableDigits = 4;

    /// <summary>Most significant digits of a stated number, and of a calculation that people follow step by step: what single precision holds.</summary>
    public const int StatedDigits = 7;

    /// <summary>What is said in place of the interval of a figure that no uncertain input affects.</summary>
    public const string Fixed = "fixed by the inputs";

    /// <summary>What stands in place of an interval where no sample differs, although others might: what is paid after the last month is 0 unless training lasts very long.</summary>
    public const string InEverySample = "the same in every sample";

    private const int RoundTripDigits = 17;
    // −ln 2.5%: a Poisson variable with a larger mean is 0 in less than 2.5% of all cases.
    private const double UpperLimitOfNone = 3.6888794541139363;

    private const int FewestIndexDecimals = 2;
    private const int MostIndexDecimals = 4;

    // Decimals that a level is written with at most, unless it would read 0% or 100%.
    private const int LevelDecimals = 4;

    /// <summary>A figure without sampling error in its shortest form, e.g. <c>1,522</c> or <c>0.582</c>.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="digits">Most significant digits.</param>
    public static string Exact(double value, int digits = TableDigits) =>
        IsNumber(value, out var text) ? Render(value, digits, trim: true) : text;

    /// <summary>A stated number, e.g. <c>10,791</c>: it is quoted, not estimated.</summary>
    /// <param name="value">The number.</param>
    public static string Stated(double value) => Exact(value, StatedDigits);

    /// <summary>A number of things: a whole number keeps its digits, e.g. <c>16,384</c>.</summary>
    /// <param name="value">The number.</param>
    public static string Whole(double value) => Exact(value, double.IsInteger(value) ? StatedDigits : TableDigits);

    /// <summary>A sampled figure: digits end at the first significant digit of its standard error.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="error">Its Monte Carlo standard error, in the same unit; not finite where it is not known.</param>
    /// <param name="digits">Most significant digits, however small the error is.</param>
    /// <remarks>
    /// Where the error exceeds the figure no digit is certain. A rounded 0 would then read like a small value, so the
    /// leading digit stays and is marked: <c>~3</c>.
    /// </remarks>
    public static string Uncertain(double value, double error, int digits = TableDigits)
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
        double low, double lowError, double high, double highError, int digits = TableDigits) =>
        ToldApart(
            low, high, (Uncertain(low, lowError, digits), Uncertain(high, highError, digits)), digits,
            Math.Min(SupportedDigits(low, lowError), SupportedDigits(high, highError)), trim: false);

    /// <summary>Both ends of an interval without sampling error, with as many digits as it takes to tell one from the other.</summary>
    public static (string Low, string High) ExactInterval(double low, double high, int digits = TableDigits) =>
        ToldApart(low, high, (Exact(low, digits), Exact(high, digits)), digits, RoundTripDigits, trim: true);

    /// <summary>A share as a percentage with three significant digits, e.g. <c>12.3%</c>; more where it would read 100% and is less.</summary>
    public static string Percent(double share)
    {
        const double Nearly = 0.9995;
        return !IsNumber(share, out var text) ? text
            : share is >= Nearly and < 1 ? Level(share)
            : Render(share * 100, 3, trim: true) + "%";
    }

    /// <summary>A part of a whole with one decimal, so that a column of them can be compared, e.g. <c>12.3%</c>; only nothing reads 0.0%, and only all 100.0%.</summary>
    public static string Share(double share) => !IsNumber(share, out var text) ? text
        : share is > 0 and < 0.0005 ? "<0.1%"
        : share is > 0.9995 and < 1 ? ">99.9%"
        : share.ToString("0.0%", CultureInfo.InvariantCulture).Replace(" ", "");

    /// <summary>An upper bound of a share with one significant digit, e.g. <c>0.2%</c> for 0.00123.</summary>
    public static string PercentAtMost(double share)
    {
        if (!IsNumber(share, out var text))
        {
            return text;
        }

        var percent = share * 100;
        var place = PortableMath.Pow(10, Exponent(percent));
        var rounded = Math.Ceiling(percent / place * (1 - 1e-12)) * place;
        return Render(rounded, 1, trim: true) + "%";
    }

    /// <summary>The level of an interval or percentile as a percentage that is 0% or 100% only where the level is, e.g. <c>99.99999%</c>.</summary>
    /// <param name="probability">The probability. [-]</param>
    public static string Level(double probability)
    {
        var percent = 100 * decimal.Parse(probability.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        var distance = (double)Math.Min(percent, 100 - percent);
        var decimals = distance > 0 ? Math.Clamp(1 - (int)Math.Floor(PortableMath.Log10(distance)), LevelDecimals, 26) : LevelDecimals;
        return Math.Round(percent, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture) + "%";
    }

    /// <summary>The probability of an event as the share of the samples that showed it.</summary>
    /// <param name="probability">The share. [-]</param>
    /// <param name="error">Its Monte Carlo standard error. [-]</param>
    /// <param name="samples">Samples behind it.</param>
    /// <remarks>
    /// An event that no sample showed is not said to be impossible: its probability lies below −ln(2.5%)/n, the upper end of the
    /// 95% error interval (Garwood, Biometrika 28 (1936) 437), which the verdict on a limit uses too. 100% is not said where some
    /// samples did not show it.
    /// </remarks>
    public static string Probability(double probability, double error, long samples) => Probability(probability, error, UpperLimitOfNone / samples);

    /// <summary>The probability of an event, with the digits that its error leaves sure.</summary>
    /// <param name="probability">The share of the samples that showed it. [-]</param>
    /// <param name="error">Its Monte Carlo standard error. [-]</param>
    /// <param name="halfWidth">Half the width of its 95% error interval, which is what is known of an event that no sample or every sample showed. [-]</param>
    public static string Probability(double probability, double error, double halfWidth) => probability switch
    {
        _ when !IsNumber(probability, out var text) => text,
        0 => "<" + PercentAtMost(Math.Min(1, halfWidth)),
        >= 1 => ">" + Complement(PercentAtMost(Math.Min(1, halfWidth))),
        _ when Uncertain(100 * probability, 100 * error) is var text && !text.TrimStart('~').StartsWith("100", StringComparison.Ordinal) => text + "%",
        _ => Uncertain(100 * (1 - probability), 100 * error) is var rest && rest.StartsWith('~') ? "~" + Complement(rest[1..] + "%") : Complement(rest + "%"),
    };

    /// <summary>A sensitivity index and the half-width of its error interval, with as many decimals as that leaves sure.</summary>
    /// <param name="index">The index. [-]</param>
    /// <param name="halfWidth">Half the width of its 95% error interval; not finite where it is not known. [-]</param>
    /// <returns>The half-width is empty where it is not known.</returns>
    public static (string Index, string HalfWidth) Index(double index, double halfWidth)
    {
        if (!double.IsFinite(halfWidth))
        {
            return (Decimals(index, FewestIndexDecimals), "");
        }

        var decimals = halfWidth > 0 ? Math.Clamp((int)Math.Ceiling(-PortableMath.Log10(halfWidth)), FewestIndexDecimals, MostIndexDecimals) : MostIndexDecimals;
        var unit = PortableMath.Pow(10, -decimals);
        return (Decimals(index, decimals), Decimals(Math.Max(unit, Math.Ceiling(halfWidth / unit) * unit), decimals));
    }

    /// <summary>A number as a mantissa and a power of ten, e.g. <c>2.90E-7</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">Significant digits.</param>
    public static string Scientific(double value, int digits) => IsNumber(value, out var text)
        ? value.ToString("0." + new string('0', digits - 1) + "E+0", CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal)
        : text;

    /// <summary>The suffix that scenario files have for plain numbers of a size, and what it stands for: <c>G</c> for 1e9.</summary>
    /// <param name="value">A number; below a million it needs none.</param>
    public static (double Factor, string Suffix) Suffix(double value) => Math.Abs(value) switch
    {
        >= 1e12 => (1e12, "T"),
        >= 1e9 => (1e9, "G"),
        >= 1e6 => (1e6, "M"),
        _ => (1, ""),
    };

    /// <summary>A number with a fixed count of decimals; never a negative zero.</summary>
    public static string Decimals(double value, int decimals)
    {
        var text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }

    /// <summary>Names in a sentence: <c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string Listed(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];

    /// <summary>A count, with digit grouping.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    // 99.9997% for 0.0003%: as many nines as it takes.
    private static string Complement(string percent) =>
        (100 - decimal.Parse(percent.AsSpan(0, percent.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture) + "%";

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
            return value.ToString("0." + new string(trim ? '#' : '0', digits - 1) + "E+0", CultureInfo.InvariantCulture);
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
