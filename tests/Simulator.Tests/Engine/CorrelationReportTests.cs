using System.Text.Json;
using Simulator.Engine;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Json;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Engine;

/// <summary>From the section of a file to what a report says about it.</summary>
public sealed class CorrelationReportTests
{
    private const string Inputs = """
        name: correlated
        hardware: {tdp: 600 W to 700 W, overhead: 1.2 to 1.6}
        facility: {pue: "pert(1.05, 1.12, 1.4)", water_price: 1 to 3 USD/m3}
        grid:
          carbon_intensity: 0.2 to 0.6 kg/kWh
          electricity_price: choice(50 @ 50%, 70 @ 50%) USD/MWh
          land_intensity: 5 to 20 m2*year/MWh
        training: [{phase: a, accelerator_hours: 1M h to 2M h}]

        """;

    private const string Possible = """
        correlations:
          - {between: [facility.pue, grid.carbon_intensity], spearman: 0.6}
          - {between: [grid.electricity_price, hardware.tdp], kendall: -0.4}
        """;

    private const string Impossible = """
        correlations:
          - {between: [facility.pue, grid.carbon_intensity], spearman: 0.9}
          - {between: [facility.pue, hardware.tdp], spearman: -0.9}
          - {between: [hardware.tdp, grid.carbon_intensity], spearman: 0.5}
        """;

    [Fact]
    public void Requested_used_and_achieved_correlations_are_shown_side_by_side()
    {
        var result = Run(Possible);
        var (continuous, tied) = (result.Correlations[0], result.Correlations[1]);
        Assert.Equal(("facility.pue", "grid.carbon_intensity", "spearman", 0.6, 0.6), (continuous.First, continuous.Second, continuous.Measure, continuous.Asked, continuous.Used));
        Assert.Equal(16_384, continuous.Samples);

        // Five standard errors of Bonett and Wright 2000.
        Assert.Equal(0.6, continuous.Achieved, 5 * (1 - 0.36) * Math.Sqrt(1.18 / 16_384));

        // τ of two values: five standard errors, at most those of independence.
        Assert.Equal(("kendall", -0.4), (tied.Measure, tied.Asked));
        Assert.Equal(-0.4, tied.Achieved, 5 / Math.Sqrt(16_384));
        Assert.DoesNotContain(result.Notices, notice => notice.Contains("not possible together", StringComparison.Ordinal));
        var text = Text(result);
        Assert.Contains("Rank correlations", text, StringComparison.Ordinal);
        Assert.Contains("Achieved: in the first 16,384 samples.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("  used  ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_correlations_are_repaired_with_a_warning()
    {
        var result = Run(Impossible);
        Assert.Single(result.Notices, notice => notice.StartsWith("Warning: correlations: those between facility.pue, grid.carbon_intensity, hardware.tdp are not possible together", StringComparison.Ordinal));
        Assert.All(result.Correlations, pair =>
        {
            Assert.True(Math.Abs(pair.Used) < Math.Abs(pair.Asked));
            Assert.Equal(pair.Used, pair.Achieved, 5 / Math.Sqrt(pair.Samples));
        });
        Assert.Contains("  used  ", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_has_them_after_the_breakdown()
    {
        using var document = Json(Run(Possible));
        var keys = document.RootElement.EnumerateObject().Select(property => property.Name).ToList();
        Assert.Equal("correlations", keys[keys.IndexOf("breakdown") + 1]);
        var pair = document.RootElement.GetProperty("correlations")[1];
        Assert.Equal(["first", "second", "measure", "asked", "used", "achieved", "samples"], pair.EnumerateObject().Select(property => property.Name));
        Assert.Equal(-0.4, pair.GetProperty("asked").GetDouble());

        using var without = Json(Run(""));
        Assert.False(without.RootElement.TryGetProperty("correlations", out _));
    }

    [Fact]
    public void Outputs_without_a_correlated_input_stay_the_same_to_the_last_bit()
    {
        var (without, with) = (Run(""), Run("correlations: [{between: [grid.land_intensity, grid.electricity_price], spearman: 0.5}]"));
        foreach (var output in without.Outputs.Where(output => output.Name is not ("land" or "electricity_cost" or "cost")))
        {
            var same = with.Outputs.Single(other => other.Name == output.Name);
            Assert.Equal(output.Quantiles, same.Quantiles);
            Assert.Equal(output.Mean, same.Mean);
        }
    }

    [Fact]
    public void A_member_that_no_output_needs_is_still_drawn()
    {
        // Without the water per kWh the price of water is in no output.
        var result = Run("correlations: [{between: [facility.water_price, facility.pue], spearman: -0.7}]");
        Assert.Equal(-0.7, result.Correlations[0].Achieved, 5 / Math.Sqrt(result.Correlations[0].Samples));
    }

    private static SimulationResult Run(string correlations) => SimulationRunner.Run(
        ScenarioReader.Read(Inputs + correlations, "correlated.yaml"), new RunOptions { Samples = 20_000, Sampler = Sampler.Random });

    private static string Text(SimulationResult result)
    {
        using var writer = new StringWriter();
        ResultReport.WriteText(result, writer);
        return writer.ToString();
    }

    private static JsonDocument Json(SimulationResult result)
    {
        using var writer = new StringWriter();
        SummaryJson.Write(result, writer);
        return JsonDocument.Parse(writer.ToString());
    }
}
