using Simulator.Charts.Kinds;
using Simulator.Presentation;
using Simulator.Reporting.Html;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Statistics.Counting;
using Simulator.Tests.Reporting;

namespace Simulator.Tests.Presentation;

/// <summary>A figure has the same unit and the same digits in the table, on the chart and in the report.</summary>
public class OneFigureTests
{
    private static readonly SimulationResult Result = SampleResults.Result();

    public static TheoryData<string> Names => [.. Result.Outputs.Where(output => !output.IsEquivalent).Select(output => output.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_chart_prints_what_the_table_prints(string name)
    {
        var output = Result.Outputs.First(output => output.Name == name);
        var view = new OutputView(output with { Bins = Spread(output) });
        var row = OutputTable.Outputs(Result).Rows.Single(row => row[0] == output.Label);
        Assert.Equal(Typeset.Units(row[4]), view.Unit.Symbol);
        Assert.Equal(Typeset.Number(row[1]), view.Text.Median);
        Assert.Equal(row[2], view.Text.Interval);
        Assert.Equal(Typeset.Number(row[3]), view.MeanText);
        if (!output.IsConstant)
        {
            Assert.StartsWith($"median {row[1]} {Typeset.Units(row[4])}".TrimEnd() + "; 90% between ", view.Sentence, StringComparison.Ordinal);
        }
    }

    // Enough bins side by side to be a distribution.
    private static CountedBin[] Spread(OutputSummary output) => output.IsConstant
        ? [new(output.Median, output.Median, 1)]
        : [.. Enumerable.Range(0, 40).Select(i => new CountedBin(output.Median * (0.5 + (0.025 * i)), output.Median * (0.525 + (0.025 * i)), 1000))];

    [Theory]
    [InlineData("energy")]
    [InlineData("cost")]
    [InlineData("emissions")]
    [InlineData("water")]
    public void The_headline_of_the_report_prints_what_the_table_prints(string name)
    {
        var output = Result.Outputs.First(output => output.Name == name);
        var alone = Result with { Outputs = [output] };
        var row = OutputTable.Outputs(Result).Rows.Single(row => row[0] == output.Label);
        using var text = new StringWriter();
        HeadlineSection.Write(new HtmlWriter(text), Reports.Full with { Result = alone });
        Assert.Contains($"{row[1]} {Typeset.Units(row[4])}", text.ToString(), StringComparison.Ordinal);
        Assert.Contains($"between {row[2].Replace(" to ", " and ", StringComparison.Ordinal)} {Typeset.Units(row[4])}", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_of_a_comparison_print_what_its_table_prints()
    {
        OutputSummary[] outputs = [Result.Outputs.First(output => output.Name == "emissions"), SampleResults.Lognormal("emissions", "Emissions", "t", "", 88, 0.3, 0.02)];
        var unit = DisplayUnit.ForAll("t", outputs.Select(output => output.Median));
        foreach (var output in outputs)
        {
            var row = new ComparisonRow("a", output.Interval.Low, output.Median, output.Interval.High) { Errors = (output.Error.Low, output.Error.Median, output.Error.High) };
            Assert.Equal(OutputTable.Text(output, unit).Whole, row.Text(unit).Whole);
        }
    }

    [Fact]
    public void Nothing_but_ticks_prints_numbers_of_its_own()
    {
        // Format strings for numbers stand in Presentation; charts and reports only have those of ticks and of coordinates in files.
        string[] allowed = ["TickFigure.cs", "SvgFile.cs", "Typeface.cs"];
        var charts = Path.Combine(Repository.Root, "src", "Simulator.Charts");
        var found = Directory.EnumerateFiles(charts, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("ToString(\"", StringComparison.Ordinal) && !allowed.Contains(Path.GetFileName(file)));
        Assert.Empty(found);
    }
}
