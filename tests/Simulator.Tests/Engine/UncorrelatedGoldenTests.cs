using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Sampling;
using Simulator.Scenarios;

namespace Simulator.Tests.Engine;

/// <summary>What a seed gave before inputs could be correlated it gives still, to the last bit.</summary>
public sealed class UncorrelatedGoldenTests
{
    private const string Scenario = """
        name: golden
        hardware: {tdp: 600 W to 700 W, overhead: 1.2 to 1.6, price: "triangular(20k, 25k, 40k) USD", lifetime: "uniform(3, 6) years"}
        facility: {pue: "pert(1.05, 1.12, 1.4)", wue: "exponential(1.1) L/kWh"}
        grid:
          carbon_intensity: mix(0.2 to 0.3 @ 70%, 0.5 to 0.6 @ 30%) kg/kWh
          electricity_price: choice(50 @ 50%, 70 @ 50%) USD/MWh
        training: [{phase: a, accelerator_hours: 1M h to 2M h}]
        """;

    [Fact]
    public void Counts_of_a_scenario_without_correlations_are_unchanged()
    {
        var plan = PlanBuilder.Build(ScenarioReader.Read(Scenario, "golden.yaml"));
        var request = new SamplingRequest(Sampler.Random, 42, 1, 0, 20_000, 2, 512);
        var engine = CpuEngines.Create(CpuDevices.Best);
        var tallies = engine.Prepare(plan, request);
        engine.Count(plan, request, tallies, null, default);
        var counts = new StringBuilder();
        for (var root = 0; root < plan.Roots.Count; root++)
        {
            var tally = tallies[root, 0];
            counts.Append(CultureInfo.InvariantCulture, $"{tally.Minimum:R} {tally.Maximum:R} ");
            counts.AppendJoin(' ', tally.ToCounts().Bins.Select(bin => string.Create(CultureInfo.InvariantCulture, $"{bin.Low:R}:{bin.Count}")));
        }

        // Taken at commit 25e7b0d, the last one without correlations.
        Assert.Equal(
            "a221a9b522c2a2b9b84feccbf6c644bc978183a1",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(counts.ToString())))[..40]);
    }
}
