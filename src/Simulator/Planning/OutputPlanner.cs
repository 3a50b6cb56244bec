using Simulator.Catalog;
using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>Finds the value of every output in the evaluated model, and says what each includes.</summary>
internal static class OutputPlanner
{
    /// <summary>The outputs that are known, in the order of the documentation, then the equivalents.</summary>
    /// <param name="phases">The phases, evaluated.</param>
    /// <param name="flows">What all of them take and cause.</param>
    /// <param name="known">Which outputs the inputs determine.</param>
    /// <param name="scenario">The scenario.</param>
    public static List<(OutputSpec Spec, bool IsEquivalent, TraceLane Value)> Outputs(
        IReadOnlyList<BoundPhase> phases, ScenarioFlows<TraceLane> flows, KnownOutputs known, Scenario scenario)
    {
        var edition = scenario.Simulation.Equivalences;
        var conventions = phases[0].Phase.Conventions;
        var facts = new BoundaryFacts(
            conventions.Accounting,
            conventions.Factors == EmissionFactors.Direct,
            Upstream(phases, conventions.Factors),
            phases.Any(phase => phase.Phase.MeasuredAt == Boundary.Grid || phase.Phase[Keys.Losses]?.Distribution is not { IsConstant: true, Minimum: 0 }),
            phases.Any(phase => phase.Phase[Keys.ResidualMix] is not null),
            conventions.Evaporation == HydroEvaporation.Excluded,
            phases.Any(bound => !bound.Phase.IsServing),
            phases.Any(bound => bound.Phase.IsServing),
            phases.Any(bound => bound.Phase.Hours == HoursRoute.Requests),
            phases.Any(bound => bound.Phase.Hours == HoursRoute.Requests || bound.Phase[Keys.EmbodiedPerRequest] is not null),
            known.Contains)
        {
            IsIncluded = output => phases.Any(bound => bound.Phase[output == "electricity_cost" ? Keys.ElectricityPrice : Keys.CarbonPrice] is { Origin: QuantityOrigin.Included }),
            MayBeIncluded =
            [
                .. new[] { (Keys.ElectricityPrice, "the rental includes electricity"), (Keys.DemandCharge, "the rental includes electricity"), (Keys.CarbonPrice, "the price of electricity includes that of carbon") }
                    .Where(price => phases.Any(bound => known.Overlaps(bound.Phase).Contains(price.Item1))).Select(price => price.Item2).Distinct(),
            ],
            PaidTwiceInTraining = PaidTwice(phases.Where(bound => !bound.Phase.IsServing), known),
            PaidTwiceInServing = PaidTwice(phases.Where(bound => bound.Phase.IsServing), known),
            CostLines = [.. scenario.Costs?.Lines.Select(line => line.Name) ?? []],
        };
        return
        [
            .. OutputDefinitions<TraceLane>.All.Where(output => known.Contains(output.Name)).Select(output => (output.For(facts, spec => CostOutputs.InMoneyOf(scenario, spec)), false, output.Value(flows))),
            .. from entry in BuiltInCatalog.Equivalences.Values
               let basis = OutputDefinitions<TraceLane>.All.First(output => output.Name == entry.Of)
               where known.Contains(basis.Name)
               select (Equivalent(entry, edition), true, EverydayTerms.Of(basis.Value(flows), TraceLane.Constant(EquivalenceFactors.Each(entry, edition)))),
        ];
    }

    /// <summary>What the costs of phases may pay twice, in words.</summary>
    /// <param name="phases">The phases.</param>
    /// <param name="known">Which outputs the inputs determine.</param>
    public static IReadOnlyList<string> PaidTwice(IEnumerable<BoundPhase> phases, KnownOutputs known)
    {
        var overlaps = phases.SelectMany(bound => known.Overlaps(bound.Phase)).ToHashSet();
        return [.. new[] { (Keys.ElectricityPrice, "electricity"), (Keys.DemandCharge, "electricity"), (Keys.CarbonPrice, "carbon") }
            .Where(price => overlaps.Contains(price.Item1)).Select(price => price.Item2).Distinct()];
    }

    // Figures that a file states have in them what their source put there, which the program cannot know.
    private static string Upstream(IReadOnlyList<BoundPhase> phases, EmissionFactors factors) =>
        phases.Any(phase => phase.Phase[Keys.CarbonIntensity] is { Origin: not QuantityOrigin.Catalog }) ? "factor as stated"
        : factors == EmissionFactors.Direct ? "without upstream" : "with upstream";

    private static OutputSpec Equivalent(Equivalence entry, int? edition)
    {
        var year = edition is { } chosen && entry.Editions.ContainsKey(chosen) ? FormattableString.Invariant($" (edition {chosen})") : "";
        return new OutputSpec(entry.Id, entry.Label, "", 1, $"{entry.Of}, {entry.In(edition).Text} each{year}") { Equation = "M19" };
    }
}
