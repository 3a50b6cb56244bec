using Simulator.Measurements;
using Simulator.Model;

namespace Simulator.Tests.Measurements;

/// <summary>CodeCarbon's emissions.csv.</summary>
public sealed class CodeCarbonTests
{
    private const string Version2 = "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,tracking_mode\n";
    private const string Version3 = "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,country_name,country_iso_code,region,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,tracking_mode,pue,wue\n";

    [Fact]
    public void Versions_two_and_three_mean_the_same()
    {
        var two = Logs.Read("codecarbon", Version2 + Old("a", "2026-03-03T12:00:00", 3600, 4));
        var three = Logs.Read("codecarbon", Version3 + New("a", "2026-03-03T12:00:00", 3600, 4));
        Assert.Equal((4, 4.0, 4), (two.KilowattHours, two.AcceleratorHours!.Value, two.Accelerators!.Value));
        Assert.Equal((4, 4.0, 4), (three.KilowattHours, three.AcceleratorHours!.Value, three.Accelerators!.Value));
        Assert.Equal((Boundary.It, "a100-sxm-80gb", 0.4), (three.MeasuredAt, three.Accelerator, three.Accuracy.Share));
        Assert.Contains(three.Notes, note => note.Contains("Germany (DEU)", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_pue_is_taken_out_and_said()
    {
        var measured = Logs.Read("codecarbon", Version3 + New("a", "2026-03-03T12:00:00", 3600, 6, pue: "1.5"));
        Assert.Equal((4, 1.5), (measured.KilowattHours, measured.Pue));
        Assert.Contains(measured.Notes, note => note.Contains("PUE of 1.5", StringComparison.Ordinal));
        var mixed = Version3 + New("a", "2026-03-03T12:00:00", 3600, 6, pue: "1.5") + New("b", "2026-03-04T12:00:00", 3600, 6);
        Assert.Contains("different PUEs", Logs.Mistake("codecarbon", mixed).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("energy_consumed", "energy_consumd", "the name of column 13 is almost 'energy_consumed'; the first row of CodeCarbon's")]
    [InlineData("duration", "duraton", "the name of column 4 is almost 'duration'")]
    [InlineData("energy_consumed", "energy-consummed", "the name of column 13 is almost 'energy_consumed'")]
    [InlineData("energy_consumed", "total", null)]
    public void A_misspelt_column_leads_to_its_place(string name, string misspelt, string? hint)
    {
        var text = Version3.Replace($",{name},", $",{misspelt},", StringComparison.Ordinal) + New("a", "2026-03-03T12:00:00", 3600, 4);
        var found = Logs.Mistake("codecarbon", text).Hint!;
        Assert.Equal(hint is not null, found.Contains("almost", StringComparison.Ordinal));
        Assert.StartsWith(hint ?? "the first row", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",pue,", ",peu,", "the name of column 24 is almost 'pue'")]
    [InlineData(",gpu_count,", ",gpucount,", "the name of column 21 is almost 'gpu_count'")]
    [InlineData(",run_id,", ",run_di,", "the name of column 3 is almost 'run_id'")]
    public void A_column_that_may_be_left_out_and_is_misspelt_is_noted(string name, string misspelt, string note)
    {
        var row = New("a", "2026-03-03T12:00:00", 3600, 4);
        Assert.Contains($"log.csv: {note}; a column under another name is not read", Logs.Read("codecarbon", Version3.Replace(name, misspelt, StringComparison.Ordinal) + row).Notes);
        Assert.DoesNotContain(Logs.Read("codecarbon", Version3 + row).Notes, other => other.Contains("almost", StringComparison.Ordinal));
        Assert.DoesNotContain(Logs.Read("codecarbon", Version2 + Old("a", "2026-03-03T12:00:00", 3600, 4)).Notes, other => other.Contains("almost", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_under_the_header_of_an_older_version_are_refused()
    {
        var mistake = Logs.Mistake("codecarbon", Version2 + Old("a", "2026-03-03T12:00:00", 3600, 4) + New("b", "2026-03-04T12:00:00", 3600, 4));
        Assert.Equal(3, mistake.Line);
        Assert.Contains("another version", mistake.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu_power,gpu_power", "gpu_energy,gpu_power", "energy_consumed")] // as many cells, other names
    [InlineData("country_name,country_iso_code", "country_iso_code,country_name", "country_iso_code")]
    [InlineData("region,codecarbon_version", "codecarbon_version,region", "codecarbon_version")]
    [InlineData("run_id,duration", "duration,run_id", "duration")]
    public void Cells_under_wrong_names_are_noticed(string names, string instead, string column)
    {
        var header = Version2.Replace(names, instead, StringComparison.Ordinal);
        header = column == "energy_consumed" ? header.Replace("cpu_energy,gpu_energy", "cpu_energy,cpu_power", StringComparison.Ordinal) : header;
        var mistake = Logs.Mistake("codecarbon", header + Old("a", "2026-03-03T12:00:00", 3600, 4));
        Assert.Equal((2, column), (mistake.Line, mistake.Path));
    }

    [Fact]
    public void Eight_processes_that_each_saw_the_whole_machine_are_not_summed()
    {
        var rows = string.Concat(Enumerable.Range(0, 8).Select(rank => New($"r{rank}", $"2026-03-03T12:00:0{rank}", 3600, 4)));
        var mistake = Logs.Mistake("codecarbon", Version3 + rows);
        Assert.Contains("--except", mistake.Hint, StringComparison.Ordinal);
        Assert.Contains("--different-machines", mistake.Hint, StringComparison.Ordinal);
        Assert.Equal(32, Logs.Read("codecarbon", Version3 + rows, new ImportOptions { DifferentMachines = true }).KilowattHours, 9);
        Assert.Equal(4, Logs.Read("codecarbon", Version3 + rows, new ImportOptions { Except = [.. Enumerable.Range(1, 7).Select(rank => $"r{rank}")] }).KilowattHours, 9);
        Assert.Equal(8, Logs.Read("codecarbon", Version3 + New("a", "2026-03-03T12:00:00", 3600, 4) + New("b", "2026-03-03T13:00:00", 3600, 4)).KilowattHours, 9);
    }

    [Fact]
    public void Totals_so_far_of_one_run_count_once()
    {
        var measured = Logs.Read("codecarbon", Version3 + New("a", "2026-03-03T12:00:00", 1800, 2) + New("a", "2026-03-03T12:30:00", 3600, 4));
        Assert.Equal(4, measured.KilowattHours, 9);
        Assert.Equal(1, measured.Rows.Skipped.Values.Sum());
        Assert.Contains("more energy than in line", Logs.Mistake("codecarbon", Version3 + New("a", "2026-03-03T12:00:00", 1800, 5) + New("a", "2026-03-03T12:30:00", 3600, 4)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_measured_is_not_zero() =>
        Assert.Equal((2, "energy_consumed"), (Logs.Mistake("codecarbon", Version3 + New("a", "2026-03-03T12:00:00", 3600, 0)) is var mistake ? (mistake.Line, mistake.Path) : default));

    [Fact]
    public void A_total_cannot_be_cut() =>
        Assert.Equal("--from", Logs.Mistake("codecarbon", Version3 + New("a", "2026-03-03T12:00:00", 3600, 4), new ImportOptions { From = LogTime.Parse("2026-03-03") }).Path);

    private static string Old(string run, string end, int seconds, double energy) => FormattableString.Invariant(
        $"{end},p,{run},{seconds},1.5,0.0004,120,3600,40,{0.1 * energy},{0.85 * energy},{0.05 * energy},{energy},Germany,DEU,bavaria,2.4.1,128,EPYC,4,4 x NVIDIA A100-SXM4-80GB,machine\n");

    private static string New(string run, string end, int seconds, double energy, string pue = "1.0") => FormattableString.Invariant(
        $"{end},p,{run},{seconds},1.5,0.0004,120,3600,40,{0.1 * energy},{0.85 * energy},{0.05 * energy},{energy},0.0,Germany,DEU,bavaria,3.0.4,128,EPYC,4,4 x NVIDIA A100-SXM4-80GB,machine,{pue},0.0\n");
}
