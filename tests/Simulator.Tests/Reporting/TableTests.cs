using System.Globalization;
using CsvHelper;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Tables;

namespace Simulator.Tests.Reporting;

public class TableTests
{
    [Fact]
    public void Csv_reads_back_as_the_same_numbers()
    {
        var result = SampleResults.Result();
        using var writer = new StringWriter();
        SummaryCsv.Write(result, writer);
        using var reader = CsvReader.Create(new StringReader(writer.ToString()));
        foreach (var output in result.Outputs)
        {
            Assert.True(reader.Read());
            Assert.Equal(output.Name, reader.GetString("name"));
            Assert.Equal(output.Unit, reader.GetString("unit"));
            Assert.Equal(output.Boundary, reader.GetString("boundary"));
            Assert.Equal(output.Mean, reader.Parse<double>("mean"));
            Assert.Equal(output.Interval.Low, reader.Parse<double>("low"));
            Assert.Equal(output.Quantile(0.99), reader.Parse<double>("q0.99"));
            Assert.Equal(output.Error.High, reader.Parse<double>("mc_error_high"));
            Assert.Equal(output.NotANumber, reader.Parse<long>("nan"));
            Assert.Equal(output.Infinite, reader.Parse<long>("infinite"));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void Csv_has_the_documented_columns() => Assert.Equal(
        "name,unit,boundary,mean,sd,min,max,interval_level,low,high,q0.01,q0.05,q0.1,q0.25,q0.5,q0.75,q0.9,q0.95,q0.99,"
        + "mc_error_mean,mc_error_low,mc_error_median,mc_error_high,nan,infinite,tail_mean,mc_error_tail_mean",
        Written(writer => SummaryCsv.Write(SampleResults.Result(), writer)).Split("\r\n")[0]);

    [Theory]
    [InlineData(-300, -100, "75.0%")]
    [InlineData(-300, 100, "–")]
    [InlineData(100, -100, "–")]
    [InlineData(0, 0, "")]
    public void Costs_have_shares_only_where_nothing_offsets_them(double first, double second, string share)
    {
        var result = SampleResults.Result() with { Components = [new("a", 1, first), new("b", 1, second)] };
        Assert.Equal(share, BreakdownTable.Components(result).Rows[0][^1]);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(160)]
    public void A_report_keeps_to_the_width_of_the_terminal(int width)
    {
        var text = Written(writer =>
        {
            ResultReport.WriteText(SampleResults.Result(), writer, width);
            TextTable.Write(InputsTable.Of("Inputs", SampleResults.Result().Inputs), writer, width);
        });
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= width, line));
    }

    [Fact]
    public void Every_row_names_the_boundary_of_its_figure_at_any_width()
    {
        var narrow = Written(writer => ResultReport.WriteText(SampleResults.Result(), writer, 80));
        Assert.Contains("site: IT and facility", narrow);
        Assert.Contains("grid energy, location-based", narrow);
    }

    [Fact]
    public void Uncertainty_and_sampling_error_are_kept_apart()
    {
        var notes = OutputTable.Outputs(SampleResults.Result()).Notes;
        Assert.Equal(
            "90% interval: the uncertainty of the inputs. Monte Carlo error of the figures shown: at most 0.05% (1,048,576 samples, seed 42, cpu-avx512).",
            notes[0]);
    }

    [Fact]
    public void Without_uncertainty_figures_are_exact_and_sampling_is_not_mentioned()
    {
        var table = OutputTable.Outputs(SampleResults.Certain());
        Assert.Equal(["Energy", "1.522", "fixed by the inputs", "1.522", "GWh", "site: IT and facility"], table.Rows[0]);
        Assert.StartsWith("No input is uncertain", table.Notes[0]);
    }

    [Fact]
    public void Figures_of_one_output_share_a_unit()
    {
        var output = SampleResults.Lognormal("energy", "Energy", "MWh", "", 900, 1, 1e-6);
        var row = OutputTable.Outputs(SampleResults.Result() with { Outputs = [output] }).Rows[0];
        Assert.Equal(["Energy", "900.0", "173.7 to 4,662", "1,484", "MWh", ""], row);
    }

    [Fact]
    public void Markdown_escapes_what_would_change_the_table()
    {
        var table = new ReportTable("", [new("a|b")], [["x|y_z"]]);
        Assert.Equal(["| a\\|b |", "|---|", "| x\\|y\\_z |"], Written(writer => MarkdownTable.Write(table, writer)).ReplaceLineEndings("\n").Split('\n')[..3]);
    }

    [Fact]
    public void A_column_that_is_empty_in_every_row_is_not_shown()
    {
        var table = new ReportTable("", [new("a"), new("b")], [["1", ""], ["2", ""]]);
        Assert.DoesNotContain("b", Written(writer => TextTable.Write(table, writer)));
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var expected = Written(writer => ResultReport.WriteText(SampleResults.Result(), writer));
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal(expected, Written(writer => ResultReport.WriteText(SampleResults.Result(), writer)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Written(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }
}
