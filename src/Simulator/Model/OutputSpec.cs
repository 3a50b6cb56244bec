namespace Simulator.Model;

/// <summary>An output as it is printed.</summary>
/// <param name="Name">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Label">For people.</param>
/// <param name="Unit">Unit in which it is printed; fixed.</param>
/// <param name="Factor">Printed value over the model's value.</param>
/// <param name="Boundary">What is inside.</param>
public sealed record OutputSpec(string Name, string Label, string Unit, double Factor, string Boundary)
{
    /// <summary>Number of its equation; empty for an output of a model of one's own.</summary>
    public string Equation { get; init; } = "";

    /// <summary>Whether a unit is that of a mass of CO₂e, or of an amount of it: the model has no other masses.</summary>
    /// <param name="unit">Unit of an output.</param>
    public static bool IsCarbon(string unit) => unit is "t" or "kg" or "kg/kWh";
}
