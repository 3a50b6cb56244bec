using Simulator.Tests.Charts;

namespace Simulator.Tests.Cli;

/// <summary>The options that choose charts and how they are drawn.</summary>
public sealed class ChartArgumentTests
{
    [Fact]
    public void One_chart_of_one_output_in_the_column_of_a_journal()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunWithCharts(line.Scenario(), "--charts", "histogram:emissions", "--chart-width", "320", "--chart-title", "none", "--chart-pdf"));
        var folder = Path.Combine(line.Folder, "out");
        Assert.Equal(["histogram-emissions.pdf", "histogram-emissions.png"], Charts(folder));
        var png = new PngReader(File.ReadAllBytes(Path.Combine(folder, "histogram-emissions.png")));
        Assert.Equal(320, png.Width);
        Assert.InRange(png.Height, 250, 400);
        Assert.StartsWith("%PDF-", File.ReadAllText(Path.Combine(folder, "histogram-emissions.pdf")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(320, 0)]
    [InlineData(800, 500)]
    [InlineData(1600, 1000)]
    public void The_height_suits_the_width_where_none_is_given(int width, int height)
    {
        using var line = new CommandLineRun();
        var text = width.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0, line.RunWithCharts(line.Scenario(), "--charts", "histogram:energy", "--chart-width", text));
        var png = new PngReader(File.ReadAllBytes(Path.Combine(line.Folder, "out", "histogram-energy.png")));
        Assert.True(height == 0 ? png.Height > 0.8 * width : png.Height == height, $"{png.Height}");
    }

    [Theory]
    [InlineData("--charts", "histogran", "did you mean histogram?")]
    [InlineData("--charts", "histogram:emision", "did you mean emissions?")]
    [InlineData("--charts", "overview:energy", "write overview")]
    [InlineData("--charts", "overview, :energy", "There is no chart ''")]
    [InlineData("--chart-title", "off", "full or none")]
    [InlineData("--chart-title", "no", "full or none")]
    [InlineData("--chart-width", "319", "from 320 to 8000")]
    [InlineData("--chart-width", "wide", "from 320 to 8000")]
    [InlineData("--chart-height", "199", "from 200 to 8000")]
    public void Mistakes_end_with_what_to_write_instead(string option, string value, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.RunWithCharts(line.Scenario(), option, value));
        Assert.Contains(expected, line.Error.ToString());
        Assert.False(Directory.Exists(Path.Combine(line.Folder, "out")));
    }

    [Fact]
    public void Mistakes_in_the_charts_of_a_comparison_have_a_hint_too()
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("compare", line.Scenario(), line.Scenario("Other", "other.yaml"), "--charts", "comparisn"));
        Assert.Contains("did you mean comparison?", line.Error.ToString());
    }

    [Fact]
    public void Nothing_but_pictures_is_written_where_no_other_form_is_asked_for()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunWithCharts(line.Scenario(), "--charts", "breakdown"));
        Assert.Equal(["breakdown.png"], Charts(Path.Combine(line.Folder, "out")));
    }

    private static IEnumerable<string> Charts(string folder) => Directory.GetFiles(folder)
        .Select(path => Path.GetFileName(path)).Where(name => Path.GetExtension(name) is ".png" or ".svg" or ".pdf").Order(StringComparer.Ordinal);
}
