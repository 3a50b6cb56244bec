using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;

namespace Simulator.Planning;

/// <summary>A scenario whose model has been evaluated with a recording lane.</summary>
/// <param name="Outputs">The outputs that are known, in the order of the documentation.</param>
/// <param name="Components">Means by component.</param>
/// <param name="Phases">Means by phase.</param>
/// <param name="Correlations">Correlations requested.</param>
/// <param name="Notices">Outputs left out and why, and other remarks for the reader.</param>
internal sealed record TracedScenario(
    IReadOnlyList<(OutputSpec Spec, bool IsEquivalent, TraceLane Value)> Outputs,
    IReadOnlyList<MeansRow> Components,
    IReadOnlyList<MeansRow> Phases,
    CorrelationPlan Correlations,
    IReadOnlyList<string> Notices)
{
    /// <summary>The phases with their inputs and everything that was computed from them.</summary>
    public IReadOnlyList<BoundPhase> Bound { get; init; } = [];

    /// <summary>Evaluates the model.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="draw">The value of an uncertain input, by name and distribution; asked once for each name.</param>
    public static TracedScenario Of(Scenario scenario, Func<string, Distribution, TraceLane> draw)
    {
        // Tables of quantiles take milliseconds each and are kept by their distributions: all cores make them at once.
        Quantity[] uncertain = [.. scenario.Quantities.Where(quantity => !quantity.Distribution.IsConstant)];
        OnAllCores.For(uncertain.Length, Environment.ProcessorCount, index => uncertain[index].Distribution.ToTransform());
        var correlations = CorrelationPlan.Of(scenario);
        var correlated = correlations.Groups.SelectMany(group => group.Names).ToHashSet(StringComparer.Ordinal);
        var binder = new PhaseBinder<TraceLane>((name, distribution) => draw(name, correlated.Contains(name) ? distribution.InOneWord() : distribution), TraceLane.WindowMean, scenario.Costs);
        var known = new KnownOutputs(scenario);
        var phases = scenario.Phases.Select(phase => BoundPhase.Evaluate(phase, binder, known)).ToList();
        var evaluated = phases.ConvertAll(bound => new EvaluatedPhase<TraceLane>(bound.Inputs, bound.Flows, bound.Phase.IsServing));
        var costs = new CostPlan<TraceLane>(scenario.Costs, new ScenarioFlows<TraceLane>(evaluated), binder);
        var all = new ScenarioFlows<TraceLane>(evaluated) { CostBeside = costs.Total, CostWithoutOverlap = known.Contains(OutputDefinitions.CostWithoutOverlap.Name) ? CostWithoutOverlap(phases, scenario.Costs, binder, known) : default };
        var outputs = OutputPlanner.Outputs(phases, all, known, scenario);
        if (scenario.Costs is not null && known.Contains(OutputDefinitions.Cost.Name))
        {
            outputs.InsertRange(outputs.FindLastIndex(output => output.Spec.Name == OutputDefinitions.Cost.Name) + 1, CostOutputs.Of(scenario, costs, binder, OutputPlanner.PaidTwice(phases, known)));
        }

        var components = MeansPlanner.Components(phases, costs, binder, known);
        var means = MeansPlanner.Phases(phases, costs, known);

        // A member that no output needs is drawn too: the others' words depend on its own.
        foreach (var name in correlated.Order(StringComparer.Ordinal))
        {
            binder.Of(scenario.Quantities.First(quantity => quantity.Path == name));
        }

        return new TracedScenario(outputs, components, means, correlations, [.. correlations.Notices, .. known.Notices(), .. TimeNotices.Of(scenario, known), .. new[] { CostPeriods.Notice(scenario) }.OfType<string>()]) { Bound = phases };
    }

    /// <summary>Draws that mean something together only: the shares of each mix that varies.</summary>
    /// <param name="draws">The draws.</param>
    public IReadOnlyList<PlannedBundle> Bundles(IReadOnlyList<PlannedDraw> draws) =>
    [
        .. Bound.Select(bound => bound.Phase.Mix).OfType<GenerationMix>().DistinctBy(mix => mix.Path)
            .Select(mix => new PlannedBundle(mix.Path, [.. Enumerable.Range(0, draws.Count).Where(draw => IsShareOf(mix, draws[draw].Name))]))
            .Where(bundle => bundle.Draws.Count > 0),
    ];

    // All costs again, with nothing for a price that another one may include.
    private static TraceLane CostWithoutOverlap(List<BoundPhase> phases, CostSection? section, PhaseBinder<TraceLane> binder, KnownOutputs known)
    {
        var flows = new ScenarioFlows<TraceLane>(phases.ConvertAll(bound => new EvaluatedPhase<TraceLane>(bound.Inputs, bound.Without(known.Overlaps(bound.Phase)), bound.Phase.IsServing)));
        return flows.Total.Cost + new CostPlan<TraceLane>(section, flows, binder).Total;
    }

    private static bool IsShareOf(GenerationMix mix, string draw) =>
        mix.Concentration is not null && mix.Shares.Any(share => draw == mix.NameOf(share));
}
