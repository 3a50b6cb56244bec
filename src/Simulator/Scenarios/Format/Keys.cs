using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Format;

/// <summary>Every key of the scenario format whose value is a quantity.</summary>
internal static class Keys
{
    private const double Unbounded = double.PositiveInfinity;

    // Fields are initialized in the order of the source, this one first.
    private static readonly List<KeySpec> Declared = [];

    /// <summary>Rated power of one accelerator.</summary>
    public static readonly KeySpec Tdp = Listed(new("hardware", "tdp", "kW", 0, Unbounded, null,
        "Rated power of one accelerator.") { Example = "700 W", IsDivisor = true });

    /// <summary>Dense peak arithmetic rate of one accelerator.</summary>
    public static readonly KeySpec Peak = Listed(new("hardware", "peak", "FLOP/s", 0, Unbounded, null,
        "Dense peak arithmetic rate of one accelerator, in the number format that the MFU refers to.") { Example = "989 TFLOP/s", IsDivisor = true });

    /// <summary>Price of one accelerator with its share of server and network.</summary>
    public static readonly KeySpec Price = Listed(new("hardware", "price", "USD", 0, Unbounded, null,
        "Price of one accelerator with its share of server and network.") { Example = "25k to 40k USD" });

    /// <summary>Time until the hardware is written off.</summary>
    public static readonly KeySpec Lifetime = Listed(new("hardware", "lifetime", "h", 0, Unbounded, null,
        "Time until the hardware is written off.") { Example = "3 to 6 years", IsDivisor = true });

    /// <summary>Share of its lifetime during which the hardware is in use.</summary>
    public static readonly KeySpec FleetUtilization = Listed(new("hardware", "fleet_utilization", "", 0, 1, 1,
        "Share of its lifetime during which the hardware is in use.") { Example = "60% to 90%", IsDivisor = true });

    /// <summary>What an accelerator-hour is billed at.</summary>
    public static readonly KeySpec Rental = Listed(new("hardware", "rental", "USD/h", 0, Unbounded, null,
        "Price of an accelerator-hour, instead of price and lifetime.") { Example = "1.5 to 3 USD/h" });

    /// <summary>Emissions of making one accelerator with its share of the server.</summary>
    public static readonly KeySpec EmbodiedCarbon = Listed(new("hardware", "embodied_carbon", "kg", 0, Unbounded, null,
        "Emissions of making one accelerator with its share of the server.") { Example = "130 to 350 kgCO2e" });

    /// <summary>IT power over accelerator power.</summary>
    public static readonly KeySpec OverheadFactor = Listed(new("hardware", "overhead", "", 1, Unbounded, 1,
        "IT power over accelerator power.") { Example = "1.2 to 1.6" });

    /// <summary>Power of a component as a share of accelerator power.</summary>
    public static readonly KeySpec ComponentPower = Listed(new("hardware.components", "power", "", 0, 1, null,
        "Power of a component as a share of accelerator power.") { Example = "12%" });

    /// <summary>Cost of a component as a share of the price per accelerator.</summary>
    public static readonly KeySpec ComponentCost = Listed(new("hardware.components", "cost", "", 0, 1, null,
        "Cost of a component as a share of the price per accelerator.") { Example = "8%" });

    /// <summary>Accelerators in one server.</summary>
    public static readonly KeySpec ServerAccelerators = Listed(new("hardware.server", "accelerators", "", 0, Unbounded, null,
        "Accelerators in one server.") { Example = "8", IsDivisor = true });

    /// <summary>Rated power of one server with its accelerators.</summary>
    public static readonly KeySpec ServerPower = Listed(new("hardware.server", "power", "kW", 0, Unbounded, null,
        "Rated power of one server with its accelerators.") { Example = "10.2 kW" });

    /// <summary>Power usage effectiveness.</summary>
    public static readonly KeySpec Pue = Listed(new("facility", "pue", "", 1, Unbounded, 1,
        "Power usage effectiveness: energy of the site over energy of the IT equipment.") { Example = "1 + (0.05 to 0.16)" });

    /// <summary>Share of cooling in the facility overhead (PUE − 1).</summary>
    public static readonly KeySpec CoolingShare = Listed(new("facility", "cooling_share", "", 0, 1, null,
        "Share of cooling in the facility overhead (PUE - 1); the rest is power distribution.") { Example = "60% to 80%" });

    /// <summary>Water usage effectiveness: on-site water per IT energy.</summary>
    public static readonly KeySpec Wue = Listed(new("facility", "wue", "L/kWh", 0, Unbounded, null,
        "Water usage effectiveness: on-site water per kWh of IT energy.") { Example = "0.2 to 1.8 L/kWh" });

    /// <summary>Price of water.</summary>
    public static readonly KeySpec WaterPrice = Listed(new("facility", "water_price", "USD/L", -Unbounded, Unbounded, null,
        "Price of on-site water; may be negative.") { Example = "2 USD/m3" });

    /// <summary>Emissions per energy from the grid.</summary>
    public static readonly KeySpec CarbonIntensity = Listed(new("grid", "carbon_intensity", "kgCO2e/kWh", 0, Unbounded, null,
        "Emissions per energy taken from the grid, location-based.") { Example = "330 to 385 gCO2e/kWh" });

    /// <summary>Emissions per energy of one generation source.</summary>
    public static readonly KeySpec SourceFactor = Listed(new("grid.mix", "factor", "kgCO2e/kWh", 0, Unbounded, null,
        "Emissions per energy of one generation source: life-cycle, or direct where the scenario asks for that."));

    /// <summary>Water consumed per energy of one generation source.</summary>
    public static readonly KeySpec SourceWater = Listed(new("grid.mix", "water", "L/kWh", 0, Unbounded, null,
        "Water consumed per energy of one generation source."));

    /// <summary>Land occupied per energy of one generation source.</summary>
    public static readonly KeySpec SourceLand = Listed(new("grid.mix", "land", "m2*year/kWh", 0, Unbounded, null,
        "Land occupied per energy of one generation source."));

    /// <summary>Transmission and distribution losses as a share of generation.</summary>
    public static readonly KeySpec Losses = Listed(new("grid", "losses", "", 0, 1, 0,
        "Transmission and distribution losses as a share of generation.") { Example = "pert(4.7%, 5%, 6%)" });

    /// <summary>Share of consumption matched by carbon-free contracts.</summary>
    public static readonly KeySpec CarbonFreeShare = Listed(new("grid", "carbon_free_share", "", 0, 1, 0,
        "Share of consumption matched by carbon-free contracts; market-based emissions only.") { Example = "80%" });

    /// <summary>Emissions per energy of what no contract covers.</summary>
    public static readonly KeySpec ResidualMix = Listed(new("grid", "residual_mix", "kgCO2e/kWh", 0, Unbounded, null,
        "Emissions per energy of what contracts do not cover: the residual mix, or the supplier's own rate; market-based emissions only.") { Example = "720 gCO2e/kWh" });

    /// <summary>Emissions of the generation that one more kWh starts.</summary>
    public static readonly KeySpec MarginalIntensity = Listed(new("grid", "marginal_intensity", "kgCO2e/kWh", -Unbounded, Unbounded, null,
        "Emissions of the generation that one more kWh starts; marginal_emissions only, beside the average ones.") { Example = "450 to 700 gCO2e/kWh" });

    /// <summary>Price of electricity.</summary>
    public static readonly KeySpec ElectricityPrice = Listed(new("grid", "electricity_price", "USD/kWh", -Unbounded, Unbounded, null,
        "Price of electricity at the meter; may be negative.") { Example = "60 to 90 USD/MWh" });

    /// <summary>Water consumed off site per energy generated.</summary>
    public static readonly KeySpec WaterIntensity = Listed(new("grid", "water_intensity", "L/kWh", 0, Unbounded, null,
        "Water consumed by generation per energy from the grid.") { Example = "2 to 7 L/kWh" });

    /// <summary>Land occupied per energy generated.</summary>
    public static readonly KeySpec LandIntensity = Listed(new("grid", "land_intensity", "m2*year/kWh", 0, Unbounded, null,
        "Land occupied by generation per energy from the grid.") { Example = "5 to 20 m2*year/MWh" });

    /// <summary>Price of emissions.</summary>
    public static readonly KeySpec CarbonPrice = Listed(new("grid", "carbon_price", "USD/kg", -Unbounded, Unbounded, null,
        "Price of operational emissions; may be negative.") { Example = "50 to 100 USD/t" });

    /// <summary>Mean time between failures of one accelerator.</summary>
    public static readonly KeySpec MtbfPerAccelerator = Listed(new("failures", "mtbf_per_accelerator", "h", 0, Unbounded, null,
        "Mean time between failures that stop the job, per accelerator: accelerator-hours over failures.") { Example = "50_700 h", IsDivisor = true });

    /// <summary>Time that writing a checkpoint takes.</summary>
    public static readonly KeySpec Checkpoint = Listed(new("failures", "checkpoint", "h", 0, Unbounded, null,
        "Time that the accelerators wait while a checkpoint is written.") { Example = "60 s" });

    /// <summary>Time from a failure until work goes on.</summary>
    public static readonly KeySpec Restart = Listed(new("failures", "restart", "h", 0, Unbounded, 0,
        "Time from a failure until training continues.") { Example = "5 to 20 min" });

    /// <summary>Accelerators that work in parallel.</summary>
    public static readonly KeySpec Accelerators = Listed(new("phase", "accelerators", "", 0, Unbounded, null,
        "Accelerators that work in parallel.") { Example = "16_384" });

    /// <summary>Accelerator-hours of one run of the phase.</summary>
    public static readonly KeySpec AcceleratorHours = Listed(new("phase", "accelerator_hours", "h", 0, Unbounded, null,
        "Accelerator-hours of one run of the phase.") { Example = "30.84M h" });

    /// <summary>Wall-clock time of one run of the phase.</summary>
    public static readonly KeySpec Duration = Listed(new("phase", "duration", "h", 0, Unbounded, null,
        "Wall-clock time of one run of the phase; with accelerators, a route to hours.") { Example = "54 days" });

    /// <summary>Arithmetic of one run of the phase.</summary>
    public static readonly KeySpec Compute = Listed(new("phase", "compute", "FLOP", 0, Unbounded, null,
        "Arithmetic of one run of the phase; with mfu, a route to hours.") { Example = "3.8e25 FLOP" });

    /// <summary>Active parameters of the model.</summary>
    public static readonly KeySpec Parameters = Listed(new("phase", "parameters", "", 0, Unbounded, null,
        "Active parameters of the model; with tokens and mfu, a route to hours.") { Example = "405G" });

    /// <summary>Tokens trained on.</summary>
    public static readonly KeySpec Tokens = Listed(new("phase", "tokens", "", 0, Unbounded, null,
        "Tokens trained on in one run of the phase.") { Example = "15.6T" });

    /// <summary>Model FLOP utilization.</summary>
    public static readonly KeySpec Mfu = Listed(new("phase", "mfu", "", 0, 1, null,
        "Model FLOP utilization: achieved over dense peak arithmetic rate.") { Example = "38% to 43%", IsDivisor = true });

    /// <summary>Share of hours that are productive.</summary>
    public static readonly KeySpec Goodput = Listed(new("phase", "goodput", "", 0, 1, 1,
        "Share of hours that are productive; used with compute or parameters. If left out, it follows from failures, or is 1.") { Example = "90%", IsDivisor = true });

    /// <summary>Measured energy of one run of the phase.</summary>
    public static readonly KeySpec Energy = Listed(new("phase", "energy", "kWh", 0, Unbounded, null,
        "Measured energy of one run of the phase, with measured_at; takes the place of hours, rated power and utilization.") { Example = "48.3 kWh ± 3%" });

    /// <summary>Mean power while training over rated power.</summary>
    public static readonly KeySpec Utilization = Listed(new("phase", "utilization", "", 0, 1.5, 1,
        "Mean power draw while training over rated power.") { Example = "pert(0.6, 0.85, 1)" });

    /// <summary>Reserved but idle hours as a share of training hours.</summary>
    public static readonly KeySpec IdleShare = Listed(new("phase", "idle_share", "", 0, 1, 0,
        "Reserved but idle hours as a share of the training hours.") { Example = "uniform(0%, 10%)" });

    /// <summary>Power while idle over rated power.</summary>
    public static readonly KeySpec IdlePower = Listed(new("phase", "idle_power", "", 0, 1, 0,
        "Power draw while idle over rated power.") { Example = "15% to 25%" });

    /// <summary>How many times the phase is run in total.</summary>
    public static readonly KeySpec Runs = Listed(new("phase", "runs", "", 0, Unbounded, 1,
        "How many times this phase is run in total: experiments, failed runs, retraining.") { Example = "1.2 to 4" });

    /// <summary>When the phase begins.</summary>
    public static readonly KeySpec Start = Listed(new("phase", "start", "h", 0, Unbounded, null,
        "When the phase begins: an instant with its zone, or A to B for a uniform start between two of them; needed for series, and for costs by month of the calendar.") { Example = "2026-03-01T08:00Z" });

    /// <summary>When serving begins.</summary>
    public static readonly KeySpec ServingStart = Listed(new("serving", "start", "h", 0, Unbounded, null,
        "When serving begins: an instant with its zone, or A to B for a uniform start between two of them; needed for series.") { Example = "2026-09-01" });

    /// <summary>Factor of a time series.</summary>
    public static readonly KeySpec SeriesScale = Listed(new("series", "scale", "", 0, Unbounded, null,
        "Factor of a time series: how far the future may differ from it."));

    /// <summary>Year of a time series.</summary>
    public static readonly KeySpec Year = Listed(new("series", "year", "", 0, Unbounded, null,
        "Year whose data stand for that of the run."));

    /// <summary>Requests answered per day.</summary>
    public static readonly KeySpec RequestsPerDay = Listed(new("serving", "requests_per_day", "", 0, Unbounded, null,
        "Requests answered per day.") { Example = "100M to 1G" });

    /// <summary>IT energy of one request.</summary>
    public static readonly KeySpec EnergyPerRequest = Listed(new("serving", "energy_per_request", "kWh", 0, Unbounded, null,
        "IT energy of answering one request; or parameters, output_tokens and mfu, from which it follows.") { Example = "0.3 to 3 Wh" });

    /// <summary>Active parameters of the model that is served.</summary>
    public static readonly KeySpec ServingParameters = Listed(new("serving", "parameters", "", 0, Unbounded, null,
        "Active parameters of the model; with output_tokens and mfu instead of energy_per_request.") { Example = "100G" });

    /// <summary>Tokens read for one request.</summary>
    public static readonly KeySpec InputTokens = Listed(new("serving", "input_tokens", "", 0, Unbounded, 0,
        "Tokens of one request that the model reads; those taken from a cache are not counted.") { Example = "100 to 2_000" });

    /// <summary>Tokens written for one request.</summary>
    public static readonly KeySpec OutputTokens = Listed(new("serving", "output_tokens", "", 0, Unbounded, null,
        "Tokens that the model writes for one request, its reasoning included; outputs per million served tokens divide by them.") { Example = "200 to 800" });

    /// <summary>Model FLOP utilization while serving.</summary>
    public static readonly KeySpec ServingMfu = Listed(new("serving", "mfu", "", 0, 1, null,
        "Model FLOP utilization while writing: achieved over dense peak arithmetic rate.") { Example = "5% to 20%", IsDivisor = true });

    /// <summary>Model FLOP utilization while reading.</summary>
    public static readonly KeySpec InputMfu = Listed(new("serving", "input_mfu", "", 0, 1, null,
        "Model FLOP utilization while reading; mfu if left out.") { Example = "30% to 50%", IsDivisor = true });

    /// <summary>Mean power while serving over rated power.</summary>
    public static readonly KeySpec ServingUtilization = Listed(new("serving", "utilization", "", 0, 1.5, 1,
        "Mean power draw while serving over rated power.") { Example = "pert(0.4, 0.7, 1)" });

    /// <summary>Reserved but idle hours as a share of serving hours.</summary>
    public static readonly KeySpec ServingIdleShare = Listed(new("serving", "idle_share", "", 0, Unbounded, 0,
        "Hours of accelerators that wait for requests, as a share of the hours that serve them; may be above 100%.") { Example = "uniform(10%, 50%)" });

    /// <summary>Power while idle over rated power.</summary>
    public static readonly KeySpec ServingIdlePower = Listed(new("serving", "idle_power", "", 0, 1, 0,
        "Power draw while waiting for requests over rated power.") { Example = "15% to 25%" });

    /// <summary>Embodied emissions of one request.</summary>
    public static readonly KeySpec EmbodiedPerRequest = Listed(new("serving", "embodied_per_request", "kg", 0, Unbounded, null,
        "Emissions of making the hardware, for one request; only with energy_per_request.") { Example = "0.01 gCO2e" });

    /// <summary>How long the model is served.</summary>
    public static readonly KeySpec ServingDuration = Listed(new("serving", "duration", "h", 0, Unbounded, null,
        "How long the model is served.") { Example = "1 year" });

    /// <summary>Price of the peak power.</summary>
    public static readonly KeySpec DemandCharge = Listed(new("costs", "demand_charge", "USD/kW-month", 0, Unbounded, null,
        "Price of the peak power, for as long as each phase of training lasts.") { Example = "8 to 15 USD/kW-month" });

    /// <summary>What is set aside, as a share of everything else.</summary>
    public static readonly KeySpec Contingency = Listed(new("costs", "contingency", "", 0, Unbounded, null,
        "What is set aside for the unforeseen, as a share of all other costs.") { Example = "10% to 20%" });

    /// <summary>What a US dollar is worth in the currency of the scenario, or the reverse.</summary>
    public static readonly KeySpec ExchangeRate = Listed(new("costs", "exchange_rate", "", 0, Unbounded, null,
        "Exchange rate between US dollars and the currency, with its direction; may be uncertain.") { Example = "0.90 to 0.95 EUR/USD", IsDivisor = true });

    /// <summary>Price level of the price year over that of the prices in the file.</summary>
    public static readonly KeySpec Deflator = Listed(new("costs", "deflator", "", 0, Unbounded, null,
        "Price level of price_year over that of the prices in the file; multiplies every price.") { Example = "1.05" });

    /// <summary>What a line of the budget costs once.</summary>
    public static readonly KeySpec LineAmount = Listed(new("cost_line", "amount", "USD", 0, Unbounded, null,
        "What it costs: USD once, USD/month (or day, week, year) for the duration, or USD/accelerator-hour for the accelerator-hours that are paid for.") { Example = "40k USD/month" });

    /// <summary>How many people a line pays.</summary>
    public static readonly KeySpec LinePeople = Listed(new("cost_line", "people", "", 0, Unbounded, null,
        "How many people cost the amount each; the amount is then one per time.") { Example = "8 to 12" });

    /// <summary>How long a line is paid.</summary>
    public static readonly KeySpec LineDuration = Listed(new("cost_line", "duration", "h", 0, Unbounded, null,
        "How long an amount per time is paid; if left out, the duration of training.") { Example = "9 months" });

    /// <summary>A line as a share of another.</summary>
    public static readonly KeySpec LineShare = Listed(new("cost_line", "share", "", 0, Unbounded, null,
        "What it costs as a share of another line, with of; instead of amount.") { Example = "3% to 5%" });

    /// <summary>What a line of the budget costs per time.</summary>
    public static readonly KeySpec LinePerTime = Listed(new("cost_line.per_time", "amount", "USD/h", 0, Unbounded, null,
        "What it costs per time."));

    /// <summary>What a line of the budget costs per accelerator-hour.</summary>
    public static readonly KeySpec LinePerAcceleratorHour = Listed(new("cost_line.per_accelerator_hour", "amount", "USD/accelerator-hour", 0, Unbounded, null,
        "What it costs per accelerator-hour that is paid for."));

    /// <summary>All of them, in the order of this file.</summary>
    public static IReadOnlyList<KeySpec> All => Declared;

    private static KeySpec Listed(KeySpec key)
    {
        Declared.Add(key);
        return key;
    }
}
