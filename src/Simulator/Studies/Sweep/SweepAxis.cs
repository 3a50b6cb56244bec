namespace Simulator.Studies.Sweep;

/// <summary>One direction of a sweep.</summary>
/// <param name="Path">What is varied, e.g. <c>facility.pue</c>; with a factor, what is multiplied.</param>
/// <param name="IsFactor">Whether the values are factors.</param>
/// <param name="Unit">Unit of the numbers; empty for plain numbers and for names.</param>
/// <param name="Values">The values, in order.</param>
public sealed record SweepAxis(string Path, bool IsFactor, string Unit, IReadOnlyList<SweepValue> Values)
{
    /// <summary>For headings: the path, and that it is multiplied.</summary>
    public string Label => IsFactor ? $"factor of {Path}" : Path;

    /// <summary>Whether every value is one number, so that they lie on an axis.</summary>
    public bool IsNumeric => Values.All(value => value.Number is not null);
}

/// <summary>One value of an axis.</summary>
/// <param name="Text">As written, with its unit.</param>
/// <param name="Number">In the unit of the axis; null for names and for uncertain quantities.</param>
public sealed record SweepValue(string Text, double? Number);
