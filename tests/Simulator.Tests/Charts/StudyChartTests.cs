using ScottPlot.Plottables;
using Simulator.Charts.Kinds;

namespace Simulator.Tests.Charts;

/// <summary>Charts of comparisons and sweeps: no text is cut off or runs into another, whatever is compared.</summary>
public sealed class StudyChartTests
{
    private const string LongName = "A scenario with a name that is much longer than anybody should give to one";

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(24)]
    public void Resources_are_laid_out_for_few_and_many_scenarios(int count)
    {
        ChartTests.Check(new ResourceBars(Panels(count, i => $"Model {i}"), "accelerators: largest phase; energy: site"));
        ChartTests.Check(new ResourceBars(Panels(count, i => $"{i} {LongName}"), ""));
    }

    // Bars of a negative median end at zero, and so does the axis where everything is negative.
    [Theory]
    [InlineData(-560, -200)]
    [InlineData(-560, 200)]
    [InlineData(0, -200)]
    public void Resources_may_be_negative(double first, double second)
    {
        ComparisonRow Row(string name, double median) => new(name, median - 100, median, median + 50);
        var chart = new ResourceBars([new("Electricity cost", "USD", 0.9, [Row("A", first), Row("B", second)])], "");
        Assert.Equal("medians and intervals", chart.Sentence);
        ChartTests.Check(chart);
        var bars = ChartTests.Drawn(chart).Plots.SelectMany(placed => placed.Plot.GetPlottables<BarPlot>()).Single().Bars.ToList();
        Assert.Equal([first, second], bars.Select(bar => bar.ValueBase + bar.Value), (one, other) => Math.Abs(one - other) < 1e-9);
        var axis = ChartTests.Drawn(chart).Plots.Last().Plot.Axes.Bottom.Range;
        Assert.True(axis.Min <= Math.Min(first, second) - 100 && axis.Max >= Math.Max(0, Math.Max(first, second) + 50));
    }

    [Fact]
    public void Comparisons_and_differences_bear_long_names()
    {
        ChartTests.Check(new Comparison(Panels(6, i => $"{i} {LongName}")[1]));
        ChartTests.Check(new Difference(SyntheticResults.Difference() with { A = LongName, B = LongName + " too", ProbabilityEqual = 0.05 }));
    }

    // Quantiles of a poor fit lie beyond the axes, which are those of the data.
    [Theory]
    [InlineData(1, "USD/MWh")]
    [InlineData(-20, "")]
    public void Quantiles_are_laid_out_for_any_data(double lowest, string unit)
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => lowest + (i * i))];
        var chart = new QuantilePlot(new QuantilePlotData(
            LongName, unit, values, 40_000,
            [new("gamma", [.. values.Select(value => value * 1.1)]), new("lognormal", [.. values.Select(value => value - 3000)]), new("triangular", values), new("normal", values)]));
        Assert.Contains("the gamma distribution differs most at 1,5", chart.Sentence);
        ChartTests.Check(chart);
        var drawn = ChartTests.Drawn(chart).Plots.SelectMany(placed => placed.Plot.GetPlottables<Markers>()).ToList();
        Assert.Equal(3, drawn.Count);
        Assert.All(drawn, dots => Assert.Equal(40, dots.Data.GetScatterPoints().Count));
    }

    [Fact]
    public void A_difference_that_no_sample_showed_is_not_called_impossible()
    {
        var chart = new Difference(SyntheticResults.Difference() with { ProbabilityALess = 0 });
        Assert.Contains("less with probability <0.002%", chart.Sentence);
        Assert.Contains("less with probability 0%", new Difference(SyntheticResults.Difference(withBins: false) with { ProbabilityALess = 0 }).Sentence);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(500)]
    public void A_sweep_is_laid_out_for_few_and_many_points(int count)
    {
        ChartTests.Check(new SweepLine(Line(count, i => 1 + (0.05 * i))));
        ChartTests.Check(new SweepLine(Line(count, i => Math.Pow(10, i / 100.0))));
        var exact = Line(count, i => i);
        var chart = new SweepLine(exact with { Points = [.. exact.Points.Select(point => point with { Low = point.Median, High = point.Median })] });
        ChartTests.Check(chart);
        Assert.StartsWith("the median goes from", chart.Sentence);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(12, 12)]
    [InlineData(100, 60)]
    public void A_map_is_laid_out_for_few_and_many_cells(int rows, int columns)
    {
        var chart = new HeatMap(Map(rows, columns));
        ChartTests.Check(chart);
        Assert.Contains("to row", chart.Sentence);
        ChartTests.Check(new HeatMap(Map(rows, columns) with { Medians = [.. Enumerable.Repeat(5.0, rows * columns)] }));
        ChartTests.Check(new HeatMap(Map(rows, columns) with { Medians = [.. Enumerable.Range(0, rows * columns).Select(i => i % 3 == 0 ? double.NaN : i)] }));
    }

    private static ComparisonData[] Panels(int count, Func<int, string> name) =>
    [
        .. new[] { ("Accelerators", ""), ("Energy", "MWh"), ("Electricity cost", "USD"), ("Emissions", "t") }.Select((panel, at) =>
            new ComparisonData(panel.Item1, panel.Item2, 0.9,
            [
                .. Enumerable.Range(1, count).Select(i => i == 2 && at > 1
                    ? new ComparisonRow(name(i), double.NaN, double.NaN, double.NaN)
                    : new ComparisonRow(name(i), 800.0 * i, 1000.0 * i, (at == 0 ? 800.0 : 1500.0) * i)),
            ])),
    ];

    private static SweepData Line(int count, Func<int, double> input) => new(
        "Llama 3.1 405B", "Emissions", "t", 0.9, "grid.carbon_intensity", "gCO2e/kWh",
        [.. Enumerable.Range(0, count).Select(i => new SweepDataPoint(input(i), 700 + (9 * i), 900 + (10 * i), 1300 + (14 * i)))]);

    private static HeatMapData Map(int rows, int columns) => new(
        "Llama 3.1 405B", "Emissions", "t",
        "grid.location", [.. Enumerable.Range(1, rows).Select(i => $"row {i}")], "facility.pue", [.. Enumerable.Range(1, columns).Select(i => $"1.{i}")],
        [.. Enumerable.Range(0, rows * columns).Select(i => 300.0 + (7 * i))]);
}
