using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sweep;

/// <summary>What was drawn of one point of a sweep, or one start of a schedule.</summary>
/// <param name="Outputs">The outputs by name, in the order of the documentation; none if the values of the point do not go together.</param>
internal sealed record DrawnPoint(IReadOnlyDictionary<string, SweepOutput> Outputs)
{
    /// <summary>Samples drawn, 1 where nothing is uncertain; 0 if it was not run.</summary>
    public long Samples { get; init; }

    /// <summary>Independent randomizations; 0 if it was not run.</summary>
    public int Replicates { get; init; }

    /// <summary>What the reader needs to know about its sampling.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Probability mass that was cut off its inputs, by path. [-]</summary>
    public IReadOnlyList<(string Path, double Mass)> CutOff { get; init; } = [];

    /// <summary>Warnings about its scenario; null where it was drawn elsewhere, so that the scenario has to be asked.</summary>
    public IReadOnlyList<Diagnostic>? Warnings { get; init; }

    /// <summary>Warnings that no line of a file is to blame for; null where it was drawn elsewhere.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    /// <summary>Why it was not run; null if it was.</summary>
    public string? Refusal { get; init; }
}
