using Simulator.Runs;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Model;

/// <summary>A price that one of two phases states is in no sum over both: the boundary of the cost would not name it.</summary>
public sealed class PartlyKnownCostsTests
{
    private const double Hardware = 2 * 1000 * 2;

    [Theory]
    [InlineData("grid: {electricity_price: 100 USD/MWh}", "electricity_cost")]
    [InlineData("grid: {carbon_intensity: 500 g/kWh, carbon_price: 80 USD/t}", "carbon_cost")]
    [InlineData("facility: {wue: 1 L/kWh, water_price: 3 USD/m3}", "water_cost")]
    public void A_price_of_one_phase_is_not_in_the_cost(string price, string part)
    {
        var partly = Run($"- {{phase: one, accelerator_hours: 1000 h, {price}}}\n  - {{phase: two, accelerator_hours: 1000 h}}");
        Assert.DoesNotContain(partly.Outputs, output => output.Name == part);
        Assert.Equal(Hardware, partly.Outputs.Single(output => output.Name == "cost").Mean, 1e-9);
        Assert.Equal("site: hardware", partly.Outputs.Single(output => output.Name == "cost").Boundary);
        Assert.Equal([Hardware / 2, Hardware / 2], partly.Phases.Select(phase => phase.Cost));

        var whole = Run($"- {{phase: one, accelerator_hours: 1000 h, {price}}}\n  - {{phase: two, accelerator_hours: 1000 h, {price}}}");
        Assert.Equal(Hardware + whole.Outputs.Single(output => output.Name == part).Mean, whole.Outputs.Single(output => output.Name == "cost").Mean, 1e-9);
    }

    private static Simulator.Results.SimulationResult Run(string phases) => SimulationRunner.Run(
        ScenarioReader.Read($"name: two\nhardware: {{tdp: 1 kW, rental: 2 USD/h}}\ntraining:\n  {phases}\n", "two.yaml"), new RunOptions());
}
