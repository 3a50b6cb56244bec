using System.Text.Json;
using Simulator.Runs;

namespace Simulator.Tests.Cli;

/// <summary>Limits on the command line: what is printed, what is written, and the exit code.</summary>
public sealed class LimitsTests
{
    private const string Uncertain = "facility: {pue: \"1 + (0.05 to 0.3)\"}\n";

    [Fact]
    public void A_limit_that_does_not_hold_gives_exit_code_3_and_is_named()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario(more: Uncertain + "limits: [\"p95 energy < 800 MWh\", \"mean energy < 2 GWh\"]");
        Assert.Equal(3, line.RunScenario(path, "--samples", "4096", "--format", "json"));
        Assert.Contains("Small: limit does not hold: p95 energy < 800 MWh (found 910 MWh)", line.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("mean energy", line.Error.ToString(), StringComparison.Ordinal);

        using var document = JsonDocument.Parse(line.Output.ToString());
        var limits = document.RootElement.GetProperty("limits");
        Assert.Equal(["limit", "holds", "result", "value", "error", "parts"], limits[0].EnumerateObject().Select(property => property.Name));
        Assert.False(limits[0].GetProperty("holds").GetBoolean());
        Assert.True(limits[1].GetProperty("holds").GetBoolean());
        var part = limits[0].GetProperty("parts")[0];
        Assert.Equal("does not hold", part.GetProperty("result").GetString());
        Assert.Equal(800, part.GetProperty("bound").GetDouble());
        Assert.InRange(part.GetProperty("exceeding").GetProperty("probability").GetDouble(), 0.2, 0.6);
    }

    [Fact]
    public void Limits_that_hold_or_are_undecided_give_exit_code_0_and_undecided_ones_are_reported()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario(more: Uncertain);
        Assert.Equal(0, line.RunScenario(path, "--samples", "4096", "--limit", "mean energy < 2 GWh", "--limit", "P(energy > 3 GWh) <= 0%"));
        Assert.Contains("limit undecided: P(energy > 3 GWh) <= 0%", line.Error.ToString(), StringComparison.Ordinal);
        var printed = line.Output.ToString();
        Assert.Matches("mean energy < 2 GWh +holds", printed);
        Assert.Matches(@"P\(energy > 3 GWh\) <= 0% +undecided +<0\.1%", printed);
        Assert.Contains("more samples (--samples) would decide", printed, StringComparison.Ordinal);
    }

    // No sample above, every sample above, some above; by points that depend on each other and by independent ones.
    [Theory]
    [InlineData("3 GWh", "sobol", "<0.1%")]
    [InlineData("1 MWh", "sobol", ">99.9%")]
    [InlineData("800 MWh", "sobol", null)]
    [InlineData("3 GWh", "random", "<0.1%")]
    [InlineData("800 MWh", "random", null)]
    public void The_probability_of_exceeding_a_limit_is_one_text_in_the_table_the_charts_and_the_report(string amount, string sampler, string? expected)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.Scenario(more: Uncertain);
        string[] options = ["--samples", "4096", "--sampler", sampler, "--limit", $"mean energy > {amount}", "--out", Path.Combine(line.Folder, "r"), "--chart-svg"];
        line.Run(["run", path, .. options, "--charts", "histogram:energy,exceedance:energy"]);
        var printed = System.Text.RegularExpressions.Regex.Match(line.Output.ToString(), $@"mean energy > {amount} .* (?<share>\S+)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["share"].Value;
        Assert.EndsWith("%", printed, StringComparison.Ordinal);
        Assert.Equal(expected ?? printed, printed);
        var text = System.Net.WebUtility.HtmlEncode(printed);
        Assert.Contains($"exceeded with probability {text}", File.ReadAllText(Path.Combine(line.Folder, "r/histogram-energy.svg")), StringComparison.Ordinal);

        // The curve has no mark for a limit beyond its axis.
        Assert.Equal(expected is null, File.ReadAllText(Path.Combine(line.Folder, "r/exceedance-energy.svg")).Contains($": {text} above\"", StringComparison.Ordinal));
        Assert.Contains($"probability of exceeding the limit: {text}.", File.ReadAllText(Path.Combine(line.Folder, "r/report.html")), StringComparison.Ordinal);
    }

    // 500 h at 2 kW are 1 MWh, half of the time at the lower price: whatever its rounding in single precision, 10 USD is not less than 10 USD.
    [Theory]
    [InlineData("P(cost < 10 USD) < 1%", 0)]
    [InlineData("P(cost <= 10 USD) > 49%", 0)]
    [InlineData("P(cost > 10 USD) > 49%", 0)]
    [InlineData("P(cost >= 10 USD) > 99%", 0)]
    [InlineData("P(cost > 70 USD) < 1%", 0)]
    [InlineData("P(cost >= 70 USD) > 49%", 0)]
    [InlineData("P(cost < 70 USD) > 51%", 3)]
    [InlineData("P(cost <= 70 USD) > 99%", 0)]
    [InlineData("P(cost < 10.0001 USD) < 1%", 3)]
    public void A_value_that_is_the_amount_of_a_limit_is_neither_less_nor_more(string limit, int exit)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.WriteFile("x.yaml", "name: x\nhardware: {tdp: 2 kW}\ngrid: {electricity_price: \"choice(10 @ 50%, 70 @ 50%) USD/MWh\"}\ntraining: [{accelerator_hours: 500 h}]\n");
        Assert.Equal(exit, line.RunScenario(path, "--samples", "65536", "--limit", limit));
        Assert.DoesNotContain("undecided", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_cannot_be_parsed_is_shown_with_a_caret_and_nothing_runs()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.RunScenario(line.Scenario(), "--limit", "p95 enrgy < 12 kt"));
        Assert.Contains(
            "--limit: error: found the unknown output 'enrgy'", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("\n    p95 enrgy < 12 kt\n        ^\n  hint: did you mean energy?", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Asked);
    }

    [Fact]
    public void A_limit_on_an_output_that_the_inputs_do_not_determine_is_wrong()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.RunScenario(line.Scenario(), "--limit", "mean emissions < 12 kt"));
        Assert.Contains("not computed (grid.carbon_intensity or grid.mix is not set)", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Asked);
    }

    [Fact]
    public void Charts_mark_the_limit_and_say_how_often_it_is_exceeded()
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        Assert.Equal(0, line.RunWithCharts(line.Scenario(more: Uncertain), "--samples", "4096", "--limit", "P(energy > 850 MWh) < 50%", "--charts", "histogram", "--chart-svg"));
        Assert.Matches(@"limit 850, exceeded with probability [0-9.]+%", File.ReadAllText(Path.Combine(line.Folder, "out", "histogram-energy.svg")));
        Assert.DoesNotContain("limit 850", File.ReadAllText(Path.Combine(line.Folder, "out", "histogram-grid_energy.svg")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(line.Folder, "out", "histogram-it_energy.svg")), "it is always the same");
        Assert.Contains("figure-histogram-energy", File.ReadAllText(Path.Combine(line.Folder, "out", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_lists_the_limits()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("check", line.Scenario(more: "limits:\n  - p95 energy < 800 MWh and mean it_energy < 1 GWh")));
        Assert.Matches("p95 energy < 800 MWh and mean it_energy < 1 GWh +energy, it_energy", line.Output.ToString());
        Assert.Equal(2, line.Run("check", line.Scenario(file: "other.yaml", more: "limits:\n  - p95 emissions < 1 t")));
    }
}
