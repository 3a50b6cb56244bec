using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Limits;

/// <summary>A limit that outputs have to keep: one or several statements joined by <c>and</c>.</summary>
/// <example>
/// <code>
/// var options = new RunOptions { Samples = 1 &lt;&lt; 14, Limits = [Limit.Parse("p95 emissions &lt; 12 kt and P(cost &gt; 100M USD) &lt; 5%")] };
/// var result = SimulationRunner.Run(ScenarioReader.Read("scenarios/gpt-3.yaml"), options);
/// Console.WriteLine(result.Limits[0].Verdict.ToString());  // Holds
/// </code>
/// </example>
public sealed record Limit
{
    internal Limit(string text, IReadOnlyList<LimitPart> parts) => (Text, Parts) = (text, parts);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The statements; at least one.</summary>
    internal IReadOnlyList<LimitPart> Parts { get; }

    /// <summary>Where it was written: file and line, or the option; empty if it was built otherwise.</summary>
    public string Place { get; init; } = "";

    /// <summary>A currency in which it states an amount and that is not the one of a scenario; null if there is none.</summary>
    /// <param name="currency">Currency of the scenario's costs.</param>
    internal string? OtherCurrency(string currency) => Parts.Select(part => part.Currency).FirstOrDefault(own => own is not null && own != currency);

    /// <summary>Reads a limit, e.g. <c>p95 emissions &lt; 12 kt and P(cost &gt; 100M USD) &lt; 5%</c>.</summary>
    /// <exception cref="QuantityException">It is not a limit; says what was found, what is allowed, and where in the text.</exception>
    public static Limit Parse(string text) => LimitParser.Parse(text, isOfComparison: false);

    /// <summary>Reads a limit of a comparison, whose outputs are those of scenarios or pairs of them, e.g. <c>P(B/A emissions &gt; 1.1) &lt; 5%</c>.</summary>
    /// <exception cref="QuantityException">It is not a limit; says what was found, what is allowed, and where in the text.</exception>
    internal static Limit ParseOfComparison(string text) => LimitParser.Parse(text, isOfComparison: true);
}

/// <summary>One statement: a figure of an output, compared with a bound.</summary>
/// <param name="Text">As written.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="Share">Probability below a quantile, or share of the samples in a tail; NaN for other figures. [-]</param>
/// <param name="Output">Stable name of the output.</param>
/// <param name="Unit">Unit of the output.</param>
/// <param name="Amount">The amount of the output that it is about, in the output's unit.</param>
/// <param name="Event">For a probability: how the output compares with the amount; else as <paramref name="Relation"/>.</param>
/// <param name="Bound">What the figure is compared with: the amount, or a probability.</param>
/// <param name="Relation">How the figure has to compare with the bound.</param>
internal sealed record LimitPart(
    string Text, LimitFigure Figure, double Share, string Output, string Unit, double Amount, LimitRelation Event, double Bound, LimitRelation Relation)
{
    /// <summary>Whose output it is, in a comparison; null in a run of one scenario.</summary>
    public LimitSubject? Subject { get; init; }

    /// <summary>Currency of the amount; null where it is not money.</summary>
    public string? Currency { get; init; }
}

/// <summary>Whose output a limit of a comparison is about.</summary>
/// <param name="First">Index of the scenario, 0 for A.</param>
/// <param name="Second">Index of the scenario that it is divided by or that is subtracted; −1 where there is none.</param>
/// <param name="IsRatio">Whether it is divided, rather than subtracted.</param>
internal readonly record struct LimitSubject(int First, int Second, bool IsRatio)
{
    /// <summary>Whether it is about two scenarios.</summary>
    public bool IsPair => Second >= 0;
}

/// <summary>A figure that a limit can be about.</summary>
internal enum LimitFigure
{
    /// <summary>A quantile: <c>median</c>, <c>p95</c>.</summary>
    Quantile,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The mean of the largest values: <c>worst 5% mean</c>.</summary>
    TailMean,

    /// <summary>The probability of more or less than an amount: <c>P(cost &gt; 100M USD)</c>.</summary>
    Probability,
}

/// <summary>A comparison.</summary>
internal enum LimitRelation
{
    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    AtMost,

    /// <summary>&gt;</summary>
    More,

    /// <summary>&gt;=</summary>
    AtLeast,
}
