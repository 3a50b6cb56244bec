using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Scenarios;

/// <summary>Files with nothing but published figures, and files that serve without training: who takes them and who refuses.</summary>
public class TotalOnlyTests
{
    private const string Total = "name: Total\npublished: [{output: emissions, value: 20 kt, tier: total only, source: somewhere}]\n";

    [Fact]
    public void It_is_read_where_totals_are_allowed() =>
        Assert.True(ScenarioReader.ReadOrTotal(Total, "total.yaml", SourceFiles.OnDisk).IsTotalOnly);

    [Fact]
    public void It_is_refused_where_something_has_to_be_computed()
    {
        var error = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Total, "total.yaml")).Errors.Single();
        Assert.Equal("published figures without inputs, so that nothing can be computed", error.Found);
    }

    [Theory]
    [InlineData("hardware: {tdp: 700 W}")]
    [InlineData("grid: {location: sweden}")]
    [InlineData("facility: {pue: 1.2}")]
    public void Inputs_without_a_phase_are_a_mistake(string inputs) => Assert.Contains(
        Assert.Throws<ScenarioException>(() => ScenarioReader.ReadOrTotal(Total + inputs, "total.yaml", SourceFiles.OnDisk)).Errors,
        error => error.Path == "training" && error.Found == "nothing");

    [Theory]
    [InlineData("run")]
    [InlineData("compare")]
    [InlineData("validate")]
    [InlineData("sensitivity")]
    public void Named_alone_it_is_refused_with_the_reason(string command)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run(command, line.WriteFile("total.yaml", Total)));
        Assert.Matches("published figures without inputs|found one scenario", line.Error.ToString());
    }

    [Fact]
    public void In_a_folder_it_is_left_out_of_runs_with_a_line()
    {
        using var line = new CommandLineRun();
        line.Scenario("One", "many/one.yaml");
        line.WriteFile("many/total.yaml", Total);
        Assert.Equal(0, line.Run("run", Path.Combine(line.Folder, "many"), "--no-plots", "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains("total.yaml is left out: it states published figures without inputs", line.Error.ToString());
    }

    [Fact]
    public void Check_prints_its_figures()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("check", line.WriteFile("total.yaml", Total)));
        Assert.Matches(@"Emissions +20 +kt +somewhere", line.Output.ToString());
    }

    [Fact]
    public void Serving_alone_has_the_energy_of_its_requests_and_nothing_of_training()
    {
        var scenario = ScenarioReader.Read("name: Prompt\nserving: {requests_per_day: 1, duration: 1 day, energy_per_request: 0.22 Wh}\nfacility: {pue: 1.09}\ngrid: {carbon_intensity: 94 gCO2e/kWh}\n", "prompt.yaml");
        var result = SimulationRunner.Run(scenario, new RunOptions());
        var energy = result.Outputs.Single(output => output.Name == "energy");
        Assert.Equal(0.22e-6 * 1.09, energy.Median, 1e-14);
        Assert.Equal("site: IT and facility; serving", energy.Boundary);
        foreach (var output in new[] { "accelerator_hours", "hardware_cost", "embodied_emissions", "cost", "duration", "accelerators" })
        {
            Assert.DoesNotContain(result.Outputs, other => other.Name == output);
        }
    }
}
