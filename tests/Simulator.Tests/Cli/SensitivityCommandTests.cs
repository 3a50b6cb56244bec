using System.Text.Json;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

/// <summary>The commands that say where the uncertainty comes from.</summary>
public sealed class SensitivityCommandTests
{
    private const string Uncertain = """
        facility: {pue: 1.2 to 1.4}
        grid:
          electricity_price: 60 to 90 USD/MWh
          mix: {coal: 60%, hydro: 15%, wind: 25%}
          mix_concentration: 30
        """;

    [Fact]
    public void The_table_ranks_the_inputs_and_the_files_hold_all()
    {
        using var line = Line();
        Assert.Equal(0, line.Run("sensitivity", line.Scenario(more: Uncertain), "--samples", "32k", "--outputs", "energy,emissions", "--out", Path.Combine(line.Folder, "out")));
        var output = line.Output.ToString();
        Assert.Contains("Sensitivity: Energy, 907.3 MWh with every input at its median", output, StringComparison.Ordinal);
        Assert.Contains("Worst 5% of Emissions", output, StringComparison.Ordinal);
        Assert.Contains("  grid.mix.coal alone", output, StringComparison.Ordinal);
        Assert.Contains("Inputs joined by + vary together", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Electricity cost", output, StringComparison.Ordinal);

        var folder = Path.Combine(line.Folder, "out");
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "summary.json")));
        var energy = summary.RootElement.GetProperty("sensitivity").GetProperty("energy").GetProperty("facility.pue");
        Assert.Equal(1, energy.GetProperty("total").GetDouble(), 0.01);
        Assert.InRange(energy.GetProperty("first_error").GetDouble(), 0, 0.01);
        Assert.Equal(840, energy.GetProperty("tornado").GetProperty("low").GetDouble(), 0.1);
        Assert.Equal(980, energy.GetProperty("tornado").GetProperty("high").GetDouble(), 0.1);
        var mix = summary.RootElement.GetProperty("sensitivity").GetProperty("emissions").GetProperty("grid.mix");
        Assert.Equal(["grid.mix.coal", "grid.mix.hydro"], mix.GetProperty("group").EnumerateArray().Select(member => member.GetString()));
        Assert.True(mix.GetProperty("tornado").GetProperty("grid.mix.coal").GetProperty("high").GetDouble() > 0);
        Assert.Equal(32_768, summary.RootElement.GetProperty("sensitivity_run").GetProperty("base_points").GetInt64());
        Assert.Equal("fixed by the inputs", summary.RootElement.GetProperty("sensitivity_run").GetProperty("without_indices").GetProperty("accelerator_hours").GetString());
        Assert.True(summary.RootElement.GetProperty("worst_cases").GetProperty("emissions").GetProperty("inputs").TryGetProperty("facility.pue", out _));
        Assert.True(File.Exists(Path.Combine(folder, "tornado-energy.png")));
        Assert.True(File.Exists(Path.Combine(folder, "tornado-emissions.png")));
        Assert.False(File.Exists(Path.Combine(folder, "overview.png")));
        Assert.StartsWith("output,unit,factor,input,first,", File.ReadAllText(Path.Combine(folder, "sensitivity.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "output,unit,factor,input,first,")]
    [InlineData("markdown", "## Small")]
    [InlineData("json", "{")]
    public void Every_format_prints_one_document(string format, string begin)
    {
        using var line = Line();
        Assert.Equal(0, line.Run("sensitivity", line.Scenario(more: Uncertain), "--samples", "1k", "--format", format, "--no-plots", "--out", Path.Combine(line.Folder, "out")));
        Assert.StartsWith(begin, line.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_can_find_out_both()
    {
        using var line = Line();
        Assert.Equal(0, line.RunScenario(line.Scenario(more: Uncertain), "--samples", "4k", "--sensitivity", "--worst", "emissions"));
        var output = line.Output.ToString();
        Assert.Contains("Outputs", output, StringComparison.Ordinal);
        Assert.Contains("Sensitivity: Emissions", output, StringComparison.Ordinal);
        Assert.Contains("Worst 5% of Emissions", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Worst 5% of Energy", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_without_uncertainty_has_nothing_to_divide()
    {
        using var line = Line();
        Assert.Equal(0, line.Run("sensitivity", line.Scenario(), "--no-plots", "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains("Energy: no indices, fixed by the inputs.", line.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_output_is_refused_with_the_nearest()
    {
        using var line = Line();
        Assert.Equal(2, line.Run("sensitivity", line.Scenario(), "--outputs", "emission"));
        Assert.Contains("did you mean emissions?", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_is_replayed_in_every_format_and_a_wrong_number_refused()
    {
        using var line = Line();
        var path = line.Scenario(more: Uncertain);
        Assert.Equal(0, line.Run("replay", path, "--sample", "100"));
        var output = line.Output.ToString();
        Assert.Contains("Sample 100 (point 3 of replicate 4), sobol, seed 42", output, StringComparison.Ordinal);
        Assert.Contains("M12  share of coal", output, StringComparison.Ordinal);
        Assert.Contains("pre-training: intermediate quantities", output, StringComparison.Ordinal);
        line.Output.GetStringBuilder().Clear();
        Assert.Equal(0, line.Run("replay", path, "--sample", "100", "--format", "json"));
        using var json = JsonDocument.Parse(line.Output.ToString());
        Assert.Equal(3, json.RootElement.GetProperty("point").GetInt64());
        Assert.True(json.RootElement.GetProperty("inputs").GetProperty("facility.pue").GetProperty("value").GetDouble() > 1);
        Assert.Equal(0, line.Run("replay", path, "--sample", "100", "--format", "markdown"));
        Assert.Equal(2, line.Run("replay", path, "--sample", "-1"));
        Assert.Equal(2, line.Run("replay", path));
        Assert.Equal(2, line.Run("replay", path, "--sample", "1e18"));
        Assert.Contains("sample: found 1000000000000000000; allowed: 0 to 137438953471", line.Error.ToString(), StringComparison.Ordinal);
    }

    private static CommandLineRun Line() => new() { Simulate = SimulationRunner.Run };
}
