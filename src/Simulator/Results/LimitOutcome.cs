namespace Simulator.Results;

/// <summary>Whether the outputs keep a limit.</summary>
/// <param name="Limit">As written.</param>
/// <param name="Verdict">Over all its parts: it fails if one does, and is undecided if none fails but one is undecided.</param>
/// <param name="Parts">Its statements; at least one.</param>
public sealed record LimitOutcome(string Limit, LimitVerdict Verdict, IReadOnlyList<LimitPartOutcome> Parts)
{
    /// <summary>Where it was stated: file, line and column, or the option; empty if that is not known.</summary>
    public string Place { get; init; } = "";

    /// <summary>The part that the verdict comes from.</summary>
    public LimitPartOutcome Deciding => Parts.First(part => part.Verdict == Verdict);
}

/// <summary>Whether an output keeps one statement of a limit.</summary>
/// <param name="Text">As written.</param>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Unit">Unit of the output; the figure's too, unless it is a probability.</param>
/// <param name="IsProbability">Whether the figure is a probability.</param>
/// <param name="Value">The figure that it is about.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
/// <param name="CriticalValue">Critical value: half-width of the 95% error interval, within which it is undecided, in standard errors. [-]</param>
/// <param name="Bound">What the figure is compared with.</param>
/// <param name="Amount">The amount of the output that it is about, in the output's unit.</param>
/// <param name="Exceeding">Probability that the output is more than the amount. [-]</param>
/// <param name="ExceedingError">Its Monte Carlo standard error. [-]</param>
public sealed record LimitPartOutcome(
    string Text, LimitVerdict Verdict, string Output, string Unit, bool IsProbability,
    double Value, double Error, double CriticalValue, double Bound, double Amount, double Exceeding, double ExceedingError)
{
    /// <summary>What the output may pay twice, since the file does not say what its prices include; empty if nothing.</summary>
    internal string PaidTwice { get; init; } = "";

    /// <summary>The same statement about the cost that pays nothing twice; null where there is none.</summary>
    internal LimitPartOutcome? WithoutOverlap { get; init; }

    /// <summary>Samples that would be enough to know the figure, where those of the run were too few; else 0.</summary>
    public double SamplesNeeded { get; init; }
}

/// <summary>What a run says about a limit.</summary>
public enum LimitVerdict
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>The bound lies within the 95% Monte Carlo error of the figure, or too few samples to know it were drawn: more would tell.</summary>
    Undecided,

    /// <summary>It does not hold.</summary>
    Fails,
}
