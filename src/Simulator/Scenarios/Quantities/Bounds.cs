using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Quantities;

/// <summary>Physical bounds: what lies wholly outside is refused, what reaches outside is truncated there.</summary>
internal static class Bounds
{
    /// <summary>A probability that counts as none. [-]</summary>
    public const double Nothing = 1e-9;

    /// <summary>Cut probability above which a warning is due. [-]</summary>
    private const double Noticeable = 0.01;

    /// <summary>The distribution within the bounds of its key, and the probability cut off.</summary>
    /// <param name="distribution">What was written, in the model's unit.</param>
    /// <param name="key">The key.</param>
    /// <param name="text">What was written.</param>
    /// <param name="display">Unit for people.</param>
    /// <param name="remarks">Receives a remark if much is cut off.</param>
    /// <exception cref="QuantityException">It lies outside.</exception>
    public static (Distribution Distribution, double Cut) Apply(
        Distribution distribution, KeySpec key, string text, Unit? display, List<QuantityRemark> remarks)
    {
        var scale = (display ?? Unit.None).IsNone ? 1 : display!.In(Units.Parse(key.ModelUnit));
        var allowed = Describe(key);
        RequireRange(distribution, scale, display);
        if (distribution.IsConstant)
        {
            var value = distribution.Minimum;
            if (value < key.Minimum || value > key.Maximum)
            {
                throw new QuantityException(0, Format(value / scale, display), allowed, ShareHint(key, value, text));
            }

            if (value == 0 && key.IsDivisor)
            {
                throw new QuantityException(0, "0", "more than 0: other quantities are divided by it");
            }

            return (distribution, 0);
        }

        var cut = distribution.MassOutside(key.Minimum, key.Maximum);
        if (cut >= 1 - Nothing)
        {
            throw new QuantityException(
                0, $"values from {Format(distribution.Quantile(0.05) / scale, display)} to {Format(distribution.Quantile(0.95) / scale, display)}",
                allowed, ShareHint(key, distribution.Quantile(0.5), text));
        }

        if (cut > Noticeable)
        {
            remarks.Add(new QuantityRemark(
                0, FormattableString.Invariant($"{100 * cut:0.##}% of the probability outside the bounds, cut off"), allowed,
                key.Minimum == 1 ? "an offset keeps the value above 1: 1 + (0.05 to 0.16)" : ShareHint(key, distribution.Quantile(0.5), text)));
        }

        return distribution.Minimum < key.Minimum || distribution.Maximum > key.Maximum
            ? (distribution.Truncate(key.Minimum, key.Maximum), cut)
            : (distribution, cut);
    }

    // Samples are single precision: what it cannot hold would come out as 0 or infinite.
    private static void RequireRange(Distribution distribution, double scale, Unit? display)
    {
        var (low, high) = SinglePrecision.Magnitudes(distribution);
        if (high != 0 && !(high >= SinglePrecision.Smallest && high <= SinglePrecision.Largest))
        {
            throw new QuantityException(
                0, distribution.IsConstant ? Format(distribution.Minimum / scale, display) : $"values of up to {Format(high / scale, display)}",
                $"0, or amounts between {Format(SinglePrecision.Smallest / scale, display)} and {Format(SinglePrecision.Largest / scale, display)}");
        }

        if (SinglePrecision.IsTooWide(distribution))
        {
            throw new QuantityException(
                0, $"values from {Format(low / scale, display)} to {Format(high / scale, display)}",
                FormattableString.Invariant($"amounts other than 0 that are less than {SinglePrecision.Orders} orders of magnitude apart"));
        }
    }

    /// <summary>The bounds of a key in words.</summary>
    public static string Describe(KeySpec key)
    {
        var unit = key.ModelUnit.Length > 0 && key.Minimum != 0 ? " " + key.ModelUnit : "";
        return double.IsNegativeInfinity(key.Minimum) ? "any number"
            : key.IsDivisor && key.Minimum == 0 ? double.IsPositiveInfinity(key.Maximum) ? "more than 0" : FormattableString.Invariant($"more than 0, at most {key.Maximum}{(key.ModelUnit.Length > 0 ? " " + key.ModelUnit : "")}")
            : double.IsPositiveInfinity(key.Maximum) ? FormattableString.Invariant($"at least {key.Minimum}{unit}")
            : FormattableString.Invariant($"between {key.Minimum} and {key.Maximum}{unit}");
    }

    private static string Format(double value, Unit? unit) =>
        FormattableString.Invariant($"{value:G6}") + (unit is null || unit.IsNone ? "" : " " + unit.Text);

    private static string? ShareHint(KeySpec key, double value, string text)
    {
        if (key.Maximum > 1.5 || value <= key.Maximum || value > 100)
        {
            return null;
        }

        return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) ? $"{text}%?" : "shares are written as 85% or 0.85";
    }
}
