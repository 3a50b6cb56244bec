using Simulator.Results;

namespace Simulator.Studies.Sweep;

/// <summary>The result of a sweep.</summary>
/// <param name="Scenario">Which file was varied.</param>
/// <param name="Run">How its last point was run.</param>
/// <param name="Axes">What was varied; the last varies fastest.</param>
/// <param name="Asked">Points requested.</param>
/// <param name="Points">Points that are done, in order.</param>
/// <param name="Level">Probability inside the intervals. [-]</param>
/// <param name="Notices">What the reader needs to know about the sweep.</param>
public sealed record SweepResult(
    ScenarioIdentity Scenario, RunFacts Run, IReadOnlyList<SweepAxis> Axes, int Asked, IReadOnlyList<SweepPoint> Points, double Level,
    IReadOnlyList<string> Notices)
{
    /// <summary>Whether the user, or a limit of time, stopped the sweep.</summary>
    public bool Interrupted => Points.Count < Asked;
}

/// <summary>One point of a sweep.</summary>
/// <param name="Values">One value for each axis.</param>
/// <param name="Outputs">The outputs by name, in the order of the documentation, equivalents left out.</param>
public sealed record SweepPoint(IReadOnlyList<SweepValue> Values, IReadOnlyDictionary<string, SweepOutput> Outputs)
{
    /// <summary>Why outputs are not computed here, by name: the inputs that are missing. Empty if the point was not run.</summary>
    internal IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();
}

/// <summary>One output at one point.</summary>
/// <param name="Label">For people.</param>
/// <param name="Unit">Unit of all figures.</param>
/// <param name="Boundary">What is inside: accelerators, IT, site or grid, and the parts of a sum.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Median">Median.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Error">Monte Carlo standard errors.</param>
public sealed record SweepOutput(
    string Label, string Unit, string Boundary, double Mean, double Median, double Low, double High, MonteCarloError Error)
{
    /// <summary>Whether it is the same in every sample.</summary>
    public bool IsConstant => Low == High;

    /// <summary>Whether too few samples lie beyond the ends of the interval to know them.</summary>
    public bool HasTooFewBeyond { get; init; }

    /// <summary>Samples that were not finite; they are in no figure.</summary>
    internal long Undefined { get; init; }
}
