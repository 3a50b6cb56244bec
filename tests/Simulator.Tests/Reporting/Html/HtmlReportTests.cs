using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Simulator.Charts;
using Simulator.Charts.Drawing;
using Simulator.Charts.Style;
using Simulator.Reporting.Html;
using Simulator.Reporting.Tables;

namespace Simulator.Tests.Reporting;

/// <summary>Checks of a report without a browser: it is valid, self-contained, complete and accessible.</summary>
public sealed partial class HtmlReportTests
{
    private const double ReadableContrast = 4.5; // WCAG 2.2, 1.4.3, level AA

    private static readonly string[] Loading = ["script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "image"];

    [Fact]
    public void Nothing_is_loaded_from_anywhere()
    {
        var html = Reports.Html(Reports.Full);
        var report = Reports.Parse(html);
        Assert.DoesNotContain(report.Descendants(), element => Loading.Contains(element.Name.LocalName));
        Assert.DoesNotContain(report.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(report.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "href"), href => Assert.StartsWith("#", href.Value, StringComparison.Ordinal));
        var style = Assert.Single(report.Descendants(), element => element.Name.LocalName == "style").Value;
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
        Assert.True(html.Length < 2_000_000, $"{html.Length} characters");
    }

    [Fact]
    public void Identifiers_are_unique_and_references_lead_somewhere()
    {
        var report = Reports.Parse(Reports.Full);
        var ids = report.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>().ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        var wanted = report.Descendants().Attributes().SelectMany(attribute => attribute.Name.LocalName switch
        {
            "href" => [attribute.Value[1..]],
            "aria-labelledby" => attribute.Value.Split(' '),
            _ => Array.Empty<string>(),
        }).ToList();
        Assert.True(wanted.Count > 100);
        Assert.All(wanted.Distinct(), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Headings_tables_and_pictures_say_what_they_are()
    {
        var report = Reports.Parse(Reports.Full);
        Assert.Equal("en", (string?)report.Attribute("lang"));
        Assert.NotEmpty(report.Descendants("title").First().Value);

        var levels = report.Descendants().Where(element => Heading().IsMatch(element.Name.LocalName)).Select(element => element.Name.LocalName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));

        var tables = report.Descendants("table").ToList();
        Assert.True(tables.Count > 6);
        Assert.All(tables, table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(tables.Descendants("th"), header => Assert.Contains((string?)header.Attribute("scope"), new[] { "col", "row" }));
        Assert.All(tables, table => Assert.All(table.Descendants("tr"), row => Assert.Equal(table.Descendants("tr").First().Elements().Count(), row.Elements().Count())));
        Assert.All(tables, table => Assert.Equal(("0", "region"), ((string?)table.Parent!.Attribute("tabindex"), (string?)table.Parent.Attribute("role"))));

        var pictures = report.Descendants().Where(element => element.Name.LocalName == "svg" && (string?)element.Attribute("aria-hidden") != "true").ToList();
        Assert.True(pictures.Count >= 8);
        foreach (var picture in pictures)
        {
            Assert.Equal("img", (string?)picture.Attribute("role"));
            Assert.All(new[] { "title", "desc" }, name => Assert.NotEmpty(picture.Elements().Single(element => element.Name.LocalName == name).Value));
            Assert.Equal("figure", picture.Parent!.Name.LocalName);
            Assert.NotEmpty(picture.Parent.Element("figcaption")!.Value);
        }
    }

    [Fact]
    public void Text_stands_out_from_its_ground_in_both_themes()
    {
        foreach (var (index, paper, band) in new[] { (0, "--paper", "--band"), (1, "--paper", "--band") })
        {
            var colors = ReportStyle.Colors.ToDictionary(color => color.Variable, color => Color(index == 0 ? color.Light : color.Dark));
            foreach (var text in new[] { "--ink", "--muted", "--link", "--holds", "--fails", "--undecided" })
            {
                Assert.True(Contrast(colors[text], colors[paper]) >= ReadableContrast, $"{text} on paper, theme {index}");
            }

            Assert.True(Contrast(colors["--ink"], colors[band]) >= ReadableContrast, $"--ink on band, theme {index}");

            // Charts are drawn without a ground of their own, for the paper of their themes.
            var theme = index == 0 ? Theme.Light : Theme.Dark;
            Assert.Equal(theme.Paper, colors[paper]);
            Assert.True(Contrast(theme.Muted, colors[paper]) >= ReadableContrast);
        }
    }

    [Fact]
    public void Every_variable_that_is_used_has_a_colour_in_both_themes()
    {
        var html = Reports.Html(Reports.Full);
        var used = Variable().Matches(html).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(used.Count > 15);
        var style = html[..html.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.All(used, variable => Assert.Equal(2, Regex.Count(style, Regex.Escape(variable) + ":#[0-9a-f]{6};")));
    }

    [Fact]
    public void Every_known_figure_is_in_the_report()
    {
        var content = Reports.Full;
        var (result, report) = (content.Result, Reports.Parse(content));
        var text = report.Value;
        Assert.All(result.Inputs, input =>
        {
            Assert.Contains(input.Path, text, StringComparison.Ordinal);
            Assert.Contains(input.Distribution, text, StringComparison.Ordinal);
        });
        Assert.All(result.Inputs.Where(input => input.Note is not null), input => Assert.Contains(input.Note!, text, StringComparison.Ordinal));
        Assert.All(result.Inputs.Where(input => input.Source is not null), input => Assert.Contains(InputsTable.KeyOf(input.Source), text, StringComparison.Ordinal));
        Assert.All(result.Outputs, output => Assert.True(
            text.Contains(output.Label, StringComparison.Ordinal) || (output.IsEquivalent && text.Contains(output.Name, StringComparison.Ordinal)), output.Name));
        Assert.All(result.Notices, notice => Assert.Contains(notice.Replace("Warning: ", "", StringComparison.Ordinal)[1..], text, StringComparison.Ordinal));
        Assert.All(result.Limits, limit => Assert.Contains(limit.Limit, text, StringComparison.Ordinal));
        Assert.Contains("There is a warning.", text, StringComparison.Ordinal);
        Assert.Contains("1 of 3 limits fail, 1 undecided.", text, StringComparison.Ordinal);
        Assert.Contains("Most of the uncertainty comes from grid.carbon_intensity (64%) and a + b (22%)", text, StringComparison.Ordinal);
        Assert.Contains("grid.carbon_intensity 69 instead of 56 g/kWh", text, StringComparison.Ordinal);
        Assert.Contains(content.Command, text, StringComparison.Ordinal);
        Assert.All([result.Scenario.Sha256, result.Run.Version, result.Run.Seed.ToString(CultureInfo.InvariantCulture), result.Run.Device], fact => Assert.Contains(fact, text, StringComparison.Ordinal));

        // The scenario can be copied out of the report as it was read.
        var written = report.Descendants("pre").Select(pre => pre.Value.ReplaceLineEndings("\n")).ToList();
        Assert.All(content.Sources, source => Assert.Contains(source.Text.ReplaceLineEndings("\n"), written));
    }

    [Fact]
    public void The_text_of_a_file_cannot_become_markup()
    {
        const string Hostile = "</title><script>alert('1')</script> & \"quotes\" \u0007\u001b[31m \uFFFE \uD800";
        var full = Reports.Full;
        var content = full with
        {
            Command = Hostile,
            Sources = [new(Hostile, Hostile, Hostile)],
            Result = full.Result with
            {
                Scenario = full.Result.Scenario with { Name = Hostile, Description = Hostile, File = Hostile },
                Inputs = [full.Result.Inputs[0] with { Path = Hostile, Distribution = Hostile, Note = Hostile, Source = Hostile }],
                Notices = [Hostile, "Warning: " + Hostile],
            },
        };
        content = Reports.Illustrated(content, new ChartOptions());
        var report = Reports.Parse(content);
        Assert.DoesNotContain(report.Descendants(), element => element.Name.LocalName == "script");
        Assert.StartsWith("</title><script>alert('1')</script> & \"quotes\"", report.Descendants("h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_charts_limits_or_analysis_it_is_complete_and_names_them()
    {
        var full = Reports.Full;
        var content = new ReportContent(full.Result with { Limits = [], Sensitivity = null, WorstCases = [] });
        var report = Reports.Parse(content);
        Assert.Empty(report.Descendants("figure"));
        Assert.Contains("No limits were set.", report.Value, StringComparison.Ordinal);
        Assert.Contains("--sensitivity", report.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Descendants("a"), link => (string?)link.Attribute("href") == "#charts");
        Assert.Contains("#inputs", report.Descendants("a").Select(link => (string?)link.Attribute("href")));
    }

    [Fact]
    public void A_scenario_without_uncertainty_has_a_report_too()
    {
        var report = Reports.Parse(new ReportContent(SampleResults.Certain()));
        Assert.Contains("Energy: 1.522 GWh, fixed by the inputs", report.Value, StringComparison.Ordinal);
        Assert.Contains("nothing sampled", report.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_samples_and_unknown_costs_do_not_stop_it()
    {
        var result = SampleResults.Result(error: double.NaN);
        Assert.NotEmpty(Reports.Parse(new ReportContent(result)).Value);
        Assert.NotEmpty(Reports.Parse(new ReportContent(result with { Outputs = [], Components = [], Phases = [], Inputs = [] })).Value);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_in_every_culture()
    {
        var expected = Reports.Html(Reports.Full);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator) = (",", ".");
            (commas.NumberFormat.PercentDecimalSeparator, commas.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, Reports.Html(Reports.Full));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static double Contrast(ScottPlot.Color a, ScottPlot.Color b) => ColorMath.Contrast(a, b);

    private static ScottPlot.Color Color(string hex) => new(hex);

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"var\((--[a-z0-9-]+)\)")]
    private static partial Regex Variable();
}
