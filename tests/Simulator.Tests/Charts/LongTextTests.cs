using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Charts.Fonts;
using Simulator.Charts.Sheets;
using Simulator.Results;

namespace Simulator.Tests.Charts;

/// <summary>The effect of very long names, captions and rows of limits on a picture.</summary>
public sealed class LongTextTests
{
    private static readonly SimulationResult Training = SyntheticResults.Training();

    [Fact]
    public void Every_text_of_a_picture_is_in_its_svg()
    {
        var result = Training with { Sensitivity = null };
        foreach (var chart in ChartSet.Plots(result, new ChartOptions { Width = 800 }))
        {
            var svg = chart.ToSvg();
            Assert.All(Composer.Texts(chart).Texts, text => Assert.Contains($"aria-label=\"{System.Security.SecurityElement.Escape(text.Run.Text)}\"", svg, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("x", 10_000)]
    [InlineData("word ", 2_000)]
    [InlineData("\U0001F600", 3_000)]
    public void A_name_of_any_length_stays_in_its_lines(string part, int times)
    {
        var name = string.Concat(Enumerable.Repeat(part, times));
        var style = new TextStyle(24);
        Assert.All(style.Wrap(name, 600, 2), line => Assert.True(style.Width(line) <= 600));
        Assert.True(style.Wrap(name, 600, 2).Count <= 2);
        var difference = SyntheticResults.Difference() with { A = name + "1", B = name + "2" };
        var chart = ChartSet.Plot(difference, "difference", new ChartOptions());
        var texts = Composer.Texts(chart).Texts;
        Assert.All(texts, text => Assert.True(text.Box.Right <= chart.Width && text.Box.Bottom <= chart.Height, text.Run.Text));
        Assert.Contains("less with probability 90.09%", chart.Sentence, StringComparison.Ordinal);
        Assert.True(chart.Plot.LastRender.DataRect.Height > 400);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(400)]
    public void A_long_note_makes_a_column_higher_and_not_its_bars_lower(int width)
    {
        var data = SyntheticResults.Comparison();
        var note = data with { Coupling = string.Join(", ", Enumerable.Repeat("grid.carbon_intensity", 6)) + " are shared" };
        var (plain, noted) = (ChartSet.Plot(data, "comparison", new ChartOptions { Width = width }), ChartSet.Plot(note, "comparison", new ChartOptions { Width = width }));
        Assert.NotEmpty(Composer.Texts(plain).Texts);
        Assert.NotEmpty(Composer.Texts(noted).Texts);
        Assert.True(noted.Height > plain.Height);
        Assert.Equal(plain.Plot.LastRender.DataRect.Height, noted.Plot.LastRender.DataRect.Height, 1.5);
    }

    [Theory]
    [InlineData(320, 6)]
    [InlineData(320, 30)]
    [InlineData(640, 12)]
    public void Limits_stay_in_the_picture(int width, int count)
    {
        var view = new OutputView(Training.Outputs[3]);
        var chart = ChartTests.Drawn(new Histogram(view, "", Training.Run, [.. Enumerable.Range(0, count).Select(i => new ChartLimit("energy", view.Output.Median * (0.2 + (0.15 * i))))]), width);
        Assert.All(Composer.Texts(chart).Texts, text => Assert.True(text.Box.Left >= 0 && text.Box.Right <= chart.Width, text.Run.Text));
    }

    [Fact]
    public void A_requested_chart_that_does_not_exist_is_named()
    {
        string[] outputs = ["energy", "servers"];
        var options = new ChartOptions().With("histogram:servers,histogram:energy,tornado", outputs);
        Assert.Equal(["histogram:servers", "tornado"], ChartSet.Missing(Training with { Sensitivity = null }, options));
        Assert.Empty(ChartSet.Missing(Training with { Sensitivity = null }, new ChartOptions()));
    }

    [Fact]
    public void No_chart_is_begun_after_the_drawing_was_ended()
    {
        using var source = new CancellationTokenSource();
        var charts = Enumerable.Range(0, 5).Select(i => (Func<ChartOptions, ChartFile>)(_ =>
        {
            if (i == 1)
            {
                source.Cancel();
            }

            return new ChartFile($"{i}", "", "", [], "");
        })).ToList();
        Assert.Equal(["0", "1"], ChartSet.Draw(charts, new ChartOptions { Cancellation = source.Token }).Select(chart => chart.Name));
    }
}
