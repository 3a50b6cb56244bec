using System.Globalization;
using Simulator.Engine;
using Simulator.Sampling.Lanes;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Engine;

/// <summary>Runs that take the mean of a series over their window (Eq. M21), against closed forms and a script of NumPy.</summary>
public sealed class TimedRunTests : IDisposable
{
    private const int Samples = 1 << 16;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("timed");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_linear_series_under_a_uniform_start_has_a_uniform_mean()
    {
        // Steps of 15 minutes that rise by 1 g/kWh an hour: over 24 h from t, the mean is 12 h higher than at t, less half a step.
        Write(2026, 4 * 24 * 60, 15, i => 300 + (i / 4.0));
        var intensity = Run("2026-03-01 to 2026-03-21", "24 h").Outputs.Single(output => output.Name == "carbon_intensity");
        const double Low = 300 + 12 - 0.125;
        foreach (var p in new[] { 0.05, 0.25, 0.5, 0.75, 0.95 })
        {
            // Within a cell the mean is not exactly linear in t: by at most an eighth of the rise over a cell.
            Assert.Equal((Low + (480 * p)) / 1000, Of(intensity, p).Value, 0.0002 + (4 * Of(intensity, p).Error));
        }

        Assert.Equal((Low + 240) / 1000, intensity.Mean, 1e-6 + (4 * intensity.Error.Mean));
    }

    [Fact]
    public void A_periodic_series_over_whole_periods_has_one_mean_whatever_the_start()
    {
        Write(2026, 24 * 60, 60, i => 300 + (100 * Math.Sin(2 * Math.PI * i / 24)));
        var intensity = Run("2026-03-01 to 2026-03-21", "48 h").Outputs.Single(output => output.Name == "carbon_intensity");
        Assert.Equal(0.3, intensity.Minimum, 1e-6 * 0.3);
        Assert.Equal(0.3, intensity.Maximum, 1e-6 * 0.3);
    }

    [Fact]
    public void A_known_window_is_computed_to_the_last_digit()
    {
        Write(2026, 24 * 60, 60, i => i);
        Assert.Equal(((8 / 2.0) + 9 + 10 + (11 / 2.0)) / 3 / 1000, Run("2026-03-01T08:30Z", "3 h").Outputs.Single(output => output.Name == "carbon_intensity").Mean, 1e-15);
    }

    [Fact]
    public void Runs_follow_each_other_in_the_window()
    {
        Write(2026, 24 * 60, 60, i => i);
        Assert.Equal(4.5e-3, Run("2026-03-01", "5 h, runs: 2").Outputs.Single(output => output.Name == "carbon_intensity").Mean, 1e-15);
    }

    [Fact]
    public void A_load_profile_weights_the_mean()
    {
        Write(2026, 24 * 60, 60, i => i);
        // Half the run at 1.5 and 0.5 of the mean power: (1.5 · 1.5 + 0.5 · 5.5)/2, hours 0 to 3 and 4 to 7.
        Assert.Equal(((1.5 * 1.5) + (0.5 * 5.5)) / 2000, Run("2026-03-01", "8 h, load_profile: [75%, 25%]").Outputs.Single(output => output.Name == "carbon_intensity").Mean, 1e-15);
        Assert.Equal(3.5e-3, Run("2026-03-01", "8 h, load_profile: [50%, 50%, 50%]").Outputs.Single(output => output.Name == "carbon_intensity").Mean, 1e-15);
    }

    [Fact]
    public void Phases_have_their_own_windows()
    {
        Write(2026, 24 * 60, 60, i => i);
        var result = Run("2026-03-01", "4 h}\n  - {phase: second, accelerators: 8, duration: 12 h, start: 2026-03-02");
        Assert.Equal(((4 * 1.5) + (12 * 29.5)) / 16 / 1000, result.Outputs.Single(output => output.Name == "carbon_intensity").Mean, 1e-15);
    }

    [Fact]
    public void Any_year_is_one_of_those_with_data_and_keeps_the_time_of_year()
    {
        // 2023 to 2025, of which 2024 is a leap year; the value is the day of the year, plus 1,000 for each year.
        WriteFrom(new DateTime(2023, 1, 1), 24 * (365 + 366 + 365), at => at.DayOfYear + (1000 * (at.Year - 2022)));
        var march = Run("2026-03-02", "24 h", "years: any");
        // 2 March is day 61, or 62 in the leap year.
        AssertNear([1.061, 2.062, 3.061], march);
        var leap = Run("2028-02-29", "24 h", "years: any");
        AssertNear([1.059, 2.060, 3.059], leap);
        var end = Run("2026-12-31", "48 h", "years: any");
        AssertNear([(1.365 + 2.001) / 2, (2.366 + 3.001) / 2], end);
        AssertNear([2.062], Run("2026-03-02", "24 h", "years: 2024"));

        // Bins are 2^-11 wide, relative to their values.
        static void AssertNear(double[] expected, SimulationResult result)
        {
            var bins = result.Outputs.Single(output => output.Name == "carbon_intensity").Bins.Where(bin => bin.Count > 0).ToList();
            Assert.Equal(expected.Length, bins.Count);
            Assert.All(expected.Zip(bins), pair => Assert.InRange(pair.First, pair.Second.Low * (1 - 1e-6), pair.Second.High * (1 + 1e-6)));
        }
    }

    [Fact]
    public void A_scale_multiplies_the_mean()
    {
        Write(2026, 24 * 60, 60, _ => 300);
        Assert.Equal(0.27, Run("2026-03-01", "8 h", "scale: 0.9").Outputs.Single(output => output.Name == "carbon_intensity").Mean, 1e-15);
        Assert.Equal(0.3, Run("2026-03-01", "8 h", "scale: 0.9 to 1.111111111111").Outputs.Single(output => output.Name == "carbon_intensity").Median, 1e-5);
    }

    [Fact]
    public void Marginal_emissions_stand_beside_the_others()
    {
        Write(2026, 24 * 60, 60, _ => 300);
        var with = Run("2026-03-01", "8 h", "", "marginal_intensity: 600 g/kWh");
        Assert.Equal(2 * with.Outputs.Single(output => output.Name == "operational_emissions").Mean, with.Outputs.Single(output => output.Name == "marginal_emissions").Mean, 1e-12);
        Assert.Equal(Run("2026-03-01", "8 h").Outputs.Single(output => output.Name == "emissions").Mean, with.Outputs.Single(output => output.Name == "emissions").Mean);
        Assert.Contains(with.Notices, notice => notice.StartsWith("marginal_emissions are those of the plants", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_device_and_any_number_of_threads_give_the_same_bits()
    {
        Write(2026, 24 * 200, 60, i => 300 + (100 * Math.Sin(i)));
        var plan = PlanBuilder.Build(Scenario("2026-03-01 to 2026-05-01", "24 to 60 h, load_profile: [1, 2]", "scale: 0.9 to 1.1", ""));
        var request = new SamplingRequest(Sampler.Sobol, 7, 4, 0, 4096, 1, 1024);
        var expected = EngineRuns.Fingerprint(EngineRuns.Count(plan, request));
        foreach (var device in CpuDevices.Available)
        {
            Assert.Equal(expected, EngineRuns.Fingerprint(EngineRuns.Count(plan, request with { Threads = 3 }, device)));
        }
    }

    [Fact]
    public void A_scenario_that_is_moved_is_the_one_that_starts_then_with_the_same_draws()
    {
        Write(2026, 24 * 60, 60, i => 300 + (100 * Math.Sin(i)));
        var moved = Scenario("2026-03-01 to 2026-03-20", "24 to 30 h", "", "").StartingAt(new DateTime(2026, 3, 7, 5, 30, 0, DateTimeKind.Utc));
        var written = Scenario("2026-03-07T05:30Z", "24 to 30 h", "", "");
        var request = new SamplingRequest(Sampler.Sobol, 7, 4, 0, 1024, 1, 1024);
        Assert.Equal(
            EngineRuns.Fingerprint(EngineRuns.Count(PlanBuilder.Build(written), request)), EngineRuns.Fingerprint(EngineRuns.Count(PlanBuilder.Build(moved), request)));
    }

    [Fact]
    public void A_rare_window_outside_of_the_data_is_counted_and_not_made_up()
    {
        // 30 h is passed with a probability of 5% in 24 h to 30 h, and 34.5 h with one of 1e-4.
        Write(2026, 34, 60, _ => 300);
        Assert.InRange(Run("2026-03-01", "24 to 30 h").Outputs.Single(output => output.Name == "carbon_intensity").NotANumber, 1, Samples / 1000);
    }

    private static QuantileEstimate Of(OutputSummary output, double probability) => output.Quantiles.Single(quantile => quantile.Probability == probability);

    private SimulationResult Run(string start, string phase, string series = "", string grid = "") =>
        SimulationRunner.Run(Scenario(start, phase, series, grid), new RunOptions { Samples = Samples, Threads = 1 });

    private Scenario Scenario(string start, string phase, string series, string grid) => ScenarioReader.Read(
        $$"""
        name: timed
        hardware: {tdp: 700 W}
        grid:
          carbon_intensity: {value: series(grid.csv){{(series.Length == 0 ? "" : $", {series}")}}}
          {{grid}}
        training:
          - {phase: first, accelerators: 8, start: {{start}}, duration: {{phase}}}
        """,
        Path.Combine(_folder.FullName, "timed.yaml"));

    private void Write(int year, int rows, int minutes, Func<int, double> value) =>
        File.WriteAllLines(Path.Combine(_folder.FullName, "grid.csv"), Enumerable.Range(0, rows)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(year, 3, 1).AddMinutes(minutes * i):yyyy-MM-dd'T'HH:mm'Z'},{value(i):R}"))
            .Prepend("time,g_per_kwh"));

    private void WriteFrom(DateTime first, int hours, Func<DateTime, double> value) =>
        File.WriteAllLines(Path.Combine(_folder.FullName, "grid.csv"), Enumerable.Range(0, hours).Select(hour => first.AddHours(hour))
            .Select(at => string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd'T'HH:mm'Z'},{value(at):R}"))
            .Prepend("time,g_per_kwh"));
}
