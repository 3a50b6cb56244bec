using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities.Columns;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Tests.Scenarios;

/// <summary>Words for units, built from the prefixes and plurals of the SI brochure rather than listed.</summary>
public sealed class UnitWordsTests
{
    private static readonly Dictionary<string, double> Prefixes = new() { ["milli"] = 1e-3, [""] = 1, ["kilo"] = 1e3, ["mega"] = 1e6, ["giga"] = 1e9 };

    [Theory]
    [InlineData("watt", "W", "milli,,kilo,mega,giga")]
    [InlineData("watthour", "Wh", ",kilo,mega,giga")]
    [InlineData("gram", "g", "milli,,kilo")]
    [InlineData("tonne", "t", ",kilo,mega")]
    [InlineData("litre", "L", "milli,")]
    [InlineData("liter", "L", "milli,")]
    public void Spelled_words_are_their_unit_times_the_prefix(string stem, string unit, string prefixes)
    {
        foreach (var prefix in prefixes.Split(','))
        {
            foreach (var word in new[] { prefix + stem, $"{prefix}{stem}s", (prefix + stem).ToUpperInvariant() })
            {
                Assert.Equal(Prefixes[prefix], Assert.Single(ColumnWords.Units(word)).In(Units.Parse(unit)), 1e-12 * Prefixes[prefix]);
            }
        }
    }

    [Theory]
    [InlineData("hr hrs hour hours", "h", 1)]
    [InlineData("minute minutes mins min", "min", 1)]
    [InlineData("sec secs second seconds", "s", 1)]
    [InlineData("msec millisecond milliseconds ms", "s", 1e-3)]
    [InlineData("d day days", "h", 24)]
    [InlineData("yr yrs year years", "h", 8760)]
    [InlineData("kgs kg", "g", 1e3)]
    [InlineData("kgco2e kgco2eq kgCO2 kgCO₂e kgco₂eq KGCO₂", "g", 1e3)]
    [InlineData("mW", "W", 1e-3)]
    [InlineData("mWh", "Wh", 1e-3)]
    [InlineData("mg", "g", 1e-3)]
    [InlineData("mL", "L", 1e-3)]
    public void Other_words_are_their_unit(string words, string unit, double expected) =>
        Assert.All(words.Split(' '), word => Assert.Equal(expected, Assert.Single(ColumnWords.Units(word)).In(Units.Parse(unit)), 1e-12 * expected));

    [Theory]
    [InlineData("% pct perc percent percentage percents PCT", "%", 0.01)]
    [InlineData("permille promille ‰", "‰", 0.001)]
    [InlineData("ppm", "ppm", 1e-6)]
    public void Shares_are_plain_numbers(string words, string text, double expected) => Assert.All(words.Split(' '), word =>
    {
        var unit = Assert.Single(ColumnWords.Units(word));
        Assert.Equal(text, unit.Text);
        Assert.Equal(expected, unit.In(Unit.None), 1e-18);
    });

    [Theory]
    [InlineData("s g t h l d ms min mins minute minutes sec secs second seconds hr hrs hour hours day days week weeks month months yr yrs year years ha m2 m3 gram grams k m b", true, false)]
    [InlineData("request requests query queries prompt prompts gpu gpus accelerator accelerators card cards chip chips device GPU", false, true)]
    [InlineData("kwh watt usd power", false, false)]
    public void Words_are_weak_or_counted(string words, bool isWeak, bool isCounted) =>
        Assert.All(words.Split(' '), word => Assert.Equal((isWeak, isCounted), (ColumnWords.IsWeak(word), ColumnWords.IsCounted(word))));

    [Fact]
    public void Marks_of_carbon_loose_and_foreign_words_are_recognized()
    {
        Assert.All("e eq EQ co2 CO2e co2eq CO₂ co₂e CO₂eq".Split(' '), word => Assert.True(ColumnWords.IsCarbonMark(word), word));
        Assert.All("c co kg co2ex".Split(' '), word => Assert.False(ColumnWords.IsCarbonMark(word), word));
        Assert.All("$ ton tons TON dollar dollars usdollars us$".Split(' '), word => Assert.True(ColumnWords.IsLoose(word), word));
        Assert.All("t tonne usd".Split(' '), word => Assert.False(ColumnWords.IsLoose(word), word));
        Assert.All("1000 100 x100 000 1e6 10^6".Split(' '), word => Assert.True(ColumnWords.IsMultiple(word), word));
        foreach (var (words, hint) in new[]
        {
            ("kusd musd cents ct k$ usdk", "to USD"), ("EUR eur £ jpy", "exchange rates"), ("k bn mio millions billion", ColumnWords.InFull),
            ("J kj MJ joule kilojoules", "3.6e6 J are 1 kWh"), ("lb lbs", "0.45359237 kg"), ("gallon gal gallons", "3.785411784 L"), ("acre acres", "0.40468564224 ha"),
        })
        {
            Assert.All(words.Split(' '), word => Assert.Contains(hint, ColumnWords.Foreign(word), StringComparison.Ordinal));
        }

        Assert.All("kwh $ usd t h power".Split(' '), word => Assert.Null(ColumnWords.Foreign(word)));
        Assert.Equal(["FLOP/s", "FLOP"], ColumnWords.Units("FLOPS").Select(unit => unit.Dimension == Units.Parse("FLOP").Dimension ? "FLOP" : "FLOP/s"));
        Assert.Equal(2, ColumnWords.Units("mt").Count);
        Assert.Equal(2, ColumnWords.Units("Mg").Count);
        Assert.Empty(ColumnWords.Units("parsec"));
    }

    // The definitions of the SI brochure and of NIST handbook 44; a scale is a word for a power of ten.
    [Theory]
    [InlineData("hour hours hr hrs", "write h")]
    [InlineData("minute minutes", "write min")]
    [InlineData("second seconds sec", "write s")]
    [InlineData("d", "write day")]
    [InlineData("wk", "write week")]
    [InlineData("y yr yrs a", "write year")]
    [InlineData("mo mos mth", "write month")]
    [InlineData("watt watts", "write W")]
    [InlineData("kilowatt kilowatts", "write kW")]
    [InlineData("litre litres liter liters", "write L")]
    [InlineData("ton tons tonne tonnes", "write t")]
    [InlineData("lb lbs", "1 lb is 0.45359237 kg")]
    [InlineData("gal gallon gallons", "1 US gallon is 3.785411784 L")]
    [InlineData("acre acres", "1 acre is 0.40468564224 ha")]
    [InlineData("joule joules", "write J")]
    [InlineData("FLOPS", "FLOP/s for a rate")]
    [InlineData("TFLOPS", "write TFLOP/s")]
    [InlineData("PFLOPS", "write PFLOP/s")]
    [InlineData("GFLOPS", "write GFLOP/s")]
    [InlineData("B bn billion", "for 10^9 write G")]
    [InlineData("mn mio million", "for 10^6 write M")]
    [InlineData("thousand", "for 10^3 write k")]
    [InlineData("trillion", "for 10^12 write T")]
    [InlineData("k", "right after the number: 5k")]
    [InlineData("percent pct", "write %")]
    [InlineData("kUSD", "25k USD")]
    [InlineData("MUSD", "2.5M USD")]
    [InlineData("mw Mw", "W for milliwatts")]
    [InlineData("mwh Mwh", "MWh for megawatt-hours")]
    [InlineData("ml Ml", "ML for a million litres")]
    [InlineData("mt MT mT", "Mt for a million of them")]
    [InlineData("Mg MG", "1 Mg is 1 t")]
    [InlineData("T", "5T, right after the number")]
    [InlineData("m M", "5M, right after the number")]
    [InlineData("mJ mj Mj", "MJ for megajoules, or J for thousandths")]
    [InlineData("musd mUSD", "0.0025 USD for thousandths")]
    [InlineData("G", "g for grams, or 5G")]
    [InlineData("$ € £ ¥ EUR GBP CNY RMB JPY INR KRW CHF CAD AUD NZD SEK NOK DKK PLN BRL SGD TWD euro euros dollar dollars cent cents ct", "exchange rates")]
    public void Words_that_are_no_units_get_a_hint(string words, string hint) => Assert.All(words.Split(' '), word =>
        Assert.Contains(hint, Assert.Throws<QuantityException>(() => Units.Parse(word)).Hint, StringComparison.Ordinal));

    // A hint that names something that is no unit would be refused in its turn.
    [Fact]
    public void Hints_name_units()
    {
        foreach (var unit in UnitTable.Instead.Values.Select(hint => hint.Split(';')[0].Split(' ')).Where(words => words is ["write", _] && words[1] != "%"))
        {
            Assert.NotNull(Units.Parse(unit[1]));
        }
    }

    // Each dimension by itself, and below a fraction bar.
    [Fact]
    public void Dimensions_cancel_and_have_names()
    {
        foreach (var (unit, name) in new[] { ("kWh", "energy"), ("h", "time"), ("kg", "mass"), ("L", "volume"), ("m2", "area"), ("USD", "money"), ("FLOP", "arithmetic") })
        {
            Assert.Contains(name, Units.Parse(unit).Dimension.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(default, (Units.Parse(unit) / Units.Parse(unit)).Dimension);
            Assert.NotEqual(default, (Units.Parse(unit) * Units.Parse(unit)).Dimension);
        }
    }

    [Fact]
    public void Examples_of_units_have_the_dimension_of_their_key() => Assert.All(KeyTable.All.Where(key => key.ModelUnit.Length > 0), key =>
        Assert.Equal(Units.Parse(key.ModelUnit).Dimension, Units.Parse(ExampleUnits.For(key.ModelUnit)).Dimension));

    // What is suggested for a number without a unit is what it most likely meant: 381 is grams, not kilograms.
    [Theory]
    [InlineData("grid: {carbon_intensity: 381}", "e.g. 381 gCO2e/kWh")]
    [InlineData("grid: {carbon_intensity: 381 g/kWh, residual_mix: 700}", "e.g. 700 gCO2e/kWh")]
    [InlineData("grid: {marginal_intensity: 450}", "e.g. 450 gCO2e/kWh")]
    [InlineData("grid: {electricity_price: 80}", "e.g. 80 USD/MWh")]
    public void A_number_without_a_unit_gets_the_unit_that_people_write(string grid, string expected) =>
        Assert.Contains(expected, Assert.Single(Yaml.Errors($"name: x\nhardware: {{tdp: 700 W}}\n{grid}\ntraining: [{{accelerator_hours: 1 h}}]")).Allowed, StringComparison.Ordinal);

    [Theory]
    [InlineData("published: [{output: emissions, value: 12 t, source: x}]", "tier: ")]
    public void A_word_that_is_required_is_listed(string text, string expected)
    {
        var allowed = Assert.Single(Yaml.Errors($"name: x\n{text}")).Allowed;
        Assert.StartsWith(expected, allowed, StringComparison.Ordinal);
        Assert.All(["measured", "arithmetic", "circular"], word => Assert.Contains(word, allowed, StringComparison.Ordinal));
    }
}
