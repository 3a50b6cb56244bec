using System.Xml;
using System.Xml.Linq;
using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Reporting.Html;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Reporting;

/// <summary>Reports of a real run, with everything that a report can show.</summary>
internal static class Reports
{
    private static readonly Lazy<ReportContent> Cached = new(Build);

    /// <summary>BLOOM with limits of every outcome, charts, and an analysis of what drives it.</summary>
    public static ReportContent Full => Cached.Value;

    public static string Html(ReportContent content)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        HtmlReport.Write(content, writer);
        return writer.ToString();
    }

    public static XElement Parse(ReportContent content) => Parse(Html(content));

    /// <summary>Parses it as XML: what is not closed, not escaped or twice on an element throws.</summary>
    public static XElement Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>The report with its charts.</summary>
    public static ReportContent Illustrated(ReportContent content, ChartOptions options)
    {
        var drawn = InlineCharts.Draw(content.Result, options);
        return content with
        {
            Figures = [.. drawn.Charts.Select(chart => new ReportFigure(chart.Name, chart.Title, chart.Sentence, chart.Svg))],
            Glyphs = drawn.Glyphs,
            Colors = [.. drawn.Colors.Select(color => (color.Variable, color.Light, color.Dark))],
        };
    }

    private static ReportContent Build()
    {
        string[] limits = ["mean energy < 1 TWh", "p95 emissions < 1 t and mean energy < 1 TWh", "P(emissions > 100 kt) <= 0%"];
        var scenario = ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios/bloom.yaml"));
        var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 12, Limits = [.. limits.Select(Limit.Parse)] });
        result = result with
        {
            Notices = ["Warning: facility.pue: 2.4; at most 2.", .. result.Notices],
            Sensitivity = new SensitivityResult(4096, 4096, 32, 2.04, "cpu-scalar", 0.1,
                [
                    new OutputSensitivity("emissions", "Emissions", "t", 50, 0.98, null,
                    [
                        new InputSensitivity("grid.carbon_intensity", ["grid.carbon_intensity"], new(0.61, 0.01), new(0.64, 0.01), 0.6,
                            [new TornadoBar("grid.carbon_intensity", "kg/kWh", 0.04, 0.07, 40, 62)]),
                        new InputSensitivity("a + b", ["a", "b"], new(0.2, 0.01), new(0.22, 0.01), 0.2,
                            [new TornadoBar("a", "", 1, 2, 45, 55), new TornadoBar("b", "", 1, 2, 47, 53)]),
                    ]),
                ],
                ["A notice of the analysis."]),
            WorstCases = [new WorstCases("emissions", "Emissions", "t", 0.05, 62, 66, 205, 4096, 17, [new WorstCaseInput("grid.carbon_intensity", "g/kWh", new(70, 60, 69, 80), new(57, 40, 56, 75), 0.95)])],
        };
        return Illustrated(
            new ReportContent(result) { Command = "simulator run scenarios/bloom.yaml --limit 'mean energy < 1 TWh'", Sources = scenario.Sources },
            new ChartOptions { Limits = [new ChartLimit("emissions", 60)], Convergence = [new ConvergenceTrace("emissions", [new(128, 20, 30, 50), new(4096, 21, 31, 52)])] });
    }
}
