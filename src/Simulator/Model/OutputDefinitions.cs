using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Every output, in the order in which they are printed: one row an output.</summary>
/// <typeparam name="T">Lane that the values are computed on; all else is the same for every lane: see <see cref="OutputDefinitions"/>.</typeparam>
internal static class OutputDefinitions<T>
    where T : struct, IArithmeticLane<T>
{
    private const string StatedAccelerators = "phase.accelerators";
    private const string Failures = "failures.mtbf_per_accelerator";
    private const string ImpliedAccelerators = "phase.duration with phase.accelerator_hours";

    private static readonly Requirement ElectricityPrice = Requirement.Everywhere("grid.electricity_price");
    private static readonly Requirement HardwarePrice = Requirement.InTraining("hardware.price with hardware.lifetime", "hardware.rental");

    // A measured energy does without hours.
    private static readonly Requirement Hours = Requirement.InTraining(
        "phase.accelerator_hours", "phase.accelerators with phase.duration", "phase.compute with phase.mfu", "phase.parameters with phase.tokens with phase.mfu") with
    {
        Words = "accelerator_hours, or another route to hours",
    };

    private static readonly Requirement PaidHours =
        Requirement.InTraining([.. HardwarePrice.AnyOf.SelectMany(price => Hours.AnyOf.Select(hours => $"{price} with {hours}"))]) with { Words = HardwarePrice.Words };
    private static readonly Requirement AnyPrice = ElectricityPrice with { Or = PaidHours };

    // The meter of a site does not know what the IT equipment takes.
    private static readonly Requirement MeteredIt = Requirement.Everywhere("facility.pue", "phase.measured_at: it") with { Words = "facility.pue for a measured site" };
    private static readonly Requirement RatedFleet = Requirement.Anywhere($"{StatedAccelerators} with hardware.tdp", $"{ImpliedAccelerators} with hardware.tdp") with { Words = "hardware.tdp" };
    private static readonly Requirement Utilization = Requirement.Anywhere("phase.utilization");
    private static readonly Requirement Carbon = Requirement.Everywhere("grid.carbon_intensity", "grid.mix");
    private static readonly Requirement Wue = Requirement.Everywhere("facility.wue");
    private static readonly Requirement WaterOfGeneration = Requirement.Everywhere("grid.water_intensity", "grid.mix.water") with { Words = "grid.water_intensity" };
    private static readonly Requirement Tokens = Requirement.Anywhere("phase.tokens");

    // The fleet is the largest phase, so one phase that states it is enough.
    private static readonly Requirement Fleet = Requirement.Anywhere(StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators", NamesOthers = true };

    private static readonly (string Output, string Name)[] CostParts =
        [("electricity_cost", "electricity"), ("hardware_cost", "hardware"), ("water_cost", "on-site water"), ("carbon_cost", "carbon price")];

    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<OutputDefinition<T>> All =
    [
        new("it_energy", "IT energy", "MWh", "IT: accelerators and their servers", "M4", flows => flows.Total.ItEnergy, MeteredIt),
        new("energy", "Energy", "MWh", "site: IT and facility", "M5", flows => flows.Total.SiteEnergy)
        {
            IsHeadline = true,
            BoundaryIn = facts => facts.HasServing ? "; training and serving" : "",
        },
        new("grid_energy", "Grid energy", "MWh", "grid: site and losses on the way", "M6", flows => flows.Total.GridEnergy),
        new("peak_power", "Peak power", "MW", "site, all accelerators at their rating", "M7", flows => flows.Total.PeakPower, Fleet, RatedFleet),
        new("power_swing", "Power swing", "MW", "accelerators, all stopping together", "M8", flows => flows.Total.PowerSwing, Fleet, RatedFleet, Utilization),
        new("electricity_cost", "Electricity cost", "USD", "site energy at the meter", "M9", flows => flows.Total.ElectricityCost, ElectricityPrice)
        {
            BoundaryIn = facts => facts.IsIncluded("electricity_cost") ? "; nothing where the rental includes it" : "",
        },
        new("hardware_cost", "Hardware cost", "USD", "reserved accelerator-hours", "M10", flows => flows.Total.HardwareCost, HardwarePrice, Hours),
        new("water_cost", "Water cost", "USD", "on-site water", "M11", flows => flows.Total.WaterCost, Wue, Requirement.Everywhere("facility.water_price"), MeteredIt),
        new(
            "carbon_cost", "Carbon cost", "USD", "operational emissions, location-based", "M11", flows => flows.Total.CarbonCost,
            Carbon, Requirement.Everywhere("grid.carbon_price"))
        {
            BoundaryIn = facts => Direct(facts) + (facts.IsIncluded("carbon_cost") ? "; nothing where the price of electricity includes it" : ""),
        },
        new("cost", "Cost", "USD", "site", "M11", flows => flows.Total.Cost + flows.CostBeside, AnyPrice)
        {
            IsHeadline = true,
            BoundaryIn = facts => ": " + string.Join(" + ", CostParts.Where(part => facts.IsKnown(part.Output)).Select(part => part.Name).Concat(facts.CostLines)),
        },
        new("operational_emissions", "Operational emissions", "t", "grid energy, location-based", "M13", flows => flows.Total.OperationalEmissions, Carbon)
        {
            BoundaryIn = Direct,
        },
        new("market_emissions", "Market-based emissions", "t", "grid energy after carbon-free contracts", "M13", flows => flows.Total.MarketEmissions, Carbon)
        {
            BoundaryIn = Direct,
        },
        new(
            "marginal_emissions", "Marginal emissions", "t", "grid energy, at the plants that supply one more kWh", "M13", flows => flows.Total.MarginalEmissions,
            Requirement.Everywhere("grid.marginal_intensity") with { IsSilent = true }),
        new(
            "embodied_emissions", "Embodied emissions", "t", "making the hardware", "M14", flows => flows.Total.EmbodiedEmissions,
            Requirement.InTraining("hardware.embodied_carbon"),
            Requirement.InTraining("hardware.lifetime", "hardware.embodied_accounting: full"),
            Requirement.InTraining([.. Hours.AnyOf, "hardware.embodied_accounting: full"]) with { Words = Hours.Words },
            Requirement.InTraining("hardware.embodied_accounting: amortized", StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators" }),
        new("emissions", "Emissions", "t", "operational", "M15", flows => flows.Total.Emissions, Carbon)
        {
            IsHeadline = true,
            BoundaryIn = facts =>
            {
                var grid = (facts.Accounting == EmissionAccounting.MarketBased ? "(grid, market-based" : "(grid, location-based") + Direct(facts) + ")";
                return facts.IsKnown("embodied_emissions") ? $" {grid} + embodied" : $" only {grid}";
            },
        },
        new("water_onsite", "On-site water", "m3", "site, consumed by cooling", "M16", flows => flows.Total.WaterOnsite, Wue, MeteredIt),
        new("water_offsite", "Off-site water", "m3", "grid, consumed by generation", "M16", flows => flows.Total.WaterOffsite, WaterOfGeneration)
        {
            BoundaryIn = facts => facts.ExcludesEvaporation ? ", without evaporation from reservoirs" : "",
        },
        new("water", "Water", "m3", "on-site and off-site", "M16", flows => flows.Total.Water, Wue, WaterOfGeneration, MeteredIt) { IsHeadline = true },
        new(
            "land", "Land", "m2*year", "grid, occupied by generation", "M17", flows => flows.Total.Land,
            Requirement.Everywhere("grid.land_intensity", "grid.mix.land") with { Words = "grid.land_intensity" }),
        new("carbon_intensity", "Carbon intensity", "kg/kWh", "grid, location-based, mean over the energy", "M12", flows => CarbonIntensity.Mean(flows), Carbon)
        {
            BoundaryIn = Direct,
        },
        new("accelerator_hours", "Accelerator-hours", "h", "all runs, without idle hours", "M2", flows => flows.Total.RunHours, Hours),
        new("accelerators", "Accelerators", "", "largest phase", "M1", flows => flows.Total.Accelerators, Fleet),
        new("servers", "Servers", "", "largest phase", "M1", flows => flows.Total.Servers, Fleet, Requirement.InTraining("hardware.server.accelerators")),
        new(
            "duration", "Duration", "days", "all phases and runs, one after the other", "M1", flows => flows.Total.WallClock,
            Requirement.InTraining(StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators in every phase" }, Hours),
        new(
            "goodput", "Goodput", "", "share of the hours not lost to checkpoints, failures and restarts", "M20",
            flows => Goodput.Mean(flows.Training.ProductiveHours, flows.Training.RunHours),
            Requirement.Anywhere(Failures) with { IsSilent = true },
            Hours,
            Requirement.InTraining($"{Failures} with {StatedAccelerators}", $"{Failures} with {ImpliedAccelerators}", "phase.goodput") with
            {
                Words = "failures with accelerators, or goodput,",
            }),
        new(
            "energy_per_million_tokens", "Energy per million tokens", "kWh", "site energy of training", "M19",
            flows => EverydayTerms.PerMillionTokens(flows.Training.SiteEnergy, flows.Training.Tokens), Tokens),
        new(
            "emissions_per_million_tokens", "Emissions per million tokens", "kg", "emissions of training", "M19",
            flows => EverydayTerms.PerMillionTokens(flows.Training.Emissions, flows.Training.Tokens), Tokens, Carbon with { Where = RequiredIn.EveryTrainingPhase }),
        new(
            "cost_per_million_tokens", "Cost per million tokens", "USD", "cost of training", "M19",
            flows => EverydayTerms.PerMillionTokens(flows.Training.Cost, flows.Training.Tokens), AnyPrice, Tokens)
        {
            BoundaryIn = facts => facts.CostLines.Count > 0 ? ", without the lines under costs" : "",
        },
    ];

    private static string Direct(BoundaryFacts facts) => facts.HasDirectFactors ? ", direct" : "";
}

/// <summary>What is known about every output without its value, and the outputs that parts of the program have to name.</summary>
internal static class OutputDefinitions
{
    /// <summary>What the names of outputs begin with that are part of the cost: lines of a budget, and periods of a split.</summary>
    public const string PartOfCost = "cost.";

    /// <summary>All outputs, in the order in which they are printed.</summary>
    public static IReadOnlyList<OutputDefinition> All { get; } = OutputDefinitions<DoubleLane>.All;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(output => output.Name)];

    /// <summary>Names of the outputs that a reader looks for first.</summary>
    public static IReadOnlyList<string> Headline { get; } = [.. All.Where(output => output.IsHeadline).Select(output => output.Name)];

    /// <summary>Energy of the site.</summary>
    public static OutputDefinition Energy { get; } = Named("energy");

    /// <summary>Energy generated.</summary>
    public static OutputDefinition GridEnergy { get; } = Named("grid_energy");

    /// <summary>The electricity bill.</summary>
    public static OutputDefinition ElectricityCost { get; } = Named("electricity_cost");

    /// <summary>All costs.</summary>
    public static OutputDefinition Cost { get; } = Named("cost");

    /// <summary>Operational emissions, location-based.</summary>
    public static OutputDefinition OperationalEmissions { get; } = Named("operational_emissions");

    /// <summary>All emissions.</summary>
    public static OutputDefinition Emissions { get; } = Named("emissions");

    /// <summary>Accelerators side by side.</summary>
    public static OutputDefinition Accelerators { get; } = Named("accelerators");

    /// <summary>The output with a name.</summary>
    /// <param name="name">Stable name, e.g. <c>emissions</c>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static OutputDefinition Named(string name) => All.First(output => output.Name == name);
}
