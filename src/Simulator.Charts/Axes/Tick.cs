namespace Simulator.Charts.Axes;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where, in the unit of the axis.</param>
/// <param name="Label">What is printed; empty for a small mark between two labelled ones.</param>
internal readonly record struct Tick(double Value, string Label);
