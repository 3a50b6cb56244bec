namespace Simulator.Results;

/// <summary>One sample of a run with everything that was drawn and computed for it.</summary>
/// <param name="Scenario">Which file.</param>
/// <param name="Sampler">sobol or random.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Sample">Number of the sample, from 0.</param>
/// <param name="Replicate">The replicate it belongs to.</param>
/// <param name="Replicates">Replicates of the run.</param>
/// <param name="Point">Its point in the replicate.</param>
/// <param name="Inputs">Every input, in the order of the file's keys.</param>
/// <param name="Phases">Every intermediate quantity that is known and not zero, by phase.</param>
/// <param name="Outputs">Every output: the very value that a run counts.</param>
internal sealed record SampleReplay(
    ScenarioIdentity Scenario, string Sampler, ulong Seed, long Sample, int Replicate, int Replicates, long Point,
    IReadOnlyList<ReplayedInput> Inputs, IReadOnlyList<ReplayedPhase> Phases, IReadOnlyList<ReplayedValue> Outputs);

/// <summary>An input in one sample.</summary>
/// <param name="Path">Full name, e.g. <c>facility.pue</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Position">Probability that the input lies below this value; NaN for an exact input. [-]</param>
/// <param name="Distribution">As written in the file, the catalogue or the table of defaults.</param>
internal sealed record ReplayedInput(string Path, double Value, string Unit, double Position, string Distribution);

/// <summary>A phase in one sample.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Values">Its quantities, in the order of the equations.</param>
internal sealed record ReplayedPhase(string Phase, IReadOnlyList<ReplayedValue> Values);

/// <summary>A computed quantity in one sample.</summary>
/// <param name="Equation">Number of its equation, e.g. M3.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Unit of the value.</param>
internal sealed record ReplayedValue(string Equation, string Name, double Value, string Unit);
