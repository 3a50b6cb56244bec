using Simulator.Studies.Sweep;

namespace Simulator.Tests.Studies;

/// <summary>How values, ranges and factors are written on a command line.</summary>
public sealed class VariationParserTests
{
    [Theory]
    [InlineData("grid.location=sweden,france", "grid.location", "sweden|france")]
    [InlineData(" facility.pue = 1.1 , 1.2", "facility.pue", "1.1|1.2")]
    [InlineData("grid.carbon_intensity=13,25,700 gCO2e/kWh", "grid.carbon_intensity", "13 gCO2e/kWh|25 gCO2e/kWh|700 gCO2e/kWh")]
    [InlineData("grid.carbon_intensity=13 g/kWh,0.7 kg/kWh", "grid.carbon_intensity", "13 g/kWh|0.7 kg/kWh")]
    [InlineData("grid.carbon_intensity=13,700gCO2e/kWh", "grid.carbon_intensity", "13 gCO2e/kWh|700 gCO2e/kWh")]
    [InlineData("grid.losses=5,10%", "grid.losses", "5%|10%")]
    [InlineData("grid.electricity_price=40 to 60,60 to 90 USD/MWh", "grid.electricity_price", "40 to 60 USD/MWh|60 to 90 USD/MWh")]
    [InlineData("training.a.accelerator_hours=1M,2M h", "training.a.accelerator_hours", "1M h|2M h")]
    [InlineData("facility.pue=pert(1.05, 1.1, 1.4),1.2", "facility.pue", "pert(1.05, 1.1, 1.4)|1.2")]
    [InlineData("facility.pue=1.05:1.6:12", "facility.pue", "1.05|1.1|1.15|1.2|1.25|1.3|1.35|1.4|1.45|1.5|1.55|1.6")]
    [InlineData("hardware.tdp=300 W:700 W:3", "hardware.tdp", "300 W|500 W|700 W")]
    [InlineData("hardware.tdp=300:700 W:2", "hardware.tdp", "300 W|700 W")]
    [InlineData("hardware.rental=1,2,3 EUR/h", "hardware.rental", "1 EUR/h|2 EUR/h|3 EUR/h")]
    [InlineData("grid.carbon_price=40 to 60,80 to 90 GBP/t", "grid.carbon_price", "40 to 60 GBP/t|80 to 90 GBP/t")]
    [InlineData("hardware.rental=1:2 EUR/h:3", "hardware.rental", "1 EUR/h|1.5 EUR/h|2 EUR/h")]
    [InlineData("hardware.rental=1,2 USD/h,3 EUR/h", "hardware.rental", "1|2 USD/h|3 EUR/h")]
    [InlineData("hardware.rental=1,2 CHF/h,3 EUR/h", "hardware.rental", "1 EUR/h|2 CHF/h|3 EUR/h")]
    [InlineData("grid.carbon_intensity=13:700 g/kWh:4", "grid.carbon_intensity", "13 g/kWh|242 g/kWh|471 g/kWh|700 g/kWh")]
    [InlineData("facility.pue=1:2:4", "facility.pue", "1|1.33333|1.66667|2")]
    [InlineData("grid.losses=0:10%:3", "grid.losses", "0%|5%|10%")]
    [InlineData("training.a.runs=1:100:3:log", "training.a.runs", "1|10|100")]
    [InlineData("training.a.accelerator_hours=30M:10M h:3", "training.a.accelerator_hours", "30000000 h|20000000 h|10000000 h")]
    public void Values_are_read(string text, string path, string values)
    {
        var variation = VariationParser.Values(text);
        Assert.Equal((path, values, false), (variation.Path, string.Join('|', variation.Values), variation.IsFactor));
    }

    [Theory]
    [InlineData("hardware.tdp=1/3", "1/3", 1.0 / 3)]
    [InlineData("hardware.tdp=80%", "80%", 0.8)]
    [InlineData("hardware.tdp=2", "2", 2.0)]
    public void Factors_are_read(string text, string written, double factor)
    {
        var variation = VariationParser.Factors(text);
        Assert.Equal((written, true), (Assert.Single(variation.Values), variation.IsFactor));
        Assert.Equal(factor, VariationParser.Factor(written));
    }

    [Theory]
    [InlineData("facility.pue", "PATH=V1,V2")]
    [InlineData("=1,2", "PATH=V1,V2")]
    [InlineData("facility.pue=1,,2", "PATH=V1,V2")]
    [InlineData("facility.pue=1:2", "low:high:count")]
    [InlineData("facility.pue=1:2:3:cubic", "low:high:count:log")]
    [InlineData("facility.pue=1:2:x", "found 'x' values; allowed: a whole number from 2")]
    [InlineData("facility.pue=1:2:1", "a whole number from 2")]
    [InlineData("facility.pue=low:2:3", "found 'low'")]
    [InlineData("facility.pue=1:1:3", "two different ends")]
    [InlineData("facility.pue=0:1:3:log", "above zero")]
    [InlineData("hardware.tdp=300 W:1 kW:3", "the same unit at both ends")]
    public void Mistakes_in_values_are_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<VariationException>(() => VariationParser.Values(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("hardware.tdp=0", "'0'")]
    [InlineData("hardware.tdp=-1", "'-1'")]
    [InlineData("hardware.tdp=1/0", "'1/0'")]
    [InlineData("hardware.tdp=1/2/3", "'1/2/3'")]
    [InlineData("hardware.tdp=half", "'half'")]
    [InlineData("hardware.tdp=300 W", "'300 W'")]
    public void Mistakes_in_factors_are_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<VariationException>(() => VariationParser.Factors(text)).Message, StringComparison.Ordinal);
}
