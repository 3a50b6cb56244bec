using System.Globalization;
using Simulator.Correlation;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads values that are never uncertain.</summary>
internal static class ScalarReader
{
    /// <summary>A number above zero without unit, or null and a remark.</summary>
    public static double? PositiveNumber(ConfigNode node, string path, Findings findings) =>
        Number(node, path, findings, "a number above 0", value => value > 0);

    /// <summary>A share between 0 and 1, both excluded, or null and a remark.</summary>
    public static double? OpenShare(ConfigNode node, string path, Findings findings) =>
        Number(node, path, findings, "a share between 0% and 100%", value => value is > 0 and < 1, value => value is > 1 and < 100 ? FormattableString.Invariant($"{value}%?") : null);

    /// <summary>A share between 0 and 1, both included, or null and a remark.</summary>
    public static double? Share(ConfigNode node, string path, Findings findings) =>
        Number(node, path, findings, "a share between 0% and 100%", value => value is >= 0 and <= 1, value => value is > 1 and <= 100 ? FormattableString.Invariant($"{value}%?") : null);

    /// <summary>A rank correlation, or null and a remark.</summary>
    public static double? Correlation(ConfigNode node, string path, Findings findings)
    {
        const double Largest = RankCorrelation.Largest;
        return Number(
            node, path, findings, FormattableString.Invariant($"a number from -{Largest} to {Largest}"), value => Math.Abs(value) <= Largest,
            value => Math.Abs(value) is > Largest and <= 1 ? "inputs that determine each other are one input: state one of them" : null);
    }

    /// <summary>A whole number within bounds, or null and a remark.</summary>
    public static long? WholeNumber(ConfigNode node, string path, long minimum, long maximum, Findings findings)
    {
        var allowed = FormattableString.Invariant($"a whole number between {minimum:#,0} and {maximum:#,0}").Replace(',', '_');
        return (long?)Number(node, path, findings, allowed, value => value >= minimum && value <= maximum && value == Math.Truncate(value));
    }

    /// <summary>A seed, or null and a remark.</summary>
    public static ulong? Seed(ConfigNode node, string path, Findings findings)
    {
        if (node is not ConfigScalar { IsEmpty: false } scalar)
        {
            return null;
        }

        // Not by way of a double: a seed has more digits than that.
        var digits = scalar.Text.Trim().Replace("_", "", StringComparison.Ordinal);
        if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            return seed;
        }

        findings.Error(scalar.Position, path, scalar.Kind, "a whole number from 0 to 18_446_744_073_709_551_615");
        return null;
    }

    private static double? Number(
        ConfigNode node, string path, Findings findings, string allowed, Func<double, bool> isAllowed, Func<double, string?>? hint = null)
    {
        if (node is not ConfigScalar { IsEmpty: false } scalar)
        {
            return null;
        }

        try
        {
            var value = QuantityParser.ParseConstant(scalar.Text, "");
            if (isAllowed(value))
            {
                return value;
            }

            findings.Error(scalar.Position, path, scalar.Text.Trim(), allowed, hint?.Invoke(value));
        }
        catch (QuantityException exception)
        {
            findings.Error(scalar.At(exception.Offset), path, exception.Found, allowed, exception.Hint);
        }

        return null;
    }
}
