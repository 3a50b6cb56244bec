using Simulator.Presentation;
using Simulator.Statistics.Counting;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>One output in several scenarios.</summary>
/// <param name="Label">Name of the output for people, e.g. <c>Emissions</c>.</param>
/// <param name="Unit">Unit of all figures.</param>
/// <param name="Level">Probability inside the intervals. [-]</param>
/// <param name="Rows">The scenarios, from top to bottom.</param>
public sealed record ComparisonData(string Label, string Unit, double Level, IReadOnlyList<ComparisonRow> Rows)
{
    /// <summary>What the rows differ in, where they are not scenarios but values of one input, e.g. <c>grid.location</c>.</summary>
    public string? By { get; init; }

    /// <summary>Of what, where the rows are not scenarios: the scenario that is varied.</summary>
    public string Context { get; init; } = "";

    /// <summary>Which uncertain inputs the scenarios share, in one sentence; empty if that is not the question.</summary>
    public string Coupling { get; init; } = "";
}

/// <summary>An output in one scenario.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Median">The median.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct ComparisonRow(string Scenario, double Low, double Median, double High)
{
    /// <summary>Monte Carlo standard errors of the three.</summary>
    public (double Low, double Median, double High) Errors { get; init; }

    /// <summary>Whether too few samples lie beyond the ends to know them.</summary>
    public bool HasTooFewBeyond { get; init; }

    internal IntervalText Text(DisplayUnit unit) => IntervalText.Of(unit, Low, Median, High, Errors, isExact: Low == High, HasTooFewBeyond).Set();
}

/// <summary>An output in scenario A minus the same output in scenario B, sample by sample.</summary>
/// <param name="A">Name of scenario A.</param>
/// <param name="B">Name of scenario B.</param>
/// <param name="Label">Name of the output for people.</param>
/// <param name="Unit">Unit of all figures.</param>
/// <param name="Median">Median of the difference.</param>
/// <param name="Interval">Interval of the difference.</param>
/// <param name="ProbabilityALess">Share of the samples in which A is less than B. [-]</param>
/// <param name="Bins">Counts of the difference; may be empty, then only the interval is drawn.</param>
public sealed record PairedDifference(
    string A, string B, string Label, string Unit,
    double Median, CentralInterval Interval, double ProbabilityALess, IReadOnlyList<CountedBin> Bins)
{
    /// <summary>Share of the samples in which A and B are the same. [-]</summary>
    public double ProbabilityEqual { get; init; }

    /// <summary>Monte Carlo standard errors of the lower end, the median and the upper end.</summary>
    public (double Low, double Median, double High) Errors { get; init; }

    /// <summary>Monte Carlo standard error of the share of the samples in which A is less. [-]</summary>
    public double ProbabilityError { get; init; }

    /// <summary>Which uncertain inputs the scenarios share, in one sentence.</summary>
    public string Coupling { get; init; } = "";
}
