using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Reporting.Html;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Cli.Execution;

/// <summary>Draws the charts of a result into its folder.</summary>
/// <param name="options">Which charts and how.</param>
internal sealed class ChartFiles(ChartOptions options)
{
    /// <summary>Whether a chart shows how the figures settled.</summary>
    public bool ShowsConvergence => options.Kinds.Any(kind => kind.NeedsConvergence);

    /// <summary>The same with tornados of chosen outputs.</summary>
    public ChartFiles WithDrivers(IReadOnlyCollection<string> outputs) => new(options with { Drivers = outputs });

    /// <summary>Draws and writes the charts; returns how many files were written.</summary>
    /// <param name="result">What to draw.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="session">Receives a message if the drawing was stopped.</param>
    /// <param name="cancellation">Says when to stop.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public int Write(SimulationResult result, string folder, Session session, CancellationToken cancellation)
    {
        var files = ChartSet.Draw(result, OptionsFor(result) with { Cancellation = cancellation });
        session.NoteCharts(cancellation);
        return files.Sum(chart => StudyCharts.Write(chart, folder));
    }

    /// <summary>A message about charts that were requested but not drawn; empty if all were.</summary>
    /// <param name="result">What was drawn.</param>
    public string Missing(SimulationResult result)
    {
        var missing = ChartSet.Missing(result, OptionsFor(result));
        return missing.Count == 0 ? "" : $"{result.Scenario.Name}: nothing to draw for {string.Join(", ", missing)}"
            + string.Concat(ChartKind.All.Where(kind => kind.NeedsSensitivity && result.Sensitivity is null && missing.Any(chart => chart.StartsWith(kind.Name, StringComparison.Ordinal))).Select(kind => $"; a {kind.Name} needs --sensitivity"))
            + (missing.Any(chart => chart.Contains(':', StringComparison.Ordinal)) ? $"; outputs of this result: {string.Join(", ", result.Outputs.Where(output => !output.IsEquivalent).Select(output => output.Name))}" : "") + ".";
    }

    /// <summary>A report with its charts.</summary>
    /// <param name="content">The report without charts.</param>
    public ReportContent Illustrate(ReportContent content)
    {
        var drawn = InlineCharts.Draw(content.Result, OptionsFor(content.Result));
        return content with
        {
            Figures = [.. drawn.Charts.Select(chart => new ReportFigure(chart.Name, chart.Title, chart.Sentence, chart.Svg))],
            Glyphs = drawn.Glyphs,
            Colors = [.. drawn.Colors.Select(color => (color.Variable, color.Light, color.Dark))],
        };
    }

    private ChartOptions OptionsFor(SimulationResult result)
    {
        var convergence = result.Convergence
            .Select(trace => new ConvergenceTrace(
                trace.Output, [.. trace.Points.Select(point => new ConvergencePoint(point.Samples, point.Low, point.Median, point.High))]));
        var limits = result.Limits.SelectMany(limit => limit.Parts).Select(part => new ChartLimit(part.Output, part.Amount) { Exceeding = LimitsTable.Exceeding(part) }).Distinct();
        return options with { Convergence = [.. convergence], Limits = [.. limits] };
    }
}
