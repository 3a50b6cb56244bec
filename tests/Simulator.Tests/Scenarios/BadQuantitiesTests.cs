using Simulator.Scenarios.Format;

namespace Simulator.Tests.Scenarios;

/// <summary>Quantities that are refused: each with one error that says where, what, and what instead.</summary>
public class BadQuantitiesTests
{
    /// <summary>Section, key, text; offset of the mistake in the text; parts of what was found, what is allowed, and the hint.</summary>
    public static TheoryData<string, string, string, int, string, string, string> Rows { get; } = new()
    {
        // Units
        { "hardware", "tdp", "700", 0, "700 without a unit", "e.g. 700 W", "" },
        { "hardware", "tdp", "700 kWh", 0, "700 kWh (energy)", "power, e.g. in W", "" },
        { "hardware", "tdp", "700 w", 4, "the unit 'w'", "W, Wh", "W" },
        { "hardware", "tdp", "70%", 0, "70%", "power", "" },
        { "hardware", "price", "25000 EUR", 6, "the currency 'EUR'", "USD", "no exchange rates" },
        { "hardware", "price", "$25000", 0, "'$25000'", "a number with a unit", "5 USD" },
        { "hardware", "price", "25 k USD", 3, "the unit 'k'", "", "5k" },
        { "hardware", "tdp", "480 W to 690", 9, "690 without a unit", "a number with a unit, e.g. 690 W", "" },
        { "hardware", "tdp", "uniform(480, 690 W)", 8, "480 without a unit", "a number with a unit, e.g. 480 W", "" },
        { "hardware", "tdp", "uniform(480, 690)", 8, "480 without a unit", "a number with a unit, e.g. 480 W", "" },
        { "facility", "pue", "1.2 W", 0, "1.2 W", "a plain number", "" },
        { "phase", "accelerators", "2g", 0, "2 g", "a plain number", "10^9 write G" },
        { "phase", "parameters", "70B", 2, "the unit 'B'", "", "write G" },
        { "phase", "parameters", "70 billion", 3, "the unit 'billion'", "", "write G" },
        { "phase", "duration", "54 dayz", 3, "the unit 'dayz'", "", "day" },
        { "grid", "carbon_intensity", "582", 0, "without a unit", "e.g. 582 gCO2e/kWh", "" },
        { "grid", "carbon_intensity", "582 CO2e/kWh", 4, "the unit 'CO2e'", "", "" },
        { "grid", "land_intensity", "5 m2/MWh", 0, "area per energy", "area times time per energy", "" },

        // Bounds
        { "facility", "pue", "0.9", 0, "0.9", "at least 1", "" },
        { "facility", "cooling_share", "85", 0, "85", "between 0 and 1", "85%?" },
        { "facility", "cooling_share", "60 to 80", 0, "values from 60 to 80", "between 0 and 1", "85% or 0.85" },
        { "phase", "utilization", "200%", 0, "2", "between 0 and 1.5", "" },
        { "hardware", "tdp", "-700 W", 0, "-700 W", "more than 0", "" },
        { "hardware", "tdp", "0 W", 0, "0", "more than 0", "" },
        { "hardware", "lifetime", "-1 year", 0, "-1 year", "more than 0", "" },
        { "hardware", "fleet_utilization", "2", 0, "2", "more than 0, at most 1", "" },
        { "phase", "mfu", "40", 0, "40", "more than 0, at most 1", "40%?" },
        { "hardware", "price", "uniform(-2, -1) USD", 0, "values from -1.95 USD to -1.05 USD", "at least 0", "" },

        // Numbers
        { "facility", "pue", "1,2", 0, "the comma", "decimal point", "1.5" },
        { "hardware", "price", "25,000 USD", 0, "the comma", "", "1_000" },
        { "facility", "pue", "1e999", 0, "1e999", "below 1e308", "" },
        { "facility", "pue", "1e99999999999", 1, "the exponent", "", "" },
        { "facility", "pue", "1.2.3", 3, "'.3'", "", "" },
        { "facility", "pue", "about 1.2", 0, "'about 1.2'", "an interval", "the distributions are" },
        { "facility", "pue", ".nan", 0, "'.nan'", "a number", "" },
        { "facility", "pue", "''", 0, "the end of the text", "a number", "" },
        { "facility", "pue", "", 0, "nothing", "a quantity", "" },
        { "facility", "pue", "[1, 2]", 0, "a list", "a quantity", "" },

        // Intervals
        { "facility", "pue", "1.4 to 1.1", 0, "1.4 to 1.1, a reversed interval", "low to high", "write 1.1 to 1.4" },
        { "facility", "wue", "0 to 2 L/kWh", 0, "starts at or below zero", "lognormal", "normal" },
        { "phase", "runs", "-1 to 3", 0, "starts at or below zero", "lognormal", "normal(1, 1.22)" },
        { "facility", "pue", "1.2 to 1.2", 0, "1.2 to 1.2, with two equal ends", "", "write 1.2" },
        { "facility", "pue", "1.2 to", 6, "the end of the text", "a number", "" },
        { "facility", "pue", "1.1-1.4", 3, "'-1.4'", "an interval", "60 to 90" },
        { "facility", "cooling_share", "60 to 80%", 0, "% on one end only", "", "60% to 80%?" },
        { "facility", "pue", "1.1 to 1.2 to 1.3", 11, "'to 1.3'", "", "" },

        // Distributions
        { "facility", "pue", "prt(1.1, 1.2, 1.4)", 0, "'prt", "pert", "did you mean pert" },
        { "facility", "pue", "pert(1.1, 1.2)", 0, "without max", "pert(min, mode, max)", "" },
        { "facility", "pue", "pert(1.1, 1.2, 1.4, 1)", 20, "4 arguments", "pert(min, mode, max)", "" },
        { "facility", "pue", "pert(1.4, 1.2, 1.1)", 15, "max = 1.1", "min below max", "" },
        { "facility", "pue", "pert(1.1, 1.5, 1.4)", 10, "mode = 1.5", "min ≤ mode ≤ max", "" },
        { "facility", "pue", "pert(1.1, 1.2, 1.4", 18, "the end of the text", "')'", "parenthesis" },
        { "facility", "pue", "normal(mean=1.2, sigma=0.1)", 17, "sigma=", "normal(mean, sd)", "" },
        { "facility", "pue", "normal(1.2, mean=1.3)", 12, "mean twice", "", "" },
        { "facility", "pue", "normal(1.2, 0)", 12, "sd = 0", "sd above 0", "" },
        { "facility", "pue", "normal(1.2, 1.1 to 1.3)", 12, "a distribution as argument", "a number", "mix" },
        { "facility", "pue", "lognormal(median=1.2, gsd=0.9)", 22, "gsd = 0.9", "above 1", "" },
        { "facility", "pue", "lognormal(mean=1.2, gsd=1.1)", 10, "mean=", "lognormal", "" },
        { "facility", "wue", "loguniform(0, 1) L/kWh", 11, "min = 0", "above 0", "" },
        { "facility", "cooling_share", "beta(0, 1)", 5, "a = 0", "a above 0", "" },
        { "facility", "wue", "gamma(shape=2 L, scale=1) L/kWh", 6, "a unit on the argument shape", "a plain number", "" },

        // Combinations
        { "facility", "pue", "mix(1.1 to 1.2 @ 70%, 1.3 to 1.4 @ 50%)", 0, "120%", "sum to 100%", "" },
        { "facility", "pue", "mix(1.1 to 1.2 @ 70%, 1.3 to 1.4)", 22, "without @", "a weight", "" },
        { "facility", "pue", "mix(1.1 to 1.2 @ -1, 1.3 to 1.4 @ 2)", 17, "the weight -1", "above zero", "" },
        { "facility", "pue", "mix()", 0, "without alternatives", "mix(", "" },
        { "facility", "pue", "mix(1.1 to 1.2 @ , 1.3)", 17, "no weight", "70%", "" },
        { "facility", "pue", "choice(1.1 to 1.2 @ 50%, 1.3 @ 50%)", 7, "a distribution as argument", "a number", "" },
        { "facility", "pue", "pert(1.1 @ 3, 1.2, 1.3)", 11, "a weight", "mix", "" },
        { "facility", "pue", "1 + 0.05 to 0.16", 4, "an interval in a sum", "", "1 + (0.05 to 0.16)" },
        { "facility", "pue", "1 + 0.2", 0, "two constants", "", "write the sum" },
        { "facility", "pue", "uniform(1, 2) + uniform(1, 2)", 0, "two distributions", "", "" },
        { "facility", "pue", "truncate(normal(1.2, 0.1))", 0, "without a distribution and its bounds", "truncate(", "" },
        { "facility", "pue", "truncate(normal(1.2, 0.1), 2, 1)", 27, "reversed bounds", "low below high", "" },
        { "facility", "pue", "truncate(uniform(1, 2), 3, 4)", 0, "exclude the whole distribution", "", "" },

        // Mappings
        { "facility", "pue", "{valu: 1.2}", 1, "'valu'", "value, p1", "value" },
        { "facility", "pue", "{p5: 1.1, p95: 1.3}", 0, "p5, p95", "p50 with", "low to high" },
        { "facility", "pue", "{p5: 1.1, p50: 1.2, p90: 1.3}", 0, "p5, p50, p90", "p50 with", "" },
        { "facility", "pue", "{p5: 1.3, p50: 1.2, p95: 1.1}", 0, "1.3, 1.2, 1.1", "percentiles in ascending order", "" },
        { "facility", "pue", "{p5: 1.1 to 1.2, p50: 1.2, p95: 1.3}", 0, "'1.1 to 1.2'", "a number at each percentile", "" },
        { "facility", "pue", "{value: 1.2, p50: 1.2}", 13, "value and p50", "", "" },
        { "facility", "pue", "{source: a report}", 0, "neither value nor percentiles", "", "" },
        { "facility", "pue", "{value: 1.2, source: [a]}", 21, "a list", "a text", "" },

        // Data
        { "facility", "pue", "empirical(nowhere.csv, column=pue)", 10, "no file 'nowhere.csv'", "relative to the scenario file", "" },
        { "facility", "pue", "empirical(nowhere.csv, colum=pue)", 23, "colum=", "empirical(", "" },
        { "hardware", "tdp", "empirical(a.csv, column=power, unit=mW)", 31, "unit=", "empirical(", "after the closing parenthesis" },
        { "hardware", "tdp", "empirical(a.csv, unit=mW)", 17, "unit=", "empirical(", "after the closing parenthesis" },
        { "facility", "pue", "uniform(105, 110) %", 18, "'%'", "", "uniform(5%, 10%)" },
        { "facility", "pue", "empirical()", 10, "no name", "empirical(", "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Is_refused_with_a_message(string section, string key, string text, int offset, string found, string allowed, string hint)
    {
        var error = Yaml.QuantityError(section, key, text);
        Assert.EndsWith($".{key}", error.Path, StringComparison.Ordinal);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Allowed, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
        Assert.True(error.Line > 0);
        if (text.Length > 0)
        {
            // The caret points at the mistake, behind `  key: ` or `    key: `.
            var indentation = section == "phase" ? 4 : 2;
            Assert.Equal(indentation + key.Length + 2 + (text == "''" ? 1 : offset) + 1, error.Column);
        }
    }

    [Fact]
    public void Deep_parentheses_are_refused() =>
        Assert.Contains("nested too deeply", Yaml.QuantityError("facility", "pue", new string('(', 5000) + "1" + new string(')', 5000)).Found, StringComparison.Ordinal);

    [Fact]
    public void A_large_truncated_share_is_a_warning()
    {
        var warning = Assert.Single(Yaml.Read($"{Yaml.Smallest}\nfacility: {{pue: \"normal(0.9, 0.2)\"}}").Warnings);
        Assert.Equal((5, 18, "facility.pue"), (warning.Line, warning.Column, warning.Path));
        Assert.Contains("69.15% of the probability outside", warning.Found, StringComparison.Ordinal);
        Assert.Equal("at least 1", warning.Allowed);
    }

    [Fact]
    public void A_small_truncated_share_is_not_a_warning()
    {
        var scenario = Yaml.Read($"{Yaml.Smallest}\nfacility: {{pue: 1.08 to 1.5}}");
        Assert.Empty(scenario.Warnings);
        Assert.InRange(scenario.Phases[0][Keys.Pue]!.TruncatedMass, 1e-3, 1e-2);
    }

    [Fact]
    public void The_truncated_share_is_recorded() =>
        Assert.Equal(0.3085, 1 - Yaml.Quantity("facility", "pue", "normal(0.9, 0.2)").TruncatedMass, 1e-4);

    [Fact]
    public void A_suffix_on_one_end_is_a_warning()
    {
        var warning = Assert.Single(Yaml.Read($"{Yaml.Smallest}\nserving: {{requests_per_day: 1 to 2M, energy_per_request: 1 Wh, duration: 1 year}}").Warnings);
        Assert.Contains("1M to 2M", warning.Hint, StringComparison.Ordinal);
    }
}
