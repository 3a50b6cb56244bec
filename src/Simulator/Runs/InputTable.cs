using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Runs;

/// <summary>The resolved inputs of a scenario as a table.</summary>
internal static class InputTable
{
    /// <summary>One row for each distinct input, in the unit in which it was written.</summary>
    /// <param name="scenario">The scenario.</param>
    public static IReadOnlyList<InputSummary> Of(Scenario scenario) => [.. scenario.Quantities.Select(Row)];

    private static InputSummary Row(Quantity quantity)
    {
        var distribution = quantity.Distribution;
        return new InputSummary(
            quantity.Path,
            quantity.DisplayUnit,
            quantity.Text,
            quantity.Shown(distribution.Mean),
            quantity.Shown(distribution.Quantile(0.05)),
            quantity.Shown(distribution.Quantile(0.5)),
            quantity.Shown(distribution.Quantile(0.95)),
            !distribution.IsConstant,
            quantity.Origin switch
            {
                QuantityOrigin.Default => "default",
                QuantityOrigin.Included => "included",
                QuantityOrigin.Catalog => distribution.IsConstant ? "catalogue" : "catalogue range",
                _ => "file",
            },
            quantity.Source,
            quantity.Note,
            quantity.TruncatedMass)
        {
            Place = quantity.Place,
        };
    }
}
