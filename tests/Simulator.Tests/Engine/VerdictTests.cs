using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Engine;

/// <summary>What a run may and may not say about limits, and when it ends.</summary>
public sealed class VerdictTests
{
    // One sample in eight is 0/0 or x/0: it is unknown on which side of a bound it would lie.
    private const string NotFinite = """
        name: not finite
        hardware: {tdp: 700 W, price: 30k USD, lifetime: "choice(0 years @ 25%, 4 years @ 75%)"}
        training: [{phase: a, accelerator_hours: "choice(0 h @ 50%, 10 h @ 50%)"}]
        """;

    [Theory]
    [InlineData("median hardware_cost < 1G USD")]
    [InlineData("mean hardware_cost < 1G USD")]
    [InlineData("worst 5% mean hardware_cost < 1G USD")]
    [InlineData("P(hardware_cost > 1G USD) < 50%")]
    public void A_limit_on_an_output_with_samples_that_are_not_finite_is_undecided(string limit)
    {
        var result = SimulationRunner.Run(
            ScenarioReader.Read(NotFinite, "x.yaml"), new RunOptions { Samples = 1 << 12, Limits = [Limit.Parse(limit)] });
        Assert.Equal(LimitVerdict.Undecided, result.Limits[0].Verdict);
    }

    [Theory]
    [InlineData("median energy < 1 TWh")]
    [InlineData("P(energy > 1 TWh) < 50%")]
    public void A_limit_on_another_output_of_the_same_run_is_decided(string limit)
    {
        var result = SimulationRunner.Run(
            ScenarioReader.Read(NotFinite, "x.yaml"), new RunOptions { Samples = 1 << 12, Limits = [Limit.Parse(limit)] });
        Assert.Equal(LimitVerdict.Holds, result.Limits[0].Verdict);
    }

    [Fact]
    public void The_time_limit_ends_a_run_that_aims_at_a_precision()
    {
        // Next to no time: the first round is drawn, a second one is not begun. Without the limit, 2²² samples would be.
        var options = new RunOptions { Samples = 1 << 22, Precision = 1e-12, TimeLimit = TimeSpan.FromTicks(1) };
        var result = SimulationRunner.Run(ScenarioReader.Read("""
            name: timed
            hardware: {tdp: 600 W to 800 W}
            training: [{phase: a, accelerator_hours: 1M h}]
            """, "timed.yaml"), options);
        Assert.Contains(result.Notices, notice => notice.Contains("limit of time", StringComparison.Ordinal));
        Assert.Equal(1 << 16, result.Run.Samples);
    }
}
