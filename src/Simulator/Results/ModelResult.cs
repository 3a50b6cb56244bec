namespace Simulator.Results;

/// <summary>What a run of a custom model found out, in the units of its outputs.</summary>
/// <param name="Run">How it was run.</param>
/// <param name="Outputs">The outputs, in the order in which the model returns them.</param>
/// <param name="Notices">What the reader has to know: warnings, and remarks on the sampling.</param>
public sealed record ModelResult(RunFacts Run, IReadOnlyList<OutputSummary> Outputs, IReadOnlyList<string> Notices)
{
    /// <summary>The output of a name.</summary>
    /// <exception cref="ArgumentException">The model has no such output; the message lists those that it has.</exception>
    public OutputSummary this[string name] => Outputs.FirstOrDefault(output => output.Name == name)
        ?? throw new ArgumentException($"The model has no output '{name}'; it has {string.Join(", ", Outputs.Select(output => output.Name))}.", nameof(name));
}
