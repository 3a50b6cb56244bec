using Simulator.Statistics.Counting;
using System.Xml.Linq;
using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Results;

namespace Simulator.Tests.Charts;

/// <summary>
/// The SVG of a chart against the text kept beside this file. If the charts are changed, and we mean it, run the tests once
/// with UPDATE_GOLDEN=1 and look at the difference before committing it.
/// </summary>
public sealed class SvgTests
{
    [Theory]
    [InlineData("histogram")]
    [InlineData("comparison")]
    public void The_drawing_is_the_one_that_was_looked_at(string name)
    {
        var options = new ChartOptions { Kinds = [ChartKind.Histogram], Limits = [new ChartLimit("emissions", 11000)] };
        var svg = name == "comparison"
            ? ChartSet.Draw(SyntheticResults.Comparison(), name, options).Svg
            : ChartSet.Draw(SyntheticResults.Result("Golden", Triangle()), options)[0].Svg;

        // The outlines of letters are those of the machine's font engine; where everything stands is ours.
        svg = svg[..svg.IndexOf("<defs>", StringComparison.Ordinal)] + svg[(svg.IndexOf("</defs>", StringComparison.Ordinal) + "</defs>\n".Length)..];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Path.Combine(Source(), "Golden", name + ".svg"), svg);
            return;
        }

        using var stream = typeof(SvgTests).Assembly.GetManifestResourceStream($"Golden.{name}.svg")!;
        Assert.Equal(new StreamReader(stream).ReadToEnd(), svg);
    }

    [Fact]
    public void It_is_well_formed_and_every_glyph_is_defined()
    {
        var result = SyntheticResults.Result("Tom & \"Jerry\" <v1>", Triangle());
        foreach (var file in ChartSet.Draw(result, new ChartOptions { Width = 800, Height = 500 }))
        {
            var svg = XDocument.Parse(file.Svg).Root!;
            XNamespace link = "http://www.w3.org/1999/xlink";
            var defined = svg.Descendants().Select(element => (string?)element.Attribute("id")).ToHashSet();
            var used = svg.Descendants().Select(element => (string?)element.Attribute(link + "href")).Where(href => href is not null);
            Assert.All(used, href => Assert.Contains(href![1..], defined));
            Assert.Equal(file.Title, svg.Elements().Single(element => element.Name.LocalName == "title").Value);
            Assert.Equal(file.Sentence, svg.Elements().Single(element => element.Name.LocalName == "desc").Value);
            Assert.Equal("0 0 800 500", (string?)svg.Attribute("viewBox"));
        }
    }

    /// <summary>Counts that no library function had a part in, so that every machine draws the same.</summary>
    private static OutputSummary Triangle()
    {
        var bins = Enumerable.Range(0, 600).Select(i => new CountedBin(6000 + (10 * i), 6010 + (10 * i), Math.Min(i + 1, (600 - i) / 2))).ToArray();
        return new OutputSummary(
            "emissions", "Emissions", "t", "grid, location-based", false, 8700, 1200, 6000, 12000,
            new CentralInterval(0.9, 6775, 11059), [new(0.5, 8450, 2)], new MonteCarloError(3, 3, 6, 9), 0, 0, bins);
    }

    private static string Source([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
