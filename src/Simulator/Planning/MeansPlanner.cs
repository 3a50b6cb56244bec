using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>A row of means before its values are tied to roots; null where a value is not known.</summary>
/// <param name="Name">Component or phase.</param>
/// <param name="Energy">Energy. [kWh]</param>
/// <param name="Emissions">Emissions. [kg]</param>
/// <param name="Cost">Cost. [USD]</param>
internal sealed record MeansRow(string Name, TraceLane Energy, TraceLane? Emissions, TraceLane? Cost)
{
    /// <summary>Ties the values to their roots, in printed units.</summary>
    public PlannedMeans Plan(RootTable roots) => new(
        Name,
        roots.Value(Energy, OutputDefinitions.Energy.Factor),
        roots.Value(Emissions, OutputDefinitions.Emissions.Factor),
        roots.Value(Cost, OutputDefinitions.Cost.Factor));
}

/// <summary>Splits energy, emissions and cost by component and by phase.</summary>
internal static class MeansPlanner
{
    /// <summary>Energy, emissions and cost by component; they add up to the totals. Making the hardware counts with the accelerators, as its price does.</summary>
    public static List<MeansRow> Components(IReadOnlyList<BoundPhase> phases, CostPlan<TraceLane> costs, PhaseBinder<TraceLane> binder, KnownOutputs known)
    {
        var order = new List<string>();
        var energy = new Dictionary<string, TraceLane>(StringComparer.Ordinal);
        var emissions = new Dictionary<string, TraceLane>(StringComparer.Ordinal);
        var cost = new Dictionary<string, TraceLane>(StringComparer.Ordinal);
        foreach (var bound in phases)
        {
            var price = bound.Inputs.ElectricityPrice;
            var embodied = bound.Flows.EmbodiedEmissions;
            foreach (var (name, componentEnergy, hardware) in Split(bound, binder))
            {
                if (!energy.ContainsKey(name))
                {
                    order.Add(name);
                }

                energy[name] = energy.GetValueOrDefault(name) + componentEnergy;
                emissions[name] = emissions.GetValueOrDefault(name) + Counted(bound, componentEnergy) + embodied;
                embodied = default;
                cost[name] = cost.GetValueOrDefault(name) + Cost.OfElectricity(componentEnergy, price) + hardware;
            }

            AddCost("water", bound.Flows.WaterCost);
            AddCost("carbon price", bound.Flows.CarbonCost);
        }

        foreach (var line in costs.Lines)
        {
            AddCost(line.Name, costs.Of(line));
        }

        var (emissionsAreKnown, costIsKnown) = (known.Contains(OutputDefinitions.Emissions.Name), known.Contains(OutputDefinitions.Cost.Name));
        return [.. order
            .Select(name => new MeansRow(
                name, energy.GetValueOrDefault(name), emissionsAreKnown ? emissions.GetValueOrDefault(name) : null, costIsKnown ? cost[name] : null))
            .Where(row => !IsZero(row.Energy) || (row.Cost is { } value && !IsZero(value)))];

        void AddCost(string name, TraceLane value)
        {
            if (!IsZero(value))
            {
                if (!cost.ContainsKey(name))
                {
                    order.Add(name);
                }

                cost[name] = cost.GetValueOrDefault(name) + value;
            }
        }
    }

    /// <summary>Energy, emissions and cost by phase.</summary>
    public static List<MeansRow> Phases(IReadOnlyList<BoundPhase> phases, CostPlan<TraceLane> costs, KnownOutputs known) =>
    [
        .. phases.Select(bound => new MeansRow(
            bound.Phase.Name,
            bound.Flows.SiteEnergy,
            known.Contains(OutputDefinitions.Emissions.Name) ? bound.Flows.Emissions : null,
            known.Contains(OutputDefinitions.Cost.Name) ? bound.Flows.Cost : null)),
        .. costs.Lines.Count > 0 ? [new MeansRow("beside the phases", TraceLane.Constant(0), TraceLane.Constant(0), costs.Total)] : Array.Empty<MeansRow>(),
    ];

    private static IEnumerable<(string Name, TraceLane Energy, TraceLane HardwareCost)> Split(BoundPhase bound, PhaseBinder<TraceLane> binder)
    {
        var flows = bound.Flows;
        if (bound.Phase.IsServing)
        {
            yield return ("serving", flows.ItEnergy, flows.HardwareCost);
        }
        else if (bound.Phase.MeasuredAt is not (null or Boundary.Accelerators))
        {
            var isSite = bound.Phase.MeasuredAt != Boundary.It && bound.Phase[Keys.Pue] is null or { Origin: QuantityOrigin.Default };
            yield return (isSite ? "site, measured" : "IT equipment, measured", flows.ItEnergy, flows.HardwareCost);
        }
        else
        {
            var rest = TraceLane.Constant(1);
            foreach (var component in bound.Phase.Components)
            {
                rest -= component.Cost is { } share ? binder.Of(share) : default;
            }

            yield return ("accelerators", flows.AcceleratorEnergy, flows.HardwareCost * rest);
            foreach (var component in bound.Phase.Components)
            {
                var share = bound.Inputs.ComponentPower[PhaseBinder<TraceLane>.ComponentIndex(component.Name)];
                var hardware = component.Cost is { } cost ? flows.HardwareCost * binder.Of(cost) : default;
                yield return (component.Name, ItEnergy.OfComponent(flows.AcceleratorEnergy, share), hardware);
            }

            if (bound.Phase.Overhead != OverheadRoute.Components)
            {
                yield return ("rest of server", ItEnergy.BesideAccelerators(flows.AcceleratorEnergy, flows.Overhead), default);
            }
        }

        if (bound.Phase[Keys.CoolingShare] is null)
        {
            yield return ("cooling and distribution", flows.BesideItEnergy, default);
        }
        else
        {
            yield return ("cooling", flows.CoolingEnergy, default);
            yield return ("distribution", flows.DistributionEnergy, default);
        }
    }

    /// <summary>Operational emissions of a part of the energy, of the kind that the scenario counts. [kg]</summary>
    private static TraceLane Counted(BoundPhase bound, TraceLane energy)
    {
        var generated = GridEnergy.Generated(energy, bound.Inputs.Losses);
        var operational = Emissions.Operational(generated, bound.Flows.CarbonIntensity);
        return bound.Phase.Conventions.Accounting == EmissionAccounting.MarketBased
            ? PhaseModel.MarketBased(PhaseShapes.Of(bound.Phase), bound.Inputs, generated, operational)
            : operational;
    }

    private static bool IsZero(TraceLane value) => value.IsConstant && value.Factor == 0;
}
