using System.Globalization;
using Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

/// <summary>Every way to write a quantity, checked by quantiles in closed form.</summary>
public class QuantityFormsTests
{
    // Φ⁻¹(0.95): the half width of a 90% interval in standard deviations.
    private const double Z95 = 1.6448536269514727;

    [Theory]
    [InlineData("hardware", "tdp", "700 W", 0.7)]
    [InlineData("hardware", "tdp", "0.7kW", 0.7)]
    [InlineData("hardware", "overhead", "1.2", 1.2)]
    [InlineData("hardware", "price", "25k USD", 25_000)]
    [InlineData("hardware", "price", "25_000 USD", 25_000)]
    [InlineData("hardware", "peak", "989 TFLOP/s", 989e12)]
    [InlineData("hardware", "embodied_carbon", "0.15 tCO2e", 150)]
    [InlineData("grid", "losses", "16%", 0.16)]
    [InlineData("grid", "losses", "16 %", 0.16)]
    [InlineData("phase", "accelerators", "2_048", 2048)]
    [InlineData("phase", "compute", "3.8e25 FLOP", 3.8e25)]
    [InlineData("phase", "parameters", "405G", 405e9)]
    [InlineData("phase", "tokens", "15.6T", 15.6e12)]
    [InlineData("phase", "tokens", "1e+3", 1000)]
    [InlineData("phase", "runs", "+2", 2)]
    [InlineData("phase", "runs", "(2)", 2)]
    public void Constants_are_read(string section, string key, string text, double expected)
    {
        var quantity = Yaml.Quantity(section, key, text);
        Assert.True(quantity.Distribution.IsConstant);
        Assert.Equal(expected, quantity.Distribution.Minimum);
        Assert.Equal(text, quantity.Text);
    }

    [Fact]
    public void An_interval_is_lognormal()
    {
        var price = Yaml.Quantity("grid", "electricity_price", "60 to 90 USD/MWh");
        Quantiles(price, 0.060, Math.Sqrt(0.060 * 0.090), 0.090);
        Assert.Equal("USD/MWh", price.DisplayUnit);
        Assert.Equal(0.001, price.DisplayScale);
    }

    [Fact]
    public void Each_end_may_carry_its_unit() =>
        Quantiles(Yaml.Quantity("hardware", "price", "25k USD to 0.04M USD"), 25_000, Math.Sqrt(25_000 * 40_000.0), 40_000);

    [Fact]
    public void A_uniform_distribution_is_read_by_position() => Quantiles(Yaml.Quantity("facility", "wue", "uniform(1, 3) L/kWh"), 1.1, 2, 2.9);

    [Fact]
    public void A_uniform_distribution_is_read_by_name() => Quantiles(Yaml.Quantity("facility", "wue", "uniform(max=3 L/kWh, min=1 L/kWh)"), 1.1, 2, 2.9);

    [Fact]
    public void A_loguniform_distribution_is_read() =>
        Quantiles(Yaml.Quantity("facility", "wue", "loguniform(1, 100) L/kWh"), Math.Pow(100, 0.05), 10, Math.Pow(100, 0.95));

    [Fact]
    public void A_normal_distribution_is_read() => Quantiles(Yaml.Quantity("hardware", "price", "normal(30k, 1k) USD"), 30_000 - (1000 * Z95), 30_000, 30_000 + (1000 * Z95));

    [Fact]
    public void A_lognormal_distribution_is_read_by_mean_and_deviation()
    {
        var expected = Math.Sqrt(Math.Log(1 + 0.25));
        var median = 30_000 / Math.Sqrt(1.25);
        Quantiles(Yaml.Quantity("hardware", "price", "lognormal(mean=30k, sd=15k) USD"), median * Math.Exp(-Z95 * expected), median, median * Math.Exp(Z95 * expected));
        Quantiles(Yaml.Quantity("hardware", "price", "lognormal(30k USD, 15k USD)"), median * Math.Exp(-Z95 * expected), median, median * Math.Exp(Z95 * expected));
    }

    [Fact]
    public void A_lognormal_distribution_is_read_by_median_and_spread() =>
        Quantiles(Yaml.Quantity("hardware", "price", "lognormal(median=30k, gsd=2) USD"), 30_000 * Math.Pow(2, -Z95), 30_000, 30_000 * Math.Pow(2, Z95));

    // F(x) = (x − min)²/((max − min)(mode − min)) below the mode.
    [Fact]
    public void A_triangular_distribution_is_read() =>
        Quantiles(Yaml.Quantity("facility", "wue", "triangular(0, 2, 4) L/kWh"), Math.Sqrt(0.05 * 8), 2, 4 - Math.Sqrt(0.05 * 8));

    [Fact]
    public void Pert_is_a_beta_of_shape_four()
    {
        var pue = Yaml.Quantity("facility", "pue", "pert(1.05, 1.12, 1.4)").Distribution;
        Assert.Equal((1.05, 1.4), (pue.Minimum, pue.Maximum));
        Assert.Equal((1.05 + (4 * 1.12) + 1.4) / 6, pue.Mean, 1e-9);
    }

    [Fact]
    public void A_beta_distribution_is_read()
    {
        var share = Yaml.Quantity("facility", "cooling_share", "beta(2, 2)").Distribution;
        Assert.Equal((0, 1), (share.Minimum, share.Maximum));
        Assert.Equal(0.5, share.Quantile(0.5), 1e-9);
        var price = Yaml.Quantity("hardware", "price", "beta(2, 2, min=20k, max=40k) USD").Distribution;
        Assert.Equal((20_000, 40_000), (price.Minimum, price.Maximum));
        Assert.Equal(30_000, price.Quantile(0.5), 1e-4);
    }

    [Fact]
    public void A_gamma_distribution_is_read()
    {
        var byShape = Yaml.Quantity("hardware", "price", "gamma(shape=4, scale=5k) USD").Distribution;
        var byMean = Yaml.Quantity("hardware", "price", "gamma(mean=20k, sd=10k) USD").Distribution;
        Assert.Equal(20_000, byShape.Mean, 1e-6);
        Assert.Equal(byShape.Quantile(0.9), byMean.Quantile(0.9), 1e-6);
    }

    [Fact]
    public void An_exponential_distribution_is_read() => Quantiles(Yaml.Quantity("facility", "wue", "exponential(mean=1) L/kWh"), -Math.Log(0.95), Math.Log(2), -Math.Log(0.05));

    [Theory]
    [InlineData("{p5: 480 W, p50: 560 W, p95: 690 W}", 0.05, 0.95)]
    [InlineData("{p10: 480 W, p50: 0.56 kW, p90: 690 W}", 0.1, 0.9)]
    [InlineData("{p25: 480 W, p50: 560 W, p75: 690 W}", 0.25, 0.75)]
    [InlineData("{p1: 480 W, p50: 560 W, p99: 690 W}", 0.01, 0.99)]
    public void Percentiles_are_read(string text, double low, double high)
    {
        // The widest of them reaches below zero, where 1e-5 of its probability is cut off.
        var power = Power(text);
        Assert.Equal(0.48, power.Distribution.Quantile(low), 1e-5);
        Assert.Equal(0.56, power.Distribution.Quantile(0.5), 1e-5);
        Assert.Equal(0.69, power.Distribution.Quantile(high), 1e-5);
        Assert.Equal("W", power.DisplayUnit);
    }

    [Fact]
    public void A_mixture_is_read()
    {
        var price = Yaml.Quantity("grid", "electricity_price", "mix(uniform(0, 1) @ 70%, uniform(2, 3) @ 30%) USD/kWh").Distribution;
        Assert.Equal(0.5, price.Quantile(0.35), 1e-6);
        Assert.Equal(2.5, price.Quantile(0.85), 1e-6);
    }

    [Fact]
    public void A_mixture_without_weights_is_even() =>
        Assert.Equal(2.5, Yaml.Quantity("grid", "electricity_price", "mix(uniform(0, 1), uniform(2, 3)) USD/kWh").Distribution.Quantile(0.75), 1e-6);

    [Fact]
    public void A_mixture_of_intervals_is_read()
    {
        var price = Yaml.Quantity("grid", "electricity_price", "mix(60 to 90 @ 70%, 100 to 160 @ 30%) USD/MWh").Distribution;
        Assert.Equal(0.7 * 0.95, price.Cdf(0.09), 0.02);
    }

    [Fact]
    public void An_offset_is_added()
    {
        Quantiles(Yaml.Quantity("facility", "pue", "1 + (0.05 to 0.16)"), 1.05, 1 + Math.Sqrt(0.05 * 0.16), 1.16);
        Quantiles(Yaml.Quantity("facility", "pue", "uniform(0, 1) + 1"), 1.05, 1.5, 1.95);
        Quantiles(Yaml.Quantity("facility", "wue", "1 L/kWh + uniform(0, 1 L/kWh) L/kWh"), 1.05, 1.5, 1.95);
    }

    [Fact]
    public void A_choice_is_read()
    {
        var power = Power("choice(350 W @ 50%, 700 W @ 50%)").Distribution;
        Assert.Equal(0.35, power.Quantile(0.2));
        Assert.Equal(0.7, power.Quantile(0.8));
    }

    [Fact]
    public void A_truncation_is_read()
    {
        var mfu = Yaml.Quantity("phase", "mfu", "truncate(normal(0.5, 0.1), 0.5, 1)");
        Assert.Equal(0.5, mfu.TruncatedMass, 1e-6);
        Assert.Equal(0.5, mfu.Distribution.Minimum);
        var oneSided = Yaml.Quantity("phase", "mfu", "truncate(normal(50%, 10%), low=50%)");
        Assert.Equal(0.5, oneSided.Distribution.Minimum);
    }

    [Fact]
    public void A_value_has_a_source()
    {
        var pue = Yaml.Quantity("facility", "pue", "{value: 1.4 to 1.6, source: 'a report', note: measured}");
        Quantiles(pue, 1.4, Math.Sqrt(1.4 * 1.6), 1.6);
        Assert.Equal(("a report", "measured", "1.4 to 1.6"), (pue.Source, pue.Note, pue.Text));
    }

    [Fact]
    public void Percentiles_have_a_source()
    {
        Assert.Equal("a report", Power("{p5: 480 W, p50: 560 W, p95: 690 W, source: a report}").Source);
        Assert.Equal("a report", Power("{value: {p5: 480 W, p50: 560 W, p95: 690 W}, source: a report}").Source);
    }

    [Fact]
    public void A_unit_after_the_parenthesis_applies_to_all_numbers_inside() =>
        Quantiles(Yaml.Quantity("hardware", "price", "(25k to 40k) USD"), 25_000, Math.Sqrt(25_000 * 40_000.0), 40_000);

    [Fact]
    public void The_decimal_point_is_a_point_in_every_culture()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal(1.25, Yaml.Quantity("facility", "pue", "1.25").Distribution.Minimum);
            Assert.Contains("0.9", Yaml.QuantityError("facility", "pue", "0.9").Found, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Quantity Power(string text) => Yaml.Quantity("hardware", "tdp", text);

    private static void Quantiles(Quantity quantity, double p5, double median, double p95)
    {
        Assert.Equal(p5, quantity.Distribution.Quantile(0.05), 1e-5 * p5);
        Assert.Equal(median, quantity.Distribution.Quantile(0.5), 1e-5 * median);
        Assert.Equal(p95, quantity.Distribution.Quantile(0.95), 1e-5 * p95);
    }
}
