using Simulator.Planning;
using Simulator.Scenarios;

namespace Simulator.Studies.Sensitivity;

/// <summary>In which unit the figures of an input are shown.</summary>
/// <param name="Unit">The unit; empty for plain numbers.</param>
/// <param name="Scale">Model units in one of it.</param>
internal readonly record struct DisplayedInput(string Unit, double Scale)
{
    /// <summary>The inputs of a scenario by path, as written in its file; shares of a mix are plain numbers.</summary>
    public static IReadOnlyDictionary<string, DisplayedInput> Of(Scenario scenario) => scenario.Quantities
        .ToDictionary(quantity => quantity.Path, quantity => new DisplayedInput(quantity.DisplayUnit, quantity.DisplayScale), StringComparer.Ordinal);

    /// <summary>The inputs of a custom model by name.</summary>
    public static IReadOnlyDictionary<string, DisplayedInput> Of(SimulationPlan plan) =>
        plan.Draws.ToDictionary(draw => draw.Name, _ => Plain, StringComparer.Ordinal);

    /// <summary>A plain number.</summary>
    public static DisplayedInput Plain => new("", 1);
}
