using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios;

/// <summary>A scenario file, read, checked and resolved: every phase knows every input that holds for it.</summary>
public sealed record Scenario
{
    /// <summary>Name of the scenario.</summary>
    public required string Name { get; init; }

    /// <summary>What the file says about itself; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Path as given by the user.</summary>
    public required string File { get; init; }

    /// <summary>Hash of the file's bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file, and the files that it extends, as they were read: enough to run it again.</summary>
    internal IReadOnlyList<ScenarioSource> Sources { get; init; } = [];

    /// <summary>Where its inputs stand in those files; null if it was not read from a document.</summary>
    internal IInputPlaces? Places { get; init; }

    /// <summary>What the <c>simulation:</c> section asks for.</summary>
    public SimulationSettings Simulation { get; init; } = new();

    /// <summary>Phases of training in the order of the file, then serving if there is any.</summary>
    internal IReadOnlyList<Phase> Phases { get; init; } = [];

    /// <summary>Whether random words go through whole transforms, as they did before strata: only for parts that were drawn so.</summary>
    internal bool DrawsUncut { get; init; }

    /// <summary>Whether only published figures are stated, so that there is nothing to run.</summary>
    internal bool IsTotalOnly => Phases.Count == 0;

    /// <summary>What it costs beside its phases, and in which money; null where nothing is said.</summary>
    internal CostSection? Costs { get; init; }

    /// <summary>Every distinct input, once, in the order of first use; phases share the instances.</summary>
    internal IReadOnlyList<Quantity> Quantities { get; init; } = [];

    /// <summary>By input, what was stated for it elsewhere and does not hold; inputs that nothing else was stated for are left out.</summary>
    internal IReadOnlyList<OverruledInput> Overruled { get; init; } = [];

    /// <summary>Rank correlations between uncertain inputs, in the order of the file; each pair once.</summary>
    public IReadOnlyList<StatedCorrelation> Correlations { get; init; } = [];

    /// <summary>What others have published about it, in the order of the file; a run ignores it, a comparison shows it.</summary>
    internal IReadOnlyList<PublishedFigure> Published { get; init; } = [];

    /// <summary>How inputs were taken from the catalogue: conventions, ranges, what it does not know. No warnings.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Limits that the outputs have to keep, in the order of the file.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>Plausibility warnings and other remarks on the file; errors never get here.</summary>
    public required IReadOnlyList<Diagnostic> Warnings { get; init; }
}

/// <summary>An input for which more than one value was stated.</summary>
/// <param name="Path">Full name of what holds, e.g. <c>grid.carbon_intensity</c>.</param>
/// <param name="Holds">What holds, as written, and where it comes from.</param>
/// <param name="Others">What does not hold, each with its key, as written, and where it comes from; the nearest first.</param>
internal sealed record OverruledInput(string Path, string Holds, IReadOnlyList<string> Others);

/// <summary>What the <c>simulation:</c> section of a file states; null where it states nothing.</summary>
/// <param name="Samples">Samples to draw.</param>
/// <param name="Sampler">sobol or random.</param>
/// <param name="Replicates">Independent randomizations.</param>
/// <param name="Seed">Seed of all streams.</param>
/// <param name="Interval">Level of the printed intervals. [-]</param>
/// <param name="Precision">Relative Monte Carlo error to reach. [-]</param>
/// <param name="Equivalences">Year of the edition of the equivalences.</param>
public sealed record SimulationSettings(
    long? Samples = null, string? Sampler = null, int? Replicates = null, ulong? Seed = null, double? Interval = null,
    double? Precision = null, int? Equivalences = null);
