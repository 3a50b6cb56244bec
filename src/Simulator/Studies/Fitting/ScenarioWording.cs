using System.Globalization;
using Simulator.Arithmetic;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Studies.Fitting;

/// <summary>Writes a fitted distribution as a scenario states it.</summary>
internal static class ScenarioWording
{
    private const int FewestDigits = 6, MostDigits = 17;

    /// <summary>E.g. <c>gamma(shape=4.2, scale=15) USD/MWh</c>.</summary>
    /// <param name="fit">The distribution.</param>
    /// <param name="unit">Unit of the data; empty for plain numbers.</param>
    public static string Of(FittedDistribution fit, string unit)
    {
        // Where the spread is small beside the values, more digits are needed to tell the parameters apart.
        var largest = fit.Parameters.Max(parameter => Math.Abs(parameter.Value));
        var ratio = largest / fit.Distribution.StandardDeviation;
        var digits = Math.Clamp(FewestDigits + (ratio > 1 ? (int)Math.Floor(PortableMath.Log10(ratio)) : 0), FewestDigits, MostDigits);
        var first = DistributionTable.Find(fit.Name)!.Forms[0].Parameters.Take(fit.Parameters.Count).Select(parameter => parameter.Name);
        var isNamed = fit.Name is "gamma" or "exponential" || !first.SequenceEqual(fit.Parameters.Select(parameter => parameter.Name));
        var arguments = fit.Parameters.Select(parameter => (isNamed ? parameter.Name + "=" : "") + parameter.Value.ToString($"G{digits}", CultureInfo.InvariantCulture));
        return $"{fit.Name}({string.Join(", ", arguments)}){(unit.Length == 0 ? "" : " " + unit)}";
    }
}
