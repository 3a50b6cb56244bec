using System.Globalization;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities.Expressions;

/// <summary>Reads numbers as scenario files write them: <c>1_048_576</c>, <c>3.8e25</c>, <c>30.84M</c>, <c>16%</c>.</summary>
internal static class NumberScanner
{
    private const string Suffixes = "kMGT";

    /// <summary>The numbers that <see cref="Keeps"/> is true of, in words.</summary>
    public const string Kept = "0, or a number above 1e-307";

    /// <summary>Whether a double holds a number: below its range, numbers lose digits and then become 0.</summary>
    /// <param name="text">The number, with or without its exponent.</param>
    /// <param name="value">What was made of it.</param>
    public static bool Keeps(ReadOnlySpan<char> text, double value)
    {
        var exponent = text.IndexOfAny('e', 'E');
        return double.IsNormal(value) || !(exponent < 0 ? text : text[..exponent]).ContainsAnyInRange('1', '9');
    }

    /// <summary>Whether a number can start at a character.</summary>
    public static bool StartsNumber(char character) => char.IsAsciiDigit(character) || character is '.' or '-' or '+' or '−';

    /// <summary>Reads the number at an offset, with suffix and percent sign, and moves the offset behind it.</summary>
    /// <exception cref="QuantityException">It is not a number.</exception>
    public static NumberExpression Scan(string text, ref int at)
    {
        var start = at;
        var isNegative = text[at] is '-' or '−';
        if (text[at] is '-' or '−' or '+')
        {
            at++;
        }

        var digits = Digits(text, ref at);
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            digits += "." + Digits(text, ref at);
        }

        if (!digits.Any(char.IsAsciiDigit))
        {
            throw new QuantityException(start, $"'{ConfigScalar.Clip(text[start..])}'", "a number");
        }

        RefuseComma(text, start, at);
        var exponent = Exponent(text, ref at);
        if (at < text.Length && Suffixes.Contains(text[at], StringComparison.Ordinal) && (at + 1 == text.Length || !IsWordCharacter(text[at + 1])))
        {
            exponent += 3 * (1 + Suffixes.IndexOf(text[at], StringComparison.Ordinal));
            at++;
        }

        var percent = at;
        while (percent < text.Length && text[percent] == ' ')
        {
            percent++;
        }

        if (percent < text.Length && text[percent] == '%')
        {
            exponent -= 2;
            at = percent + 1;
        }

        // One conversion of the whole text: 2.664M is the double nearest to 2,664,000 and not a product.
        var value = double.Parse(FormattableString.Invariant($"{digits}e{exponent}"), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            throw new QuantityException(start, $"'{ConfigScalar.Clip(text[start..at])}'", "a number below 1e308");
        }

        if (!Keeps(digits, value))
        {
            throw new QuantityException(start, $"'{ConfigScalar.Clip(text[start..at])}'", Kept);
        }

        return new NumberExpression(start, text[start..at], isNegative ? -value : value);
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '_' && at > start && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
        {
            at++;
        }

        return text[start..at].Replace("_", "", StringComparison.Ordinal);
    }

    private static int Exponent(string text, ref int at)
    {
        var next = at + 1;
        if (at >= text.Length || text[at] is not ('e' or 'E'))
        {
            return 0;
        }

        if (next < text.Length && text[next] is '+' or '-')
        {
            next++;
        }

        var digits = next;
        while (next < text.Length && char.IsAsciiDigit(text[next]))
        {
            next++;
        }

        if (next == digits)
        {
            return 0;
        }

        var exponent = text[(at + 1)..next];
        var start = at;
        at = next;
        return int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 10_000
            ? value
            : throw new QuantityException(start, $"the exponent '{ConfigScalar.Clip(exponent)}'", "an exponent between -308 and 308");
    }

    // Between arguments a comma is followed by a space or stands inside parentheses; here it would be a separator of digits.
    private static void RefuseComma(string text, int start, int at)
    {
        if (at + 1 < text.Length && text[at] == ',' && char.IsAsciiDigit(text[at + 1]) && !text.AsSpan(0, at).Contains('('))
        {
            throw new QuantityException(
                start, $"the comma in '{ConfigScalar.Clip(text[start..])}'", "a decimal point, and _ between thousands",
                "write a decimal point, as in 1.5, and _ between thousands, as in 1_000");
        }
    }

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || character is '_' or '$' or '€' or '£' or '¥';
}
