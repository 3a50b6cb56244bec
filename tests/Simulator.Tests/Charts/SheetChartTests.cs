using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Charts.Sheets;

namespace Simulator.Tests.Charts;

/// <summary>Charts of models side by side: marks of published figures and of models without uncertainty, footnotes, and what is not drawn.</summary>
public class SheetChartTests
{
    private static readonly ChartOptions Options = new() { WithSvg = false };

    private static readonly ComparisonRow Uncertain = new("Uncertain", 5, 10, 20), Exact = new("Exact", 12, 12, 12);
    private static readonly ComparisonRow TotalOnly = new("Total only", double.NaN, double.NaN, double.NaN) { Published = [20_000] };

    [Fact]
    public void A_model_with_a_published_figure_alone_is_a_row_with_that_figure()
    {
        var texts = Texts(Data(Uncertain, TotalOnly));
        Assert.Contains("Total only", texts);
        Assert.Contains(texts, text => text.StartsWith("published 20", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("diamonds are figures published by others", StringComparison.Ordinal));
    }

    [Fact]
    public void Published_figures_alone_are_a_chart_too() => Assert.Contains("published figures alone", Texts(Data(TotalOnly, TotalOnly with { Scenario = "Another" })));

    [Fact]
    public void A_figure_far_from_all_intervals_lies_on_the_axis()
    {
        // The axis reaches 20,000 t: its labels have kilotonnes beyond the largest interval, which ends at 20 t.
        var far = Texts(Data(Uncertain with { Published = [20_000] }));
        Assert.Contains("10,000", far);
        Assert.DoesNotContain("10,000", Texts(Data(Uncertain)));
    }

    [Fact]
    public void What_the_marks_mean_is_said_only_where_there_are_such_marks()
    {
        Assert.Equal("", Data(Uncertain).Legend);
        Assert.Equal("hollow marks have no uncertainty", Data(Uncertain, Exact).Legend);
        Assert.Equal("diamonds are figures published by others", Data(Uncertain with { Published = [11] }).Legend);
    }

    [Fact]
    public void A_mark_without_uncertainty_is_hollow()
    {
        // The middle of the mark is paper where it is hollow, and colour where it is not.
        var (hollow, filled) = (Colors(Data(Exact, Uncertain)), Colors(Data(Exact with { Low = 11, High = 13 }, Uncertain)));
        Assert.True(hollow < filled, $"{hollow} against {filled} pixels of the mark's colour");
    }

    [Fact]
    public void Models_without_the_input_are_named_with_it()
    {
        var note = string.Join(' ', Texts(Data(Uncertain, Exact) with { Absent = ["Nameless (tokens not stated)"] }));
        Assert.Contains("not drawn: Nameless (tokens not stated)", note);
    }

    [Fact]
    public void Footnotes_stand_at_the_name_and_below_the_chart()
    {
        var data = Data(Uncertain with { Marks = " [1]" }, Exact) with { Footnotes = ["[1] no embodied carbon."] };
        var texts = Texts(data);
        Assert.Contains("Uncertain [1]", texts);
        Assert.Contains("[1] no embodied carbon", string.Join(' ', texts));
    }

    [Theory]
    [InlineData(40, false)]
    [InlineData(60, true)]
    public void Bars_from_zero_are_drawn_unless_the_smallest_would_not_be_seen(double times, bool isLogarithmic)
    {
        var panels = new[] { Data(new ComparisonRow("Small", 0.9, 1, 1.1), new ComparisonRow("Large", 0.9 * times, times, 1.1 * times)) };
        var note = string.Join(' ', Texts(ChartSet.Plot(panels, "", "resources", Options)));
        Assert.Equal(isLogarithmic, note.Contains("logarithmic", StringComparison.Ordinal));
        Assert.Equal(!isLogarithmic, note.Contains("bars are medians", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1600)]
    [InlineData(700)]
    [InlineData(320)]
    public void All_texts_of_a_sheet_lie_in_the_picture(int width)
    {
        var rows = Enumerable.Range(0, 13).Select(i => new ComparisonRow($"Model number {i}", 5, 10 + (100 * i), 20 + (150 * i)) { Marks = " [1,2,3]", Published = [15] }).Append(TotalOnly).ToArray();
        var data = Data(rows) with { Footnotes = ["[1] one.", "[2] two.", "[3] three."], Absent = ["Nameless (tokens not stated)"] };
        foreach (var chart in new[] { ChartSet.Plot(data, "comparison", Options with { Width = width }), ChartSet.Plot([data, data, data, data, data, data], "a note", "resources", Options with { Width = width }) })
        {
            Assert.All(Composer.Texts(chart).Texts, text => Assert.True(text.Box.Left >= 0 && text.Box.Right <= chart.Width + 0.5 && text.Baseline <= chart.Height, text.Run.Text));
        }
    }

    [Fact]
    public void Many_models_and_outputs_make_the_picture_taller_not_its_letters_smaller()
    {
        var rows = Enumerable.Range(0, 13).Select(i => new ComparisonRow($"Model {i}", 5, 10 + i, 20 + i)).ToArray();
        var chart = ChartSet.Plot([.. Enumerable.Range(0, 8).Select(_ => Data(rows))], "", "resources", Options);
        Assert.True(chart.Height >= 2 * 13 * 62, $"{chart.Height}");
        Assert.Equal(1000, ChartSet.Plot([Data(rows[..3])], "", "resources", Options).Height);
    }

    private static ComparisonData Data(params ComparisonRow[] rows) => new("Emissions", "t", 0.9, rows);

    private static IReadOnlyList<string> Texts(ComparisonData data) => Texts(ChartSet.Plot(data, "comparison", Options));

    private static IReadOnlyList<string> Texts(Chart chart) => [.. Composer.Texts(chart).Texts.Select(text => text.Run.Text)];

    private static int Colors(ComparisonData data)
    {
        var picture = new PngReader(ChartSet.Draw(data, "comparison", Options).Png);
        return Enumerable.Range(0, picture.Width * picture.Height).Count(i => picture.At(i % picture.Width, i / picture.Width) == (0x00, 0x9E, 0x73));
    }
}
