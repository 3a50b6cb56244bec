using System.Text.RegularExpressions;
using System.Xml.Linq;
using Simulator.Presentation;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Tables;
using Simulator.Runs;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Reporting;

/// <summary>Text from a scenario is data in every file that is written and every line that is printed.</summary>
public sealed partial class HostileTextTests
{
    [Theory]
    [InlineData("\\e[31mALERT\\e]8;;http://evil\\a \\x9b31m")]
    [InlineData("\\u202Eabc\\u2066d\\u200F")]
    [InlineData("</title><script>alert(1)</script>")]
    [InlineData("]]>\\\"' onload='alert(1)' <!-- \\ufffe")]
    [InlineData("&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("a\\n::error::forged\\r\\n##[error]forged\\u2028::warning::forged")]
    public void In_reports_and_charts_it_is_shown_and_not_obeyed(string name)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.WriteFile("x.yaml", $"name: \"{name}\"\nhardware: {{tdp: 1 kW}}\nfacility: {{pue: {{value: 1.1 to 1.3, source: \"{name}\", note: \"{name}\"}}}}\ntraining: [{{phase: \"{name} 1\", accelerator_hours: 1 to 2 h}}]\n");
        Assert.Equal(0, line.RunWithCharts(path, "--samples", "1024", "--chart-svg", "--charts", "histogram,breakdown"));
        var files = Directory.GetFiles(Path.Combine(line.Folder, "out")).ToLookup(file => Path.GetExtension(file));
        Assert.NotEmpty(files[".svg"]);
        foreach (var file in files[".svg"].Concat(files[".html"]))
        {
            var text = File.ReadAllText(file);
            Assert.True(Printable.IsPrintable(text), file);
            var document = XDocument.Parse(text.Replace("<!DOCTYPE html>", "", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "img" or "iframe" or "foreignObject" || (element.Name.LocalName == "script" && element.Value.Contains("alert", StringComparison.Ordinal)));
            Assert.DoesNotContain(document.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        }

        Assert.True(Printable.IsPrintable(File.ReadAllText(Assert.Single(files[".csv"])).Replace("\r\n", "\n", StringComparison.Ordinal)));
        // Not of tables, which wrap their cells at spaces.
        foreach (var format in new[] { "markdown", "csv", "json" })
        {
            Assert.Equal(0, line.RunScenario(path, "--samples", "1024", "--format", format));
        }

        Assert.DoesNotMatch(ForgedLine(), line.Output.ToString() + line.Error);
    }

    [Theory]
    [InlineData("https://example.org/a?b=1&c=2", true)]
    [InlineData("http://example.org", true)]
    [InlineData("HTTPS://EXAMPLE.ORG/x", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JaVaScRiPt://example.org/%0Aalert(1)", false)]
    [InlineData("data:text/html,<script>alert(1)</script>", false)]
    [InlineData("vbscript:x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("ftp://example.org", false)]
    [InlineData("//example.org", false)]
    [InlineData("https://user:password@example.org", false)]
    [InlineData("https://example.org\\u202Emoc", false)]
    [InlineData("see https://example.org", false)]
    public void A_source_is_a_link_only_if_it_is_the_address_of_a_page(string source, bool isLink)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = line.WriteFile("x.yaml", $"name: x\nhardware: {{tdp: {{value: 1 to 2 kW, source: \"{source}\"}}}}\ntraining: [{{accelerator_hours: 1 h}}]\n");
        Assert.Equal(0, line.RunScenario(path, "--samples", "1024"));
        var links = XDocument.Parse(File.ReadAllText(Path.Combine(line.Folder, "out", "report.html")).Replace("<!DOCTYPE html>", "", StringComparison.OrdinalIgnoreCase))
            .Descendants().Attributes("href").Select(attribute => attribute.Value).Where(link => !link.StartsWith('#')).ToList();
        Assert.Equal(isLink, links.Contains(isLink ? new Uri(source).AbsoluteUri : source));
        Assert.All(links, link => Assert.StartsWith("http", link, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData(" =1", "' =1")]
    [InlineData("\u200B=1", "'\u200B=1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＠SUM(A1)", "'＠SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("x;=1", "\"x;=1\"")]
    [InlineData("x\t=1", "\"x\t=1\"")]
    [InlineData("x\u202E", "x\uFFFD")]
    [InlineData(" text", " text")]
    [InlineData("-1.5", "-1.5")]
    public void A_cell_does_not_become_a_formula_in_any_spreadsheet(string cell, string expected)
    {
        var writer = new StringWriter();
        CsvTable.Write(new ReportTable("", [new ReportColumn("x")], [[cell]]), writer);
        Assert.Equal(expected, writer.ToString().Split('\n')[1].TrimEnd('\r'));
    }

    [Fact]
    public void A_file_whose_name_would_forge_a_line_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no such names
        }

        using var line = new CommandLineRun();
        line.WriteFile("s/good.yaml", "name: x\n");
        line.WriteFile("s/a\n::error::forged.yaml", "name: x\n");
        Assert.Equal(2, line.Run("check", Path.Combine(line.Folder, "s")));
        Assert.DoesNotMatch(ForgedLine(), line.Error.ToString());
    }

    [GeneratedRegex(@"(^|[\r\n\u0085\u2028\u2029])(::|##\[)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForgedLine();
}
