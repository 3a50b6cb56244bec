using System.Globalization;

namespace Simulator.Distributions;

/// <summary>Checks of a distribution's parameters: a refusal says the value and what is allowed.</summary>
internal static class Require
{
    /// <summary>A finite number.</summary>
    public static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw Refusal(value, name, "a finite number");

    /// <summary>A finite number above zero.</summary>
    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw Refusal(value, name, "a finite number above 0");

    /// <summary>A finite number above zero and at most a bound.</summary>
    public static double PositiveUpTo(double value, double maximum, string name) =>
        value > 0 && value <= maximum ? value : throw Refusal(value, name, $"above 0 and at most {Text(maximum)}");

    /// <summary>A finite number above another.</summary>
    public static double Above(double value, double bound, string name, string boundName) =>
        double.IsFinite(value) && value > bound ? value : throw Refusal(value, name, $"a finite number above {boundName} = {Text(bound)}");

    /// <summary>A number between two others, ends allowed.</summary>
    public static double Within(double value, double minimum, double maximum, string name) =>
        value >= minimum && value <= maximum ? value : throw Refusal(value, name, $"from {Text(minimum)} to {Text(maximum)}");

    /// <summary>Weights that are positive and sum to 1, scaled to do so exactly.</summary>
    public static double[] Probabilities(IEnumerable<double> weights, string name)
    {
        var checkedWeights = weights.Select(weight => Positive(weight, name)).ToArray();
        var sum = checkedWeights.Sum();
        return Math.Abs(sum - 1) <= 1e-9
            ? [.. checkedWeights.Select(weight => weight / sum)]
            : throw new ArgumentException($"{name} sum to {Text(sum)}; they must sum to 1.", name);
    }

    /// <summary>A number as it would be written in a scenario file.</summary>
    public static string Text(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    private static ArgumentException Refusal(double value, string name, string allowed) =>
        new($"{name} is {Text(value)}; allowed: {allowed}.", name);
}
