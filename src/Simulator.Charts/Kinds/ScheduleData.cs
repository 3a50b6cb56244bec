namespace Simulator.Charts.Kinds;

/// <summary>One output over the start of a run.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Label">Name of the output for people.</param>
/// <param name="Unit">Unit of the output.</param>
/// <param name="Level">Probability inside the intervals. [-]</param>
/// <param name="From">The first start, UTC.</param>
/// <param name="Points">Figures by start, which is in hours after the first; at least two, ascending.</param>
/// <param name="Best">Index of the best start.</param>
/// <param name="Saving">What it saves against the first, in words; empty if nothing can be said.</param>
internal sealed record ScheduleData(
    string Scenario, string Label, string Unit, double Level, DateTime From, IReadOnlyList<SweepDataPoint> Points, int Best, string Saving)
{
    /// <inheritdoc cref="SweepData.Boundary"/>
    public string Boundary { get; init; } = "";
}
