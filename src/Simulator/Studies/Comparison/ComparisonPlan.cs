using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;

namespace Simulator.Studies.Comparison;

/// <summary>Several scenarios made ready to be sampled together, sample by sample from the same draws.</summary>
/// <param name="Whole">All draws, all outputs and all that pairs need, in one program.</param>
/// <param name="Scenarios">Each scenario as a view of it.</param>
/// <param name="Draws">Indices of the draws of each scenario, by name.</param>
/// <param name="Inputs">Which uncertain inputs the scenarios share.</param>
/// <param name="Pairs">The pairs that are compared.</param>
/// <param name="Probabilities">Which of every two scenarios has less of the outputs that models are compared by.</param>
internal sealed record ComparisonPlan(
    SimulationPlan Whole,
    IReadOnlyList<SimulationPlan> Scenarios,
    IReadOnlyList<IReadOnlyDictionary<string, int>> Draws,
    IReadOnlyList<ComparedInput> Inputs,
    IReadOnlyList<PlannedPair> Pairs,
    IReadOnlyList<PlannedProbability> Probabilities)
{
    // The signs of so many pairs are counted without a noticeable wait.
    public const int MostForProbabilities = 24;

    /// <summary>The limits of the comparison.</summary>
    public PlannedLimits Limits { get; init; } = new([], [], []);

    /// <summary>Up to here every scenario is compared with every other; more are each compared with the first.</summary>
    public const int MostForAllPairs = 4;

    /// <summary>Evaluates the models with one recording lane.</summary>
    /// <param name="scenarios">The scenarios, at least two, all of different names.</param>
    /// <param name="shared">Paths of inputs that are to be shared: see <see cref="InputCoupling"/>.</param>
    /// <param name="outputs">Outputs of which the probabilities of all pairs are wanted.</param>
    /// <param name="limits">Limits of the comparison; null for none.</param>
    /// <exception cref="ArgumentException">A path is not uncertain in two scenarios, or a limit is about something that is not known.</exception>
    public static ComparisonPlan Build(
        IReadOnlyList<Scenario> scenarios, IReadOnlyList<string> shared, IReadOnlyCollection<string>? outputs = null, IReadOnlyList<Limit>? limits = null)
    {
        var trace = new Trace();
        var coupling = new InputCoupling(scenarios, shared);
        var draws = new SharedDraws(trace, coupling);
        var traced = scenarios.Select(draws.Evaluate).ToList();
        coupling.Check([.. draws.Scenarios.Select(own => own.Keys.ToList())]);
        var isComparable = Comparable(scenarios);
        var pairs = IndexPairs(scenarios.Count).Where(pair => isComparable(pair.A) == isComparable(pair.B)).Select(pair => (pair.A, pair.B, Outputs: Paired(traced[pair.A], traced[pair.B]))).ToList();
        var signs = Signs(traced, isComparable, outputs ?? []);
        var roots = new RootTable(trace, draws.All);
        foreach (var scenario in traced)
        {
            AddRoots(scenario, roots);
        }

        var differences = pairs.SelectMany(pair => pair.Outputs).ToList();
        var limited = new PairedLimits(limits ?? [], traced, [.. scenarios.Select(scenario => scenario.Name)]);
        var sized = differences.SelectMany(output => output.Sized).Concat(limited.Sized).Select(lane => lane.NodeIndex).Distinct().ToList();
        var magnitudes = sized.Zip(PilotPoints.Magnitudes(trace, draws.All, sized)).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var output in differences)
        {
            output.Count(magnitudes, roots);
        }

        signs.ForEach(pair => pair.Signs?.Count(roots));

        limited.Count(magnitudes, roots);
        var planned = limited.Plan(roots);

        var whole = new SimulationPlan(draws.All, ColumnProgram.Compile(trace.Nodes, roots.Nodes), roots.Build(), planned.Outputs, [], [], [])
        {
            Groups = draws.Groups,
            ScenarioEnds = draws.Ends,
        };
        return new ComparisonPlan(
            whole,
            [.. traced.Select(scenario => View(whole, scenario, roots))],
            draws.Scenarios,
            ComparedInputs.Of(draws, [.. scenarios.Select(scenario => scenario.Name)]),
            [.. pairs.Select(pair => new PlannedPair(pair.A, pair.B, [.. pair.Outputs.Select(output => output.Plan(roots))]))],
            [.. signs.Select(pair => pair.Plan(roots))])
        {
            Limits = planned,
        };
    }

    // The footprint of one answer is not compared with that of a training.
    private static Func<int, bool> Comparable(IReadOnlyList<Scenario> scenarios) =>
        index => scenarios[index].Phases.Any(phase => !phase.IsServing);

    private static List<ProbabilityTrace> Signs(IReadOnlyList<TracedScenario> traced, Func<int, bool> isComparable, IReadOnlyCollection<string> outputs) => traced.Count > MostForProbabilities ? [] :
    [
        .. from a in Enumerable.Range(0, traced.Count)
           from b in Enumerable.Range(a + 1, traced.Count - a - 1)
           where isComparable(a) && isComparable(b)
           from left in traced[a].Outputs
           where outputs.Contains(left.Spec.Name)
           from right in traced[b].Outputs
           where right.Spec.Name == left.Spec.Name
           select ProbabilityTrace.Of(a, b, left.Spec.Name, left.Value, right.Value),
    ];

    private static IEnumerable<(int A, int B)> IndexPairs(int count) =>
        from a in Enumerable.Range(0, count > MostForAllPairs ? 1 : count)
        from b in Enumerable.Range(a + 1, count - a - 1)
        select (a, b);

    private static List<PairedTrace> Paired(TracedScenario a, TracedScenario b) =>
    [
        .. from left in a.Outputs
           where !left.IsEquivalent
           join right in b.Outputs on left.Spec.Name equals right.Spec.Name
           select new PairedTrace(left.Spec, left.Value, right.Value),
    ];

    private static void AddRoots(TracedScenario scenario, RootTable roots)
    {
        foreach (var (_, _, value) in scenario.Outputs)
        {
            roots.Add(value, isCounted: true);
        }

        foreach (var row in scenario.Components.Concat(scenario.Phases))
        {
            roots.Add(row.Energy, isCounted: false);
            roots.Add(row.Emissions, isCounted: false);
            roots.Add(row.Cost, isCounted: false);
        }
    }

    private static SimulationPlan View(SimulationPlan whole, TracedScenario scenario, RootTable roots) => whole with
    {
        Outputs = [.. scenario.Outputs.Select(output => new PlannedOutput(
            output.Spec, output.IsEquivalent, roots.Value(output.Value, output.Spec.Factor)))],
        Components = [.. scenario.Components.Select(row => row.Plan(roots))],
        Phases = [.. scenario.Phases.Select(row => row.Plan(roots))],
        Notices = scenario.Notices,
    };
}

/// <summary>Two scenarios that are compared.</summary>
/// <param name="A">Index of scenario A.</param>
/// <param name="B">Index of scenario B.</param>
/// <param name="Outputs">The outputs that both have.</param>
internal sealed record PlannedPair(int A, int B, IReadOnlyList<PlannedPairedOutput> Outputs);
