namespace Simulator.Scenarios.Quantities;

/// <summary>One key of the scenario format whose value is a quantity: its unit, its bounds, its default.</summary>
/// <param name="Section">hardware, facility, grid, phase or serving; components and server lie inside hardware.</param>
/// <param name="Name">The key, e.g. <c>pue</c>.</param>
/// <param name="ModelUnit">Unit in which the model takes it; empty for plain numbers.</param>
/// <param name="Minimum">Smallest value that is physically possible, in the model's unit.</param>
/// <param name="Maximum">Largest value that is physically possible, in the model's unit.</param>
/// <param name="Default">What holds if it is left out; null if the outputs that need it are then left out.</param>
/// <param name="Summary">What it means, in one sentence for the schema and the documentation.</param>
internal sealed record KeySpec(
    string Section, string Name, string ModelUnit, double Minimum, double Maximum, double? Default, string Summary)
{
    /// <summary>Whether other quantities are divided by it, so that it must not be 0.</summary>
    public bool IsDivisor { get; init; }

    /// <summary>A value as a file would state it; empty where files do not state the key.</summary>
    public string Example { get; init; } = "";

    /// <summary>Section and key.</summary>
    public override string ToString() => $"{Section}.{Name}";
}
