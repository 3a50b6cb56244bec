using Simulator.Charts;
using Simulator.Reporting;
using Simulator.Statistics;

namespace Simulator.Cli;

/// <summary>Draws the charts of a result into its folder.</summary>
/// <param name="options">Which charts and how.</param>
/// <param name="writesVectors">Whether each chart is written as SVG beside its PNG.</param>
internal sealed class ChartFiles(ChartOptions options, bool writesVectors)
{
    /// <summary>Whether a chart shows how the figures settled.</summary>
    public bool ShowsConvergence => options.Kinds.Contains(ChartKind.Convergence);

    /// <summary>The same with tornados of chosen outputs.</summary>
    public ChartFiles WithDrivers(IReadOnlyCollection<string> outputs) => new(options with { Drivers = outputs }, writesVectors);

    /// <summary>Draws and writes the charts; returns how many files were written.</summary>
    /// <param name="result">What to draw.</param>
    /// <param name="folder">Where to.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public int Write(SimulationResult result, string folder)
    {
        var convergence = result.Convergence
            .Where(trace => trace.Output is "energy" or "cost" or "emissions")
            .Select(trace => new ConvergenceTrace(
                trace.Output, [.. trace.Points.Select(point => new ConvergencePoint(point.Samples, point.Low, point.Median, point.High))]));
        var charts = ChartSet.Draw(result, options with { Convergence = [.. convergence] });
        foreach (var chart in charts)
        {
            AtomicFile.Write(Path.Combine(folder, chart.Name + ".png"), stream => stream.Write(chart.Png));
            if (writesVectors)
            {
                AtomicFile.WriteText(Path.Combine(folder, chart.Name + ".svg"), writer => writer.Write(chart.Svg));
            }
        }

        return charts.Count * (writesVectors ? 2 : 1);
    }
}
