using Simulator.Scenarios;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Series;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Files of hours as people have them, and starts: one instant each, or refused with file and line.</summary>
public sealed class SeriesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("series");

    public void Dispose() => _folder.Delete(recursive: true);

    // What the first cell begins with, how long it is, and its value in kg/kWh or USD/kWh.
    [Theory]
    [InlineData("Electricity Maps", "Datetime (UTC),Zone id,Carbon intensity gCO₂eq/kWh (Life cycle)\n2026-03-02 00:00:00,DE,214.21\n2026-03-02 01:00:00,DE,213.90\n", "'column=Carbon intensity gCO₂eq/kWh (Life cycle'", "2026-03-02T00:00Z", 60, 0.21421)]
    [InlineData("a half-hourly file", "time,kg_per_mwh\n2026-03-02T00:00+01:00,300\n2026-03-02T00:30+01:00,310\n", "", "2026-03-01T23:00Z", 30, 0.3)]
    [InlineData("a quarter-hourly file", "timestamp;g_co2_per_kwh\n2026-03-02T00:00Z;300\n2026-03-02T00:15Z;310\n", "", "2026-03-02T00:00Z", 15, 0.3)]
    [InlineData("EIA", "UTC Time at End of Hour,kg_per_kwh\n3/2/2026 1:00:00 AM,0.4\n3/2/2026 2:00:00 AM,0.5\n", "", "2026-03-02T00:00Z", 60, 0.4)]
    [InlineData("ENTSO-E", "MTU (CET/CEST),Area,g_per_kwh\n02.03.2026 00:00 - 02.03.2026 01:00,DE,300\n02.03.2026 01:00 - 02.03.2026 02:00,DE,310\n", "column=g_per_kwh", "2026-03-01T23:00Z", 60, 0.3)]
    [InlineData("ENTSO-E with marks", "MTU (CET/CEST),g_per_kwh\n25/10/2026 02:00:00 (CEST) - 25/10/2026 02:00:00 (CET),300\n25/10/2026 02:00:00 (CET) - 25/10/2026 03:00:00 (CET),310\n", "", "2026-10-25T00:00Z", 60, 0.3)]
    [InlineData("newest first", "time,g_per_kwh\n2026-03-02T02:00Z,320\n2026-03-02T01:00Z,310\n", "", "2026-03-02T01:00Z", 60, 0.31)]
    [InlineData("the end of the hour, as stated", "time,g_per_kwh\n2026-03-02T01:00Z,300\n2026-03-02T02:00Z,310\n", "stamp=end", "2026-03-02T00:00Z", 60, 0.3)]
    public void A_file_has_the_times_that_it_states(string layout, string text, string options, string start, int minutes, double first)
    {
        _ = layout;
        options = options.StartsWith('\'') ? "column=\"Carbon intensity gCO₂eq/kWh (Life cycle)\"" : options;
        var data = Read(text, options);
        Assert.Equal(start, SeriesTime.Format(data.Start));
        Assert.Equal(minutes, data.Step.TotalMinutes);
        Assert.Equal(first, data.Values[0], 1e-12);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29 01:00,2026-03-29 03:00,2026-03-29 04:00", 0)]
    [InlineData("UTC", "2026-03-29 01:00,2026-03-29 03:00,2026-03-29 04:00,2026-03-29 05:00", 1)]
    public void Clocks_that_go_forward_leave_no_gap(string zone, string times, int gaps) =>
        Assert.Equal(gaps, Read("time,g_per_kwh\n" + string.Concat(times.Split(',').Select(time => $"{time},300\n")), $"zone={zone}").Gaps);

    [Fact]
    public void Short_gaps_are_filled_with_straight_lines_and_counted()
    {
        var data = Read("time,g_per_kwh\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,n/e\n2026-03-02T02:00Z,\n2026-03-02T03:00Z,360\n2026-03-02T04:00Z,300\n2026-03-02T05:00Z,300\n", "");
        Assert.Equal([0.3, 0.32, 0.34, 0.36, 0.3, 0.3], data.Values.Select(value => Math.Round(value, 12)));
        Assert.Equal((1, 2, 2.0), (data.Gaps, data.Filled, data.LongestGap.TotalHours));
        Assert.Contains("1 gap of at most 2 h filled", data.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time,g_per_kwh\n2026-03-02 00:00,300\n2026-03-02 01:00,310\n", "", "without a zone, line 2 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n2026-03-02 01:00,310\n", "", "without a zone, line 3 of")]
    [InlineData("time,g_per_kwh\n2026-10-25 01:00,300\n2026-10-25 02:00,310\n2026-10-25 02:00,310\n", "zone=Europe/Berlin", "occurs twice in Europe/Berlin: clocks go back over it, line 3 of")]
    [InlineData("time,g_per_kwh\n2026-03-29 01:00,300\n2026-03-29 02:00,310\n", "zone=Europe/Berlin", "does not exist in Europe/Berlin: clocks go forward over it, line 3 of")]
    [InlineData("MTU (CET/CEST),g_per_kwh\n25.10.2026 02:00 - 25.10.2026 03:00,300\n25.10.2026 03:00 - 25.10.2026 04:00,300\n", "", "occurs twice in Europe/Brussels: clocks go back over it, line 2 of")]
    [InlineData("time,g_per_kwh\n03/02/2026 00:00,300\n03/02/2026 01:00,310\n", "zone=UTC", "in which day or month may stand first, line 2 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,310\n2026-03-02T09:00Z,310\n", "", "a gap of 7 h after line 3, line 4 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,310\n2026-03-02T01:00Z,310\n", "", "the time of line 3 again, line 4 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,310\n2026-03-02T00:30Z,310\n", "", "a time 30 min before that of line 3, line 4 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,310\n2026-03-02T02:30Z,310\n", "", "90 min after the row before, line 4 of")]
    [InlineData("time,g_per_kwh\n2026-02-30T00:00Z,300\n", "", "text of 17 characters in column 1, which is no time, line 2 of")]
    [InlineData("time,g_per_kwh\nyesterday,300\n", "", "text of 9 characters in column 1, which is no time, line 2 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,many\n", "", "text of 4 characters in column 2, line 2 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300,4\n", "", "3 fields, while the header has 2, line 2 of")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,-1\n", "", "too small at 2026-03-02T01:00Z")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n", "", "1 rows with a value")]
    [InlineData("time,kWh\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,300\n", "", "its name says kWh")]
    [InlineData("time,value\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,300\n", "", "without a unit")]
    [InlineData("when,g_per_kwh\n2026-03-02T00:00Z,300\n", "", "no time=")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n", "time=when", "no column 'when'")]
    [InlineData("Datetime (UTC),g_per_kwh\n2026-03-02T00:00,300\n", "zone=Europe/Berlin", "zone=Europe/Berlin for the column Datetime (UTC), which states UTC")]
    [InlineData("time,g_per_kwh\n2026-03-02T00:00Z,300\n", "zone=Europe/Nowhere", "the unknown zone 'Europe/Nowhere'")]
    [InlineData("", "", "empty")]
    public void What_cannot_be_meant_in_one_way_is_refused_with_file_and_line(string text, string options, string found) =>
        Assert.Contains(found, Assert.Single(Errors(text, options, "2026-03-02T00:00Z", "1 h")).Found, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-03-02T08:00", "without a zone")]
    [InlineData("2026-03-29T02:30 Europe/Berlin", "does not exist")]
    [InlineData("2026-10-25T02:30 Europe/Berlin", "occurs twice")]
    [InlineData("2026-03-05 to 2026-03-02", "2026-03-05T00:00Z to 2026-03-02T00:00Z")]
    [InlineData("03/02/2026", "'03/02/2026'")]
    [InlineData("soon", "'soon'")]
    public void A_start_that_is_no_instant_is_refused(string start, string found) =>
        Assert.Contains(Errors(Hours(300), "", start, "1 h"), error => error.Line == 7 && error.Found.Contains(found, StringComparison.Ordinal));

    [Theory]
    [InlineData("2026-03-02T08:00Z", "2026-03-02T08:00Z", 0)]
    [InlineData("2026-03-02T08:00+02:00", "2026-03-02T06:00Z", 0)]
    [InlineData("2026-03-02T08:00 Europe/Berlin", "2026-03-02T07:00Z", 0)]
    [InlineData("2026-03-02", "2026-03-02T00:00Z", 0)]
    [InlineData("2026-03-02 to 2026-03-04T12:00Z", "2026-03-02T00:00Z", 60)]
    public void A_start_is_an_instant_or_lies_between_two(string start, string earliest, double range)
    {
        var window = Scenario(Hours(300), "", start, "1 h").Phases[0].Window!;
        Assert.Equal((earliest, range), (SeriesTime.Format(window.Earliest), window.Range));
    }

    [Theory]
    [InlineData("2026-02-28T23:00Z", "1 h")]
    [InlineData("2026-03-13T08:00Z", "8 h")]
    [InlineData("2026-03-02 to 2026-03-13", "20 h")]
    [InlineData("2026-03-10", "40 to 90 h")]
    public void A_window_that_leaves_the_data_is_an_error_with_file_and_line(string start, string duration)
    {
        var error = Assert.Single(Errors(Hours(300), "", start, duration));
        Assert.Contains("leaves the data of grid.carbon_intensity: they are from 2026-03-01T00:00Z (line 2 of grid.csv) to 2026-03-13T12:00Z (line 301)", error.Found, StringComparison.Ordinal);
        Assert.Equal(7, error.Line);
    }

    [Fact]
    public void A_window_may_end_where_the_data_end() => Scenario(Hours(300), "", "2026-03-13T08:00Z", "4 h");

    [Fact]
    public void A_series_without_start_says_what_to_write()
    {
        Write(Hours(300));
        var error = Assert.Single(Refused("grid: {carbon_intensity: series(grid.csv)}", "accelerators: 8, duration: 4 h"));
        Assert.Equal("training.training.start", error.Path);
        Assert.Contains("start: an instant such as 2026-03-01T08:00Z", error.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_without_a_length_of_time_says_what_is_missing()
    {
        Write(Hours(300));
        Assert.Contains("no length of time", Assert.Single(Refused("grid: {carbon_intensity: series(grid.csv)}", "accelerator_hours: 40 h, start: 2026-03-02")).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grid: {losses: series(grid.csv)}")]
    [InlineData("hardware: {overhead: series(grid.csv)}")]
    [InlineData("grid: {carbon_price: series(grid.csv)}")]
    [InlineData("grid: {carbon_intensity: 'mix(series(grid.csv) @ 50%, 300 g/kWh @ 50%)'}")]
    public void A_series_elsewhere_is_refused_with_the_list(string section)
    {
        Write(Hours(300));
        var errors = Refused(section, "accelerators: 8, duration: 4 h, start: 2026-03-02");
        Assert.Contains(errors, error => error.Allowed.Contains("grid.carbon_intensity, grid.electricity_price, grid.marginal_intensity, grid.water_intensity, facility.pue, facility.wue", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grid", "carbon_intensity", true)]
    [InlineData("grid", "electricity_price", true)]
    [InlineData("grid", "land_intensity", false)]
    public void Resampling_the_hours_of_a_time_series_is_warned_of(string section, string key, bool isWarned)
    {
        var unit = key switch { "carbon_intensity" => "g_per_kwh", "electricity_price" => "usd_per_mwh", _ => "m2*year/MWh" };
        Write($"time,{unit}\n2026-03-02T00:00Z,300\n2026-03-02T01:00Z,310\n");
        var scenario = ScenarioReader.Read(
            $"name: resampled\nhardware: {{tdp: 700 W}}\n{section}: {{{key}: 'empirical(grid.csv, column={unit})'}}\ntraining:\n  - accelerator_hours: 5 h\n", Path.Combine(_folder.FullName, "timed.yaml"));
        Assert.Equal(isWarned, scenario.Warnings.Any(warning => warning.Found.Contains("treats the run as one random hour", StringComparison.Ordinal)));
    }

    private static string Hours(int count) => "time,g_per_kwh\n" + string.Concat(Enumerable.Range(0, count).Select(hour =>
        FormattableString.Invariant($"{new DateTime(2026, 3, 1).AddHours(hour):yyyy-MM-dd'T'HH:mm}Z,{300 + hour}\n")));

    private TimeSeries Read(string text, string options)
    {
        Write(text);
        var written = (SeriesExpression)ExpressionParser.Parse($"series(grid.csv{(options.Length == 0 ? "" : $", {options}")})");
        return SeriesFile.Read(written, Units.Parse("kg/kWh"), _folder.FullName, SourceFiles.OnDisk, SeriesFile.DefaultMaxGap).Series;
    }

    private Scenario Scenario(string text, string options, string start, string duration)
    {
        Write(text);
        var series = $"series(grid.csv{(options.Length == 0 ? "" : $", {options}")})";
        return ScenarioReader.Read(
            $$"""
            name: timed
            hardware: {tdp: 700 W}
            grid:
              carbon_intensity: {value: '{{series}}'}
            training:
              - {accelerators: 8, duration: {{duration}},
                 start: {{start}}}
            """,
            Path.Combine(_folder.FullName, "timed.yaml"));
    }

    private IReadOnlyList<Diagnostic> Errors(string text, string options, string start, string duration) =>
        Assert.Throws<ScenarioException>(() => Scenario(text, options, start, duration)).Errors;

    private IReadOnlyList<Diagnostic> Refused(string section, string phase) => Assert.Throws<ScenarioException>(() => ScenarioReader.Read(
        $"name: timed\n{section}\ntraining:\n  - {{{phase}, hardware: {{tdp: 700 W}}}}\n", Path.Combine(_folder.FullName, "timed.yaml"))).Errors;

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "grid.csv"), text);
}
