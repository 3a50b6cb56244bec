using System.Globalization;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Series;
using Simulator.Studies.Schedule;

namespace Simulator.Tests.Studies;

/// <summary>Schedules against closed forms, and each start against a run of its own.</summary>
public sealed class ScheduleTests : IDisposable
{
    private static readonly RunOptions Small = new() { Samples = 1 << 13, Replicates = 8, Threads = 2 };
    private static readonly DateTime From = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("schedule");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_falling_series_is_best_at_the_last_start_and_saves_its_fall()
    {
        // 2000 − i g/kWh: over 24 h from hour s, the mean is 2000 − s − 11.5; starts are 0 to 216.
        Write(60, i => 2000 - i);
        var schedule = Run("24 h", 10);
        Assert.Equal(217, schedule.Starts.Count);
        var best = Assert.Single(schedule.Best);
        Assert.Equal(("emissions", 216, From.AddHours(216)), (best.Output, best.Index, schedule.Starts[best.Index].Start));
        var (now, mean) = (Saving.Of(best.AgainstNow, schedule), Saving.Of(best.AgainstMean, schedule));

        // The energy is a factor of every start, so shares are the same in every sample; single precision has 24 bits.
        Near(216 / 1988.5, now.Share!.Low);
        Near(216 / 1988.5, now.Share.High);
        Near(108 / (1988.5 - 108), mean.Share!.Low);
        Near(108 / (1988.5 - 108), mean.Share.High);
        var (first, last) = (schedule.Starts[0].Outputs["emissions"], schedule.Starts[216].Outputs["emissions"]);
        Near(first.Median - last.Median, now.Amount.Median);
        Near(first.High - last.High, now.Amount.High);
        Near(now.Amount.Median / 2, mean.Amount.Median);
        Assert.Equal((1, 1), (now.Probability, mean.Probability));
    }

    [Fact]
    public void A_rising_series_is_best_now_and_saves_nothing_against_it()
    {
        Write(60, i => 100 + i);
        var schedule = Run("24 h", 10);
        var best = Assert.Single(schedule.Best);
        Assert.Equal(0, best.Index);
        Assert.Equal((0, 0), (Saving.Of(best.AgainstNow, schedule).Amount.Low, Saving.Of(best.AgainstNow, schedule).Amount.High));
        Near(108.0 / (111.5 + 108), Saving.Of(best.AgainstMean, schedule).Share!.Median);
    }

    [Fact]
    public void A_daily_period_is_best_at_its_low_half_and_the_mean_start_is_its_mean()
    {
        // 300 + 100·sin(2πi/24) g/kWh for 12 h: lowest from hour 12 on. Sum of sin(πk/12), k from 0 to 11: cot(π/24).
        Write(60, i => 300 + (100 * Math.Sin(2 * Math.PI * i / 24)));
        var schedule = Run("12 h", 4.5 - (1.0 / 24));
        Assert.Equal(96, schedule.Starts.Count);
        var best = Assert.Single(schedule.Best);
        Assert.Equal(12, best.Index % 24);
        var depth = 100 / Math.Tan(Math.PI / 24) / 12;
        // At the first start the window is the high half of the day.
        Near(2 * depth / (300 + depth), Saving.Of(best.AgainstNow, schedule).Share!.Median);
        Near(depth / 300, Saving.Of(best.AgainstMean, schedule).Share!.Median);
    }

    [Fact]
    public void The_probability_of_being_close_to_the_best_has_its_closed_form()
    {
        // Days of 100, 200 and 100 g/kWh, starts at hours 0 and 24, a length D of 24 to 48 h. The second start is within 5%
        // of the first where 4800 + 100·y ≤ 1.05·(2400 + 200·y), y = D − 24: y ≥ 2280/110.
        Write(60, i => i / 24 == 1 ? 200 : 100);
        var schedule = Run("'uniform(24 h, 48 h)'", 3, step: 24);
        Assert.Equal(2, schedule.Starts.Count);
        var expected = 1 - (2280 / 110.0 / 24);
        var within = schedule.Starts[1].Within["emissions"];
        Assert.Equal(expected, within.Probability, 1e-12 + (4 * within.Error) + (2.0 / Small.Samples!.Value));
        Assert.Equal(1, schedule.Starts[0].Within["emissions"].Probability);
    }

    [Theory]
    [InlineData("24 h", "")]
    [InlineData("20 to 30 h", "")]
    [InlineData("20 to 30 h, load_profile: [50%, 100%]", "")]
    [InlineData("20 to 30 h", "years: any")]
    public void A_start_is_the_run_of_the_file_with_that_start(string length, string series)
    {
        Write(series.Length > 0 ? 800 : 60, i => 300 + (100 * Math.Sin(i / 7.0)) + (i % 5), series.Length > 0 ? 2023 : 2026);
        var schedule = Run(length, 4, series: series, step: 5);
        Assert.True(schedule.Starts.Count > 10);
        foreach (var start in schedule.Starts.Where((_, index) => index % 4 == 0))
        {
            var run = SimulationRunner.Run(ScenarioReader.Read(Scenario(length, series), [KeyValuePair.Create("training.only.start", SeriesTime.Format(start.Start))]), Small);
            var expected = run.Outputs.Single(output => output.Name == "emissions");
            var found = start.Outputs["emissions"];
            Assert.Equal((expected.Mean, expected.Median, expected.Interval.Low, expected.Interval.High, expected.Error), (found.Mean, found.Median, found.Low, found.High, found.Error));
        }
    }

    [Fact]
    public void Phases_keep_their_distance_and_the_last_of_them_ends_within_the_horizon()
    {
        Write(60, i => i);
        var file = Scenario("24 h", "", more: "\n  - {phase: later, accelerators: 8, duration: 12 h, start: 2026-03-03}");
        var schedule = StartSchedule.Run(Plan(file, 5), Small);

        // From 1 March to the end of the second phase it takes 60 h; the last of 5 days is 60 h after the first.
        Assert.Equal((61, 60.0), (schedule.Starts.Count, schedule.Length));
        var run = SimulationRunner.Run(
            ScenarioReader.Read(file, [KeyValuePair.Create("training.only.start", "2026-03-02T06:00Z"), KeyValuePair.Create("training.later.start", "2026-03-04T06:00Z")]), Small);
        Assert.Equal(run.Outputs.Single(output => output.Name == "emissions").Mean, schedule.Starts[30].Outputs["emissions"].Mean);
    }

    [Fact]
    public void The_best_start_by_carbon_and_the_best_by_cost_are_both_found()
    {
        Write(60, i => 2000 - i);
        File.WriteAllLines(Path.Combine(_folder.FullName, "prices.csv"), Rows("price_usd_per_mwh", 60, i => 50 + (0.1 * i), 2026));
        var file = Scenario("24 h", "", more: "", grid: "\n  electricity_price: series(prices.csv, column=price_usd_per_mwh)");
        var schedule = StartSchedule.Run(Plan(file, 10), Small);
        Assert.Equal([("emissions", 216), ("cost", 0)], schedule.Best.Select(best => (best.Output, best.Index)));
        Assert.Equal([("cost", 0), ("emissions", 216)], StartSchedule.Run(Plan(file, 10, by: "cost"), Small).Best.Select(best => (best.Output, best.Index)));
    }

    [Fact]
    public void The_first_start_can_be_stated_and_ranges_give_way_to_the_starts_of_the_schedule()
    {
        Write(60, i => 2000 - i);
        var file = Scenario("24 h", "", start: "2026-03-01 to 2026-03-20");
        var schedule = StartSchedule.Run(Plan(file, 10, from: "2026-03-02T08:00+01:00"), Small);
        Assert.Equal(From.AddHours(31), schedule.Starts[0].Start);
        Assert.Contains(schedule.Notices, notice => notice.StartsWith("training.only.start: the file states 2026-03-01 to 2026-03-20", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_uncertainty_every_figure_is_exact()
    {
        Write(60, i => 2000 - i);
        var file = Path.Combine(_folder.FullName, "exact.yaml");
        File.WriteAllText(file, File.ReadAllText(Scenario("24 h", "")).Replace("600 to 800 W", "700 W", StringComparison.Ordinal));
        var schedule = StartSchedule.Run(Plan(file, 10), Small);
        var saving = Saving.Of(Assert.Single(schedule.Best).AgainstNow, schedule);
        Assert.True(saving.Amount.IsConstant);
        Assert.Equal(216 / 1988.5, saving.Share!.Median, 1e-12);
        Assert.Equal(1, schedule.Starts[216].Within["emissions"].Probability);
        Assert.Equal(0, schedule.Starts[0].Within["emissions"].Probability);
    }

    // Values and shares carry 24 bits, and so do the window's ends.
    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 2e-6);

    private ScheduleResult Run(string length, double days, string series = "", double step = 1) => StartSchedule.Run(Plan(Scenario(length, series), days, step), Small);

    private static SchedulePlan Plan(string file, double days, double step = 1, string? by = null, string? from = null) =>
        SchedulePlan.Build(ScenarioTemplate.Read(file), new ScheduleQuestion(TimeSpan.FromDays(days), TimeSpan.FromHours(step), by, from));

    private string Scenario(string length, string series, string more = "", string grid = "", string start = "2026-03-01")
    {
        var path = Path.Combine(_folder.FullName, "scenario.yaml");
        File.WriteAllText(path, $$"""
            name: Timed
            hardware: {tdp: 600 to 800 W}
            grid:
              carbon_intensity: {value: 'series(grid.csv, column=carbon_g_per_kwh)'{{(series.Length > 0 ? ", " + series : "")}}}{{grid}}
            training:
              - {phase: only, accelerators: 8, start: {{start}}, duration: {{length}}}{{more}}
            """);
        return path;
    }

    private void Write(int days, Func<int, double> value, int year = 2026) =>
        File.WriteAllLines(Path.Combine(_folder.FullName, "grid.csv"), Rows("carbon_g_per_kwh", days, value, year));

    private static IEnumerable<string> Rows(string column, int days, Func<int, double> value, int year) =>
        Enumerable.Range(0, 24 * days).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{new DateTime(year, 3, 1).AddHours(i):yyyy-MM-dd HH:mm},{value(i):R}")).Prepend($"Datetime (UTC),{column}");
}
