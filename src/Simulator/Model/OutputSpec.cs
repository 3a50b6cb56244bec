namespace Simulator.Model;

/// <summary>An output as it is printed.</summary>
/// <param name="Name">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Label">For people.</param>
/// <param name="Unit">Unit in which it is printed; fixed.</param>
/// <param name="Factor">Printed value over the model's value.</param>
/// <param name="Boundary">What is inside.</param>
public sealed record OutputSpec(string Name, string Label, string Unit, double Factor, string Boundary)
{
    /// <summary>Number of its equation; empty for an output of a custom model.</summary>
    public string Equation { get; init; } = "";

    /// <summary>What it may pay twice, since the file does not say what its prices include, e.g. <c>electricity and carbon</c>; empty if nothing.</summary>
    internal string PaidTwice { get; init; } = "";
}
