using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Values replaced from outside, for sweeps.</summary>
public class OverridesTests
{
    private const string Text = """
        name: x
        hardware: {accelerator: h100-sxm, components: {cpu: 12%, storage: {power: 3%, cost: 8%}}}
        grid: {mix: {coal: 50%, hydro: 50%}}
        training:
          - {phase: v1, accelerator_hours: 1 h}
          - {phase: v1.5, accelerator_hours: 1 h, facility: {pue: 1.5}}
        """;

    [Theory]
    [InlineData("facility.pue", "1.3", "facility.pue", 1.3)]
    [InlineData("hardware.tdp", "710 W", "hardware.tdp", 0.71)]
    [InlineData("hardware.components.cpu.power", "20%", "hardware.components.cpu.power", 0.2)]
    [InlineData("hardware.components.cpu", "20%", "hardware.components.cpu.power", 0.2)]
    [InlineData("hardware.components.storage.cost", "9%", "hardware.components.storage.cost", 0.09)]
    [InlineData("hardware.components.network.power", "5%", "hardware.components.network.power", 0.05)]
    [InlineData("hardware.overhead", "1.3", "hardware.overhead", 1.3)]
    [InlineData("grid.carbon_intensity", "0.3 kg/kWh", "grid.carbon_intensity", 0.3)]
    [InlineData("training.v1.runs", "3", "training.v1.runs", 3)]
    [InlineData("training.v1.5.runs", "3", "training.v1.5.runs", 3)]
    [InlineData("training.v1.5.facility.pue", "1.2", "training.v1.5.facility.pue", 1.2)]
    public void A_value_is_replaced(string path, string text, string input, double expected)
    {
        var scenario = ScenarioReader.Read(Text, "test.yaml", [KeyValuePair.Create(path, text)]);
        Assert.Equal(expected, scenario.Quantities.Single(quantity => quantity.Path == input).Distribution.Mean);
    }

    [Fact]
    public void A_location_is_replaced()
    {
        var overrides = new[] { KeyValuePair.Create("grid.location", "sweden"), KeyValuePair.Create("simulation.samples", "1k") };
        var scenario = ScenarioReader.Read(Yaml.Smallest, "test.yaml", overrides);
        Assert.Equal(QuantityOrigin.Catalog, scenario.Phases[0][Keys.CarbonIntensity]!.Origin);
        Assert.Equal(1000, scenario.Simulation.Samples);
    }

    [Theory]
    [InlineData("facility.peu", "1.3", "no key", "facility.pue")]
    [InlineData("facility.pue", "0.9", "0.9", "")]
    [InlineData("training.v2.runs", "1", "no key", "training.v1.runs")]
    [InlineData("grid.mix", "1", "no key", "")]
    public void Mistakes_are_named(string path, string text, string found, string hint)
    {
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Text, "test.yaml", [KeyValuePair.Create(path, text)])).Errors);
        Assert.Equal((path, 0), (error.Path, error.Line));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
    }
}
