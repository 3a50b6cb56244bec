namespace Simulator.Model;

/// <summary>One output of the simulator: its stable name, its unit, and what it includes.</summary>
/// <param name="Name">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Label">For people.</param>
/// <param name="Unit">Unit in which it is printed; fixed.</param>
/// <param name="Factor">Printed value over the model's value.</param>
/// <param name="Boundary">What is inside.</param>
public sealed record OutputSpec(string Name, string Label, string Unit, double Factor, string Boundary);

/// <summary>Every output, in the order in which they are printed.</summary>
internal static class Outputs
{
    private const double MwhPerKwh = 1e-3;
    private const double TonnesPerKg = 1e-3;
    private const double CubicMetresPerLitre = 1e-3;
    private const double DaysPerHour = 1.0 / 24;

    /// <summary>Energy of the IT equipment (M4).</summary>
    public static readonly OutputSpec ItEnergy = new("it_energy", "IT energy", "MWh", MwhPerKwh, "IT: accelerators and their servers");

    /// <summary>Energy of the site (M5).</summary>
    public static readonly OutputSpec Energy = new("energy", "Energy", "MWh", MwhPerKwh, "site: IT and facility");

    /// <summary>Energy generated (M6).</summary>
    public static readonly OutputSpec GridEnergy = new("grid_energy", "Grid energy", "MWh", MwhPerKwh, "grid: site and losses on the way");

    /// <summary>Peak power (M7).</summary>
    public static readonly OutputSpec PeakPower = new("peak_power", "Peak power", "MW", 1, "site, all accelerators at their rating");

    /// <summary>Power swing (M8).</summary>
    public static readonly OutputSpec PowerSwing = new("power_swing", "Power swing", "MW", 1, "accelerators, all stopping together");

    /// <summary>Electricity bill (M9).</summary>
    public static readonly OutputSpec ElectricityCost = new("electricity_cost", "Electricity cost", "USD", 1, "site energy at the meter");

    /// <summary>Hardware (M10).</summary>
    public static readonly OutputSpec HardwareCost = new("hardware_cost", "Hardware cost", "USD", 1, "reserved accelerator-hours");

    /// <summary>On-site water (M11).</summary>
    public static readonly OutputSpec WaterCost = new("water_cost", "Water cost", "USD", 1, "on-site water");

    /// <summary>Price put on emissions (M11).</summary>
    public static readonly OutputSpec CarbonCost = new("carbon_cost", "Carbon cost", "USD", 1, "operational emissions, location-based");

    /// <summary>All costs (M11).</summary>
    public static readonly OutputSpec Cost = new("cost", "Cost", "USD", 1, "");

    /// <summary>Operational emissions (M13).</summary>
    public static readonly OutputSpec OperationalEmissions =
        new("operational_emissions", "Operational emissions", "t", TonnesPerKg, "grid energy, location-based");

    /// <summary>Operational emissions after contracts (M13).</summary>
    public static readonly OutputSpec MarketEmissions =
        new("market_emissions", "Market-based emissions", "t", TonnesPerKg, "grid energy after carbon-free contracts");

    /// <summary>Embodied emissions (M14).</summary>
    public static readonly OutputSpec EmbodiedEmissions =
        new("embodied_emissions", "Embodied emissions", "t", TonnesPerKg, "making the hardware");

    /// <summary>Emissions (M15).</summary>
    public static readonly OutputSpec Emissions = new("emissions", "Emissions", "t", TonnesPerKg, "");

    /// <summary>Water on the site (M16).</summary>
    public static readonly OutputSpec WaterOnsite = new("water_onsite", "On-site water", "m3", CubicMetresPerLitre, "site, consumed by cooling");

    /// <summary>Water of generation (M16).</summary>
    public static readonly OutputSpec WaterOffsite = new("water_offsite", "Off-site water", "m3", CubicMetresPerLitre, "grid, consumed by generation");

    /// <summary>Water (M16).</summary>
    public static readonly OutputSpec Water = new("water", "Water", "m3", CubicMetresPerLitre, "on-site and off-site");

    /// <summary>Land (M17).</summary>
    public static readonly OutputSpec Land = new("land", "Land", "m2*year", 1, "grid, occupied by generation");

    /// <summary>Carbon intensity (M12).</summary>
    public static readonly OutputSpec CarbonIntensity =
        new("carbon_intensity", "Carbon intensity", "kg/kWh", 1, "grid, location-based, mean over the energy");

    /// <summary>Accelerator-hours (M2).</summary>
    public static readonly OutputSpec AcceleratorHours = new("accelerator_hours", "Accelerator-hours", "h", 1, "all runs, without idle hours");

    /// <summary>Accelerators.</summary>
    public static readonly OutputSpec Accelerators = new("accelerators", "Accelerators", "", 1, "largest phase");

    /// <summary>Servers.</summary>
    public static readonly OutputSpec Servers = new("servers", "Servers", "", 1, "largest phase");

    /// <summary>Wall-clock time.</summary>
    public static readonly OutputSpec Duration = new("duration", "Duration", "days", DaysPerHour, "all phases and runs, one after the other");

    /// <summary>Goodput (M20).</summary>
    public static readonly OutputSpec Goodput =
        new("goodput", "Goodput", "", 1, "share of the hours not lost to checkpoints, failures and restarts");

    /// <summary>Energy per million training tokens.</summary>
    public static readonly OutputSpec EnergyPerMillionTokens =
        new("energy_per_million_tokens", "Energy per million tokens", "kWh", 1, "site energy of training");

    /// <summary>Emissions per million training tokens.</summary>
    public static readonly OutputSpec EmissionsPerMillionTokens =
        new("emissions_per_million_tokens", "Emissions per million tokens", "kg", 1, "emissions of training");

    /// <summary>Cost per million training tokens.</summary>
    public static readonly OutputSpec CostPerMillionTokens =
        new("cost_per_million_tokens", "Cost per million tokens", "USD", 1, "cost of training");

    /// <summary>All of them but the equivalences, whose names are in the catalogue.</summary>
    public static readonly IReadOnlyList<OutputSpec> All =
    [
        ItEnergy, Energy, GridEnergy, PeakPower, PowerSwing,
        ElectricityCost, HardwareCost, WaterCost, CarbonCost, Cost,
        OperationalEmissions, MarketEmissions, EmbodiedEmissions, Emissions,
        WaterOnsite, WaterOffsite, Water, Land,
        CarbonIntensity, AcceleratorHours, Accelerators, Servers, Duration, Goodput,
        EnergyPerMillionTokens, EmissionsPerMillionTokens, CostPerMillionTokens,
    ];
}
