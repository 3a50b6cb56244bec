using Simulator.Measurements;
using Simulator.Model;

namespace Simulator.Tests.Measurements;

/// <summary>From powers over time to energy, as logs of nvidia-smi and other tables hold them.</summary>
public sealed class PowerLogTests
{
    private static readonly ImportOptions Table = new() { TimeColumn = "time", PowerColumn = "power_w", MeasuredAt = Boundary.It };

    [Fact]
    public void A_linear_power_integrates_exactly()
    {
        // P(t) = 100 + t W over 1,000 s: 100·1000 + 1000²/2 = 600,000 J on each of two cards.
        var measured = Logs.Read("nvidia-smi", Logs.NvidiaSmi(101, row => $"{100 + (10 * row)} W", cards: 2));
        Assert.Equal(2 * 600_000 / 3.6e6, measured.KilowattHours, 12);
        Assert.Equal(2000 / 3600.0, measured.AcceleratorHours!.Value, 12);
        Assert.Equal(2, measured.Accelerators);
        Assert.Equal(Boundary.Accelerators, measured.MeasuredAt);
        Assert.Equal(0.05, measured.Accuracy.Share);
        Assert.Equal(202, measured.Rows.Used);
        Assert.Empty(measured.Rows.Skipped);
    }

    [Theory]
    [InlineData("2026-03-02T10:00:25", "2026-03-02T10:14:55")] // between rows
    [InlineData("2026/03/02 10:00:30", "2026/03/02 10:10:00")] // on rows
    [InlineData("2026-03-02T10:05:00.5", "2026-03-02T10:05:01.5")] // within one step
    public void Idle_time_is_cut_where_it_is_said(string from, string to)
    {
        var options = new ImportOptions { From = LogTime.Parse(from), To = LogTime.Parse(to) };
        var measured = Logs.Read("nvidia-smi", Logs.NvidiaSmi(101, row => $"{100 + (10 * row)} W"), options);
        var zero = LogTime.Parse("2026-03-02T10:00:00")!.Value.Ticks;
        var (a, b) = ((options.From!.Value.Ticks - zero) / 1e7, (options.To!.Value.Ticks - zero) / 1e7);
        Assert.Equal(((100 * (b - a)) + (((b * b) - (a * a)) / 2)) / 3.6e6, measured.KilowattHours, 12);
        Assert.Equal(101, measured.Rows.Used + measured.Rows.Skipped["outside --from and --to"]);
    }

    [Theory]
    [InlineData("[N/A]")]
    [InlineData("[Not Supported]")]
    [InlineData("[Unknown Error]")]
    [InlineData("N/A")]
    [InlineData("")]
    public void Cells_without_a_value_are_skipped_and_counted(string cell)
    {
        var measured = Logs.Read("nvidia-smi", Logs.NvidiaSmi(101, row => row is 40 or 41 ? cell : "360 W"));
        Assert.Equal(360 * 1000 / 3.6e6, measured.KilowattHours, 12);
        Assert.Equal(2, measured.Rows.Skipped.Values.Sum());
        Assert.Equal(99, measured.Rows.Used);
    }

    [Theory]
    [InlineData("timestamp, index, power.draw [W]", "360.00 W")]
    [InlineData("timestamp, index, power.draw [W]", "360.00")]
    [InlineData("timestamp, index, power.draw", "360.00")]
    [InlineData("timestamp, index, power.draw [mW]", "360000")]
    [InlineData("timestamp, index, power.draw", "360000 mW")]
    [InlineData("timestamp, index, power.draw.average [W]", "360 W")]
    public void Units_are_those_that_are_written(string header, string cell) =>
        Assert.Equal(0.1, Logs.Read("nvidia-smi", Logs.NvidiaSmi(101, _ => cell, header: header)).KilowattHours, 12);

    [Fact]
    public void Milliwatts_without_a_unit_are_not_taken_for_watts()
    {
        var text = Logs.NvidiaSmi(101, _ => "360000", header: "timestamp, index, power.draw");
        var mistake = Logs.Mistake("nvidia-smi", text);
        Assert.Equal((2, "power.draw"), (mistake.Line, mistake.Path));
        Assert.Contains("more than 5 kW", mistake.Found, StringComparison.Ordinal);
        Assert.Contains("--unit mW", mistake.Hint, StringComparison.Ordinal);
        Assert.Equal(0.1, Logs.Read("nvidia-smi", text, new ImportOptions { Unit = "mW" }).KilowattHours, 12);
    }

    [Fact]
    public void A_log_without_a_header_is_read_if_its_columns_are_known()
    {
        var text = Logs.NvidiaSmi(101, _ => "360 W").Split('\n', 2)[1];
        Assert.Contains("--columns", Logs.Mistake("nvidia-smi", text).Hint, StringComparison.Ordinal);
        Assert.Equal(0.1, Logs.Read("nvidia-smi", text, new ImportOptions { Columns = ["timestamp", "index", "power.draw"] }).KilowattHours, 12);
        Assert.Contains("2 names for 3", Logs.Mistake("nvidia-smi", text, new ImportOptions { Columns = ["timestamp", "power.draw"] }).Found, StringComparison.Ordinal);
        Assert.Equal(0.1, Logs.Read("nvidia-smi", text.Replace(" 0,", "", StringComparison.Ordinal)).KilowattHours, 12);
    }

    [Theory]
    [InlineData("timestamp, index, power.drw [W]", "the name of column 3 is almost 'power.draw [W]'")]
    [InlineData("timestmp, index, power.draw [W]", "the name of column 1 is almost 'timestamp'")]
    [InlineData("timestmp, index, pwr.draw [W]", "the name of column 1 is almost 'timestamp'; the name of column 3 is almost 'power.draw [W]'")]
    [InlineData("timestamp, index, power.draw.instnt [W]", "the name of column 3 is almost 'power.draw.instant [W]'")]
    [InlineData("timestamp, index, power.limit [W]", null)]
    [InlineData("timestamp, index, module.power.draw.average [W]", null)]
    public void A_misspelt_column_leads_to_its_place(string header, string? hint)
    {
        const string Advice = "log with --query-gpu=timestamp,uuid,power.draw --format=csv";
        Assert.Equal(hint is null ? Advice : $"{hint}; {Advice}", Logs.Mistake("nvidia-smi", Logs.NvidiaSmi(101, _ => "360 W", header: header)).Hint);
    }

    [Fact]
    public void A_column_that_may_be_left_out_and_is_misspelt_is_noted()
    {
        var text = Logs.NvidiaSmi(101, _ => "360 W", header: "timestamp, indx, power.draw [W]");
        Assert.Contains("log.csv: the name of column 2 is almost 'index'; a column under another name is not read", Logs.Read("nvidia-smi", text).Notes);
        Assert.Empty(Logs.Read("nvidia-smi", Logs.NvidiaSmi(101, _ => "360 W")).Notes);
    }

    [Theory]
    [InlineData("tiem", "power_w", "the name of column 1 is almost that")]
    [InlineData("time", "power_kw", "the name of column 2 is almost that")]
    public void A_misspelt_column_that_the_user_names_leads_to_its_place(string time, string power, string hint) =>
        Assert.Equal(hint, Logs.Mistake("power-csv", "time,power_w\n2026-03-02T10:00:00,1\n", Table with { TimeColumn = time, PowerColumn = power }).Hint);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Several_cards_without_a_column_to_tell_them_apart_are_refused(int cards)
    {
        var text = Logs.NvidiaSmi(101, _ => "360 W", cards, name: _ => "x").Replace(" x,", "", StringComparison.Ordinal).Replace(" index,", "", StringComparison.Ordinal);
        Assert.Contains("index or uuid", Logs.Mistake("nvidia-smi", text).Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 W")]
    [InlineData("[N/A]")]
    public void A_card_that_reports_nothing_is_not_a_card_that_draws_nothing(string cell)
    {
        var text = Logs.NvidiaSmi(101, _ => "360 W") + Logs.NvidiaSmi(101, _ => cell, name: _ => "1").Split('\n', 2)[1];
        var mistake = Logs.Mistake("nvidia-smi", text);
        Assert.Contains("the device of line 103", mistake.Found, StringComparison.Ordinal);
        Assert.Contains("--except NAME", mistake.Hint, StringComparison.Ordinal);
        Assert.Equal(0.1, Logs.Read("nvidia-smi", text, new ImportOptions { Except = ["1"] }).KilowattHours, 12);
        Assert.Contains("no device '7'", Logs.Mistake("nvidia-smi", text, new ImportOptions { Except = ["7"] }).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_again_and_a_cut_off_row_are_counted()
    {
        var log = Logs.NvidiaSmi(101, _ => "360 W");
        var more = Logs.NvidiaSmi(101, _ => "360 W", start: "2026-03-02T10:16:50");
        var measured = Logs.Read("nvidia-smi", log + more + "2026/03/02 10:3");
        Assert.Equal(360 * 2010 / 3.6e6, measured.KilowattHours, 12);
        Assert.Equal(1, measured.Rows.Skipped["the header again"]);
        Assert.Equal(1, measured.Rows.Skipped["a last row that was cut off"]);
    }

    [Fact]
    public void Rows_that_are_there_twice_count_once()
    {
        var log = Logs.NvidiaSmi(101, row => $"{100 + (10 * row)} W");
        var measured = Logs.Read("nvidia-smi", log + string.Join('\n', log.Split('\n').Skip(60)));
        Assert.Equal(600_000 / 3.6e6, measured.KilowattHours, 12);
        Assert.Equal(42, measured.Rows.Skipped["repeated rows"]);
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00")] // daylight saving
    [InlineData("1970-01-01T00:00:10")] // a reboot without a battery
    [InlineData("2026-03-02T10:15:03")] // a minute and more
    public void A_clock_that_goes_back_is_refused_with_both_readings(string start)
    {
        var mistake = Logs.Mistake("nvidia-smi", Logs.NvidiaSmi(101, _ => "360 W") + Logs.NvidiaSmi(50, _ => "350 W", start: start).Split('\n', 2)[1]);
        Assert.Equal(103, mistake.Line);
        Assert.Contains("set back", mistake.Hint, StringComparison.Ordinal);
        Assert.Contains("two logs", mistake.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_gaps_count_without_energy_and_long_ones_are_refused()
    {
        string Log(int missing) => Logs.NvidiaSmi(500, _ => "360 W") + Logs.NvidiaSmi(500, _ => "360 W", start: new DateTime(2026, 3, 2, 10, 0, 0).AddSeconds(4990 + missing).ToString("s")).Split('\n', 2)[1];
        var measured = Logs.Read("nvidia-smi", Log(200));
        Assert.Equal(360 * 9980 / 3.6e6, measured.KilowattHours, 12);
        Assert.Equal((1, 200.0, 100.0, 10.0), (measured.Gaps!.Count, measured.Gaps.Time.TotalSeconds, measured.Gaps.MaxGap.TotalSeconds, measured.Gaps.MedianStep.TotalSeconds));
        Assert.Equal(0, Logs.Read("nvidia-smi", Log(100)).Gaps!.Count);
        Assert.Equal(0, Logs.Read("nvidia-smi", Log(200), new ImportOptions { MaxGap = TimeSpan.FromSeconds(200) }).Gaps!.Count);
        var mistake = Logs.Mistake("nvidia-smi", Log(600));
        Assert.Contains("5.7%", mistake.Found, StringComparison.Ordinal);
        var filled = Logs.Read("nvidia-smi", Log(600), new ImportOptions { FillGaps = true });
        Assert.Equal(360 * 10580 / 3.6e6, filled.KilowattHours, 12);
        Assert.Contains("filled", filled.Gaps!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_each_cover_the_machine_are_not_summed()
    {
        var (a, b) = (Logs.NvidiaSmi(101, _ => "360 W"), Logs.NvidiaSmi(101, _ => "361 W", start: "2026-03-02T10:00:04"));
        Assert.Contains("the same content", Logs.Mistake(() => Logs.Read("nvidia-smi", new ImportOptions(), a, a)).Found, StringComparison.Ordinal);
        var mistake = Logs.Mistake(() => Logs.Read("nvidia-smi", new ImportOptions(), a, b));
        Assert.Equal("log2.csv", mistake.File);
        Assert.Contains("leave one out", mistake.Hint, StringComparison.Ordinal);
        Assert.Contains("--different-machines", mistake.Hint, StringComparison.Ordinal);
        var both = Logs.Read("nvidia-smi", new ImportOptions { DifferentMachines = true }, a, b);
        Assert.Equal(721 * 1000 / 3.6e6, both.KilowattHours, 12);
        Assert.Equal(2, both.Accelerators);

        // A UUID is of one card in the world, whatever is said of machines.
        string Unique(string text) => text.Replace("index", "uuid", StringComparison.Ordinal).Replace(" 0,", " GPU-1f,", StringComparison.Ordinal);
        Assert.Contains("counted twice", Logs.Mistake(() => Logs.Read("nvidia-smi", new ImportOptions { DifferentMachines = true }, Unique(a), Unique(b))).Hint, StringComparison.Ordinal);
        Assert.Equal(0.2, Logs.Read("nvidia-smi", new ImportOptions(), Unique(a), Unique(Logs.NvidiaSmi(101, _ => "360 W", start: "2026-03-03T10:00:00"))).KilowattHours, 12);
    }

    [Fact]
    public void The_name_of_the_card_finds_its_catalogue_entry()
    {
        string Log(string name) => Logs.NvidiaSmi(20, _ => "360 W", header: "timestamp, name, power.draw [W]", name: _ => name).Replace(", power", ", index, power", StringComparison.Ordinal).Replace("360 W", "0, 360 W", StringComparison.Ordinal);
        Assert.Equal("a100-sxm-80gb", Logs.Read("nvidia-smi", Log("NVIDIA A100-SXM4-80GB")).Accelerator);
        Assert.Equal("h100-sxm", Logs.Read("nvidia-smi", Log("NVIDIA H100 80GB HBM3")).Accelerator);
        Assert.Null(Logs.Read("nvidia-smi", Log("NVIDIA GeForce RTX 4090")).Accelerator);
    }

    [Theory]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,360\n2026-03-02T10:16:40Z,360\n")]
    [InlineData("time,power_w\n2026-03-02 10:00:00+02:00,360\n2026-03-02T08:16:40Z,360\n")]
    [InlineData("time;power_w\n1772445600;360\n1772446600;360\n")]
    [InlineData("time,power_w\n1772445600000,360 W\n1772446600000,0.36 kW\n")]
    [InlineData("\uFEFFtime\tpower_w\n2026/03/02 10:00:00\t360\n2026/03/02 10:16:40\t360\n")]
    public void Tables_of_any_layout_are_read(string text) => Assert.Equal(0.1, Logs.Read("power-csv", text, Table).KilowattHours, 12);

    [Theory]
    [InlineData("time,power_w\n01/02/2026 10:00,360\n", 2, "time", "year-month-day")]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,360\n2026-03-02T10:00:10,360\n", 3, "time", "with a zone")]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,\"360,5\"\n", 2, "power_w", "a power")]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,360,5\n", 2, "", "2, as in the header")]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,-5\n", 2, "power_w", "0 W or more")]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,5 hp\n", 2, "power_w", "mW")]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,5\n2026-03-02T10:00:00Z,6\n", 3, "time", "one row for each instant")]
    [InlineData("time,power\n2026-03-02T10:00:00Z,5\n", 1, "power_w", "a name from the header, which has 2 columns")]
    [InlineData("time,power_w\n2026-03-02T10:00:00Z,5\n", 0, "", "two rows")]
    [InlineData("time,power_w\n", 0, "", "rows with")]
    public void Bad_tables_are_refused_at_their_line(string text, int line, string column, string allowed)
    {
        var mistake = Logs.Mistake("power-csv", text, Table);
        Assert.Equal((line, column), (mistake.Line, mistake.Path));
        Assert.Contains(allowed, mistake.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_says_neither_its_boundary_nor_an_unnamed_unit()
    {
        const string Text = "time,power\n2026-03-02T10:00:00Z,360\n2026-03-02T10:16:40Z,360\n";
        Assert.Equal("--at", Logs.Mistake("power-csv", Text, Table with { MeasuredAt = null }).Path);
        Assert.Contains("--unit", Logs.Mistake("power-csv", Text, Table with { PowerColumn = "power" }).Hint, StringComparison.Ordinal);
        var measured = Logs.Read("power-csv", Text, Table with { PowerColumn = "power", Unit = "kW" });
        Assert.Equal(100, measured.KilowattHours, 9);
        Assert.Null(measured.Accuracy.Share);
        Assert.Null(measured.AcceleratorHours);
    }
}
