using System.Reflection;

namespace Simulator.Model;

/// <summary>Every output, in the order in which they are printed: one row an output, and below it what computes it.</summary>
public static class OutputDefinitions
{
    private const string StatedAccelerators = "phase.accelerators";
    private const string ImpliedAccelerators = "phase.duration with phase.accelerator_hours";

    private static readonly Requirement ElectricityPrice = Requirement.Everywhere("grid.electricity_price");
    private static readonly Requirement HardwarePrice = Requirement.InTraining("hardware.price with hardware.lifetime", "hardware.rental");
    private static readonly Requirement AnyPrice = ElectricityPrice with { Or = HardwarePrice };
    private static readonly Requirement Carbon = Requirement.Everywhere("grid.carbon_intensity", "grid.mix");
    private static readonly Requirement Wue = Requirement.Everywhere("facility.wue");
    private static readonly Requirement WaterOfGeneration =
        Requirement.Everywhere("grid.water_intensity", "grid.mix.water") with { Words = "grid.water_intensity" };
    private static readonly Requirement Tokens = Requirement.Anywhere("phase.tokens");

    // The fleet is the largest phase, so one phase that states it is enough.
    private static readonly Requirement Fleet = Requirement.Anywhere(StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators" };

    /// <summary>Energy of the IT equipment (M4).</summary>
    public static readonly OutputDefinition ItEnergy = new("it_energy", "IT energy", "MWh", "IT: accelerators and their servers", "M4", new ItEnergyValue());
    private sealed class ItEnergyValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.ItEnergy; }

    /// <summary>Energy of the site (M5).</summary>
    public static readonly OutputDefinition Energy = new("energy", "Energy", "MWh", "site: IT and facility", "M5", new EnergyValue())
    {
        IsHeadline = true,
        BoundaryIn = facts => facts.HasServing ? "; training and serving" : "",
    };
    private sealed class EnergyValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.SiteEnergy; }

    /// <summary>Energy generated (M6).</summary>
    public static readonly OutputDefinition GridEnergy = new("grid_energy", "Grid energy", "MWh", "grid: site and losses on the way", "M6", new GridEnergyValue());
    private sealed class GridEnergyValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.GridEnergy; }

    /// <summary>Peak power (M7).</summary>
    public static readonly OutputDefinition PeakPower = new("peak_power", "Peak power", "MW", "site, all accelerators at their rating", "M7", new PeakPowerValue(), Fleet);
    private sealed class PeakPowerValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.PeakPower; }

    /// <summary>Power swing (M8).</summary>
    public static readonly OutputDefinition PowerSwing = new(
        "power_swing", "Power swing", "MW", "accelerators, all stopping together", "M8", new PowerSwingValue(), Fleet);
    private sealed class PowerSwingValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.PowerSwing; }

    /// <summary>Electricity bill (M9).</summary>
    public static readonly OutputDefinition ElectricityCost = new(
        "electricity_cost", "Electricity cost", "USD", "site energy at the meter", "M9", new ElectricityCostValue(), ElectricityPrice);
    private sealed class ElectricityCostValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.ElectricityCost; }

    /// <summary>Hardware (M10).</summary>
    public static readonly OutputDefinition HardwareCost = new(
        "hardware_cost", "Hardware cost", "USD", "reserved accelerator-hours", "M10", new HardwareCostValue(), HardwarePrice);
    private sealed class HardwareCostValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.HardwareCost; }

    /// <summary>On-site water (M11).</summary>
    public static readonly OutputDefinition WaterCost = new(
        "water_cost", "Water cost", "USD", "on-site water", "M11", new WaterCostValue(), Wue, Requirement.Everywhere("facility.water_price"));
    private sealed class WaterCostValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.WaterCost; }

    /// <summary>Price put on emissions (M11).</summary>
    public static readonly OutputDefinition CarbonCost = new(
        "carbon_cost", "Carbon cost", "USD", "operational emissions, location-based", "M11", new CarbonCostValue(), Carbon, Requirement.Everywhere("grid.carbon_price")) { BoundaryIn = Direct };
    private sealed class CarbonCostValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.CarbonCost; }

    /// <summary>All costs (M11).</summary>
    public static readonly OutputDefinition Cost = new("cost", "Cost", "USD", "site", "M11", new CostValue(), AnyPrice)
    {
        IsHeadline = true,
        BoundaryIn = facts => ": " + string.Join(" + ", CostParts.Where(part => facts.IsKnown(part.Output)).Select(part => part.Name)),
    };
    private sealed class CostValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.Cost; }

    /// <summary>Operational emissions (M13).</summary>
    public static readonly OutputDefinition OperationalEmissions = new(
        "operational_emissions", "Operational emissions", "t", "grid energy, location-based", "M13", new OperationalEmissionsValue(), Carbon) { BoundaryIn = Direct };
    private sealed class OperationalEmissionsValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.OperationalEmissions; }

    /// <summary>Operational emissions after contracts (M13).</summary>
    public static readonly OutputDefinition MarketEmissions = new(
        "market_emissions", "Market-based emissions", "t", "grid energy after carbon-free contracts", "M13", new MarketEmissionsValue(), Carbon) { BoundaryIn = Direct };
    private sealed class MarketEmissionsValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.MarketEmissions; }

    /// <summary>Embodied emissions (M14).</summary>
    public static readonly OutputDefinition EmbodiedEmissions = new(
        "embodied_emissions", "Embodied emissions", "t", "making the hardware", "M14", new EmbodiedEmissionsValue(),
        Requirement.InTraining("hardware.embodied_carbon"),
        Requirement.InTraining("hardware.lifetime", "hardware.embodied_accounting: full"),
        Requirement.InTraining("hardware.embodied_accounting: amortized", StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators" });
    private sealed class EmbodiedEmissionsValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.EmbodiedEmissions; }

    /// <summary>Emissions (M15).</summary>
    public static readonly OutputDefinition Emissions = new("emissions", "Emissions", "t", "operational", "M15", new EmissionsValue(), Carbon)
    {
        IsHeadline = true,
        BoundaryIn = facts =>
        {
            var grid = (facts.Accounting == EmissionAccounting.MarketBased ? "(grid, market-based" : "(grid, location-based") + Direct(facts) + ")";
            return facts.IsKnown(EmbodiedEmissions) ? $" {grid} + embodied" : $" only {grid}";
        },
    };
    private sealed class EmissionsValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.Emissions; }

    /// <summary>Water on the site (M16).</summary>
    public static readonly OutputDefinition WaterOnsite = new("water_onsite", "On-site water", "m3", "site, consumed by cooling", "M16", new WaterOnsiteValue(), Wue);
    private sealed class WaterOnsiteValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.WaterOnsite; }

    /// <summary>Water of generation (M16).</summary>
    public static readonly OutputDefinition WaterOffsite = new(
        "water_offsite", "Off-site water", "m3", "grid, consumed by generation", "M16", new WaterOffsiteValue(), WaterOfGeneration)
    {
        BoundaryIn = facts => facts.ExcludesEvaporation ? ", without evaporation from reservoirs" : "",
    };
    private sealed class WaterOffsiteValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.WaterOffsite; }

    /// <summary>Water (M16).</summary>
    public static readonly OutputDefinition Water = new("water", "Water", "m3", "on-site and off-site", "M16", new WaterValue(), Wue, WaterOfGeneration) { IsHeadline = true };
    private sealed class WaterValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.Water; }

    /// <summary>Land (M17).</summary>
    public static readonly OutputDefinition Land = new(
        "land", "Land", "m2*year", "grid, occupied by generation", "M17", new LandValue(),
        Requirement.Everywhere("grid.land_intensity", "grid.mix.land") with { Words = "grid.land_intensity" });
    private sealed class LandValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.Land; }

    /// <summary>Carbon intensity (M12).</summary>
    public static readonly OutputDefinition CarbonIntensity = new(
        "carbon_intensity", "Carbon intensity", "kg/kWh", "grid, location-based, mean over the energy", "M12", new CarbonIntensityValue(), Carbon) { BoundaryIn = Direct };
    private sealed class CarbonIntensityValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => Model.CarbonIntensity.Mean(flows); }

    /// <summary>Accelerator-hours (M2).</summary>
    public static readonly OutputDefinition AcceleratorHours = new(
        "accelerator_hours", "Accelerator-hours", "h", "all runs, without idle hours", "M2", new AcceleratorHoursValue());
    private sealed class AcceleratorHoursValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.RunHours; }

    /// <summary>Accelerators (M1).</summary>
    public static readonly OutputDefinition Accelerators = new("accelerators", "Accelerators", "", "largest phase", "M1", new AcceleratorsValue(), Fleet);
    private sealed class AcceleratorsValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.Accelerators; }

    /// <summary>Servers (M1).</summary>
    public static readonly OutputDefinition Servers = new(
        "servers", "Servers", "", "largest phase", "M1", new ServersValue(), Fleet, Requirement.InTraining("hardware.server.accelerators"));
    private sealed class ServersValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.Servers; }

    /// <summary>Wall-clock time (M1).</summary>
    public static readonly OutputDefinition Duration = new(
        "duration", "Duration", "days", "all phases and runs, one after the other", "M1", new DurationValue(),
        Requirement.InTraining(StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators in every phase" });
    private sealed class DurationValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => flows.Total.WallClock; }

    /// <summary>Goodput (M20).</summary>
    public static readonly OutputDefinition Goodput = new(
        "goodput", "Goodput", "", "share of the hours not lost to checkpoints, failures and restarts", "M20", new GoodputValue(),
        Requirement.Anywhere("failures.mtbf_per_accelerator") with { IsSilent = true },
        Requirement.InTraining("failures.mtbf_per_accelerator", "phase.goodput") with { Words = "failures with accelerators, or goodput," });
    private sealed class GoodputValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => Model.Goodput.Mean(flows.Training.ProductiveHours, flows.Training.RunHours); }

    /// <summary>Energy per million training tokens (M19).</summary>
    public static readonly OutputDefinition EnergyPerMillionTokens = new(
        "energy_per_million_tokens", "Energy per million tokens", "kWh", "site energy of training", "M19", new EnergyPerMillionTokensValue(), Tokens);
    private sealed class EnergyPerMillionTokensValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => EverydayTerms.PerMillionTokens(flows.Training.SiteEnergy, flows.Training.Tokens); }

    /// <summary>Emissions per million training tokens (M19).</summary>
    public static readonly OutputDefinition EmissionsPerMillionTokens = new(
        "emissions_per_million_tokens", "Emissions per million tokens", "kg", "emissions of training", "M19", new EmissionsPerMillionTokensValue(),
        Tokens, Carbon with { Where = RequiredIn.EveryTrainingPhase });
    private sealed class EmissionsPerMillionTokensValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => EverydayTerms.PerMillionTokens(flows.Training.Emissions, flows.Training.Tokens); }

    /// <summary>Cost per million training tokens (M19).</summary>
    public static readonly OutputDefinition CostPerMillionTokens = new(
        "cost_per_million_tokens", "Cost per million tokens", "USD", "cost of training", "M19", new CostPerMillionTokensValue(), AnyPrice, Tokens);
    private sealed class CostPerMillionTokensValue : IOutputValue { T IOutputValue.Of<T>(ScenarioFlows<T> flows) => EverydayTerms.PerMillionTokens(flows.Training.Cost, flows.Training.Tokens); }

    /// <summary>The rows, in the order of this file.</summary>
    public static IReadOnlyList<OutputDefinition> All { get; } =
    [
        .. typeof(OutputDefinitions).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(OutputDefinition))
            .OrderBy(field => field.MetadataToken)
            .Select(field => (OutputDefinition)field.GetValue(null)!),
    ];

    /// <summary>Names of all outputs.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(output => output.Name)];

    /// <summary>Names of the outputs that a reader looks for first.</summary>
    public static IReadOnlyList<string> Headline { get; } = [.. All.Where(output => output.IsHeadline).Select(output => output.Name)];

    private static (OutputDefinition Output, string Name)[] CostParts =>
        [(ElectricityCost, "electricity"), (HardwareCost, "hardware"), (WaterCost, "on-site water"), (CarbonCost, "carbon price")];

    /// <summary>The output with a name; null if there is none.</summary>
    public static OutputDefinition? Find(string name) => All.FirstOrDefault(output => output.Name == name);

    private static string Direct(BoundaryFacts facts) => facts.HasDirectFactors ? ", direct" : "";
}
