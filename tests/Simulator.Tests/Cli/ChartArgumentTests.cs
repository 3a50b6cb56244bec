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
    public void Only_pictures_are_written_unless_another_format_is_requested()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunWithCharts(line.Scenario(), "--charts", "breakdown"));
        Assert.Equal(["breakdown.png"], Charts(Path.Combine(line.Folder, "out")));
    }

    private static IEnumerable<string> Charts(string folder) => Directory.GetFiles(folder)
        .Select(path => Path.GetFileName(path)).Where(name => Path.GetExtension(name) is ".png" or ".svg" or ".pdf").Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("run", "published/llama-3.1-sweden.yaml", "summary.json")]
    [InlineData("compare", "published/llama-3.1-sweden.yaml published/llama-3.1-france.yaml", "comparison.json")]
    [InlineData("sweep", "published/llama-3.1-sweden.yaml --vary facility.pue=1:2:3", "sweep.json")]
    public void An_interruption_while_charts_are_drawn_leaves_the_figures(string command, string arguments, string figures)
    {
        using var stop = new CancellationTokenSource();
        using var line = new CommandLineRun { Cancellation = stop.Token, OutputInstead = new StoppingWriter(stop) };
        var files = arguments.Split(' ').Select(argument => argument.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(Repository.Root, "scenarios", argument) : argument);
        Assert.Equal(130, line.Run([command, .. files, "--out", Path.Combine(line.Folder, "out")]));
        Assert.Contains("Interrupted while drawing charts", line.Error.ToString());
        Assert.True(File.Exists(Path.Combine(line.Folder, "out", figures)));
        Assert.Empty(Directory.GetFiles(Path.Combine(line.Folder, "out"), "*.png"));
    }

    [Theory]
    [InlineData("histogram:servers")]
    [InlineData("exceedance:goodput,histogram:energy")]
    [InlineData("tornado")]
    public void A_requested_chart_that_cannot_be_drawn_is_named(string charts)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunWithCharts(line.Scenario(), "--charts", charts, "--quiet"));
        Assert.Contains($"nothing to draw for {charts.Split(',')[0]}", line.Error.ToString());
    }

    /// <summary>Stops the command as soon as it prints.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void Flush()
        {
            stop.Cancel();
            base.Flush();
        }

        public override void Write(char value) => stop.Cancel();

        public override void Write(string? value) => stop.Cancel();
    }
}
