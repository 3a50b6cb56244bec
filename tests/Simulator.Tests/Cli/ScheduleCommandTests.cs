using System.Globalization;
using System.Text.Json;

namespace Simulator.Tests.Cli;

/// <summary>The command schedule, from arguments to files and exit code.</summary>
public sealed class ScheduleCommandTests
{
    private const string Series = "grid: {carbon_intensity: 'series(grid.csv, column=carbon_g_per_kwh)'}";

    [Fact]
    public void Tables_name_the_best_start_and_files_hold_every_start()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("schedule", Timed(line), "--horizon", "10d", "--samples", "4096", "--replicates", "4", "--out", Path.Combine(line.Folder, "out")));
        var text = line.Output.ToString();
        Assert.Matches("best by emissions +2026-03-10T00:00Z", text);
        Assert.Contains("217 starts, one every 1 h, from 2026-03-01T00:00Z to 2026-03-10T00:00Z", text);
        Assert.Contains("the mean start", text);
        var rows = File.ReadAllLines(Path.Combine(line.Folder, "out/schedule.csv"));
        Assert.Equal("start,hours_after_first,emissions_median,emissions_low,emissions_high,emissions_mean,emissions_mc_error,emissions_p_within_5_percent", rows[0]);
        Assert.Equal(218, rows.Length);
        Assert.StartsWith("2026-03-01T05:00Z,5,", rows[6], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(8, row.Split(',').Length));
        Assert.True(File.Exists(Path.Combine(line.Folder, "out/schedule-emissions.png")));
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(line.Folder, "out/schedule.json")));
        var root = document.RootElement;
        Assert.Equal((240, 1, 24, "emissions"), (root.GetProperty("horizon_hours").GetDouble(), root.GetProperty("step_hours").GetDouble(), root.GetProperty("duration_hours").GetDouble(), root.GetProperty("by").GetString()));
        Assert.Equal(217, root.GetProperty("starts").GetArrayLength());
        var best = root.GetProperty("best").GetProperty("emissions");
        Assert.Equal("2026-03-10T00:00Z", best.GetProperty("start").GetString());
        var saving = best.GetProperty("saves_against_first");
        Assert.Equal("t", saving.GetProperty("unit").GetString());
        Assert.True(saving.GetProperty("amount").GetProperty("low").GetDouble() < saving.GetProperty("amount").GetProperty("high").GetDouble());
        Assert.Equal(216 / 1988.5, saving.GetProperty("share").GetProperty("median").GetDouble(), 2e-6);
        Assert.Equal(1, best.GetProperty("within_five_percent_of_best").GetProperty("value").GetDouble());
    }

    [Theory]
    [InlineData("csv", "start,hours_after_first,emissions_median")]
    [InlineData("json", "\"saves_against_mean\"")]
    [InlineData("markdown", "| best by emissions | 2026-03-10T00:00Z |")]
    public void Every_format_is_printed(string format, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(
            "schedule", Timed(line), "--horizon", "10d", "--step", "24h", "--samples", "1024", "--replicates", "4", "--no-plots", "--out", Path.Combine(line.Folder, "out"), "--format", format));
        Assert.Contains(expected, line.Output.ToString());
    }

    [Theory]
    [InlineData("--horizon", "12h", "--horizon: found 12 h, but from the start to the end of the last run it takes up to 24 h; allowed: at least that.")]
    [InlineData("--horizon", "90d", "which leaves the data of grid.carbon_intensity: they end at 2026-04-30T00:00Z (line 1441 of grid.csv); allowed: at most 60 d")]
    [InlineData("--horizon", "90", "write whole minutes up to 3660 d with their unit")]
    [InlineData("--step", "0h", "write whole minutes")]
    [InlineData("--step", "1.5min", "write whole minutes")]
    [InlineData("--step", "1min", "starts; allowed: at most 10,000")]
    [InlineData("--by", "emission", "--by: found 'emission'; allowed: it_energy, ")]
    [InlineData("--by", "energy", "--by: found energy, which is the same at every start; allowed: operational_emissions")]
    [InlineData("--from", "2026-03-01T08:00", "--from: found '2026-03-01T08:00', without a zone; allowed: an instant")]
    [InlineData("--from", "2026-03-01 to 2026-03-05", "--from: found '2026-03-01 to 2026-03-05'; allowed: one instant")]
    [InlineData("--from", "tomorrow", "--from: found 'tomorrow'; allowed: an instant")]
    [InlineData("--from", "2025-03-01", "which leaves the data of grid.carbon_intensity")]
    [InlineData("--precision", "1%", "--precision")]
    [InlineData("--time", "5", "--time")]
    public void A_question_that_cannot_be_answered_says_why(string option, string value, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("schedule", Timed(line), option, value, "--no-plots", "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains(expected, line.Error.ToString());
        Assert.Empty(line.Output.ToString());
    }

    [Fact]
    public void A_precision_of_the_file_is_not_used_and_named()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run(
            "schedule", Timed(line, more: "simulation: {precision: 0.1%}"), "--horizon", "2d", "--samples", "1024", "--replicates", "4", "--no-plots", "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains("simulation.precision is not used", line.Output.ToString());
        Assert.Contains("1,024 samples in 4 replicates", line.Output.ToString());
    }

    [Fact]
    public void A_scenario_without_series_is_refused()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("schedule", line.Scenario()));
        Assert.Contains("no phase has an input that changes with time", line.Error.ToString());
    }

    [Fact]
    public void A_first_start_on_the_command_line_takes_the_place_of_one_in_the_file()
    {
        using var line = new CommandLineRun();
        var file = Timed(line, start: "");
        Assert.Equal(2, line.Run("schedule", file));
        Assert.Contains("training.only.start: found no start", line.Error.ToString());
        Assert.Equal(0, line.Run(
            "schedule", file, "--from", "2026-03-05T06:30Z", "--horizon", "3d", "--samples", "1024", "--replicates", "4", "--no-plots", "--out", Path.Combine(line.Folder, "out"), "--format", "csv"));
        Assert.Contains("\n2026-03-05T06:30Z,0,", line.Output.ToString().ReplaceLineEndings("\n"));
        Assert.Equal(0, line.Run(
            "schedule", Timed(line, start: ", start: 2031-01-01"), "--from", "2026-03-05", "--horizon", "3d", "--samples", "1024", "--replicates", "4", "--no-plots", "--out", Path.Combine(line.Folder, "out"), "--format", "csv"));
    }

    private static string Timed(CommandLineRun line, string start = ", start: 2026-03-01", string more = "")
    {
        line.WriteFile("grid.csv", string.Join('\n', Enumerable.Range(0, 24 * 60).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{new DateTime(2026, 3, 1).AddHours(i):yyyy-MM-dd HH:mm},{2000 - i}")).Prepend("Datetime (UTC),carbon_g_per_kwh")));
        return line.WriteFile("timed.yaml", $$"""
            name: Timed
            hardware: {tdp: 600 to 800 W}
            {{Series}}
            training:
              - {phase: only, accelerators: 8, duration: 24 h{{start}}}
            {{more}}
            """);
    }
}
