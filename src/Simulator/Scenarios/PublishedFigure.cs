namespace Simulator.Scenarios;

/// <summary>A published figure about what a scenario describes; <c>simulator validate</c> compares it with ours.</summary>
/// <param name="Output">Name of the output it is a value of.</param>
/// <param name="Statistic">Which figure of the output: median, mean, or a percentile such as p5.</param>
/// <param name="Value">The figure, in the output's printed unit.</param>
/// <param name="LastDigit">One in its last printed digit, in the same unit.</param>
/// <param name="Unit">Unit in which it was printed; empty for plain numbers.</param>
/// <param name="UnitScale">Output units in one of those.</param>
/// <param name="Tier">What agreement would show.</param>
/// <param name="Source">Key of the source in the catalogue.</param>
internal sealed record PublishedFigure(
    string Output, string Statistic, double Value, double LastDigit, string Unit, double UnitScale, EvidenceTier Tier, string Source)
{
    /// <summary>The figures of an output that can be compared.</summary>
    public static IReadOnlyList<string> Statistics { get; } = ["median", "mean", "p1", "p5", "p10", "p25", "p75", "p90", "p95", "p99"];

    /// <summary>What comes out, as far as is known.</summary>
    public Expectation Expectation { get; init; }

    /// <summary>Our figure over the published one, less 1, where they are known to differ. [-]</summary>
    public double? Deviation { get; init; }

    /// <summary>One in the last stated digit of the deviation. [-]</summary>
    public double DeviationDigit { get; init; }

    /// <summary>What is wrong in the source; null where nothing is known to be.</summary>
    public string? Mistake { get; init; }

    /// <summary>Remark, if one was given.</summary>
    public string? Note { get; init; }

    /// <summary>Probability of a percentile, 0.5 for the median; null for the mean. [-]</summary>
    public double? Probability => Statistic switch
    {
        "mean" => null,
        "median" => 0.5,
        _ => int.Parse(Statistic.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) / 100.0,
    };
}

/// <summary>What it shows if our figure is the published one.</summary>
internal enum EvidenceTier
{
    /// <summary>A product of numbers that the source states: our arithmetic and units are right.</summary>
    Arithmetic,

    /// <summary>
    /// The source made its figure as we do, from rated power and assumed factors (some of which we had to infer): our
    /// arithmetic and units are right; whether the figure is right is unknown.
    /// </summary>
    Circular,

    /// <summary>Something was measured: the model of it is right.</summary>
    Measured,

    /// <summary>The exact distribution is known: the sampling is right.</summary>
    ClosedForm,

    /// <summary>The source states no inputs: nothing can be computed, so there is nothing to compare.</summary>
    TotalOnly,
}

/// <summary>How a published figure compares with ours.</summary>
internal enum Expectation
{
    /// <summary>Our figure, rounded or cut to the printed digits, equals the published one.</summary>
    Holds,

    /// <summary>It is not.</summary>
    Differs,

    /// <summary>The published figure lies in our central interval.</summary>
    Inside,

    /// <summary>It does not.</summary>
    Outside,
}
