using ScottPlot;
using Simulator.Charts.Kinds;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Model;
using Simulator.Results;

namespace Simulator.Charts;

/// <summary>Draws the charts of results. The same input gives the same files, on any number of threads and in any culture.</summary>
public static class ChartSet
{
    /// <summary>Below this nothing could be read. [px]</summary>
    private const int Smallest = 160;

    /// <summary>Draws the charts of one scenario. What the result does not determine is left out.</summary>
    public static IReadOnlyList<ChartFile> Draw(SimulationResult result, ChartOptions options) =>
        Draw([.. Plan(result, options).Select(chart => (Func<ChartOptions, ChartFile>)(each => File(Plot(chart.Name, chart.Chart, each), each)))], options);

    /// <summary>Draws charts, several at once, in their order; without those that were not begun when the drawing was ended.</summary>
    /// <param name="charts">Draw one chart each.</param>
    /// <param name="options">How they are drawn.</param>
    public static IReadOnlyList<ChartFile> Draw(IReadOnlyList<Func<ChartOptions, ChartFile>> charts, ChartOptions options)
    {
        var files = new ChartFile?[charts.Count];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, i => files[i] = options.Cancellation.IsCancellationRequested ? null : charts[i](options));
        return [.. files.OfType<ChartFile>()];
    }

    /// <summary>The charts of one scenario as ScottPlot plots, to be changed before they are written.</summary>
    public static IReadOnlyList<Chart> Plots(SimulationResult result, ChartOptions options) =>
        [.. Plan(result, options).Select(chart => Plot(chart.Name, chart.Chart, options))];

    /// <summary>Charts that were chosen by name and that a result has nothing for, each as it is written in a list of charts.</summary>
    public static IReadOnlyList<string> Missing(SimulationResult result, ChartOptions options)
    {
        var missing = new List<string>();
        foreach (var kind in options.AreChosen ? options.Kinds.Distinct() : [])
        {
            var (name, drawn) = (kind.ToString().ToLowerInvariant(), Plan(kind, result, options).Select(chart => chart.Name).ToList());
            var choices = options.Choices.Where(choice => choice.Kind == kind).ToList();
            missing.AddRange(choices.Where(choice => !drawn.Contains($"{name}-{choice.Output}")).Select(choice => $"{name}:{choice.Output}"));
            missing.AddRange(choices.Count == 0 && drawn.Count == 0 ? [name] : []);
        }

        return missing;
    }

    /// <summary>Draws one output of several scenarios on one axis.</summary>
    /// <param name="data">The output.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(ComparisonData data, string name, ChartOptions options) => File(Plot(data, name, options), options);

    /// <summary>The same as a ScottPlot plot.</summary>
    /// <inheritdoc cref="Draw(ComparisonData, string, ChartOptions)"/>
    public static Chart Plot(ComparisonData data, string name, ChartOptions options) => Plot(name, new Comparison(data), options);

    /// <summary>Draws the difference of an output between two scenarios.</summary>
    /// <param name="data">The difference.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(PairedDifference data, string name, ChartOptions options) => File(Plot(data, name, options), options);

    /// <summary>The same as a ScottPlot plot.</summary>
    /// <inheritdoc cref="Draw(PairedDifference, string, ChartOptions)"/>
    public static Chart Plot(PairedDifference data, string name, ChartOptions options) => Plot(name, new Difference(data), options);

    /// <summary>Draws several outputs of several scenarios side by side, one panel an output: what each of them takes.</summary>
    /// <param name="panels">The outputs, with the same scenarios in the same order; a figure that is not known is NaN.</param>
    /// <param name="note">What has to be known to read it, e.g. what the outputs include.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(IReadOnlyList<ComparisonData> panels, string note, string name, ChartOptions options) =>
        File(Plot(panels, note, name, options), options);

    /// <summary>The same as ScottPlot plots, one a panel.</summary>
    /// <inheritdoc cref="Draw(IReadOnlyList{ComparisonData}, string, string, ChartOptions)"/>
    public static Chart Plot(IReadOnlyList<ComparisonData> panels, string note, string name, ChartOptions options) =>
        Plot(name, new ResourceBars(panels, note), options);

    /// <summary>Draws an output over a number that is varied.</summary>
    /// <param name="data">The output.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(SweepData data, string name, ChartOptions options) => File(Plot(data, name, options), options);

    /// <summary>The same as a ScottPlot plot.</summary>
    /// <inheritdoc cref="Draw(SweepData, string, ChartOptions)"/>
    public static Chart Plot(SweepData data, string name, ChartOptions options) => Plot(name, new SweepLine(data), options);

    /// <summary>Draws the median of an output over two things that are varied.</summary>
    /// <param name="data">The output.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(HeatMapData data, string name, ChartOptions options) => File(Plot(data, name, options), options);

    /// <summary>The same as a ScottPlot plot.</summary>
    /// <inheritdoc cref="Draw(HeatMapData, string, ChartOptions)"/>
    public static Chart Plot(HeatMapData data, string name, ChartOptions options) => Plot(name, new HeatMap(data), options);

    private static List<(string Name, IChart Chart)> Plan(SimulationResult result, ChartOptions options) =>
        [.. options.Kinds.Distinct().Order().SelectMany(kind => Plan(kind, result, options))];

    /// <summary>The charts of a kind that a result has something for, by file name.</summary>
    internal static IEnumerable<(string Name, IChart Chart)> Plan(ChartKind kind, SimulationResult result, ChartOptions options)
    {
        // What is always the same is said by the tables; it is drawn where somebody asks for it.
        bool IsDrawn(OutputSummary output, bool isUsual) => options.Wants(kind, output.Name, isUsual && !output.IsConstant);
        bool IsHeadline(OutputSummary output) => OutputDefinitions.Headline.Contains(output.Name);
        var scenario = result.Scenario.Name;
        return kind switch
        {
            ChartKind.Histogram => result.Outputs.Where(output => IsDrawn(output, !output.IsEquivalent)).Select(output => ($"histogram-{output.Name}",
                (IChart)new Histogram(new OutputView(output), scenario, result.Run, Limits(output, options)))),
            ChartKind.Exceedance => result.Outputs.Where(output => IsDrawn(output, IsHeadline(output))).Select(output => ($"exceedance-{output.Name}",
                (IChart)new Exceedance(new OutputView(output), scenario, result.Run, Limits(output, options)))),
            ChartKind.Breakdown => result.Components.Count > 0 ? [("breakdown", new Breakdown(result, isPanel: false))] : [],
            ChartKind.Quadrants => Quadrants.CanShow(result) ? [("quadrants", new Quadrants(result))] : [],
            ChartKind.Convergence =>
                from trace in options.Convergence
                from output in result.Outputs
                where string.Equals(output.Name, trace.Output, StringComparison.Ordinal) && output.Bins.Count > 0 && trace.Points.Count > 1
                    && options.Wants(kind, output.Name, IsHeadline(output))
                select ($"convergence-{output.Name}", (IChart)new Convergence(new OutputView(output), trace.Points, scenario, result.Run)),
            ChartKind.Tornado =>
                from output in result.Sensitivity?.Outputs ?? []
                where options.Wants(kind, output.Output, options.Drivers.Contains(output.Output)) && Tornado.CanShow(output)
                select ($"tornado-{output.Output}", (IChart)new Tornado(output, result.Sensitivity!, scenario)),
            _ => [("overview", new Overview(result, [.. OnOneSheet(result).Select(output => new OutputView(output))], options.Limits))],
        };
    }

    /// <summary>The first three headline outputs; where one is missing, the next output that there is.</summary>
    private static IEnumerable<OutputSummary> OnOneSheet(SimulationResult result) => result.Outputs
        .Where(output => !output.IsEquivalent)
        .OrderByDescending(output => OutputDefinitions.Headline.Contains(output.Name))
        .Take(3);

    private static double[] Limits(OutputSummary output, ChartOptions options) =>
        [.. options.Limits.Where(limit => string.Equals(limit.Output, output.Name, StringComparison.Ordinal)).Select(limit => limit.Value)];

    private static ChartFile File(Chart chart, ChartOptions options) => new(
        chart.Name, chart.Title, chart.Sentence, chart.ToPng(options.Scale), options.WithSvg ? chart.ToSvg() : "")
    {
        Pdf = options.WithPdf ? chart.ToPdf() : [],
    };

    private static Chart Plot(string name, IChart chart, ChartOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Width, Smallest);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Height, Smallest);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Scale, 1);
        var style = ChartStyle.For(options.Theme, options.Width, options.Height) with { HasHeading = options.HasTitle };
        var isColumn = !options.HasOwnHeight && style.Standard(options.Width) < ChartStyle.Narrow;
        return new Chart(name, chart, style, options.Width, isColumn ? ColumnHeight(chart, style, options.Width) : options.Height);
    }

    // A heading of many lines makes the picture higher, so that they do not take the room of the plot.
    private static int ColumnHeight(IChart chart, ChartStyle style, int width)
    {
        var usual = style.Px(chart.HeightOfColumn);
        var heading = chart.Plots(style, new PixelRect(0, width, usual, 0))[0].Heading;
        return (int)Math.Ceiling(usual + Math.Max(0, heading.Excess(style, width - style.Margins.Left - style.Margins.Right) - style.Px(chart.HeadingInColumn)));
    }
}
