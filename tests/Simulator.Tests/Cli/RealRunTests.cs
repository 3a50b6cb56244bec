using System.Text.Json;
using Simulator.Runs;
using Simulator.Sampling.Lanes;

namespace Simulator.Tests.Cli;

/// <summary>From a file to a document, with nothing invented.</summary>
public class RealRunTests
{
    private const string Uncertain = """
        facility:
          pue: pert(1.05, 1.12, 1.4)
        grid:
          carbon_intensity: 400 to 780 gCO2e/kWh
        """;

    [Fact]
    public void The_outputs_are_the_same_text_on_any_number_of_threads_and_any_device()
    {
        var expected = Outputs("--threads", "1", "--device", CpuDevices.Scalar);
        Assert.Equal(expected, Outputs("--threads", "3"));
        Assert.NotEqual(expected, Outputs("--seed", "43"));
    }

    [Fact]
    public void Energy_is_rated_power_times_hours_times_pue()
    {
        using var document = JsonDocument.Parse(Outputs());
        var energy = document.RootElement.GetProperty("energy");

        // 1 M h at 700 W, times the mean of the PERT distribution, (1.05 + 4 · 1.12 + 1.4)/6 = 1.155; five standard errors.
        var error = energy.GetProperty("mc_error").GetProperty("mean").GetDouble();
        Assert.Equal(700 * 1.155, energy.GetProperty("mean").GetDouble(), 5 * error);
    }

    [Fact]
    public void Without_uncertainty_the_table_is_plain_arithmetic()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        Assert.Equal(0, line.RunScenario(line.Scenario()));
        var energy = line.Output.ToString().Split('\n').First(text => text.StartsWith("Energy "));
        Assert.Equal(["Energy", "700", "fixed by the inputs", "700", "MWh"], energy.Split("  ", StringSplitOptions.RemoveEmptyEntries)[..5].Select(cell => cell.Trim()));
    }

    private static string Outputs(params string[] arguments)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        Assert.Equal(0, line.RunScenario(line.Scenario(more: Uncertain), [.. arguments, "--samples", "20k", "--format", "json"]));
        using var document = JsonDocument.Parse(line.Output.ToString());
        return document.RootElement.GetProperty("outputs").GetRawText();
    }
}
