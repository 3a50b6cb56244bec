using Simulator.Charts.Axes;
using Simulator.Charts.Fonts;

namespace Simulator.Tests.Charts;

public sealed class AxisTests
{
    private static readonly TextStyle Style = new(22, Tabular: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_two_tick_labels_overlap_over_a_thousand_ranges(bool isLogarithmic)
    {
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
        {
            var low = Math.Pow(10, (16 * random.NextDouble()) - 6) * (isLogarithmic || random.Next(4) > 0 ? 1 : -1);
            var high = isLogarithmic
                ? low * Math.Pow(10, 0.05 + (12 * random.NextDouble()))
                : low + (Math.Abs(low) * Math.Pow(10, (5 * random.NextDouble()) - 3));
            var axis = new ValueAxis(low, high, 100, 100 + 150 + (1400 * random.NextDouble()), isLogarithmic);
            var ticks = axis.Horizontal(Style).Where(tick => tick.Label.Length > 0).ToArray();
            Assert.NotEmpty(ticks);
            for (var j = 1; j < ticks.Length; j++)
            {
                var before = axis.Position(ticks[j - 1].Position) + (Style.Width(ticks[j - 1].Label) / 2);
                Assert.True(before < axis.Position(ticks[j].Position) - (Style.Width(ticks[j].Label) / 2), $"{low} to {high}");
                Assert.NotEqual(ticks[j - 1].Label, ticks[j].Label);
            }

            var heights = axis.Vertical(Style).Where(tick => tick.Label.Length > 0).Select(tick => axis.Position(tick.Position)).ToArray();
            Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.True(pair.Second - pair.First > Style.Size));
        }
    }

    [Theory]
    [InlineData(0, 10, "0 1 2 3 4 5 6 7 8 9 10")]
    [InlineData(0, 0.7, "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7")]
    [InlineData(-1, 1, "−1.0 −0.8 −0.6 −0.4 −0.2 0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(9000, 13000, "9,000 9,500 10,000 10,500 11,000 11,500 12,000 12,500 13,000")]
    public void Linear_ticks_are_multiples_of_1_2_or_5(double low, double high, string labels) =>
        Assert.Equal(labels, Labels(new ValueAxis(low, high, 0, 1000, IsLogarithmic: false)));

    [Theory]
    [InlineData(0.05, 400, "0.05 0.1 0.2 0.5 1 2 5 10 20 50 100 200")]
    [InlineData(1e-3, 1e5, "0.001 0.01 0.1 1 10 100 1,000 10,000 100,000")]
    [InlineData(1e-4, 1e8, "10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰ 10¹ 10² 10³ 10⁴ 10⁵ 10⁶ 10⁷ 10⁸")]
    [InlineData(2, 50, "2 5 10 20 50")]
    public void Logarithmic_ticks_are_decades(double low, double high, string labels) =>
        Assert.Equal(labels, Labels(new ValueAxis(low, high, 0, 1000, IsLogarithmic: true)));

    [Theory]
    [InlineData("MWh", 12_345, false, "GWh", 1000)]
    [InlineData("MWh", 0.4, false, "kWh", 0.001)]
    [InlineData("t", 9_100, true, "kt CO₂e", 1000)]
    [InlineData("t", 2.5e6, true, "Mt CO₂e", 1e6)]
    [InlineData("t CO2e", 30, false, "t CO₂e", 1)]
    [InlineData("USD", 61e6, false, "M USD", 1e6)]
    [InlineData("USD", 450_000, false, "k USD", 1000)]
    [InlineData("USD", 2e9, false, "bn USD", 1e9)]
    [InlineData("MW", 19.8, false, "MW", 1)]
    [InlineData("m3", 54_000, false, "thousand m³", 1000)]
    [InlineData("m2*year", 340_000, false, "ha·year", 1e4)]
    [InlineData("kg/kWh", 0.43, true, "g CO₂e/kWh", 0.001)]
    [InlineData("h", 30.84e6, false, "million h", 1e6)]
    [InlineData("days", 54, false, "days", 1)]
    [InlineData("", 16_384, false, "", 1)]
    [InlineData("", 16_384_000, false, "million", 1e6)]
    [InlineData("MWh", 0, false, "MWh", 1)]
    public void Units_fit_the_range(string unit, double typical, bool isCarbon, string symbol, double factor)
    {
        var chosen = DisplayUnit.For(unit, typical, isCarbon);
        Assert.Equal(symbol, chosen.Symbol);
        Assert.Equal(factor, chosen.Factor, 1e-12 * factor);
    }

    [Theory]
    [InlineData(6.83, 9.12, 12.31, "6.8 9.1 12.3")]
    [InlineData(26.12, 32.88, 41.46, "26.1 32.9 41.5")]
    [InlineData(53.2, 78.4, 117.3, "53 78 117")]
    [InlineData(0.1312, 30.4, 6845, "0.13 30 6,800")]
    [InlineData(9123.11, 9123.42, 9123.78, "9123.11 9123.42 9123.78")]
    [InlineData(-2.051, -0.9, 0.254, "−2.05 −0.90 0.25")]
    public void Figures_of_an_interval_have_the_digits_of_its_width(double low, double median, double high, string printed)
    {
        var format = IntervalFormat.For(low, high, error: 0);
        Assert.Equal(printed.Replace("9123", "9,123", StringComparison.Ordinal), $"{format.Print(low)} {format.Print(median)} {format.Print(high)}");
    }

    [Fact]
    public void Figures_have_no_more_digits_than_the_sampling_error_allows() =>
        Assert.Equal("9", IntervalFormat.For(6.83, 12.31, error: 1.2).Print(9.12));

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.00002, "<0.01%")]
    [InlineData(0.0004, "0.04%")]
    [InlineData(0.0624, "6.2%")]
    [InlineData(0.5, "50%")]
    [InlineData(0.99996, ">99.99%")]
    [InlineData(1, "100%")]
    public void Shares_never_round_to_certainty(double share, string printed) => Assert.Equal(printed, Figure.Percent(share));

    [Theory]
    [InlineData(182, 2, "180")]
    [InlineData(0.09996, 2, "0.1")]
    [InlineData(1234567, 3, "1,230,000")]
    [InlineData(3.2e12, 2, "3.2×10¹²")]
    [InlineData(4e-7, 2, "4×10⁻⁷")]
    public void Figures_are_short(double value, int digits, string printed) => Assert.Equal(printed, Figure.Significant(value, digits));

    [Fact]
    public void Labels_in_a_row_keep_apart_and_inside()
    {
        var random = new Random(9);
        for (var i = 0; i < 1000; i++)
        {
            var wanted = Enumerable.Range(0, 4).Select(_ => 1000 * random.NextDouble()).Order().ToArray();
            double[] widths = [120, 80, 200, 60];
            var centers = LabelRow.Place(wanted, widths, 10, 0, 1000);
            for (var j = 0; j < centers.Length; j++)
            {
                Assert.InRange(centers[j], (widths[j] / 2) - 1e-9, 1000 - (widths[j] / 2) + 1e-9);
                Assert.True(j == 0 || centers[j] - centers[j - 1] >= ((widths[j] + widths[j - 1]) / 2) + 10 - 1e-9);
            }
        }
    }

    private static string Labels(ValueAxis axis) =>
        string.Join(' ', axis.Horizontal(Style).Select(tick => tick.Label).Where(label => label.Length > 0));
}
