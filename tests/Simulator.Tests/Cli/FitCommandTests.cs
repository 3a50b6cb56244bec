using System.Globalization;
using System.Text.Json;
using Simulator.Distributions;

namespace Simulator.Tests.Cli;

/// <summary>The command fit, from a file to tables, JSON and charts.</summary>
public sealed class FitCommandTests
{
    [Fact]
    public void A_table_has_the_distributions_as_a_scenario_states_them()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("fit", Prices(line), "--column", "usd_per_mwh"));
        var text = line.Output.ToString();
        Assert.Matches(@"(?m)^gamma\(shape=[0-9.]+, scale=[0-9.]+\) USD/MWh +2 ", text);
        Assert.Contains("Left out: beta: 400 of 400 values are not between 0 and 1", text);
        Assert.Contains("* The ends are fitted", text);
        Assert.DoesNotContain("Warning", text);
    }

    [Fact]
    public void The_json_has_every_figure()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("fit", Prices(line), "--column", "usd_per_mwh", "--format", "json"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        var root = document.RootElement;
        Assert.Equal(
            ["format", "file", "column", "unit", "count", "mean", "standard_deviation", "minimum", "maximum", "fits", "left_out", "serial_correlation", "notices"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("USD/MWh", 400), (root.GetProperty("unit").GetString(), root.GetProperty("count").GetInt32()));
        var best = root.GetProperty("fits")[0];
        Assert.Equal(
            ["distribution", "scenario", "parameters", "parameter_count", "fitted_ends", "log_likelihood", "aic", "bic", "rank_by_aic", "rank_by_bic", "ks_distance"],
            best.EnumerateObject().Select(property => property.Name));
        Assert.Equal(4 - (2 * best.GetProperty("log_likelihood").GetDouble()), best.GetProperty("aic").GetDouble(), 9);
        Assert.Equal(["autocorrelations", "ljung_box_probability", "significant", "effective_count", "last_lag"],
            root.GetProperty("serial_correlation").EnumerateObject().Select(property => property.Name));
        Assert.Equal("beta", root.GetProperty("left_out")[0].GetProperty("distribution").GetString());
    }

    [Fact]
    public void Files_and_charts_are_written_where_a_folder_is_named()
    {
        using var line = new CommandLineRun();
        var folder = Path.Combine(line.Folder, "out");
        Assert.Equal(0, line.Run("fit", Prices(line), "--column", "usd_per_mwh", "--out", folder, "--format", "csv"));
        Assert.Equal(["fit.csv", "fit.json", "manifest.json", "quantiles.png", "quantiles.svg"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "fit.csv")), line.Output.ToString());
        Assert.Contains("beta,,,,,,,,\"400 of 400 values", line.Output.ToString());
    }

    [Fact]
    public void Correlated_rows_are_warned_about_with_their_effective_number()
    {
        using var line = new CommandLineRun();
        var rows = Enumerable.Range(0, 500).Select(i => (300 + (50 * Math.Sin(i / 20.0))).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, line.Run("fit", line.WriteFile("p.csv", "power_w\n" + string.Join('\n', rows))));
        Assert.Contains("Warning: the rows depend on each other (autocorrelation at lag 1 1.00", line.Output.ToString());
        Assert.Matches("the 500 values are worth about [0-9.]+ independent ones", line.Output.ToString());
    }

    [Theory]
    [InlineData("share_percent", "", "beta(", "here they are shares of 1")]
    [InlineData("share", "%", "beta(", "here they are shares of 1")]
    [InlineData("power", "mW", ") W", "are in mW; here they are in W")]
    [InlineData("power", "", "uniform(10, 49) *", "states no unit: the parameters are plain numbers")]
    public void Numbers_become_those_that_a_scenario_can_state(string column, string unit, string expected, string remark)
    {
        using var line = new CommandLineRun();
        var file = line.WriteFile("d.csv", column + "\n" + string.Join('\n', Enumerable.Range(10, 40)));
        Assert.Equal(0, line.Run(["fit", file, .. unit.Length == 0 ? Array.Empty<string>() : ["--unit", unit]]));
        Assert.Contains(expected, line.Output.ToString());
        Assert.Contains(remark, line.Output.ToString());
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,\n5,6", "b", "", "found nothing in column 2 (b), line 3 of ", "remove rows without a value")]
    [InlineData("a,b\n1,2\n3,n/a\n5,6", "b", "", "found text of 3 characters in column 2 (b), line 3 of ", "allowed: numbers")]
    [InlineData("a\n1\nNaN\n5", "a", "", "line 3 of ", "allowed: numbers")]
    [InlineData("a\n1\n\n5", "a", "", "a blank line, line 3 of ", "remove the line")]
    [InlineData("a,b\n1,2\n3\n", "b", "", "1 field in line 3 of ", "as many fields")]
    [InlineData("a,b\n1,2", "c", "", "no column 'c'", "a name from the first line, which has 2 columns")]
    [InlineData("a,b\n1,2", "", "", "2 columns and no column=", "a name from the first line, which has 2 columns")]
    [InlineData("power_mw\n1\n2", "power_mw", "", "can be MW or mW", "--unit \"MW\", or --unit \"mW\"")]
    [InlineData("power_kw\n1\n2", "power_kw", "W", "W for the column power_kw in the command line, while its name says kW", "")]
    [InlineData("a\n1\n2", "a", "furlong", "the unit 'furlong'", "a unit of the scenario format")]
    [InlineData("a\n1\n2", "a", "", "2 values; a fit needs at least 8", "")]
    [InlineData("a\n5\n5\n5\n5\n5\n5\n5\n5\n5", "a", "", "9 times the same value", "write the number")]
    [InlineData("", "a", "", "is empty or not a plain file", "")]
    public void Bad_input_is_refused_with_its_place(string text, string column, string unit, string found, string advice)
    {
        using var line = new CommandLineRun();
        string[] options = [.. column.Length == 0 ? Array.Empty<string>() : ["--column", column], .. unit.Length == 0 ? Array.Empty<string>() : ["--unit", unit]];
        Assert.Equal(2, line.Run(["fit", line.WriteFile("bad.csv", text), .. options]));
        Assert.Empty(line.Output.ToString());
        Assert.Contains("bad.csv", line.Error.ToString());
        Assert.Contains(found, line.Error.ToString());
        Assert.Contains(advice, line.Error.ToString());
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(40, false)]
    public void Data_of_few_different_values_are_pointed_out(int different, bool isTold)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("fit", line.WriteFile("d.csv", "x\n" + string.Join('\n', Enumerable.Range(0, 120).Select(i => i * 7 % different)))));
        Assert.Equal(isTold, line.Output.ToString().Contains($"There are only {different} different values", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("fit", Path.Combine(line.Folder, "none.csv")));
        Assert.Contains("none.csv: there is no such file", line.Error.ToString());
    }

    [Fact]
    public void Data_may_come_from_standard_input()
    {
        using var line = new CommandLineRun { Input = new StringReader("pue\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"1.{i + 10}"))) };
        Assert.Equal(0, line.Run("fit", "-", "--format", "markdown"));
        Assert.Contains("20 values from 1.1 to 1.29", line.Output.ToString());
    }

    private static string Prices(CommandLineRun line)
    {
        var (random, gamma) = (new Random(1), Gamma.FromShapeAndScale(4, 15));
        return line.WriteFile("prices.csv", "hour,usd_per_mwh\n" + string.Join('\n', Enumerable.Range(0, 400)
            .Select(hour => FormattableString.Invariant($"{hour},{gamma.Quantile(random.NextDouble()):F4}"))));
    }
}
