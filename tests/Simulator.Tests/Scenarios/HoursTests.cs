using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>The routes to hours, and the messages when they disagree or a value is unusual.</summary>
public class HoursTests
{
    [Theory]
    [InlineData("accelerator_hours: 1M h", HoursRoute.AcceleratorHours)]
    [InlineData("accelerator_hours: 1M h, duration: 54 days", HoursRoute.AcceleratorHours)]
    [InlineData("accelerators: 2048, duration: 54 days", HoursRoute.Duration)]
    [InlineData("compute: 3.8e25 FLOP, mfu: 40%", HoursRoute.Compute)]
    [InlineData("compute: 3.8e25 FLOP, mfu: 40%, accelerators: 16k", HoursRoute.Compute)]
    [InlineData("parameters: 405G, tokens: 15.6T, mfu: 40%", HoursRoute.ParametersAndTokens)]
    [InlineData("parameters: 405G, tokens: 15.6T, mfu: 40%, compute: 3.8e25 FLOP", HoursRoute.Compute)]
    internal void The_first_route_is_taken(string written, HoursRoute route) => Assert.Equal(route, Read(written).Phases[0].Hours);

    [Theory]
    [InlineData("accelerator_hours: 2.664M h, accelerators: 2048, duration: 54 days", 0)]
    [InlineData("accelerator_hours: 2.664M h, accelerators: 2048, duration: 60 days", 1)]
    public void Routes_that_differ_a_bit_are_a_warning(string written, int warnings)
    {
        var found = Read(written).Warnings;
        Assert.Equal(warnings, found.Count);
        Assert.All(found, warning => Assert.Contains("2.94912E+06 h", warning.Found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hardware", "{accelerator: h100-sxm, tdp: 350 W}", "hardware.tdp", "350 W, while the catalogue has 700 W", "10%")]
    [InlineData("hardware", "{accelerator: h100-sxm, price: 1k USD}", "hardware.price", "1k USD", "a factor of 2")]
    [InlineData("hardware", "{accelerator: h100-sxm, embodied_carbon: 2 t}", "hardware.embodied_carbon", "2 t", "a factor of 2")]
    [InlineData("grid", "{carbon_intensity: 1.5 kg/kWh}", "grid.carbon_intensity", "1.5 kgCO2e/kWh", "0.01 to 1.1")]
    [InlineData("grid", "{carbon_intensity: 5 g/kWh}", "grid.carbon_intensity", "0.005 kgCO2e/kWh", "0.01 to 1.1")]
    [InlineData("facility", "{pue: 2.5}", "facility.pue", "2.5", "at most 2")]
    [InlineData("facility", "{cooling_share: 70%}", "facility.cooling_share", "while the PUE is 1", "above 1")]
    public void Unusual_values_are_a_warning(string section, string written, string path, string found, string rule)
    {
        var hardware = section == "hardware" ? "" : "hardware: {accelerator: h100-sxm}\n";
        var warning = Assert.Single(Yaml.Read($"name: x\n{hardware}{section}: {written}\ntraining: [{{phase: a, accelerator_hours: 1 h}}, {{phase: b, accelerator_hours: 1 h}}]").Warnings);
        Assert.Equal((Severity.Warning, path), (warning.Severity, warning.Path));
        Assert.Contains(found, warning.Found, StringComparison.Ordinal);
        Assert.Contains(rule, warning.Allowed, StringComparison.Ordinal);
        Assert.Equal(section == "hardware" ? 2 : 3, warning.Line);
    }

    [Theory]
    [InlineData("compute: 3.8e25 FLOP, mfu: 70%", "mfu", "70%", "65%")]
    [InlineData("accelerator_hours: 1 h, idle_share: 10%", "idle_share", "without idle_power", "draw power")]
    [InlineData("accelerator_hours: 1M h, parameters: 405G, tokens: 15.6T, mfu: 40%", "accelerator_hours", "1E+06 accelerator-hours", "factor of 2")]
    [InlineData("accelerators: 1000, duration: 1000 h, parameters: 405G, tokens: 15.6T, mfu: 40%", "duration", "1E+06 accelerator-hours", "factor of 2")]
    public void Unusual_phases_are_a_warning(string written, string key, string found, string rule)
    {
        var warning = Assert.Single(Read(written).Warnings);
        Assert.Equal($"training.training.{key}", warning.Path);
        Assert.Contains(found, warning.Found, StringComparison.Ordinal);
        Assert.Contains(rule, warning.Allowed, StringComparison.Ordinal);
    }

    // The report's own figures: 30.84M hours at 41% of the dense peak.
    [Fact]
    public void Published_figures_agree() =>
        Assert.Empty(Read("accelerator_hours: 30.84M h, parameters: 405G, tokens: 15.6T, mfu: 41%").Warnings);

    [Fact]
    public void Rental_with_a_price_of_electricity_is_a_warning()
    {
        var scenario = Yaml.Read("name: x\nhardware: {tdp: 700 W, rental: 2 USD/h}\ngrid: {electricity_price: 80 USD/MWh}\ntraining: [{accelerator_hours: 1 h}]");
        Assert.Contains("paid twice", Assert.Single(scenario.Warnings).Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalogues_price_of_electricity_counts_too()
    {
        const string Rented = "name: x\nhardware: {tdp: 700 W, rental: 2 USD/h}\ntraining: [{accelerator_hours: 1 h}]\ngrid: ";
        Assert.Contains("of the location", Assert.Single(Yaml.Read(Rented + "{location: us}").Warnings).Found, StringComparison.Ordinal);
        Assert.Empty(Yaml.Read(Rented + "{location: us, electricity_price: 0 USD/MWh}").Warnings);
    }

    private static Scenario Read(string phase) =>
        Yaml.Read($"name: x\nhardware: {{tdp: 700 W, peak: 989 TFLOP/s}}\ntraining: [{{{phase}}}]");
}
