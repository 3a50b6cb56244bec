using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Every output, in the order in which they are printed: one row an output.</summary>
/// <typeparam name="T">Lane that the values are computed on; all else is the same for every lane: see <see cref="OutputDefinitions"/>.</typeparam>
internal static class OutputDefinitions<T>
    where T : struct, IArithmeticLane<T>
{
    private const string StatedAccelerators = "phase.accelerators";
    private const string Failures = "failures.mtbf_per_accelerator";
    private const string ServedByTokens = "serving.mfu";
    private const string EmbodiedPerRequest = "serving.embodied_per_request";
    private const string ImpliedAccelerators = "phase.duration with phase.accelerator_hours";

    private static readonly Requirement ElectricityPrice = Requirement.Everywhere("grid.electricity_price");
    private static readonly Requirement HardwarePrice = Requirement.WithHours("hardware.price with hardware.lifetime", "hardware.rental");

    // A measured energy does without hours.
    private static readonly Requirement Hours = Requirement.WithHours(
        "phase.accelerator_hours", "phase.accelerators with phase.duration", "phase.compute with phase.mfu", "phase.parameters with phase.tokens with phase.mfu", ServedByTokens) with
    {
        Words = "accelerator_hours, or another route to hours",
    };

    private static readonly Requirement PaidHours =
        Requirement.WithHours([.. HardwarePrice.AnyOf.SelectMany(price => Hours.AnyOf.Select(hours => $"{price} with {hours}"))]) with { Words = HardwarePrice.Words };
    private static readonly Requirement AnyPrice = ElectricityPrice with { Or = PaidHours };

    // The meter of a site does not know what the IT equipment takes.
    private static readonly Requirement MeteredIt = Requirement.Everywhere("facility.pue", "phase.measured_at: it") with { Words = "facility.pue for a measured site" };
    private static readonly Requirement RatedFleet = Requirement.Anywhere($"{StatedAccelerators} with hardware.tdp", $"{ImpliedAccelerators} with hardware.tdp") with { Words = "hardware.tdp" };
    private static readonly Requirement Utilization = Requirement.Anywhere("phase.utilization");
    private static readonly Requirement Carbon = Requirement.Everywhere("grid.carbon_intensity", "grid.mix");

    // What counts may be market-based: the rate of the supplier is then enough.
    private static readonly Requirement Counted = Requirement.Everywhere("grid.carbon_intensity", "grid.mix", "grid.residual_mix with grid.accounting: market") with { Words = Carbon.Words };

    // The mean of the grid is not what a contract says: without one, and without the mix of what is left, nothing is known.
    private static readonly Requirement Contracts = Requirement.Everywhere("grid.carbon_free_share", "grid.residual_mix");
    private static readonly Requirement Uncovered = Requirement.Everywhere("grid.residual_mix", "grid.carbon_intensity", "grid.mix") with { Words = Carbon.Words };
    private static readonly Requirement Wue = Requirement.Everywhere("facility.wue");
    private static readonly Requirement WaterOfGeneration = Requirement.Everywhere("grid.water_intensity", "grid.mix.water") with { Words = "grid.water_intensity" };
    private static readonly Requirement Tokens = Requirement.Anywhere("phase.tokens");

    // Only where the model is served; a scenario that trains it has nothing to be told about.
    private static readonly Requirement Served = Requirement.Anywhere("serving.requests_per_day") with { IsSilent = true };

    // What is divided by the requests needs some.
    private static readonly Requirement Serves = Requirement.Anywhere("serving.requests_per_day: above 0") with { Words = Requirement.NothingServed };
    private static readonly Requirement Trained = Requirement.Anywhere("phase.phase") with { Words = "training", IsSilent = true };
    private static readonly Requirement ServedTokens = Requirement.Anywhere("serving.output_tokens");

    // The hours of requests whose energy is stated are not known: without a price of electricity, nothing can be paid for them.
    private static readonly Requirement ServingPrice = ElectricityPrice with { Or = Requirement.Anywhere(ServedByTokens) with { Words = "serving by tokens" } };

    // The fleet is the largest phase, so one phase that states it is enough.
    private static readonly Requirement Fleet = Requirement.Anywhere(StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators", NamesOthers = true };

    private static readonly (string Output, string Name)[] CostParts =
        [("electricity_cost", "electricity"), ("hardware_cost", "hardware"), ("water_cost", "on-site water"), ("carbon_cost", "carbon price")];

    private static readonly (string Output, string Name)[] EmissionParts = [("embodied_emissions", "embodied carbon")];

    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<OutputDefinition<T>> All =
    [
        new("it_energy", "IT energy", "MWh", "IT: accelerators and their servers", "M4", flows => flows.Total.ItEnergy, MeteredIt),
        new("energy", "Energy", "MWh", "site: IT and facility", "M5", flows => flows.Total.SiteEnergy)
        {
            IsHeadline = true,
            BoundaryIn = facts => Contained(facts, isServingIn: true),
        },
        new("grid_energy", "Grid energy", "MWh", "grid: site and losses on the way", "M6", flows => flows.Total.GridEnergy),
        new("peak_power", "Peak power", "MW", "site, all accelerators at their rating", "M7", flows => flows.Total.PeakPower, Fleet, RatedFleet) { BoundaryIn = OfTraining },
        new("power_swing", "Power swing", "MW", "accelerators, all stopping together", "M8", flows => flows.Total.PowerSwing, Fleet, RatedFleet, Utilization) { BoundaryIn = OfTraining },
        new("electricity_cost", "Electricity cost", "USD", "site energy at the meter", "M9", flows => flows.Total.ElectricityCost, ElectricityPrice)
        {
            BoundaryIn = facts => facts.IsIncluded("electricity_cost") ? "; nothing where the rental includes it" : "",
        },
        new("hardware_cost", "Hardware cost", "USD", "reserved accelerator-hours", "M10", flows => flows.Total.HardwareCost, HardwarePrice, Hours)
        {
            BoundaryIn = facts => Contained(facts, facts.ServingHasHours),
        },
        new("water_cost", "Water cost", "USD", "on-site water", "M11", flows => flows.Total.WaterCost, Wue, Requirement.Everywhere("facility.water_price"), MeteredIt) { IsSeldom = true },
        new(
            "carbon_cost", "Carbon cost", "USD", "operational emissions, location-based", "M11", flows => flows.Total.CarbonCost,
            Carbon, Requirement.Everywhere("grid.carbon_price"))
        {
            IsSeldom = true,
            BoundaryIn = facts => Direct(facts) + (facts.IsIncluded("carbon_cost") ? "; nothing where the price of electricity includes it" : ""),
        },
        new("cost", "Cost", "USD", "site", "M11", flows => flows.Total.Cost + flows.CostBeside, AnyPrice)
        {
            IsHeadline = true,
            Explanation = "site: electricity, hardware, on-site water, a carbon price and the lines under costs, as far as the file states them",
            Parts = CostParts,
            BoundaryIn = facts => Costs(facts, isHardwareIn: true, facts.CostLines),
            PaidTwiceIn = facts => facts.PaidTwice,
        },
        new(
            "cost_without_overlap", "Cost without overlap", "USD", "cost", "M11", flows => flows.CostWithoutOverlap,
            AnyPrice, Requirement.Anywhere("hardware.rental with grid.electricity_price", "hardware.rental with costs.demand_charge", "grid.electricity_price with grid.carbon_price") with
            {
                Words = "a price that another one may include", IsSilent = true,
            })
        {
            Explanation = "the cost if every price that another one may include is paid within that one; where the file says what its prices include, there is only cost",
            BoundaryIn = facts => ", if " + string.Join(", and ", facts.MayBeIncluded),
        },
        new("operational_emissions", "Operational emissions", "t", "grid energy, location-based", "M13", flows => flows.Total.OperationalEmissions, Carbon)
        {
            BoundaryIn = facts => Direct(facts) + Contents(facts),
        },
        new("market_emissions", "Market-based emissions", "t", "grid energy after carbon-free contracts", "M13", flows => flows.Total.MarketEmissions, Uncovered, Contracts)
        {
            BoundaryIn = facts => facts.HasResidualMix ? $", rest at residual mix; {Losses(facts)}" : Direct(facts) + ", rest at grid mean" + Contents(facts),
        },
        new(
            "marginal_emissions", "Marginal emissions", "t", "grid energy, at the plants that supply one more kWh", "M13", flows => flows.Total.MarginalEmissions,
            Requirement.Everywhere("grid.marginal_intensity") with { IsSilent = true }),
        new(
            "embodied_emissions", "Embodied emissions", "t", "making the hardware", "M14", flows => flows.Total.EmbodiedEmissions,
            Requirement.WithHardware("hardware.embodied_carbon", EmbodiedPerRequest) with { Words = "hardware.embodied_carbon" },
            Requirement.WithHardware("hardware.lifetime", "hardware.embodied_accounting: full", EmbodiedPerRequest) with { Words = "hardware.lifetime" },
            Requirement.WithHardware([.. Hours.AnyOf, "hardware.embodied_accounting: full", EmbodiedPerRequest]) with { Words = Hours.Words },
            Requirement.WithHardware("hardware.embodied_accounting: amortized", StatedAccelerators, ImpliedAccelerators, ServedByTokens) with { Words = "accelerators" })
        {
            BoundaryIn = facts => Contained(facts, facts.ServingHasEmbodied),
        },
        new("emissions", "Emissions", "t", "operational", "M15", flows => flows.Total.Emissions, Counted)
        {
            IsHeadline = true,
            Explanation = "operational emissions and, where it is known, what making the hardware emits",
            Parts = EmissionParts,
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
        new("accelerator_hours", "Accelerator-hours", "h", "all runs, without idle hours", "M2", flows => flows.Total.RunHours, Hours)
        {
            BoundaryIn = facts => Contained(facts, facts.ServingHasHours),
        },
        new("accelerators", "Accelerators", "", "largest phase", "M1", flows => flows.Total.Accelerators, Fleet) { BoundaryIn = OfTraining },
        new("servers", "Servers", "", "largest phase", "M1", flows => flows.Total.Servers, Fleet, Requirement.InTraining("hardware.server.accelerators")) { BoundaryIn = OfTraining },
        new(
            "duration", "Duration", "days", "all phases and runs, one after the other", "M1", flows => flows.Total.WallClock,
            Requirement.InTraining(StatedAccelerators, ImpliedAccelerators) with { Words = "accelerators in every phase" }, Hours with { Where = RequiredIn.EveryTrainingPhase })
        {
            BoundaryIn = OfTraining,
        },
        new(
            "goodput", "Goodput", "", "share of the hours not lost to checkpoints, failures and restarts", "M20",
            flows => Goodput.Mean(flows.Training.ProductiveHours, flows.Training.RunHours),
            Requirement.Anywhere(Failures) with { IsSilent = true },
            Hours with { Where = RequiredIn.EveryTrainingPhase },
            Requirement.InTraining($"{Failures} with {StatedAccelerators}", $"{Failures} with {ImpliedAccelerators}", "phase.goodput") with
            {
                Words = "failures with accelerators, or goodput,",
            }),
        new(
            "energy_per_million_tokens", "Energy per million tokens", "kWh", "site energy of training", "M19",
            flows => EverydayTerms.PerMillionTokens(flows.Training.SiteEnergy, flows.Training.Tokens), Tokens),
        new(
            "emissions_per_million_tokens", "Emissions per million tokens", "kg", "emissions of training", "M19",
            flows => EverydayTerms.PerMillionTokens(flows.Training.Emissions, flows.Training.Tokens), Tokens, Counted with { Where = RequiredIn.EveryTrainingPhase })
        {
            Parts = EmissionParts,
        },
        new(
            "cost_per_million_tokens", "Cost per million tokens", "USD", "cost of training", "M19",
            flows => EverydayTerms.PerMillionTokens(flows.Training.Cost, flows.Training.Tokens), AnyPrice, Tokens)
        {
            Parts = CostParts,
            BoundaryIn = facts => facts.CostLines.Count > 0 ? ", without the lines under costs" : "",
            PaidTwiceIn = facts => facts.PaidTwiceInTraining,
        },
        new("training_energy", "Training energy", "MWh", "site energy of training", "M5", flows => flows.Training.SiteEnergy, Served, Trained),
        new("serving_energy", "Serving energy", "MWh", "site energy of serving", "M5", flows => flows.Serving.SiteEnergy, Served),
        new("training_emissions", "Training emissions", "t", "emissions of training", "M15", flows => flows.Training.Emissions, Served, Trained, Counted)
        {
            BoundaryIn = facts => Embodied(facts, isIn: true),
        },
        new("serving_emissions", "Serving emissions", "t", "emissions of serving", "M15", flows => flows.Serving.Emissions, Served, Counted)
        {
            BoundaryIn = facts => Embodied(facts, facts.ServingHasEmbodied),
        },
        new("training_cost", "Training cost", "USD", "cost of training", "M11", flows => flows.Training.Cost, Served, Trained, AnyPrice)
        {
            BoundaryIn = facts => Costs(facts, isHardwareIn: true),
            PaidTwiceIn = facts => facts.PaidTwiceInTraining,
        },
        new("serving_cost", "Serving cost", "USD", "cost of serving", "M11", flows => flows.Serving.Cost, Served, AnyPrice, ServingPrice)
        {
            BoundaryIn = facts => Costs(facts, facts.ServingHasHours),
            PaidTwiceIn = facts => facts.PaidTwiceInServing,
        },
        new("training_water", "Training water", "m3", "on-site and off-site, of training", "M16", flows => flows.Training.Water, Served, Trained, Wue, WaterOfGeneration, MeteredIt),
        new("serving_water", "Serving water", "m3", "on-site and off-site, of serving", "M16", flows => flows.Serving.Water, Served, Wue, WaterOfGeneration, MeteredIt),
        new(
            "serving_accelerators", "Serving accelerators", "", "mean number at work or waiting for requests", "M22", flows => flows.Serving.ServingAccelerators,
            Requirement.Anywhere(ServedByTokens) with { IsSilent = true }),
        new(
            "serving_over_training", "Serving over training", "", "site energy of serving over that of training", "M23",
            flows => Serving.OverTraining(flows.Serving.SiteEnergy, flows.Training.SiteEnergy), Served, Trained),
        new(
            "overtaking_day", "Overtaking day", "days", "days of serving that take the site energy of training", "M23",
            flows => Serving.TimeToOvertake(flows.Serving.SiteEnergy, flows.Training.SiteEnergy, flows.Serving.ServedTime), Served, Trained),
        .. PerServed(
            "per_served_request", "per served request", "M22", [], ["Wh", "g", "USD", "L"], (amount, serving) => Serving.PerRequest(amount, serving.Requests)),
        .. PerServed(
            "per_million_served_tokens", "per million served tokens", "M19", [ServedTokens], ["kWh", "kg", "USD", "L"],
            (amount, serving) => EverydayTerms.PerMillionTokens(amount, serving.ServedTokens)),
    ];

    private static string Contents(BoundaryFacts facts) => $"; {facts.Upstream}, {Losses(facts)}";

    private static string Losses(BoundaryFacts facts) => facts.HasLosses ? "with losses" : "without losses";

    // Energy, emissions, cost and water of serving per request or token.
    private static IEnumerable<OutputDefinition<T>> PerServed(
        string name, string title, string equation, IReadOnlyList<Requirement> needs, string[] units, Func<T, PhaseFlows<T>, T> value) =>
    [
        new($"energy_{name}", $"Energy {title}", units[0], "site energy of serving", equation, flows => value(flows.Serving.SiteEnergy, flows.Serving), [Served, Serves, .. needs]),
        new($"emissions_{name}", $"Emissions {title}", units[1], "emissions of serving", equation, flows => value(flows.Serving.Emissions, flows.Serving), [Served, Serves, .. needs, Counted])
        {
            BoundaryIn = facts => Embodied(facts, facts.ServingHasEmbodied),
        },
        new($"cost_{name}", $"Cost {title}", units[2], "cost of serving", equation, flows => value(flows.Serving.Cost, flows.Serving), [Served, Serves, .. needs, AnyPrice, ServingPrice])
        {
            BoundaryIn = facts => Costs(facts, facts.ServingHasHours),
            PaidTwiceIn = facts => facts.PaidTwiceInServing,
        },
        new(
            $"water_{name}", $"Water {title}", units[3], "on-site and off-site, of serving", equation, flows => value(flows.Serving.Water, flows.Serving),
            [Served, Serves, .. needs, Wue, WaterOfGeneration, MeteredIt]),
    ];

    // Which of training and serving a sum has in it; nothing to say where there is training alone.
    private static string Contained(BoundaryFacts facts, bool isServingIn) => (facts.HasServing, facts.HasTraining, isServingIn) switch
    {
        (false, _, _) => "",
        (true, true, true) => "; training and serving",
        (true, false, true) => "; serving",
        _ => "; training",
    };

    private static string OfTraining(BoundaryFacts facts) => Contained(facts, isServingIn: false);

    private static string Costs(BoundaryFacts facts, bool isHardwareIn, IReadOnlyList<string>? lines = null) =>
        ": " + string.Join(" + ", CostParts.Where(part => facts.IsKnown(part.Output) && (isHardwareIn || part.Output != "hardware_cost")).Select(part => part.Name).Concat(lines ?? []));

    private static string Embodied(BoundaryFacts facts, bool isIn) => isIn && facts.IsKnown("embodied_emissions") ? ": operational + embodied" : ": operational";

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

    /// <summary>Hardware by its price and life, or by its rental.</summary>
    public static OutputDefinition HardwareCost { get; } = Named("hardware_cost");

    /// <summary>Water on site and off site.</summary>
    public static OutputDefinition Water { get; } = Named("water");

    /// <summary>All costs.</summary>
    public static OutputDefinition Cost { get; } = Named("cost");

    /// <summary>All costs, with nothing for a price that another one may include.</summary>
    public static OutputDefinition CostWithoutOverlap { get; } = Named("cost_without_overlap");

    /// <summary>Operational emissions, location-based.</summary>
    public static OutputDefinition OperationalEmissions { get; } = Named("operational_emissions");

    /// <summary>All emissions.</summary>
    public static OutputDefinition Emissions { get; } = Named("emissions");

    /// <summary>Accelerators side by side.</summary>
    public static OutputDefinition Accelerators { get; } = Named("accelerators");

    /// <summary>Energy of serving as a multiple of that of training.</summary>
    public static OutputDefinition ServingOverTraining { get; } = Named("serving_over_training");

    /// <summary>Time of serving until it has taken as much energy as training.</summary>
    public static OutputDefinition OvertakingDay { get; } = Named("overtaking_day");

    /// <summary>Outputs by which models are compared where none are chosen.</summary>
    public static IReadOnlyList<OutputDefinition> Compared { get; } =
        [Accelerators, .. All.Where(output => output.IsHeadline), .. All.Where(output => output.Name.EndsWith("_per_million_tokens", StringComparison.Ordinal))];

    /// <summary>The output with a name.</summary>
    /// <param name="name">Stable name, e.g. <c>emissions</c>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static OutputDefinition Named(string name) => All.First(output => output.Name == name);
}
