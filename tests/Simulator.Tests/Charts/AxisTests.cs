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
    [InlineData(0.5, 0.1, "0.5")]
    [InlineData(1500, 500, "1,500")]
    [InlineData(3.2e12, 1e11, "3.2×10¹²")]
    [InlineData(-4e-7, 1e-7, "−4×10⁻⁷")]
    [InlineData(-0.001, 0.1, "0.0")]
    public void Ticks_have_the_digits_of_their_step(double value, double step, string printed) => Assert.Equal(printed, TickFigure.All([value], step).Single());

    [Theory]
    [InlineData(4e-5, 1.6e-4, false, "0.00004 0.00006 0.00008 0.00010 0.00012 0.00014 0.00016")]
    [InlineData(0, 8e-5, false, "0.00000 0.00002 0.00004 0.00006 0.00008")]
    [InlineData(2e-7, 8e-7, false, "2×10⁻⁷ 3×10⁻⁷ 4×10⁻⁷ 5×10⁻⁷ 6×10⁻⁷ 7×10⁻⁷ 8×10⁻⁷"), InlineData(0, 1.2e-6, false, "0 2×10⁻⁷ 4×10⁻⁷ 6×10⁻⁷ 8×10⁻⁷ 10×10⁻⁷ 12×10⁻⁷")]
    [InlineData(8e6, 1.2e7, false, "8×10⁶ 9×10⁶ 10×10⁶ 11×10⁶ 12×10⁶")]
    [InlineData(-2e9, 2e9, false, "−2×10⁹ −1×10⁹ 0 1×10⁹ 2×10⁹")]
    [InlineData(5e-7, 4e-5, true, "5×10⁻⁷ 10⁻⁶ 2×10⁻⁶ 5×10⁻⁶ 10⁻⁵ 2×10⁻⁵")]
    [InlineData(6e-5, 3e-4, true, "0.0001 0.0002 0.0003")]
    public void All_ticks_of_an_axis_have_one_notation(double low, double high, bool isLogarithmic, string labels) =>
        Assert.Equal(labels, Labels(new ValueAxis(low, high, 0, 800, isLogarithmic)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_axis_of_a_thousand_mixes_notations(bool isLogarithmic)
    {
        var random = new Random(11);
        for (var i = 0; i < 1000; i++)
        {
            var low = Math.Pow(10, (18 * random.NextDouble()) - 8);
            var labels = Labels(new ValueAxis(low, low * Math.Pow(10, 0.05 + (3 * random.NextDouble())), 0, 300 + (1000 * random.NextDouble()), isLogarithmic)).Split(' ').Where(label => label != "0").ToList();
            Assert.Single(labels.Select(label => label.Any("⁰¹²³⁴⁵⁶⁷⁸⁹".Contains)).Distinct());
            Assert.True(isLogarithmic || labels.Select(label => label[Math.Max(0, label.IndexOf('×', StringComparison.Ordinal))..]).Where(power => power[0] == '×').Distinct().Count() <= 1, string.Join(' ', labels));
        }
    }

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
