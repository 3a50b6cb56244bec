using Simulator.Engine;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Engine;

/// <summary>A scenario of two uncertain phases against the equations in double, sample by sample and output by output.</summary>
public sealed class TwoPhasesTests
{
    private const int Samples = 2_000;

    // Either phase can be the larger one, so maxima are decided sample by sample; their constants differ.
    private const string Text = """
        name: two phases
        hardware:
          tdp: 600 W to 800 W
          server: {accelerators: 8, power: 10.2 kW}
          price: 25k to 40k USD
          lifetime: 3 to 6 years
          embodied_carbon: 150 to 300 kgCO2e
          embodied_accounting: full
        facility: {pue: 1 + (0.05 to 0.3), wue: 0.2 to 1.8 L/kWh, water_price: 2 USD/m3}
        grid: {carbon_intensity: 0.3 to 0.5 kg/kWh, carbon_free_share: 40%, electricity_price: 50 to 90 USD/MWh, carbon_price: 60 USD/t, losses: 5%, water_intensity: 2 to 7 L/kWh, land_intensity: 5 to 20 m2*year/MWh}
        training:
          - {phase: a, accelerators: 800 to 1600, duration: 10 days, utilization: 0.8, idle_share: 5%, idle_power: 15%}
          - {phase: b, accelerators: 900 to 1500, duration: 20 days, utilization: 0.7, runs: 2, grid: {carbon_intensity: 0.1 to 0.9 kg/kWh}}
        """;

    [Fact]
    public void Every_output_is_that_of_the_equations_in_double()
    {
        var scenario = ScenarioReader.Read(Text, "two.yaml");
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = Samples, Sampler = Sampler.Random });
        var totals = Enumerable.Range(0, Samples).Select(sample => Total(scenario, sample)).ToList();
        (string Name, Func<PhaseFlows<DoubleLane>, double> Of)[] outputs =
        [
            ("it_energy", total => total.ItEnergy.Value / 1000),
            ("energy", total => total.SiteEnergy.Value / 1000),
            ("grid_energy", total => total.GridEnergy.Value / 1000),
            ("peak_power", total => total.PeakPower.Value),
            ("power_swing", total => total.PowerSwing.Value),
            ("electricity_cost", total => total.ElectricityCost.Value),
            ("hardware_cost", total => total.HardwareCost.Value),
            ("water_cost", total => total.WaterCost.Value),
            ("carbon_cost", total => total.CarbonCost.Value),
            ("cost", total => total.Cost.Value),
            ("operational_emissions", total => total.OperationalEmissions.Value / 1000),
            ("market_emissions", total => total.MarketEmissions.Value / 1000),
            ("embodied_emissions", total => total.EmbodiedEmissions.Value / 1000),
            ("emissions", total => total.Emissions.Value / 1000),
            ("water_onsite", total => total.WaterOnsite.Value / 1000),
            ("water_offsite", total => total.WaterOffsite.Value / 1000),
            ("water", total => total.Water.Value / 1000),
            ("land", total => total.Land.Value),
            ("carbon_intensity", total => total.OperationalEmissions.Value / total.GridEnergy.Value),
            ("accelerator_hours", total => total.RunHours.Value),
            ("accelerators", total => total.Accelerators.Value),
            ("servers", total => total.Servers.Value),
        ];
        foreach (var (name, of) in outputs)
        {
            AssertSame(name, [.. totals.Select(of).Order()], result.Outputs.Single(output => output.Name == name));
        }
    }

    [Fact]
    public void The_share_of_a_components_cost_is_taken_from_the_accelerators()
    {
        var result = SimulationRunner.Run(ScenarioReader.Read("""
            name: components
            hardware: {tdp: 1 kW, rental: 2 USD/h, components: {cpu: {power: 12%, cost: 8%}, storage: {power: 3%, cost: 20%}}}
            grid: {electricity_price: 100 USD/MWh}
            training: [{phase: a, accelerator_hours: 1000 h}]
            """, "components.yaml"), new RunOptions());

        // 2,000 USD of rent, 100 USD of electricity for the accelerators, 12 and 3 USD for the components.
        Assert.Equal(2_000 * 0.72 + 100, Cost("accelerators"), 1e-9);
        Assert.Equal(2_000 * 0.08 + 12, Cost("cpu"), 1e-9);
        Assert.Equal(2_000 * 0.20 + 3, Cost("storage"), 1e-9);

        double Cost(string component) => result.Components.Single(row => row.Name == component).Cost;
    }

    private static PhaseFlows<DoubleLane> Total(Scenario scenario, int sample)
    {
        var binder = new PhaseBinder<DoubleLane>((name, distribution) =>
            DoubleLane.Constant(ScenarioRunTests.AtWord(distribution, Philox4x32.Word(42, StreamName.Hash(name), StreamPurpose.A, sample))));
        return scenario.Phases
            .Select(phase => PhaseModel.Evaluate(PhaseShapes.Of(phase), binder.Bind(phase)))
            .Aggregate((a, b) => PhaseModel.Combine(a, b));
    }

    // Thirty operations in single precision and draws of a few units in the last place: 3e-6 relative.
    private static void AssertSame(string name, double[] sorted, OutputSummary output)
    {
        foreach (var probability in new[] { 0.05, 0.5, 0.95 })
        {
            var position = probability * (sorted.Length - 1);
            var rank = (int)position;
            var expected = sorted[rank] + ((position - rank) * (sorted[rank + 1] - sorted[rank]));
            Assert.True(Math.Abs(output.Quantile(probability) - expected) <= 3e-6 * expected, $"{name} at {probability}: {output.Quantile(probability)} instead of {expected}");
        }
    }
}
