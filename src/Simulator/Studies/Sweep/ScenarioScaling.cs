using Simulator.Catalog;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sweep;

/// <summary>Multiplies an input of a scenario by a factor, its whole distribution.</summary>
internal static class ScenarioScaling
{
    /// <summary>The scenario with one input multiplied.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="path">Path of the input, e.g. <c>hardware.tdp</c>.</param>
    /// <param name="factor">The factor, as written.</param>
    /// <exception cref="ScenarioException">There is no such input, or it would leave its physical bounds.</exception>
    public static Scenario Scale(Scenario scenario, string path, string factor)
    {
        var paths = scenario.Quantities.Select(quantity => quantity.Path).ToList();
        if (!paths.Contains(path, StringComparer.Ordinal))
        {
            var near = Spelling.Nearest(path, paths) ?? paths.Find(known => known.EndsWith("." + path, StringComparison.Ordinal));
            throw Refusal(scenario, path, $"no input {path}", "an input of the scenario, which 'simulator check' lists", Spelling.Question(near));
        }

        return scenario.Replace(quantity => quantity.Path == path ? Scaled(scenario, quantity, factor) : quantity);
    }

    private static Quantity Scaled(Scenario scenario, Quantity quantity, string factor)
    {
        if (quantity.Epoch is not null || quantity.Key == Keys.Year)
        {
            throw Refusal(scenario, quantity.Path, $"a factor of {quantity.Path}, which is a time", "another input", quantity.Epoch is null ? null : "vary it: --vary " + quantity.Path + "=2026-03-01,2026-04-01");
        }

        if (quantity.Series is { } series)
        {
            quantity = quantity with { Series = series with { Data = series.Data with { Factor = series.Data.Factor * VariationParser.Factor(factor) } } };
        }

        var scaled = quantity.Distribution.Affine(VariationParser.Factor(factor), 0);
        var text = $"{factor} × ({quantity.Text})";
        var display = quantity.DisplayUnit.Length == 0 ? null : Units.Parse(quantity.DisplayUnit);
        try
        {
            var (bounded, cut) = Bounds.Apply(scaled, quantity.Key, text, display, []);
            return quantity with { Distribution = bounded, Text = text, TruncatedMass = 1 - ((1 - quantity.TruncatedMass) * (1 - cut)) };
        }
        catch (QuantityException exception)
        {
            throw Refusal(scenario, quantity.Path, $"{text}, which is {exception.Found}", exception.Allowed, null);
        }
    }

    private static ScenarioException Refusal(Scenario scenario, string path, string found, string allowed, string? hint) =>
        new([new Diagnostic(Severity.Error, scenario.File, 0, 0, path, found, allowed, hint)]);
}
