using System.Globalization;
using Simulator.Presentation;

namespace Simulator.Tests.Reporting;

public class FiguresTests
{
    [Theory]
    [InlineData(1234.5678, 0.03, "1,235")]
    [InlineData(1234.5678, 3, "1,235")]
    [InlineData(1234.5678, 30, "1,230")]
    [InlineData(1234.5678, 300, "1,200")]
    [InlineData(1250.0001, 999, "1,300")]
    [InlineData(12.345678, 0.0001, "12.35")]
    [InlineData(12.345678, 0.02, "12.35")]
    [InlineData(12.345678, 0.2, "12.3")]
    [InlineData(12.345678, 2, "12")]
    [InlineData(0.0123456, 1e-9, "0.01235")]
    [InlineData(0.0123456, 1e-3, "0.012")]
    [InlineData(9.99961, 1e-9, "10.00")]
    [InlineData(99.6, 5, "100")]
    [InlineData(-45.678, 0.1, "-45.7")]
    [InlineData(123456789, 1, "123,500,000")]
    [InlineData(1.5, 1e-9, "1.500")]
    [InlineData(3, 20, "~3")]
    [InlineData(3, double.NaN, "~3")]
    [InlineData(3, double.PositiveInfinity, "~3")]
    [InlineData(0, 0.1, "0")]
    [InlineData(1.23456e-9, 1e-12, "1.235E-9")]
    [InlineData(1.23456e20, 1e10, "1.235E+20")]
    [InlineData(double.NaN, 0, "n/a")]
    [InlineData(double.PositiveInfinity, 0, "infinite")]
    public void Digits_end_at_the_first_significant_digit_of_the_error(double value, double error, string expected) =>
        Assert.Equal(expected, Figures.Uncertain(value, error));

    [Fact]
    public void No_digit_below_the_error_is_ever_shown()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 10_000; trial++)
        {
            var value = Math.Pow(10, 8 * random.NextDouble() - 3);
            var error = value * Math.Pow(10, -7 * random.NextDouble());
            var text = Figures.Uncertain(value, error);
            var shown = double.Parse(text.TrimStart('~'), NumberStyles.Number, CultureInfo.InvariantCulture);
            var place = Math.Pow(10, Math.Floor(Math.Log10(error)));
            if (!text.StartsWith('~'))
            {
                // The rounding must come out at a whole number of places of the error, within half of the last digit.
                var place4 = Math.Max(place, Math.Pow(10, Math.Floor(Math.Log10(value)) - 3));
                Assert.True(Math.Abs(shown - value) <= place4 * 0.5000001, $"{value:R} ± {error:R} shown as {text}");
                Assert.True(Math.Abs(shown / place4 - Math.Round(shown / place4)) < 1e-6, $"{value:R} ± {error:R} shown as {text}");
            }
        }
    }

    [Theory]
    [InlineData(1522.248, "1,522")]
    [InlineData(885.948336, "885.9")]
    [InlineData(2_788_000, "2,788,000")]
    [InlineData(27_510, "27,510")]
    [InlineData(0.582, "0.582")]
    [InlineData(700, "700")]
    [InlineData(1.0 / 3, "0.3333")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(9_999_999.96, "10,000,000")]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(1e-7, "1E-7")]
    [InlineData(6.02214076e23, "6.022E+23")]
    public void Constants_show_their_shortest_form(double value, string expected) => Assert.Equal(expected, Figures.Exact(value));

    [Theory]
    [InlineData(10.001, 10.002, 1e-4, "10.001", "10.002")]
    [InlineData(1000.1, 1000.2, 1e-9, "1,000.1", "1,000.2")]
    [InlineData(9.8, 15.4, 0.5, "9.8", "15.4")]
    [InlineData(1, 2, 1e-9, "1.000", "2.000")]
    [InlineData(5, 5, 0, "5.000", "5.000")]
    public void Ends_of_an_interval_can_be_distinguished(double low, double high, double error, string expectedLow, string expectedHigh) =>
        Assert.Equal((expectedLow, expectedHigh), Figures.Interval(low, error, high, error));

    [Fact]
    public void Ends_without_error_differ_however_close_they_are()
    {
        var low = 123.456;
        var (lowText, highText) = Figures.Interval(low, 0, Math.BitIncrement(low), 0);
        Assert.NotEqual(lowText, highText);
    }

    // An interval of 0.0001% ends beside its own median: the error, not the distance of the ends, says how many digits are known.
    [Theory]
    [InlineData(67.07768, 67.07769, 0.05, "67.08", "67.08")]
    [InlineData(67.07768, 67.07769, 0.000004, "67.07768", "67.07769")]
    [InlineData(123.456, 123.457, 50, "120", "120")]
    [InlineData(123.456, 123.457, 5000, "~100", "~100")]
    public void Ends_that_only_the_error_could_tell_apart_look_the_same(double low, double high, double error, string expectedLow, string expectedHigh) =>
        Assert.Equal((expectedLow, expectedHigh), Figures.Interval(low, error, high, error));

    [Theory]
    [InlineData(0.00123, "0.2%")]
    [InlineData(0.001, "0.1%")]
    [InlineData(0.0101, "2%")]
    [InlineData(0.095, "10%")]
    public void Bounds_of_errors_are_rounded_up(double share, string expected) => Assert.Equal(expected, Figures.PercentAtMost(share));

    [Theory]
    [InlineData("MWh", 2541, "GWh")]
    [InlineData("MWh", 0.0004, "Wh")]
    [InlineData("t", 11_390, "t CO2e")]
    [InlineData("t", 99_999, "kt CO2e")]
    [InlineData("t", 3e-8, "g CO2e")]
    [InlineData("MWh", 3e-7, "Wh")]
    [InlineData("MWh", 2.1, "MWh")]
    [InlineData("m3", 2.6e-7, "mL")]
    [InlineData("m3", 1.4, "L")]
    [InlineData("m3", 82_260, "ML")]
    [InlineData("m3", 3e6, "GL")]
    [InlineData("USD", 3_200, "USD")]
    [InlineData("USD", 32_000, "k USD")]
    [InlineData("EUR", 5.1e6, "M EUR")]
    [InlineData("t", 0.5, "kg CO2e")]
    [InlineData("USD", 5.1e6, "M USD")]
    [InlineData("USD", 2.3e9, "bn USD")]
    [InlineData("USD", 0.02, "USD")]
    [InlineData("kg/kWh", 0.582, "gCO2e/kWh")]
    [InlineData("m3", 0.2, "L")]
    [InlineData("", 2048, "")]
    [InlineData("", 0, "")]
    [InlineData("MWh", 0, "MWh")]
    [InlineData("MWh", 999.94, "MWh")]
    [InlineData("MWh", 999.96, "GWh")]
    [InlineData("m3", 540, "m3")]
    [InlineData("m2*year", 340_000, "ha*year")]
    [InlineData("h", 30.84e6, "M h")]
    [InlineData("days", 54, "days")]
    public void Figures_have_the_unit_that_people_say_for_their_size(string unit, double magnitude, string expected) =>
        Assert.Equal(expected, DisplayUnit.For(unit, magnitude).Name);

    [Theory]
    [InlineData("t", 125_600, "−1.5", "−1.5 kt CO₂e")]
    [InlineData("m3", 12, "1.5E-7", "1.5 m³")]
    [InlineData("", 3, "~2", "~2")]
    public void Print_sets_units_and_signs(string unit, double size, string figure, string expected) =>
        Assert.Equal(expected.Replace("1.5 m³", "1.5×10⁻⁷ m³", StringComparison.Ordinal), DisplayUnit.For(unit, size).Set(figure.Replace('−', '-')));

    [Theory]
    [InlineData(0, "0.0%")]
    [InlineData(0.0003, "<0.1%")]
    [InlineData(0.0005, "0.1%")]
    [InlineData(0.604, "60.4%")]
    [InlineData(0.9997, ">99.9%")]
    [InlineData(1, "100.0%")]
    public void A_part_of_a_whole_is_not_called_nothing_or_all(double share, string expected) => Assert.Equal(expected, Figures.Share(share));

    [Theory]
    [InlineData(0, 0, 1000, "<0.4%")]
    [InlineData(1, 0, 1_000_000, ">99.9996%")]
    [InlineData(0.6207, 0.0004, 1000, "62.07%")]
    [InlineData(0.99997, 0.00001, 1_000_000, "99.997%")]
    [InlineData(0.9999992, 0.00001, 1_000_000, "~99.99992%")]
    [InlineData(0.9996, 0.001, 1000, "~99.96%")]
    [InlineData(0.99996, 0.00004, 100_000, "99.996%")]
    public void A_probability_is_never_certain_for_lack_of_samples(double probability, double error, long samples, string expected) =>
        Assert.Equal(expected, Figures.Probability(probability, error, samples));

    // The bound that tables print without the error at hand is the end of the error interval that limits are decided by.
    [Theory]
    [InlineData(4096)]
    [InlineData(1_048_576)]
    [InlineData(100_000_000)]
    public void What_no_sample_showed_has_one_bound(long samples)
    {
        const double CriticalValue = 2.04;
        var error = Simulator.Statistics.Errors.SamplingError.OfShare(0, samples, 0, CriticalValue);
        Assert.Equal(Figures.Probability(0, error, samples), Figures.Probability(0, error, CriticalValue * error));
        Assert.Equal(Figures.Probability(1, error, samples), Figures.Probability(1, error, CriticalValue * error));
    }

    [Theory]
    [InlineData("<4E-6%", "<4×10⁻⁶%")]
    [InlineData("3E-7", "3×10⁻⁷")]
    [InlineData("~-2.5E+15", "~−2.5×10¹⁵")]
    [InlineData("12.5%", "12.5%")]
    public void A_number_on_a_chart_has_its_power_of_ten_raised(string printed, string expected) => Assert.Equal(expected, Typeset.Number(printed));

    [Theory]
    [InlineData(0.52231, 0.00015, "0.5223", "0.0002")]
    [InlineData(0.52231, 0.04, "0.52", "0.04")]
    [InlineData(-0.00001, 0.0001, "0.0000", "0.0001")]
    [InlineData(0.52231, double.NaN, "0.52", "")]
    public void An_index_has_the_decimals_of_its_error(double index, double half, string printed, string error) =>
        Assert.Equal((printed, error), Figures.Index(index, half));

    [Fact]
    public void Ends_beyond_which_too_few_samples_lie_are_marked()
    {
        var text = IntervalText.Of(new("t", 1), 1, 2, 3, (0.001, 0.001, 0.001), isFixed: false, hasTooFewBeyond: true);
        Assert.Equal("2.000 (~1 to ~3, too few samples)", text.Whole);
        Assert.Equal("~1 to ~3 (too few samples)", text.Interval);
    }
}
