using Simulator.Charts.Fonts;
using Simulator.Charts.Kinds;
using Simulator.Charts.Sheets;
using Simulator.Results;

namespace Simulator.Tests.Charts;

/// <summary>What a reader must be able to tell from a picture: which scenario is which, how large a figure is, and what it does not show.</summary>
public sealed class ReadableChartTests
{
    private const string Model = "Language model of the federal administration, run";

    public static TheoryData<string[], string[], string> Names => new()
    {
        { ["GPT-3", "GPT-4", "Llama 3.1 405B"], ["GPT-3", "GPT-4", "Llama 3.1 405B"], "" },
        { [$"{Model} 1", $"{Model} 2 in Sweden"], ["… run 1", "… run 2 in Sweden"], "Language model of the federal administration," },
        { [$"{Model} 1 on rented accelerators", $"{Model} 2 on rented accelerators"], ["… run 1 …", "… run 2 …"], "Language model of the federal administration, … on rented accelerators" },
        { [$"{Model} 1 on rented accelerators", "GPT-3 on rented accelerators"], [$"{Model} 1 …", "GPT-3 …"], "on rented accelerators" },
        { [Model, $"{Model} 2"], ["… administration, run", "… administration, run 2"], "Language model of the federal" },
        { ["grid.location = sweden", "grid.location = france"], ["grid location = sweden", "grid location = france"], "" },
        { [Model, Model], [Model, Model], "" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Long_names_lose_what_they_have_in_common_and_no_more(string[] scenarios, string[] shown, string common)
    {
        var (names, left) = NamesApart.Of(scenarios);
        Assert.Equal(shown, names);
        Assert.Equal(common, left);
    }

    [Fact]
    public void Names_that_differ_are_shown_differently_whatever_they_are()
    {
        var random = new Random(3);
        string[] words = ["run", "site", "of", "a", "in", "1", "2", "accelerators", "administration", new('x', 90)];
        for (var i = 0; i < 2000; i++)
        {
            string[] names = [.. Enumerable.Range(0, 2 + random.Next(4)).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(_ => words[random.Next(words.Length)]))).Distinct()];
            Assert.Equal(names.Length, NamesApart.Of(names).Names.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(1600)]
    [InlineData(640)]
    public void Five_scenarios_with_long_names_have_five_names_and_their_footnotes_in_every_chart(int width)
    {
        var rows = Enumerable.Range(1, 5).Select(i => new ComparisonRow($"{Model} {i}, at a site with rented accelerators and a contract for wind power", 8 * i, 10 * i, 12 * i) { Marks = $" [{i}]" }).ToList();
        var data = SyntheticResults.Comparison() with { Rows = rows };
        foreach (var chart in new IChart[] { new Comparison(data), new ResourceBars([data, data with { Label = "Cost", Unit = "USD" }], "") })
        {
            var words = string.Join(' ', Composer.Texts(ChartTests.Drawn(chart, width)).Texts.Select(text => text.Run.Text));
            Assert.All(Enumerable.Range(1, 5), i => Assert.Contains($"run {i}", words, StringComparison.Ordinal));
            Assert.All(Enumerable.Range(1, 5), i => Assert.Contains($"[{i}]", words, StringComparison.Ordinal));
            Assert.Contains("Language model of the federal", words, StringComparison.Ordinal);
        }

        Assert.Contains("… run 5, … has 5 times as much as … run 1, …", new Comparison(data).Sentence, StringComparison.Ordinal);
    }

    // In GWh: the largest chooses the unit.
    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4 }, false, "1.00 2.00 3.00 4.00")]
    [InlineData(new[] { 1.0, 20, 300, 4000 }, true, "0.00100 0.0200 0.300 4.00")]
    [InlineData(new[] { 1e-3, 20, 300, 4000 }, true, "1.00×10⁻⁶ 2.00×10⁻² 3.00×10⁻¹ 4.00×10⁰")]
    public void Cells_of_a_heat_map_have_one_notation_and_a_scale_that_tells_them_apart(double[] medians, bool isLogarithmic, string figures)
    {
        var chart = new HeatMap(new HeatMapData("Model", "Energy", "MWh", "grid.location", ["sweden", "us"], "facility.pue", ["1.1", "1.2"], medians) { Boundary = "site" });
        var words = Composer.Texts(ChartTests.Drawn(chart)).Texts.Select(text => text.Run.Text).ToList();
        Assert.All(figures.Split(' '), figure => Assert.Contains(figure, words));
        Assert.Equal(isLogarithmic, words.Exists(word => word.Contains("colours on a logarithmic scale", StringComparison.Ordinal)));
        ChartTests.Check(chart);
    }

    [Theory]
    [InlineData(100.0, 100.0123, 100.0, "at most 0.02%, the ends of the interval by at most 0.9%")]
    [InlineData(100.0, 100.0, 100.0, "nothing, the ends of the interval by at most 0.9%")]
    [InlineData(100.0, 100.0000397, 100.0, "at most 0.00004%, the ends of the interval by at most 0.9%")]
    public void How_far_a_figure_has_settled_is_said_with_one_digit(double before, double middle, double end, string said)
    {
        var view = new OutputView(SyntheticResults.Training().Outputs[0]);
        var chart = new Convergence(view, [new(256, 80, before, 120), new(512, 80.7, middle, 120), new(1024, 80, end, 120)], "", SyntheticResults.Training().Run);
        Assert.EndsWith("the median moved by " + said, chart.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_beyond_an_axis_is_not_said_to_lie_on_it()
    {
        var components = new[] { new ComponentMeans("accelerators", 1e6, 1e6), new ComponentMeans("water", 0, 10), new ComponentMeans("lamps", 20, 3e5), new ComponentMeans("staff", 0, 3e5) };
        var words = Composer.Texts(ChartTests.Drawn(new Quadrants(SyntheticResults.Training() with { Components = components }))).Texts.Select(text => text.Run.Text).ToList();
        Assert.Contains("water (cost <0.01%)", words);
        Assert.Contains("lamps (energy <0.01%)", words);
        Assert.Contains("staff", words);
    }

    [Theory]
    [InlineData("one part · another part · a third one", 120)]
    [InlineData("one part · another part · a third one", 90)]
    [InlineData("one · two · three · four · five · six", 60)]
    public void No_line_begins_with_the_dot_that_separates_parts(string note, double width)
    {
        var lines = new TextStyle(14).Wrap(note, width);
        Assert.True(lines.Count > 1);
        Assert.DoesNotContain(lines, line => line.StartsWith('·'));
        Assert.Equal(note, string.Join(' ', lines));
    }
}
