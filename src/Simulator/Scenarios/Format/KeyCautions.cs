namespace Simulator.Scenarios.Format;

/// <summary>What keys are mistaken for.</summary>
internal static class KeyCautions
{
    /// <summary>A sentence or two by the path of the key.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["training.utilization"] = "It is a share of rated power, not the percentage that nvidia-smi prints as GPU-Util: that one is the share of time in which any kernel runs, and it is near 100% at any power. "
            + "Divide the mean of nvidia-smi's power.draw by hardware.tdp. It is not the MFU either.",
        ["training.mfu"] = "It is arithmetic that the model needs over the dense peak: without recomputed activations, and not over a peak with sparsity, which is twice as high. Power is utilization.",
        ["training.goodput"] = "It is a share of hours that make progress. Hours that are given by accelerator_hours or duration contain the lost ones already, so it applies to compute and parameters only.",
        ["training.accelerator_hours"] = "One run on all accelerators together: 1,000 accelerators for 24 h are 24,000 h. Repeated runs are counted by runs.",
        ["training.accelerators"] = "Single accelerators, not servers and not nodes. A card with two dies that the catalogue lists as one counts once.",
        ["training.duration"] = "Time on the clock, not accelerator-hours.",
        ["training.parameters"] = "Active parameters: those that one token passes through. A mixture of experts has more in all.",
        ["training.tokens"] = "Tokens seen in training: a data set that is read twice counts twice.",
        ["training.idle_share"] = "Idle hours are added to the training hours: 10% of 1,000 h are 100 h more.",
        ["training.runs"] = "A factor of everything in the phase. 1 is the published run alone; with experiments and failed runs, 1.2 to 4 were published.",
        ["training.energy"] = "measured_at says what the meter had in it. What lies outside it (servers, site, losses) is added by the model.",
        ["hardware.tdp"] = "Of the accelerator alone, without its share of the server: that is overhead.",
        ["hardware.peak"] = "The dense rate. Data sheets often print the one with sparsity first, which is twice as high.",
        ["hardware.overhead"] = "Servers and network over accelerators, both at the power that they draw. Cooling and power distribution are facility.pue. Left out, it is 1: accelerators alone.",
        ["hardware.price"] = "What is bought once. hardware.lifetime and fleet_utilization spread it; a price per hour is hardware.rental.",
        ["hardware.rental"] = "Per accelerator, not per instance: an instance with eight accelerators at 80 USD/h is 10 USD/h. The bill usually includes electricity; grid.electricity_price would add it once more.",
        ["hardware.fleet_utilization"] = "Share of the hardware's life in which anyone uses it. How hard it works in that time is training.utilization.",
        ["hardware.lifetime"] = "Years that the hardware is used or written off, not the length of the training.",
        ["hardware.embodied_carbon"] = "Emissions of making it, per accelerator, with its share of the server.",
        ["facility.pue"] = "Energy of the site over that of the IT equipment: never below 1. Servers and network are IT equipment. It is the mean over the run: an annual mean hides the summer.",
        ["facility.wue"] = "Per kWh of IT energy, and consumed on site. It is not multiplied by the PUE. Water of power plants is grid.water_intensity.",
        ["facility.cooling_share"] = "Share of the overhead, PUE - 1, not of the site's energy.",
        ["grid.carbon_intensity"] = "Location-based: of the grid that the site draws from, whatever was bought. Contracts are carbon_free_share; generation started by one more kWh is marginal_intensity.",
        ["grid.carbon_free_share"] = "It changes market-based emissions only, never the location-based ones.",
        ["grid.losses"] = "Share of what is generated, not of what arrives: 5% make 1/0.95. They add to grid energy and emissions, not to the bill.",
        ["grid.electricity_price"] = "Per energy at the meter of the site, with the grid's charges where they are paid.",
        ["grid.water_intensity"] = "Consumed, not withdrawn: most plants return nearly all that they withdraw.",
        ["grid.carbon_price"] = "Paid on operational emissions in addition to the electricity price. Where the electricity price contains it already, leave it out.",
        ["simulation.interval"] = "The range of the results for uncertain inputs. More samples do not narrow it; they lower the Monte Carlo error.",
        ["simulation.precision"] = "The Monte Carlo error, which more samples lower; not the width of the interval.",
        ["serving.energy_per_request"] = "Of the IT equipment. The site and the losses are added by facility.pue and grid.losses.",
    };
}
