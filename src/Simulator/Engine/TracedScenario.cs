using Simulator.Engine.Tracing;
using Simulator.Model;
using Simulator.Scenarios;

namespace Simulator.Engine;

/// <summary>A scenario's phases evaluated with a recording lane: every input, every intermediate quantity, and the arithmetic between them.</summary>
/// <param name="Trace">The recorded arithmetic.</param>
/// <param name="Draws">Uncertain inputs.</param>
/// <param name="Phases">The phases.</param>
/// <param name="Known">Which outputs the inputs determine.</param>
/// <param name="Components">Mean energy and cost by component.</param>
/// <param name="Correlations">Correlations between inputs.</param>
internal sealed record TracedScenario(
    Trace Trace, IReadOnlyList<PlannedDraw> Draws, IReadOnlyList<BoundPhase> Phases, KnownOutputs Known,
    IReadOnlyList<MeansRow> Components, CorrelationPlan Correlations)
{
    /// <summary>Evaluates the model of a scenario once. The order of the draws is the same every time.</summary>
    public static TracedScenario Of(Scenario scenario)
    {
        // Tables of quantiles take milliseconds each and are kept by their distributions: all cores make them at once.
        Parallel.ForEach(scenario.Quantities.Where(quantity => !quantity.Distribution.IsConstant), quantity => quantity.Distribution.ToTransform());
        var trace = new Trace();
        var draws = new List<PlannedDraw>();
        var binder = new PhaseBinder<TraceLane>((name, distribution) => PlanBuilder.Draw(trace, draws, name, distribution));
        var phases = scenario.Phases.Select(phase => BoundPhase.Evaluate(phase, binder)).ToList();
        var known = new KnownOutputs(scenario.Phases);
        var components = MeansPlanner.Components(phases, binder, known);

        // A member that no output needs is drawn too: the others' words depend on its own.
        var correlations = CorrelationPlan.Of(scenario.Correlations);
        foreach (var name in correlations.Groups.SelectMany(group => group.Names))
        {
            binder.Of(scenario.Quantities.First(quantity => quantity.Path == name));
        }

        return new TracedScenario(trace, draws, phases, known, components, correlations);
    }

    /// <summary>Draws that mean something together only: the shares of each mix that varies.</summary>
    public IReadOnlyList<PlannedBundle> Bundles =>
    [
        .. Phases.Select(bound => bound.Phase.Mix).OfType<GenerationMix>().DistinctBy(mix => mix.Path)
            .Select(mix => new PlannedBundle(mix.Path, [.. Enumerable.Range(0, Draws.Count).Where(draw => IsShareOf(mix, Draws[draw].Name))]))
            .Where(bundle => bundle.Draws.Count > 0),
    ];

    private static bool IsShareOf(GenerationMix mix, string draw) =>
        mix.Concentration is not null && mix.Shares.Any(share => draw == PhaseBinder<TraceLane>.ShareName(mix, share));
}

/// <summary>A phase with its inputs bound and its equations evaluated.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Flows">What it takes and causes.</param>
internal sealed record BoundPhase(Phase Phase, PhaseInputs<TraceLane> Inputs, PhaseFlows<TraceLane> Flows)
{
    public static BoundPhase Evaluate(Phase phase, PhaseBinder<TraceLane> binder)
    {
        var inputs = binder.Bind(phase);
        return new BoundPhase(phase, inputs, PhaseModel.Evaluate(PhaseShapes.Of(phase), inputs));
    }

    public static PhaseFlows<TraceLane> Combine(IEnumerable<BoundPhase> phases) =>
        phases.Select(phase => phase.Flows).Aggregate((a, b) => PhaseModel.Combine(a, b));
}
