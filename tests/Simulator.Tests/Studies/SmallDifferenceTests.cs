using Simulator.Engine;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Comparison;

namespace Simulator.Tests.Studies;

/// <summary>Small differences of large totals: difference, probability and ratio, against the arithmetic of the change.</summary>
public sealed class SmallDifferenceTests
{
    private static readonly RunOptions Small = new() { Samples = 1 << 15, Threads = 2 };

    private const string Text =
        """
        name: difference
        hardware: {tdp: 1 kW, rental: 1 to 3 USD/h}
        facility: {wue: 1 to 2 L/kWh, water_price: 3 USD/m3, pue: "pert(1.1, 1.2, 1.5)"}
        grid: {electricity_price: "pert(50, 60, 90) USD/MWh", carbon_intensity: "uniform(0.2, 0.4) kg/kWh", losses: "uniform(2%, 6%)"}
        training:
          - {phase: t, accelerator_hours: 30M to 40M h, utilization: "choice(0.6 @ 50%, 0.8 @ 50%)"}
        """;

    // The change of the total is that of one part: water 3 → 3.0001 USD/m3 is 1e-4/3 of the water cost, and so on.
    [Theory]
    [InlineData("facility.water_price", "3.0001 USD/m3", "cost", "water_cost", 1e-4 / 3)]
    [InlineData("facility.water_price", "3.00000001 USD/m3", "cost", "water_cost", 1e-8 / 3)]
    [InlineData("grid.electricity_price", "pert(50.0001, 60.00012, 90.00018) USD/MWh", "cost", "electricity_cost", 2e-6)]
    [InlineData("hardware.rental", "1.0000001 to 3.0000003 USD/h", "cost", "hardware_cost", 1e-7)]
    [InlineData("facility.wue", "1.000001 to 2.000002 L/kWh", "cost", "water_cost", 1e-6)]
    [InlineData("grid.carbon_intensity", "uniform(0.2000002, 0.4000004) kg/kWh", "emissions", "emissions", 1e-6)]
    [InlineData("training.t.utilization", "choice(0.6000006 @ 50%, 0.8000008 @ 50%)", "energy", "energy", 1e-6)]
    public void A_change_of_one_input_is_seen_in_every_sample(string path, string value, string output, string part, double share)
    {
        foreach (var sampler in new[] { Sampler.Sobol, Sampler.Random })
        {
            var result = ScenarioComparison.Run([Read([]), Read([KeyValuePair.Create(path, value)])], Small with { Sampler = sampler });
            var paired = result.Pairs[0].Outputs.Single(one => one.Name == output);
            var changed = result.Scenarios[0].Outputs.Single(one => one.Name == part);
            Assert.Equal((1.0, 0.0), (paired.ProbabilityALess, paired.ProbabilityEqual));
            Assert.Equal(-share * changed.Median, paired.Difference.Median, 2e-3 * share * changed.Median);
            Assert.Equal(-share * changed.Interval.High, paired.Difference.Low, 2e-3 * share * changed.Interval.High);

            // The ratio is below 1 by what the difference is of B; its digits are those of the distance from 1.
            var total = result.Scenarios[1].Outputs.Single(one => one.Name == output);
            Assert.InRange(1 - paired.Ratio!.Median, 0.3 * share * changed.Median / total.Median, 3 * share * changed.Median / total.Median);
            Assert.True(paired.Ratio.High < 1);
            Assert.DoesNotContain(result.Notices, notice => notice.Contains("rounding of single precision"));
        }
    }

    [Fact]
    public void Every_lane_has_the_same_bits_of_a_small_difference()
    {
        Scenario[] scenarios = [Read([]), Read([KeyValuePair.Create("facility.water_price", "3.0001 USD/m3"), KeyValuePair.Create("grid.losses", "uniform(2%, 6.0001%)")])];
        var all = CpuDevices.Available.Select(device => ScenarioComparison.Run(scenarios, Small with { Device = device }).Pairs[0].Outputs).ToList();
        Assert.True(all.Count > 1);
        Assert.All(all.Skip(1), other => Assert.All(all[0].Zip(other), pair => Assert.Equal(pair.First.Bins, pair.Second.Bins)));
    }

    [Fact]
    public void Sums_in_another_order_are_equal()
    {
        var (a, b) = (Phases("A", "one", "two"), Phases("B", "two", "one"));
        var output = ScenarioComparison.Run([a, b], Small, share: ["all"]).Pairs[0].Outputs.Single(one => one.Name == "cost");
        Assert.Equal((0.0, 1.0), (output.Difference.Median, output.ProbabilityEqual));
    }

    private static Scenario Phases(string name, string first, string second) => ScenarioReader.Read(
        $$"""
        name: {{name}}
        hardware: {tdp: 1 kW, rental: 1 to 3 USD/h}
        grid: {electricity_price: 50 to 90 USD/MWh}
        training:
          - {phase: {{first}}, accelerator_hours: 30M to 40M h}
          - {phase: {{second}}, accelerator_hours: 30M to 40M h}
        """,
        "test.yaml");

    private static Scenario Read(IEnumerable<KeyValuePair<string, string>> changes)
    {
        var all = changes.ToList();
        return ScenarioReader.Read(Text, "test.yaml", all) with { Name = all.Count == 0 ? "A" : "B" };
    }
}
