using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>One output: everything that tables, charts, files, limits, help and documentation know about it.</summary>
/// <param name="Name">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Unit">Unit in which it is printed; fixed.</param>
/// <param name="Boundary">What is inside.</param>
/// <param name="Equation">Number of its equation, e.g. <c>M15</c>.</param>
/// <param name="Requires">What must be given for it; all of them.</param>
internal abstract record OutputDefinition(string Name, string Title, string Unit, string Boundary, string Equation, IReadOnlyList<Requirement> Requires)
{
    private const double DaysPerHour = 1.0 / 24;

    /// <summary>Whether it is among the first that a reader looks for: shown where no outputs are chosen.</summary>
    public bool IsHeadline { get; init; }

    /// <summary>Whether most scenarios do without it, so that it is missed as a part of another output only beside scenarios that have it.</summary>
    public bool IsSeldom { get; init; }

    /// <summary>Parts that it includes where they are known, and what they are called: without one it is less than others of its name.</summary>
    public IReadOnlyList<(string Output, string Name)> Parts { get; init; } = [];

    /// <summary>What is inside in every scenario, where the boundary is only the beginning of that; null where it is all of it.</summary>
    public string? Explanation { get; init; }

    /// <summary>Continues the boundary where it depends on the scenario; null where it does not.</summary>
    public Func<BoundaryFacts, string>? BoundaryIn { get; init; }

    /// <summary>For a cost: what it may pay twice; null for outputs that are not sums of costs.</summary>
    public Func<BoundaryFacts, IReadOnlyList<string>>? PaidTwiceIn { get; init; }

    /// <summary>Unit in which the model computes it.</summary>
    public string ModelUnit => Printed.Model;

    /// <summary>Printed value over the model's value.</summary>
    public double Factor => Printed.Factor;

    // A unit that is not listed is the model's own.
    private (string Model, double Factor) Printed => Unit switch
    {
        "MWh" => ("kWh", 1e-3),
        "t" => ("kg", 1e-3),
        "m3" => ("L", 1e-3),
        "Wh" => ("kWh", 1e3),
        "g" => ("kg", 1e3),
        "days" => ("h", DaysPerHour),
        _ => (Unit, 1),
    };

    /// <summary>The output as it is printed.</summary>
    public OutputSpec Spec => new(Name, Title, Unit, Factor, Boundary) { Equation = Equation };

    /// <summary>The output as it is printed for a scenario: what is inside, then the prices that it is in, then what it may pay twice.</summary>
    /// <param name="facts">What its boundary depends on.</param>
    /// <param name="inMoney">Puts a cost into the money and the prices of the scenario.</param>
    public OutputSpec For(BoundaryFacts facts, Func<OutputSpec, OutputSpec> inMoney) =>
        MayPayTwice(inMoney(Spec with { Boundary = Boundary + BoundaryIn?.Invoke(facts) }), PaidTwiceIn?.Invoke(facts) ?? []);

    /// <summary>A sum of costs that says what it may pay twice.</summary>
    /// <param name="spec">The output.</param>
    /// <param name="what">What it may pay twice; may be empty.</param>
    public static OutputSpec MayPayTwice(OutputSpec spec, IReadOnlyList<string> what) => what.Count == 0 ? spec : spec with
    {
        PaidTwice = string.Join(" and ", what),
        Boundary = spec.Boundary + TwiceIn(string.Join(" and ", what)),
    };

    /// <summary>The end of a boundary that says what may be paid twice.</summary>
    /// <param name="what">What it is, as <see cref="OutputSpec.PaidTwice"/> has it; not empty.</param>
    public static string TwiceIn(string what) => $"; may pay {what} twice";

    /// <summary>What any of several costs may pay twice; empty if none of them may.</summary>
    /// <param name="costs">What each of them may pay twice, as <see cref="OutputSpec.PaidTwice"/> has it.</param>
    public static string PaidTwiceInAnyOf(IEnumerable<string> costs) =>
        string.Join(" and ", costs.SelectMany(cost => cost.Split(" and ", StringSplitOptions.RemoveEmptyEntries)).Distinct().OrderDescending(StringComparer.Ordinal));
}

/// <summary>One output with what computes it.</summary>
/// <typeparam name="T">Lane that it is computed on.</typeparam>
/// <param name="Name">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Unit">Unit in which it is printed; fixed.</param>
/// <param name="Boundary">What is inside.</param>
/// <param name="Equation">Number of its equation, e.g. <c>M15</c>.</param>
/// <param name="Value">Computes it, in the model's unit.</param>
/// <param name="Requires">What must be given for it; all of them.</param>
internal sealed record OutputDefinition<T>(
    string Name, string Title, string Unit, string Boundary, string Equation, Func<ScenarioFlows<T>, T> Value, params IReadOnlyList<Requirement> Requires)
    : OutputDefinition(Name, Title, Unit, Boundary, Equation, Requires)
    where T : struct, IArithmeticLane<T>;

/// <summary>What the boundaries of outputs depend on.</summary>
/// <param name="Accounting">Which operational emissions enter the emissions.</param>
/// <param name="HasDirectFactors">Whether emissions per energy leave out all but combustion.</param>
/// <param name="ExcludesEvaporation">Whether water leaves out what evaporates from reservoirs.</param>
/// <param name="Upstream">What emissions per energy have in them beside combustion, in words; empty where nothing is said.</param>
/// <param name="HasLosses">Whether losses on the way are counted.</param>
/// <param name="HasResidualMix">Whether what no contract covers has emissions per energy of its own.</param>
/// <param name="HasTraining">Whether the model is trained.</param>
/// <param name="HasServing">Whether the model is served.</param>
/// <param name="ServingHasHours">Whether the accelerator-hours of serving are known.</param>
/// <param name="ServingHasEmbodied">Whether the embodied emissions of serving are known, if those of training are.</param>
/// <param name="IsKnown">Whether the scenario's inputs determine the output of a name.</param>
internal sealed record BoundaryFacts(
    EmissionAccounting Accounting,
    bool HasDirectFactors,
    string Upstream,
    bool HasLosses,
    bool HasResidualMix,
    bool ExcludesEvaporation,
    bool HasTraining,
    bool HasServing,
    bool ServingHasHours,
    bool ServingHasEmbodied,
    Func<string, bool> IsKnown)
{
    /// <summary>Whether a price that an output is the cost of is included in another price, in some phase at least.</summary>
    public Func<string, bool> IsIncluded { get; init; } = _ => false;

    /// <summary>What prices may include without the file saying so, each as a clause, e.g. <c>the rental includes electricity</c>.</summary>
    public IReadOnlyList<string> MayBeIncluded { get; init; } = [];

    /// <summary>What the costs of training may pay twice: <c>electricity</c>, <c>carbon</c>.</summary>
    public IReadOnlyList<string> PaidTwiceInTraining { get; init; } = [];

    /// <summary>What the costs of serving may pay twice.</summary>
    public IReadOnlyList<string> PaidTwiceInServing { get; init; } = [];

    /// <summary>What the costs of both may pay twice.</summary>
    public IReadOnlyList<string> PaidTwice => [.. PaidTwiceInTraining.Union(PaidTwiceInServing).OrderDescending(StringComparer.Ordinal)];

    /// <summary>Names of what is paid beside the phases.</summary>
    public IReadOnlyList<string> CostLines { get; init; } = [];
}
