using Simulator.Catalog;
using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;

namespace Simulator.Planning;

/// <summary>Finds the value of every output in the evaluated model, and says what each includes.</summary>
internal static class OutputPlanner
{
    /// <summary>The outputs that are known, in the order of the documentation, then the equivalents.</summary>
    /// <param name="phases">The phases, evaluated.</param>
    /// <param name="known">Which outputs the inputs determine.</param>
    /// <param name="edition">Year of the edition of the equivalences; null for none.</param>
    public static List<(OutputSpec Spec, bool IsEquivalent, TraceLane Value)> Outputs(
        IReadOnlyList<BoundPhase> phases, KnownOutputs known, int? edition)
    {
        var total = BoundPhase.Combine(phases);
        var training = phases.Where(phase => !phase.Phase.IsServing).ToList();
        var trained = BoundPhase.Combine(training);
        var outputs = new List<(OutputSpec Spec, bool IsEquivalent, TraceLane Value)>();

        foreach (var spec in Model.Outputs.All.Where(known.Contains))
        {
            outputs.Add((WithBoundary(spec, phases, known), false, Value(spec, total, trained, phases)));
        }

        foreach (var entry in BuiltInCatalog.Equivalences.Values)
        {
            var ofEnergy = entry.Of == "energy";
            if (ofEnergy || known.Contains(Model.Outputs.Emissions))
            {
                var each = TraceLane.Constant(EquivalenceFactors.Each(entry, edition));
                var amount = ofEnergy ? total.SiteEnergy : total.Emissions;
                var basis = ofEnergy ? "energy" : "emissions";
                var spec = new OutputSpec(entry.Id, entry.Label, "", 1, $"{basis}, {entry.In(edition).Text} each{Edition(entry, edition)}");
                outputs.Add((spec, true, EverydayTerms.Of(amount, each)));
            }
        }

        return outputs;
    }

    private static TraceLane Value(
        OutputSpec spec, in PhaseFlows<TraceLane> total, in PhaseFlows<TraceLane> training, IReadOnlyList<BoundPhase> phases) => spec.Name switch
    {
        "it_energy" => total.ItEnergy,
        "energy" => total.SiteEnergy,
        "grid_energy" => total.GridEnergy,
        "peak_power" => total.PeakPower,
        "power_swing" => total.PowerSwing,
        "electricity_cost" => total.ElectricityCost,
        "hardware_cost" => total.HardwareCost,
        "water_cost" => total.WaterCost,
        "carbon_cost" => total.CarbonCost,
        "cost" => total.Cost,
        "operational_emissions" => total.OperationalEmissions,
        "market_emissions" => total.MarketEmissions,
        "embodied_emissions" => total.EmbodiedEmissions,
        "emissions" => total.Emissions,
        "water_onsite" => total.WaterOnsite,
        "water_offsite" => total.WaterOffsite,
        "water" => total.Water,
        "land" => total.Land,
        "carbon_intensity" => Intensity(total, phases),
        "accelerator_hours" => total.RunHours,
        "accelerators" => total.Accelerators,
        "servers" => total.Servers,
        "duration" => total.WallClock,
        "goodput" => Goodput.Mean(training.ProductiveHours, training.RunHours),
        "energy_per_million_tokens" => EverydayTerms.PerMillionTokens(training.SiteEnergy, training.Tokens),
        "emissions_per_million_tokens" => EverydayTerms.PerMillionTokens(training.Emissions, training.Tokens),
        "cost_per_million_tokens" => EverydayTerms.PerMillionTokens(training.Cost, training.Tokens),
        _ => throw new InvalidOperationException($"The output {spec.Name} has no equation."),
    };

    // Where every phase has the same intensity, that is the mean, to the last bit.
    private static TraceLane Intensity(in PhaseFlows<TraceLane> total, IReadOnlyList<BoundPhase> phases)
    {
        var first = phases[0].Flows.CarbonIntensity;
        return phases.All(phase => phase.Flows.CarbonIntensity.Equals(first)) ? first : total.CarbonIntensity;
    }

    private static string Edition(Equivalence entry, int? edition) =>
        edition is { } year && entry.Editions.ContainsKey(year) ? FormattableString.Invariant($" (edition {year})") : "";

    private static readonly OutputSpec[] Carbon =
        [Model.Outputs.OperationalEmissions, Model.Outputs.MarketEmissions, Model.Outputs.CarbonIntensity, Model.Outputs.CarbonCost];

    private static OutputSpec WithBoundary(OutputSpec spec, IReadOnlyList<BoundPhase> phases, KnownOutputs known)
    {
        var conventions = phases[0].Phase.Conventions;
        var direct = conventions.Factors == EmissionFactors.Direct ? ", direct" : "";
        if (direct.Length > 0 && Carbon.Contains(spec))
        {
            return spec with { Boundary = spec.Boundary + direct };
        }

        if (spec == Model.Outputs.WaterOffsite && conventions.Evaporation == HydroEvaporation.Excluded)
        {
            return spec with { Boundary = spec.Boundary + ", without evaporation from reservoirs" };
        }

        if (spec == Model.Outputs.Cost)
        {
            (OutputSpec Part, string Name)[] parts =
            [
                (Model.Outputs.ElectricityCost, "electricity"), (Model.Outputs.HardwareCost, "hardware"),
                (Model.Outputs.WaterCost, "on-site water"), (Model.Outputs.CarbonCost, "carbon price"),
            ];
            return spec with { Boundary = "site: " + string.Join(" + ", parts.Where(part => known.Contains(part.Part)).Select(part => part.Name)) };
        }

        if (spec == Model.Outputs.Emissions)
        {
            var operational = conventions.Accounting == EmissionAccounting.MarketBased ? $"grid, market-based{direct}" : $"grid, location-based{direct}";
            return spec with
            {
                Boundary = known.Contains(Model.Outputs.EmbodiedEmissions) ? $"operational ({operational}) + embodied" : $"operational only ({operational})",
            };
        }

        return phases.Any(phase => phase.Phase.IsServing) && spec == Model.Outputs.Energy
            ? spec with { Boundary = spec.Boundary + "; training and serving" }
            : spec;
    }
}
