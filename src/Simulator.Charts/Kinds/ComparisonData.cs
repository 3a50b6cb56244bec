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

    /// <summary>Scenarios that are not drawn, each with the reason.</summary>
    internal IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>Footnotes that the rows refer to, with their numbers.</summary>
    internal IReadOnlyList<string> Footnotes { get; init; } = [];

    /// <summary>What the marks mean, where there are others than intervals with their medians; empty where not.</summary>
    internal string Legend => string.Join("; ", new[]
    {
        Rows.Any(row => row.IsKnown && row.Low == row.High) ? "hollow marks have no uncertainty" : "",
        Rows.Any(row => row.PublishedFigures.Count > 0) ? "diamonds are figures published by others" : "",
    }.Where(part => part.Length > 0));
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

    /// <summary>Figures that others have published, in the same unit; null for none.</summary>
    internal IReadOnlyList<double>? Published { get; init; }

    /// <summary>Numbers of its footnotes, as they are written behind its name; null for none.</summary>
    internal string? Marks { get; init; }

    /// <summary>Figures that others have published.</summary>
    internal IReadOnlyList<double> PublishedFigures => Published ?? [];

    /// <summary>Whether there is a figure of ours.</summary>
    internal bool IsKnown => double.IsFinite(Median);

    /// <summary>Name and numbers of footnotes.</summary>
    internal string Name => Scenario + Marks;

    /// <summary>The ends of all its marks.</summary>
    internal IEnumerable<double> Extent => (IsKnown ? new[] { Low, High } : []).Concat(PublishedFigures);

    /// <summary>What is written beside it: the figure of ours, or what others have published.</summary>
    internal string Written(DisplayUnit unit) => IsKnown ? Text(unit).Whole
        : PublishedFigures.Count > 0 ? $"published {Typeset.Number(Figures.Exact(PublishedFigures[0] / unit.Factor))}" : "not computed";

    internal IntervalText Text(DisplayUnit unit) => IntervalText.Of(unit, Low, Median, High, Errors, isFixed: Low == High, HasTooFewBeyond).Set();
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
