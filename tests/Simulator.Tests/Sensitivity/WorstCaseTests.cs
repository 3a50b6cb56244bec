using Simulator.Distributions;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Sensitivity;

namespace Simulator.Tests.Sensitivity;

/// <summary>The worst samples against a case that is known exactly, and against every sample replayed.</summary>
public sealed class WorstCaseTests
{
    // Energy is hours · 1 kW · (1 + x): of two inputs only the factor of the hours and the PUE affect it.
    private static readonly Scenario Simple = ScenarioReader.Read(
        """
        name: Worst
        hardware: {tdp: 1 kW}
        facility: {pue: 1.1 to 1.5}
        grid: {carbon_intensity: 0.2 to 0.6 kg/kWh}
        training: [{phase: a, accelerator_hours: 1M h}]
        correlations: [{between: [facility.pue, grid.carbon_intensity], spearman: 0.7}]
        """,
        "worst.yaml");

    [Fact]
    public void An_output_of_one_input_is_worst_where_that_input_is()
    {
        // PUE is truncated at 1 where it hardly ever is; energy ≥ its p95 means PUE ≥ its p95. Within: median at 97.5%, p5 at
        // 95.25%, p95 at 99.75%. Tolerance: ranks of 52,000 samples, √(p(1 − p)/n) of a rank is 0.0022 at the median.
        var result = SimulationRunner.Run(Simple, new RunOptions { Threads = 2 });
        var worst = Assert.Single(WorstCaseSearch.Run(Simple, result, ["energy", "accelerator_hours"]));
        Assert.Equal("energy", worst.Output);
        Assert.Equal(1 << 20, worst.OutOf);
        Assert.Equal(0.05 * worst.OutOf, worst.Samples, 2.0);
        Assert.Equal(result.Outputs.Single(output => output.Name == "energy").Quantile(0.95), worst.Threshold);

        var pue = worst.Inputs[0];
        Assert.Equal("facility.pue", pue.Input);
        var distribution = Simple.Quantities.Single(quantity => quantity.Path == "facility.pue").Distribution;
        Assert.Equal(0.975, pue.Position, 0.001);
        Assert.Equal(0.9525, distribution.Cdf(pue.Within.P5), 0.001);
        Assert.Equal(0.9975, distribution.Cdf(pue.Within.P95), 0.001);
        Assert.Equal(1.5, pue.Overall.P95, 1e-3);

        // Mean above the p95 of a lognormal: mean·Φ(σ − 1.645)/0.05.
        var sigma = Math.Log(1.5 / 1.1) / (2 * 1.6448536);
        var mean = Math.Sqrt(1.1 * 1.5) * Math.Exp(sigma * sigma / 2) * StandardNormal.Cdf(sigma - 1.6448536) / 0.05;
        Assert.Equal(mean, pue.Within.Mean, mean * 1e-3);
        Assert.Equal(1000 * mean, worst.Mean, 1000 * mean * 1e-3);

        // What only varies along with it stands out too, but less.
        Assert.Equal("grid.carbon_intensity", worst.Inputs[1].Input);
        Assert.InRange(worst.Inputs[1].Position, 0.75, 0.95);
    }

    [Fact]
    public void Worst_samples_are_those_that_replay_shows()
    {
        var options = new RunOptions { Samples = 128, Replicates = 4, Threads = 1, Seed = 5 };
        var result = SimulationRunner.Run(Simple, options);
        var worst = Assert.Single(WorstCaseSearch.Run(Simple, result, ["emissions"]));
        var replays = Enumerable.Range(0, 128).Select(sample => Replay.Run(Simple, options, sample)).ToList();
        var emissions = replays.ConvertAll(replay => replay.Outputs.Single(output => output.Name == "Emissions").Value);
        Assert.Equal(emissions.IndexOf(emissions.Max()), worst.Worst);
        var found = replays.Where((_, i) => emissions[i] >= worst.Threshold).ToList();
        Assert.Equal(found.Count, worst.Samples);
        var intensity = worst.Inputs.Single(input => input.Input == "grid.carbon_intensity");
        Assert.Equal(found.Average(replay => replay.Inputs.Single(input => input.Path == "grid.carbon_intensity").Value), intensity.Within.Mean, 1e-9);
    }

    [Fact]
    public void Threads_change_nothing_and_what_is_exact_or_unknown_is_passed_over()
    {
        var one = WorstCaseSearch.Run(Simple, SimulationRunner.Run(Simple, new RunOptions { Samples = 1 << 14, Threads = 1 }), ["emissions"]);
        var three = WorstCaseSearch.Run(Simple, SimulationRunner.Run(Simple, new RunOptions { Samples = 1 << 14, Threads = 3 }), ["emissions"]);
        Assert.Equal(one[0].Inputs, three[0].Inputs);
        Assert.Equal((one[0].Worst, one[0].Mean), (three[0].Worst, three[0].Mean));
        Assert.Empty(WorstCaseSearch.Run(Simple, SimulationRunner.Run(Simple, new RunOptions { Samples = 64 }), ["accelerator_hours", "cost"]));
    }

    [Fact]
    public void An_atom_at_the_threshold_counts_whole()
    {
        // A tenth of the samples has the largest of three values: all of it is at or above the 95% quantile.
        var scenario = ScenarioReader.Read(
            """
            name: Atoms
            hardware: {tdp: 1 kW}
            facility: {pue: "choice(1.1 @ 50%, 1.2 @ 40%, 1.3 @ 10%)"}
            training: [{phase: a, accelerator_hours: 1M h}]
            """,
            "atoms.yaml");
        var worst = WorstCaseSearch.Run(scenario, SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 16 }), ["energy"])[0];
        Assert.Equal(0.1 * worst.OutOf, worst.Samples, 8.0);
        Assert.Equal(0.95, worst.Inputs[0].Position, 1e-9);
        Assert.Equal(1.3, worst.Inputs[0].Within.Median, 1e-6);
    }
}
