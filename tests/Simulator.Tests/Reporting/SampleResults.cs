using Simulator.Results;

namespace Simulator.Tests.Reporting;

/// <summary>Invented results: plausible in size, with a constant, an equivalence, an unknown cost and odd samples.</summary>
internal static class SampleResults
{
    private static readonly double[] Probabilities = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
    private static readonly double[] StandardQuantiles = [-2.3263, -1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449, 2.3263];

    public static SimulationResult Result(string name = "DeepSeek-V3", long samples = 1_048_576, long? requested = null, double error = 5e-4) => new(
        new ScenarioIdentity(name, "The final training run, as its technical report states it.", "scenarios/deepseek-v3.yaml", "ab12"),
        new RunFacts("0.1.0", samples, requested ?? samples, "random", 1, 42, "cpu-avx512", 2, 0.0123),
        [
            new("hardware.tdp", "W", "700 W", 700, 700, 700, 700, false, "catalogue", "Epoch AI: chips", null, 0),
            new("facility.pue", "", "pert(1.05, 1.12, 1.4)", 1.155, 1.071, 1.1458, 1.2731, true, "file", null, "judgement", 0),
            new("grid.electricity_price", "USD/MWh", "60 to 90 USD/MWh", 74.1, 60, 73.48, 90, true, "file", "operator's filings, 2024", null, 0.0031),
            new("training.context extension.accelerator_hours", "h", "0.119M h", 119000, 119000, 119000, 119000, false, "file", "technical report, table 1", null, 0),
            new("hardware.overhead", "", "1", 1, 1, 1, 1, false, "default", null, null, 0),
        ],
        [
            Lognormal("it_energy", "IT energy", "MWh", "IT: accelerators and their servers", 2210, 0.12, error),
            Lognormal("energy", "Energy", "MWh", "site: IT and facility", 2541, 0.13, error),
            Lognormal("grid_energy", "Grid energy", "MWh", "grid: site and losses on the way", 2541, 0.13, error),
            Lognormal("peak_power", "Peak power", "MW", "site, all accelerators at their rating", 2.31, 0.1, error),
            Lognormal("power_swing", "Power swing", "MW", "accelerators, all stopping together", 0.98, 0.08, error),
            Lognormal("electricity_cost", "Electricity cost", "USD", "site energy at the meter", 187_000, 0.18, error),
            Lognormal("hardware_cost", "Hardware cost", "USD", "reserved accelerator-hours", 4_900_000, 0.35, error),
            Lognormal("water_cost", "Water cost", "USD", "on-site water", 4_210, 0.5, error),
            Lognormal("cost", "Cost", "USD", "electricity, hardware and water", 5_100_000, 0.34, error) with { NotANumber = 3, Infinite = 12 },
            Lognormal("operational_emissions", "Operational emissions", "t", "grid energy, location-based", 1479, 0.14, error),
            Lognormal("embodied_emissions", "Embodied emissions", "t", "making the hardware", 24.6, 0.4, error),
            Lognormal("emissions", "Emissions", "t", "operational (location-based) and embodied", 1505, 0.14, error),
            Lognormal("water", "Water", "m3", "on-site and off-site", 12_300, 0.4, error),
            Constant("carbon_intensity", "Carbon intensity", "kg/kWh", "grid, location-based, mean over the energy", 0.582),
            Constant("accelerator_hours", "Accelerator-hours", "h", "all runs, without idle hours", 2_788_000),
            Constant("accelerators", "Accelerators", "", "largest phase", 2048),
            Lognormal("energy_per_million_tokens", "Energy per million tokens", "kWh", "site energy of training", 0.1717, 0.13, error),
            Lognormal("cars", "cars, for a year", "", "emissions / 4.60 t", 327, 0.14, error) with { IsEquivalent = true },
            Lognormal("flights", "passengers' round trips by air, San Francisco to New York", "", "emissions / 1.2 t", 1254, 0.14, error) with { IsEquivalent = true },
        ],
        [
            new("accelerators", 1890, 4_100_000), new("cpu", 227, 310_000), new("network", 94, 490_000),
            new("cooling", 210, double.NaN), new("distribution", 120, double.NaN),
        ],
        [new("pre-training", 2430, 1441, 4_880_000), new("context extension", 108, 64, 218_000), new("post-training", 4.6, 2.7, double.NaN)],
        [
            "hardware.overhead: 1 by default; components beside the accelerators are left out.",
            "land is left out: grid.land_intensity is not given.",
        ]);

    /// <summary>A result in which nothing is uncertain.</summary>
    public static SimulationResult Certain() => Result() with
    {
        Run = new RunFacts("0.1.0", 1, 1, "random", 1, 42, "cpu-avx512", 1, 0),
        Outputs = [Constant("energy", "Energy", "MWh", "site: IT and facility", 1522.248), Constant("emissions", "Emissions", "t", "", 885.948336)],
    };

    public static OutputSummary Lognormal(string name, string label, string unit, string boundary, double median, double sigma, double error)
    {
        var mean = median * Math.Exp(sigma * sigma / 2);
        var quantiles = Probabilities
            .Zip(StandardQuantiles, (probability, z) => new QuantileEstimate(probability, median * Math.Exp(sigma * z), error * median))
            .ToArray();
        return new OutputSummary(
            name, label, unit, boundary, false, mean, mean * sigma, quantiles[0].Value / 2, quantiles[^1].Value * 2,
            new CentralInterval(0.9, quantiles[1].Value, quantiles[7].Value),
            quantiles,
            new MonteCarloError(error * mean, error * median, error * quantiles[1].Value, error * quantiles[7].Value),
            0, 0, [])
        {
            TailMean = new TailMean(0.05, 1.1 * quantiles[7].Value, error * median),
            Budget = [new(0.8, median * Math.Exp(0.8416 * sigma), error * median), quantiles[6], quantiles[7], quantiles[8]],
        };
    }

    public static OutputSummary Constant(string name, string label, string unit, string boundary, double value) => new(
        name, label, unit, boundary, false, value, 0, value, value, new CentralInterval(0.9, value, value),
        [.. Probabilities.Select(probability => new QuantileEstimate(probability, value, 0))], default, 0, 0, [new(value, value, 1)]);
}
