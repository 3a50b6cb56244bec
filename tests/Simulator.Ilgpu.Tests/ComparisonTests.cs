using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Comparison;

namespace Simulator.Ilgpu.Tests;

/// <summary>Comparisons on ILGPU's CPU accelerator against the CPU engine: streams, shared draws and small differences are in the plan, so both do the same.</summary>
[Collection(Devices.Collection)]
public class ComparisonTests
{
    [Theory]
    [InlineData(Sampler.Sobol, null)]
    [InlineData(Sampler.Random, null)]
    [InlineData(Sampler.Sobol, "facility.pue")]
    [InlineData(Sampler.Sobol, "all")]
    public void Every_count_of_a_difference_is_that_of_the_cpu_engine(Sampler sampler, string? share)
    {
        Scenario[] scenarios = [Read("A", "3", "0.8"), Read("B", "3.0001", "0.7")];
        var options = new RunOptions { Samples = 1 << 13, Replicates = 4, Sampler = sampler, Threads = 2, Graphics = new GraphicsEngines() };
        string[] shared = share is null ? [] : [share];
        var (expected, actual) = (
            ScenarioComparison.Run(scenarios, options with { Device = "cpu" }, share: shared),
            ScenarioComparison.Run(scenarios, options with { Device = "ilgpu-cpu", Graphics = new GraphicsEngines() }, share: shared));
        Assert.Equal("ilgpu-cpu", actual.Scenarios[0].Run.Device);
        Assert.Equal(expected.Coupling, actual.Coupling);
        Assert.All(expected.Pairs[0].Outputs.Zip(actual.Pairs[0].Outputs), pair =>
        {
            Assert.Equal(pair.First.Bins, pair.Second.Bins);
            Assert.Equal((pair.First.Difference, pair.First.Ratio), (pair.Second.Difference, pair.Second.Ratio));
            Assert.Equal((pair.First.ProbabilityALess, pair.First.ProbabilityEqual), (pair.Second.ProbabilityALess, pair.Second.ProbabilityEqual));
        });
    }

    [Fact]
    public void A_small_change_is_seen_in_every_sample()
    {
        var text = Text("A", "3", "0.8");
        var (a, b) = (ScenarioReader.Read(text, "a.yaml"), ScenarioReader.Read(text, "a.yaml", [KeyValuePair.Create("facility.water_price", "3.0001 USD/m3")]));
        var result = ScenarioComparison.Run([a, b], new RunOptions { Samples = 1 << 13, Replicates = 4, Threads = 2, Device = "ilgpu-cpu", Graphics = new GraphicsEngines() });
        var cost = result.Pairs[0].Outputs.Single(output => output.Name == "cost");
        Assert.Equal((1.0, 0.0), (cost.ProbabilityALess, cost.ProbabilityEqual));
        Assert.Equal(result.Pairs[0].Outputs.Single(output => output.Name == "water_cost").Difference.Median, cost.Difference.Median, 1e-5 * Math.Abs(cost.Difference.Median));
    }

    private static Scenario Read(string name, string price, string spearman) => ScenarioReader.Read(Text(name, price, spearman), "a.yaml");

    private static string Text(string name, string price, string spearman) =>
        $$"""
        name: {{name}}
        hardware: {tdp: 1 kW, rental: 1 to 3 USD/h}
        facility: {wue: 1 to 2 L/kWh, water_price: {{price}} USD/m3, pue: "mix(1.1 to 1.2 @ 40%, 1.3 to 1.4 @ 60%)"}
        training:
          - {phase: t, accelerator_hours: 30M to 40M h, utilization: "pert(0.5, 0.7, 0.9)"}
        correlations: [{between: [facility.wue, training.t.utilization], spearman: {{spearman}}}]
        """;
}
