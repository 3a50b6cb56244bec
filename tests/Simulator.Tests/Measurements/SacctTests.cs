using Simulator.Measurements;
using Simulator.Model;

namespace Simulator.Tests.Measurements;

/// <summary>What Slurm's sacct prints.</summary>
public sealed class SacctTests
{
    private const string Header = "JobID|State|Elapsed|AllocTRES|ConsumedEnergyRaw\n";
    private const string Tres = "billing=64,cpu=64,gres/gpu:a100=4,gres/gpu=4,mem=512G,node=1";

    [Fact]
    public void Steps_are_not_counted_beside_their_job()
    {
        var measured = Logs.Read("sacct", $"{Header}7|COMPLETED|10:00:00|{Tres}|72000000\n7.batch|COMPLETED|10:00:00|{Tres}|72000000\n7.extern|COMPLETED|10:00:01|{Tres}|72000000\n7.0|COMPLETED|09:50:00|{Tres}|71000000\n");
        Assert.Equal((20, 40.0, 4), (measured.KilowattHours, measured.AcceleratorHours!.Value, measured.Accelerators!.Value));
        Assert.Equal((1, 3), (measured.Rows.Used, measured.Rows.Skipped.Values.Sum()));
        Assert.Equal(Boundary.It, measured.MeasuredAt);
        Assert.Null(measured.Accuracy.Share);
    }

    [Theory]
    [InlineData("7.batch|COMPLETED|10:00:00||71000000\n7.extern|COMPLETED|10:00:01||72000000\n")]
    [InlineData("7.0|COMPLETED|10:00:00||72000000\n")]
    public void A_job_without_a_figure_takes_that_of_the_step_that_spans_it(string steps)
    {
        Assert.Equal(20, Logs.Read("sacct", $"{Header}7|COMPLETED|10:00:00|{Tres}|\n{steps}").KilowattHours, 9);
        Assert.Equal(20, Logs.Read("sacct", $"{Header}7|COMPLETED|10:00:00|{Tres}|0\n{steps}").KilowattHours, 9);
    }

    [Fact]
    public void Several_steps_alone_have_two_readings()
    {
        var mistake = Logs.Mistake("sacct", $"{Header}7|COMPLETED|10:00:00|{Tres}|\n7.0|COMPLETED|05:00:00||36000000\n7.1|COMPLETED|05:00:00||35000000\n");
        Assert.Contains("of 2 steps, of which the largest has", mistake.Found, StringComparison.Ordinal);
        Assert.Contains("side by side", mistake.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("72000K", 20)]
    [InlineData("72M", 20)]
    [InlineData("72.00M", 20)]
    [InlineData("0.072G", 20)]
    public void Suffixes_are_thousands(string energy, double expected)
    {
        var measured = Logs.Read("sacct", $"JobID|Elapsed|AllocTRES|ConsumedEnergy\n7|10:00:00|{Tres}|{energy}\n");
        Assert.Equal(expected, measured.KilowattHours, 9);
        Assert.Contains(measured.Notes, note => note.Contains("rounded", StringComparison.Ordinal));
        Assert.Contains(measured.Notes, note => note.Contains("State", StringComparison.Ordinal));
    }

    [Fact]
    public void Tasks_of_an_array_are_jobs_and_those_not_started_are_none()
    {
        var measured = Logs.Read("sacct", $"{Header}7_1|COMPLETED|10:00:00|{Tres}|72000000\n7_2|COMPLETED|1-00:00:00|{Tres}|172800000\n7_[3-10]|PENDING|00:00:00||\n8|RUNNING|05:00:00|{Tres}|100\n9|CANCELLED by 1000|00:00:00||\n");
        Assert.Equal(68, measured.KilowattHours, 9);
        Assert.Equal(4 * 34.0, measured.AcceleratorHours!.Value, 9);
        Assert.Equal(3, measured.Rows.Skipped.Values.Sum());
        Assert.Contains("no job that has ended", Logs.Mistake("sacct", $"{Header}8|RUNNING|05:00:00|{Tres}|100\n").Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("72000000000")] // 2 MW
    [InlineData("1000000000")] // 27.8 kW in one node
    [InlineData("3600")] // 0.1 W
    public void An_absurd_energy_is_refused_with_its_power(string energy)
    {
        var text = $"{Header}7|COMPLETED|10:00:00|{Tres}|{energy}\n8|COMPLETED|10:00:00|{Tres}|72000000\n";
        var mistake = Logs.Mistake("sacct", text);
        Assert.Equal((2, "ConsumedEnergyRaw"), (mistake.Line, mistake.Path));
        Assert.Contains(" W on average", mistake.Found, StringComparison.Ordinal);
        Assert.Equal(20, Logs.Read("sacct", text, new ImportOptions { Except = ["7"] }).KilowattHours, 9);
    }

    [Fact]
    public void A_known_rating_bounds_the_power_more_closely()
    {
        // 4 × 400 W × 2 + 64 × 20 W + 500 W = 4,980 W; the job draws 6,000 W.
        var text = $"{Header}7|COMPLETED|10:00:00|{Tres}|216000000\n";
        Assert.Contains("4,980 W", Logs.Mistake("sacct", text, new ImportOptions { Accelerator = "a100-sxm-80gb" }).Allowed, StringComparison.Ordinal);
        Assert.Equal(60, Logs.Read("sacct", text).KilowattHours, 9);
    }

    [Theory]
    [InlineData("18446744073709551614")]
    [InlineData("4294967294")]
    [InlineData("0")]
    [InlineData("")]
    public void What_stands_for_no_value_is_no_energy(string energy) =>
        Assert.Contains("no energy of the job", Logs.Mistake("sacct", $"{Header}7|COMPLETED|10:00:00|{Tres}|{energy}\n").Found, StringComparison.Ordinal);

    [Fact]
    public void Jobs_that_share_a_node_are_not_summed()
    {
        const string More = "JobID|State|Elapsed|AllocTRES|ConsumedEnergyRaw|Start|End|NodeList\n";
        string Job(string id, int hour, string nodes) => $"{id}|COMPLETED|02:00:00|{Tres}|7200000|2026-03-02T{hour:00}:00:00|2026-03-02T{hour + 2:00}:00:00|{nodes}\n";
        Assert.Contains("same time as the job of line 2", Logs.Mistake("sacct", More + Job("7_1", 10, "n1") + Job("7_2", 11, "n1")).Found, StringComparison.Ordinal);
        Assert.Equal(4, Logs.Read("sacct", More + Job("7_1", 10, "n1") + Job("7_2", 11, "n2") + "").KilowattHours, 9);
        Assert.Equal(4, Logs.Read("sacct", More + Job("7_1", 10, "n1") + Job("7_2", 12, "n1")).KilowattHours, 9);

        // The short form of Slurm: what two lists have in common is found, however each is written.
        Assert.Contains("on a node at the same time as the job of line 2", Logs.Mistake("sacct", More + Job("7_1", 10, "n[01-04]") + Job("7_2", 11, "n[03,09],m1")).Found, StringComparison.Ordinal);
        Assert.Equal(4, Logs.Read("sacct", More + Job("7_1", 10, "n[01-04]") + Job("7_2", 11, "n[1,05]")).KilowattHours, 9);
        Assert.Contains("which is no list of nodes", Logs.Mistake("sacct", More + Job("7_1", 10, "n[01-04")).Found, StringComparison.Ordinal);
        Assert.Contains("100,000 nodes", Logs.Mistake("sacct", More + Job("7_1", 10, "n[0-2000000000]")).Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JobID  Elapsed  ConsumedEnergyRaw\n------ ---- -----\n7 10:00:00 72000000\n", 1, "--parsable2")]
    [InlineData("JobID|Elapsed\n7|10:00:00\n", 1, "ConsumedEnergyRaw")]
    [InlineData("JobDI|Elapsed|ConsumedEnergyRaw\n7|10:00:00|72000000\n", 1, "the name of column 1 is almost 'JobID'; print with sacct --parsable2")]
    [InlineData("JobID|Elapsd|ConsumedEnergyRaw\n7|10:00:00|72000000\n", 1, "the name of column 2 is almost 'Elapsed'")]
    [InlineData("JobID|Elapsed|ConsumedEnrgyRaw\n7|10:00:00|72000000\n", 1, "the name of column 3 is almost 'ConsumedEnergyRaw'")]
    [InlineData("JobID|Elapsed|ConsumedEnergyRaw\n7|10 hours|72000000\n", 2, null)]
    [InlineData("JobID|Elapsed|ConsumedEnergyRaw\n7|10:00:00|lots\n", 2, null)]
    [InlineData("JobID|JobName|Elapsed|ConsumedEnergyRaw\n7|a|b|10:00:00|72000000\n", 2, "leave the column out")]
    [InlineData("JobID|Elapsed|ConsumedEnergyRaw\n7|10:00:00|72000000\n7|10:00:00|72000001\n", 3, "requeued")]
    public void Bad_tables_are_refused_at_their_line(string text, int line, string? hint)
    {
        var mistake = Logs.Mistake("sacct", text);
        Assert.Equal(line, mistake.Line);
        Assert.Contains(hint ?? "", mistake.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_may_be_left_out_and_is_misspelt_is_noted()
    {
        var notes = Logs.Read("sacct", $"JobID|Elapsed|AlocTRES|Stat|ConsumedEnergyRaw\n7|10:00:00|{Tres}|COMPLETED|72000000\n").Notes;
        Assert.Contains("log.csv: the name of column 3 is almost 'AllocTRES'; the name of column 4 is almost 'State'; a column under another name is not read", notes);

        // A column of Slurm's own is none that is misspelt.
        Assert.DoesNotContain(Logs.Read("sacct", $"JobID|Elapsed|AllocGRES|ConsumedEnergyRaw\n7|10:00:00|gpu:4|72000000\n").Notes, note => note.Contains("almost", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_may_end_in_a_separator() =>
        Assert.Equal(20, Logs.Read("sacct", $"JobID|Elapsed|AllocTRES|ConsumedEnergyRaw|\n7|10:00:00|{Tres}|72000000|\n").KilowattHours, 9);
}
