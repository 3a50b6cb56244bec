using Simulator.Statistics.Counting;
using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Studies.Comparison;

/// <summary>The result of a comparison of scenarios.</summary>
/// <param name="Names">Names of the scenarios, all different.</param>
/// <param name="Scenarios">Each scenario as a run of its own.</param>
/// <param name="Pairs">The pairs compared: every two of up to four scenarios, else each with the first.</param>
/// <param name="Inputs">Which uncertain inputs the scenarios share, and which they do not.</param>
/// <param name="Notices">What the reader needs to know about the comparison.</param>
public sealed record ComparisonResult(
    IReadOnlyList<string> Names,
    IReadOnlyList<SimulationResult> Scenarios,
    IReadOnlyList<ScenarioPair> Pairs,
    IReadOnlyList<ComparedInput> Inputs,
    IReadOnlyList<string> Notices)
{
    private readonly IReadOnlyList<ComparedModel>? _models;

    /// <summary>The scenarios in the order in which they are shown, those with nothing but published figures too.</summary>
    internal IReadOnlyList<ComparedModel> Models
    {
        get => _models ?? [.. Names.Zip(Scenarios, (name, result) => new ComparedModel(name, new Scenario { Name = name, File = result.Scenario.File, Sha256 = "", Warnings = [] }, result))];
        init => _models = value;
    }

    /// <summary>P(A &lt; B) of the outputs that models are compared by, for every two scenarios that both have them.</summary>
    internal IReadOnlyList<PairProbability> Probabilities { get; init; } = [];

    /// <summary>Whether the limits that the options stated hold.</summary>
    public IReadOnlyList<LimitOutcome> Limits { get; init; } = [];

    /// <summary>In one sentence, which uncertain inputs the scenarios share; empty if nothing is uncertain.</summary>
    public string Coupling => CouplingSentence.Of(Inputs);
}

/// <summary>Two scenarios compared sample by sample.</summary>
/// <param name="A">Name of scenario A.</param>
/// <param name="B">Name of scenario B.</param>
/// <param name="Outputs">The outputs that both have, in the order of the documentation.</param>
public sealed record ScenarioPair(string A, string B, IReadOnlyList<PairedOutput> Outputs);

/// <summary>One output in two scenarios.</summary>
/// <param name="Name">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Label">For people.</param>
/// <param name="Unit">Unit of the difference.</param>
/// <param name="Level">Probability inside the intervals. [-]</param>
/// <param name="Difference">A − B.</param>
/// <param name="Ratio">A/B; null where B is zero.</param>
/// <param name="ProbabilityALess">Probability that A is less than B: a share of the samples, exactly counted. [-]</param>
/// <param name="ProbabilityEqual">Probability that both are the same number. [-]</param>
/// <param name="ProbabilityError">Monte Carlo standard error of <paramref name="ProbabilityALess"/>. [-]</param>
/// <param name="UndefinedRatios">Samples in which nothing could be divided by B; they are in no figure of the ratio.</param>
/// <param name="Bins">Exact counts of the difference, ascending; one bin of zero width for a constant.</param>
public sealed record PairedOutput(
    string Name, string Label, string Unit, double Level, PairedFigure Difference, PairedFigure? Ratio,
    double ProbabilityALess, double ProbabilityEqual, double ProbabilityError, long UndefinedRatios, IReadOnlyList<CountedBin> Bins);

/// <summary>A difference or a ratio: the uncertainty of the inputs, and the sampling error.</summary>
/// <param name="Median">Median.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="MedianError">Monte Carlo standard error of the median.</param>
/// <param name="LowError">Monte Carlo standard error of the lower end.</param>
/// <param name="HighError">Monte Carlo standard error of the upper end.</param>
public sealed record PairedFigure(double Median, double Low, double High, double MedianError = 0, double LowError = 0, double HighError = 0)
{
    /// <summary>The number from which it was measured: its digits are those of its distance from there.</summary>
    public double Origin { get; init; }

    /// <summary>Whether too few samples lie beyond the ends of the interval to know them.</summary>
    public bool HasTooFewBeyond { get; init; }

    /// <summary>Whether it is the same in every sample.</summary>
    public bool IsConstant => Low == High;
}

/// <summary>One uncertain input in some scenarios of a comparison: those that share it, or all that have it and do not share it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Scenarios">Names of the scenarios.</param>
/// <param name="Sharing">What they share.</param>
public sealed record ComparedInput(string Path, IReadOnlyList<string> Scenarios, InputSharing Sharing)
{
    /// <summary>Why they share it; empty if they do not.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What scenarios share of an input of one name.</summary>
public enum InputSharing
{
    /// <summary>The same distribution: the same value in every sample.</summary>
    Values,

    /// <summary>Different distributions, made of the same random words: high in one scenario when it is high in the other.</summary>
    Words,

    /// <summary>It is correlated with other inputs, and not in the same way in all scenarios.</summary>
    PartOfWords,

    /// <summary>Drawn independently in each scenario, or uncertain in one scenario only.</summary>
    Nothing,
}
