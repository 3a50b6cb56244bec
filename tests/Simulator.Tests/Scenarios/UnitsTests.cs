using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Tests.Scenarios;

public class UnitsTests
{
    [Theory]
    [InlineData("W", "kW", 0.001)]
    [InlineData("kW", "kW", 1)]
    [InlineData("MW", "kW", 1e3)]
    [InlineData("GW", "kW", 1e6)]
    [InlineData("Wh", "kWh", 0.001)]
    [InlineData("kWh", "kWh", 1)]
    [InlineData("MWh", "kWh", 1e3)]
    [InlineData("GWh", "kWh", 1e6)]
    [InlineData("TWh", "kWh", 1e9)]
    [InlineData("s", "h", 1.0 / 3600)]
    [InlineData("min", "h", 1.0 / 60)]
    [InlineData("h", "h", 1)]
    [InlineData("day", "h", 24)]
    [InlineData("days", "h", 24)]
    [InlineData("week", "h", 168)]
    [InlineData("weeks", "h", 168)]
    [InlineData("month", "h", 730)]
    [InlineData("months", "h", 730)]
    [InlineData("year", "h", 8760)]
    [InlineData("years", "h", 8760)]
    [InlineData("g", "kg", 0.001)]
    [InlineData("kg", "kg", 1)]
    [InlineData("t", "kg", 1e3)]
    [InlineData("kt", "kg", 1e6)]
    [InlineData("Mt", "kg", 1e9)]
    [InlineData("gCO2e", "kg", 0.001)]
    [InlineData("kg CO2e", "kg", 1)]
    [InlineData("tCO2", "kg", 1e3)]
    [InlineData("kt CO₂e", "kg", 1e6)]
    [InlineData("L", "L", 1)]
    [InlineData("kL", "L", 1e3)]
    [InlineData("ML", "L", 1e6)]
    [InlineData("m3", "L", 1e3)]
    [InlineData("m³", "L", 1e3)]
    [InlineData("m2", "m2", 1)]
    [InlineData("m²", "m2", 1)]
    [InlineData("ha", "m2", 1e4)]
    [InlineData("km2", "m2", 1e6)]
    [InlineData("USD", "USD", 1)]
    [InlineData("FLOP", "FLOP", 1)]
    [InlineData("kFLOP", "FLOP", 1e3)]
    [InlineData("MFLOP", "FLOP", 1e6)]
    [InlineData("GFLOP", "FLOP", 1e9)]
    [InlineData("TFLOP", "FLOP", 1e12)]
    [InlineData("PFLOP", "FLOP", 1e15)]
    [InlineData("EFLOP", "FLOP", 1e18)]
    [InlineData("ZFLOP", "FLOP", 1e21)]
    [InlineData("YFLOP", "FLOP", 1e24)]
    [InlineData("TFLOP/s", "FLOP/s", 1e12)]
    [InlineData("USD/MWh", "USD/kWh", 0.001)]
    [InlineData("USD/m3", "USD/L", 0.001)]
    [InlineData("USD/t CO2e", "USD/kg", 0.001)]
    [InlineData("g CO2e/kWh", "kg/kWh", 0.001)]
    [InlineData("t / MWh", "kg/kWh", 1)]
    [InlineData("m2*year/MWh", "m2*year/kWh", 0.001)]
    [InlineData("m²·year/MWh", "m2*year/kWh", 0.001)]
    [InlineData("kW*h", "kWh", 1)]
    [InlineData("MWh/day", "kW", 1000.0 / 24)]
    public void Converts_to_model_unit(string unit, string modelUnit, double expected) =>
        Assert.Equal(expected, Units.Parse(unit).In(Units.Parse(modelUnit)));

    [Fact]
    public void Every_name_is_a_unit() => Assert.All(UnitTable.Units.Keys, name => Assert.Equal(name, Units.Parse(name).Text));

    // A neighbour of 0.35 would show in the last printed digit of a point estimate.
    [Theory]
    [InlineData(350, "W", "kW", 0.35)]
    [InlineData(582, "g/kWh", "kg/kWh", 0.582)]
    [InlineData(989, "TFLOP/s", "FLOP/s", 989e12)]
    public void Converts_exactly(double value, string unit, string modelUnit, double expected) =>
        Assert.Equal(expected, Units.Parse(unit).Convert(value, Units.Parse(modelUnit)));

    [Theory]
    [InlineData("kwh", "kWh")]
    [InlineData("KW", "kW")]
    [InlineData("mw", "MW")]
    [InlineData("Kg", "kg")]
    [InlineData("l", "L")]
    [InlineData("H", "h")]
    [InlineData("usd", "USD")]
    [InlineData("hours", "h")]
    [InlineData("FLOPS", "FLOP/s")]
    [InlineData("EUR", "exchange rates")]
    [InlineData("$", "exchange rates")]
    [InlineData("kUSD", "25k USD")]
    [InlineData("kWhh", "kWh")]
    [InlineData("mw", "MW for megawatts, or W for milliwatts")]
    [InlineData("ml", "ML for a million litres, or L")]
    [InlineData("MT", "t for metric tons, or Mt")]
    [InlineData("mo", "write month")]
    [InlineData("m", "min")]
    [InlineData("mJ", "MJ for megajoules, or J for thousandths")]
    [InlineData("musd", "0.0025 USD")]
    public void Unknown_units_get_a_hint(string unit, string hint) =>
        Assert.Contains(hint, Assert.Throws<QuantityException>(() => Units.Parse(unit)).Hint, StringComparison.Ordinal);

    // A hint that takes one prefix for another is wrong by a factor of a thousand million.
    [Theory]
    [InlineData("1100 mL/kWh", "facility", "wue", "write 1.1 L/kWh")]
    [InlineData("500 to 1100 mL/kWh", "facility", "wue", "write 0.5 L/kWh")]
    [InlineData("700000 mW", "hardware", "tdp", "write 700 W")]
    [InlineData("300 mWh", "serving", "energy_per_request", "write 0.3 Wh")]
    [InlineData("150000 mgCO2e", "hardware", "embodied_carbon", "write 150 gCO2e")]
    [InlineData("0.1 USD/mWh", "grid", "electricity_price", "write 100 USD/Wh")]
    public void Thousandths_are_refused_with_the_same_amount_in_plain_units(string text, string section, string key, string hint)
    {
        var exception = Assert.Throws<QuantityException>(() => QuantityParser.Parse(text, KeyTable.All.Single(spec => spec.Section == section && spec.Name == key)));
        Assert.Contains(hint, exception.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mg")]
    [InlineData("mW")]
    [InlineData("mo")]
    [InlineData("mL")]
    [InlineData("ms")]
    [InlineData("mWH")]
    [InlineData("mflop")]
    [InlineData("mWhh")]
    public void No_hint_enlarges_the_unit(string unit)
    {
        var hint = Record.Exception(() => Units.Parse(unit)) is QuantityException exception ? exception.Hint ?? "" : "";
        Assert.DoesNotContain("did you mean M", hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("W/", 2)]
    [InlineData("W/parsec", 2)]
    [InlineData("USD/kWhCO2e", 4)]
    [InlineData("W 5", 2)]
    public void Mistakes_are_located(string unit, int offset) =>
        Assert.Equal(offset, Assert.Throws<QuantityException>(() => Units.Parse(unit)).Offset);

    [Fact]
    public void Dimensions_are_named()
    {
        Assert.Equal("power", Units.Parse("kWh/h").Dimension.ToString());
        Assert.Equal("money per energy", Units.Parse("USD/MWh").Dimension.ToString());
        Assert.Equal("area times time per energy", Units.Parse("m2*year/MWh").Dimension.ToString());
    }

    [Fact]
    public void Different_dimensions_are_not_converted() =>
        Assert.Throws<ArgumentException>(() => Units.Parse("kWh").In(Units.Parse("kW")));
}
