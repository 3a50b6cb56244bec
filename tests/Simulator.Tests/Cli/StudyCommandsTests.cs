using System.Text.Json;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

/// <summary>The commands validate and solve, from arguments to exit code.</summary>
public sealed class StudyCommandsTests
{
    private const string Right = "published: [{output: energy, value: 700 MWh, tier: arithmetic, source: a table}]";
    private const string Wrong = "published: [{output: energy, value: 701 MWh, tier: arithmetic, source: a table, note: a reason}]";

    [Fact]
    public void Validate_says_what_holds()
    {
        using var line = Real();
        Assert.Equal(0, line.Run("validate", line.Scenario(more: Right)));
        Assert.Contains("1 of 1 published figures agree to the printed digit", line.Output.ToString());
        Assert.Contains("All as the files state.", line.Output.ToString());
        Assert.Empty(line.Error.ToString());
    }

    [Theory]
    [InlineData("table", "NOT AS STATED (holds): differs; a reason")]
    [InlineData("markdown", "| -0.14% |")]
    [InlineData("csv", "-0.0014")]
    [InlineData("json", "\"as_stated\": false")]
    public void A_figure_that_is_not_as_stated_is_reported_in_every_format_and_exits_with_3(string format, string expected)
    {
        using var line = Real();
        Assert.Equal(3, line.Run("validate", line.Scenario(more: Wrong), "--format", format));
        Assert.Contains(expected, line.Output.ToString());
    }

    // The catalogue has a price of electricity for China and for the United States, and none for the United Kingdom.
    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    public void A_sweep_says_why_an_output_is_missing_at_a_point(string format)
    {
        using var line = Real();
        var path = line.WriteFile("s.yaml", "name: S\nhardware: {tdp: 700 W}\nfacility: {pue: 1.1 to 1.2}\ntraining: [{accelerator_hours: 1M h}]\n");
        Assert.Equal(0, line.Run("sweep", path, "--vary", "grid.location=us,uk,china", "--outputs", "energy,electricity_cost,water_onsite", "--samples", "1024", "--no-plots", "--format", format, "--out", Path.Combine(line.Folder, "out")));
        var text = string.Join(' ', line.Output.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("\\", "", StringComparison.Ordinal);
        Assert.Contains("Electricity cost is not computed at uk: grid.electricity_price is not set.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at us", text, StringComparison.Ordinal);
        Assert.Contains("Not computed: water_onsite (facility.wue is not set).", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_whose_values_do_not_go_together_is_not_run()
    {
        using var line = Real();
        var path = line.WriteFile("s.yaml", "name: S\nhardware: {tdp: 1 kW, price: 1k USD, lifetime: 1 year, components: {cpu: {power: 5%, cost: 10%}, memory: {power: 5%, cost: 10%}}}\ntraining: [{accelerator_hours: 1 h}]\n");
        Assert.Equal(0, line.Run("sweep", path, "--vary", "hardware.components.cpu.cost=10,60%", "--vary", "hardware.components.memory.cost=10,60%", "--outputs", "energy", "--no-plots", "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains("not run", line.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("not computed", line.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_looks_through_folders()
    {
        using var line = Real();
        line.Scenario("One", "all/1.yaml", Right);
        line.Scenario("Two", "all/2.yaml");
        Assert.Equal(0, line.Run("validate", Path.Combine(line.Folder, "all"), "--format", "json"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        var comparison = Assert.Single(document.RootElement.GetProperty("comparisons").EnumerateArray());
        Assert.Equal(("One", "holds", 700), (comparison.GetProperty("scenario").GetString(), comparison.GetProperty("verdict").GetString(), comparison.GetProperty("ours").GetDouble()));
    }

    [Theory]
    [InlineData(1, "Interrupted after 1 of 2 scenarios; the comparisons of those are complete.")]
    [InlineData(0, "Interrupted before any result was complete; nothing was written.")]
    public void An_interrupted_validation_keeps_what_it_has_compared(int completed, string expected)
    {
        using var stop = new CancellationTokenSource();
        using var line = new CommandLineRun
        {
            Cancellation = stop.Token,
            Simulate = (scenario, options, progress, cancellation) =>
            {
                var result = SimulationRunner.Run(scenario, options, progress, cancellation);
                if (completed-- > 0)
                {
                    return result;
                }

                // Stopped on the way: figures of half the samples are compared with nothing.
                stop.Cancel();
                return result with { Run = result.Run with { RequestedSamples = 2 * result.Run.Samples } };
            },
        };
        line.Scenario("One", "all/1.yaml", Right);
        line.Scenario("Two", "all/2.yaml", Right);
        var compared = completed;
        Assert.Equal(130, line.Run("validate", Path.Combine(line.Folder, "all"), "--format", "csv"));
        Assert.Equal(expected, line.Error.ToString().Trim());
        Assert.Equal(compared == 0 ? 0 : compared + 1, line.Output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(200)]
    public void An_interrupted_solution_is_none(int milliseconds)
    {
        // Each run would take a minute.
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(milliseconds);
        using var line = new CommandLineRun { Cancellation = stop.Token, Simulate = SimulationRunner.Run };
        var path = Path.Combine(Repository.Root, "scenarios", "gpt-3.yaml");
        Assert.Equal(130, line.Run("solve", path, "--output", "energy", "--equals", "1300 MWh", "--for", "facility.pue", "--samples", "1e10"));
        Assert.StartsWith("Interrupted before", line.Error.ToString());
        Assert.Empty(line.Output.ToString());
    }

    [Fact]
    public void Validate_finds_the_published_cases_by_itself()
    {
        // The tests run somewhere below the repository's root.
        using var line = Real();
        Assert.Equal(0, line.Run("validate", "--samples", "100k"));
        Assert.Contains("11 of 15 measurements lie inside our interval.", line.Output.ToString());
    }

    [Fact]
    public void Estimates_of_others_are_not_called_measurements()
    {
        using var line = Real();
        Assert.Equal(0, line.Run("validate", Path.Combine(Repository.Root, "scenarios", "models"), "--samples", "100k"));
        var printed = line.Output.ToString();
        Assert.Contains("Published figures and our intervals", printed, StringComparison.Ordinal);
        Assert.Contains("ours/published", printed, StringComparison.Ordinal);
        Assert.Contains("published figures lie inside our interval.", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Measurements", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_or_folder_without_published_figures_is_refused()
    {
        using var line = Real();
        var file = line.Scenario(file: "some/small.yaml");
        Assert.Equal(2, line.Run("validate", file));
        Assert.Equal(2, line.Run("validate", Path.GetDirectoryName(file)!));
        Assert.Contains("small.yaml: found no published figures", line.Error.ToString());
        Assert.Contains("There are no scenarios with published: figures in", line.Error.ToString());
        Assert.Empty(line.Output.ToString());
    }

    [Fact]
    public void Solve_prints_the_value()
    {
        using var line = Real();
        var path = line.Scenario(more: "facility: {pue: 1.2}");
        Assert.Equal(0, line.Run("solve", path, "--output", "energy", "--equals", "770 MWh", "--for", "facility.pue"));
        var row = line.Output.ToString().Split('\n').Single(text => text.StartsWith("facility.pue  "));
        Assert.Equal(["facility.pue", "1.1", "fixed by the inputs", "1.2", "840 MWh"], row.Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.Trim()));
    }

    [Fact]
    public void Solve_reads_standard_input_and_writes_json()
    {
        using var file = new CommandLineRun();
        var text = File.ReadAllText(file.Scenario(more: "facility: {pue: 1.1 to 1.4}"));
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run, Input = new StringReader(text) };
        Assert.Equal(0, line.Run("solve", "-", "--output", "energy", "--equals", "0.77 GWh", "--for", "hardware.tdp", "--format", "json", "--samples", "20k", "--interval", "50%"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        var answer = document.RootElement;
        Assert.Equal(("W", 0.5), (answer.GetProperty("unit").GetString(), answer.GetProperty("interval").GetProperty("level").GetDouble()));
        Assert.Equal(770 / Math.Sqrt(1.1 * 1.4), answer.GetProperty("value").GetDouble(), 1.0);
        Assert.True(answer.GetProperty("interval").GetProperty("low").GetDouble() < answer.GetProperty("value").GetDouble());
    }

    [Theory]
    [InlineData("--output energy --equals 770MWh --for facility.peu", "There is no input 'facility.peu'")]
    [InlineData("--output energy --equals 77MWh --for facility.pue", "No value of facility.pue")]
    [InlineData("--output engery --equals 77MWh --for facility.pue", "There is no output 'engery'")]
    [InlineData("--output energy --for facility.pue", "--equals")]
    [InlineData("--output energy --equals 77 --for facility.pue", "without a unit")]
    public void Questions_that_cannot_be_answered_are_refused(string options, string expected)
    {
        using var line = Real();
        var path = line.Scenario(more: "facility: {pue: 1.2}");
        Assert.Equal(2, line.Run(["solve", path, .. options.Split(' ')]));
        Assert.Contains(expected, line.Error.ToString());
        Assert.Empty(line.Output.ToString());
    }

    [Fact]
    public void A_scenario_that_cannot_be_read_is_explained()
    {
        using var line = Real();
        Assert.Equal(2, line.Run("solve", line.WriteFile("wrong.yaml", "name: x\n"), "--output", "energy", "--equals", "1 MWh", "--for", "facility.pue"));
        Assert.Contains("wrong.yaml:1:1: error: training", line.Error.ToString());
    }

    private static CommandLineRun Real() => new() { Simulate = SimulationRunner.Run };
}
