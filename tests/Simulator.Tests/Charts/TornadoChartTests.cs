using Simulator.Charts;
using Simulator.Charts.Style;
using Simulator.Results;

namespace Simulator.Tests.Charts;

public sealed class TornadoChartTests
{
    internal static readonly SimulationResult Result = SyntheticResults.Training() with
    {
        Sensitivity = new SensitivityResult(1 << 20, 1 << 20, 32, 2.04, "cpu", 0.1,
        [
            Output("emissions", "Emissions", "t", 12_450, ("grid.carbon_intensity", 9_905, 15_677), ("hardware.lifetime", 12_670, 12_290), ("a", 12_450, 12_450)),
            Output("cost", "Cost", "USD", 4.2e7, ("hardware.price", 4e7, 4.5e7)),
            Output("energy", "Energy", "MWh", 27_000, ("steady", 27_000, 27_000)),
            Output("land", "Land", "m2*year", 27_000, ("grid.land_intensity", 20_000, 33_000)),
        ],
        []),
    };

    private static readonly ChartOptions Options = new() { Kinds = [ChartKind.Tornado], Width = 800, Height = 500 };

    [Fact]
    public void Outputs_that_something_moves_have_a_chart()
    {
        Assert.Equal(["tornado-emissions", "tornado-cost"], ChartSet.Draw(Result, Options).Select(file => file.Name));
        Assert.Equal("tornado-land", Assert.Single(ChartSet.Draw(Result, Options with { Drivers = ["land"] })).Name);
        Assert.Empty(ChartSet.Draw(SyntheticResults.Training(), Options));
    }

    [Fact]
    public void The_widest_bar_is_on_top_and_in_the_sentence()
    {
        var file = ChartSet.Draw(Result, Options)[0];
        Assert.Equal("What moves emissions", file.Title);
        Assert.Equal("grid carbon intensity alone moves it from 9,905 to 15,680 t CO₂e; with every input at its median it is 12,450 t CO₂e", file.Sentence);
    }

    [Theory]
    [InlineData(500, 900)]
    [InlineData(1200, 300)]
    [InlineData(160, 160)]
    public void Any_shape_can_be_drawn_with_any_number_of_bars(int width, int height)
    {
        var many = Enumerable.Range(0, 40).Select(i => ($"an.input.with.a.rather.long.path.number.{i}", 100.0 - i, 100.0 + (2 * i))).ToArray();
        var result = Result with { Sensitivity = Result.Sensitivity! with { Outputs = [Output("water", "Water", "m3", 100, many)] } };
        var file = Assert.Single(ChartSet.Draw(result, Options with { Width = width, Height = height, Theme = Theme.Dark }));
        Assert.Equal((width, height), (new PngReader(file.Png).Width, new PngReader(file.Png).Height));
    }

    private static OutputSensitivity Output(string name, string label, string unit, double atMedians, params (string Input, double Low, double High)[] bars) => new(
        name, label, unit, atMedians, 1, null,
        [.. bars.Select(bar => new InputSensitivity(bar.Input, [bar.Input], new(0.5, 0.001), new(0.5, 0.001), 0.5, [new(bar.Input, "W", 1, 2, bar.Low, bar.High)]))]);
}
