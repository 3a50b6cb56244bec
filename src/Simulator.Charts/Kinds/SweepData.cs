namespace Simulator.Charts.Kinds;

/// <summary>One output over a number that is varied.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Label">Name of the output for people, e.g. <c>Emissions</c>.</param>
/// <param name="Unit">Unit of the output.</param>
/// <param name="Level">Probability inside the intervals. [-]</param>
/// <param name="Input">What is varied, e.g. <c>facility.pue</c>.</param>
/// <param name="InputUnit">Unit of what is varied; empty for plain numbers.</param>
/// <param name="Points">The points; at least two, their inputs all different.</param>
public sealed record SweepData(
    string Scenario, string Label, string Unit, double Level, string Input, string InputUnit, IReadOnlyList<SweepDataPoint> Points)
{
    /// <summary>What the output includes; empty where that is not said.</summary>
    internal string Boundary { get; init; } = "";
}

/// <summary>An output at one value of what is varied.</summary>
/// <param name="Input">The value.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Median">The median.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct SweepDataPoint(double Input, double Low, double Median, double High);

/// <summary>The median of one output over two things that are varied.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Label">Name of the output for people.</param>
/// <param name="Unit">Unit of the output.</param>
/// <param name="RowInput">What differs from row to row.</param>
/// <param name="RowLabels">Its values, from top to bottom.</param>
/// <param name="ColumnInput">What differs from column to column.</param>
/// <param name="ColumnLabels">Its values, from left to right.</param>
/// <param name="Medians">Medians, row after row; NaN where a point is missing.</param>
public sealed record HeatMapData(
    string Scenario, string Label, string Unit,
    string RowInput, IReadOnlyList<string> RowLabels, string ColumnInput, IReadOnlyList<string> ColumnLabels, IReadOnlyList<double> Medians)
{
    /// <inheritdoc cref="SweepData.Boundary"/>
    internal string Boundary { get; init; } = "";
}
