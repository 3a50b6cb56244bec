namespace Simulator.Studies.Sweep;

/// <summary>What is varied of a scenario.</summary>
/// <param name="Path">Path of the key, e.g. <c>facility.pue</c> or <c>grid.location</c>.</param>
/// <param name="Values">What takes its place, or what it is multiplied by, as written; in order.</param>
/// <param name="IsFactor">Whether the values multiply the input instead of taking its place.</param>
public sealed record Variation(string Path, IReadOnlyList<string> Values, bool IsFactor);

/// <summary>A variation is not possible.</summary>
public sealed class VariationException(string message) : Exception(message);
