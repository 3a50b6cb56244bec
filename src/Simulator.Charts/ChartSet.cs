using ScottPlot;
using Simulator.Charts.Kinds;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Results;

namespace Simulator.Charts;

/// <summary>Draws the charts of results. The same input gives the same files, on any number of threads and in any culture.</summary>
/// <example>
/// <code>
/// var result = SimulationRunner.Run(ScenarioReader.Read("scenarios/gpt-3.yaml"), new RunOptions { Samples = 1 &lt;&lt; 14 });
/// foreach (var chart in ChartSet.Plots(result, new ChartOptions { Kinds = [ChartKind.Overview], Theme = Theme.Dark }))
/// {
///     Console.WriteLine(chart.ToSvg().StartsWith("&lt;svg") ? $"{chart.Name}.svg" : "");  // overview.svg
/// }
/// </code>
/// </example>
public static class ChartSet
{
    /// <summary>Below this the text is not readable. [px]</summary>
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
            var (name, drawn) = (kind.Name, kind.Draw(result, options).Select(chart => chart.Name).ToList());
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

    /// <summary>Draws several outputs of several scenarios side by side, one panel per output.</summary>
    /// <param name="panels">The outputs, with the same scenarios in the same order; a figure that is not computed is NaN.</param>
    /// <param name="note">What is needed to read it, e.g. what the outputs include.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(IReadOnlyList<ComparisonData> panels, string note, string name, ChartOptions options) =>
        File(Plot(panels, note, name, options), options);

    /// <summary>The same as ScottPlot plots, one per panel.</summary>
    /// <inheritdoc cref="Draw(IReadOnlyList{ComparisonData}, string, string, ChartOptions)"/>
    public static Chart Plot(IReadOnlyList<ComparisonData> panels, string note, string name, ChartOptions options) =>
        new ResourceBars(panels, note) is var bars && !options.HasOwnHeight && options.Width >= ResourceBars.WidthOfSheet
            ? Plot(name, bars, options with { Height = Math.Max(options.Height, (int)(bars.HeightOfSheet * options.Width / ResourceBars.WidthOfSheet)) })
            : Plot(name, bars, options);

    /// <summary>Draws an output over a number that is varied.</summary>
    /// <param name="data">The output.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(SweepData data, string name, ChartOptions options) => File(Plot(data, name, options), options);

    /// <summary>The same as a ScottPlot plot.</summary>
    /// <inheritdoc cref="Draw(SweepData, string, ChartOptions)"/>
    public static Chart Plot(SweepData data, string name, ChartOptions options) => Plot(name, new SweepLine(data), options);

    /// <summary>Draws an output over the start of a run.</summary>
    internal static ChartFile Draw(ScheduleData data, string name, ChartOptions options) => File(Plot(name, new ScheduleLine(data), options), options);

    /// <summary>Draws the median of an output over two things that are varied.</summary>
    /// <param name="data">The output.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    public static ChartFile Draw(HeatMapData data, string name, ChartOptions options) => File(Plot(data, name, options), options);

    /// <summary>The same as a ScottPlot plot.</summary>
    /// <inheritdoc cref="Draw(HeatMapData, string, ChartOptions)"/>
    public static Chart Plot(HeatMapData data, string name, ChartOptions options) => Plot(name, new HeatMap(data), options);

    /// <summary>Draws data beside the quantiles of fitted distributions.</summary>
    /// <param name="data">The data and the quantiles.</param>
    /// <param name="name">File name without extension.</param>
    /// <param name="options">Theme and size.</param>
    internal static ChartFile Draw(QuantilePlotData data, string name, ChartOptions options) => File(Plot(name, new QuantilePlot(data), options), options);

    private static List<(string Name, IChart Chart)> Plan(SimulationResult result, ChartOptions options) =>
        [.. options.OrderedKinds.SelectMany(kind => kind.Draw(result, options))];

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

    // A heading of many lines makes the picture taller, so that the plot keeps its size.
    private static int ColumnHeight(IChart chart, ChartStyle style, int width)
    {
        var usual = style.Px(chart.HeightOfColumn);
        var heading = chart.Plots(style, new PixelRect(0, width, usual, 0))[0].Heading;
        return (int)Math.Ceiling(usual + Math.Max(0, heading.Excess(style, width - style.Margins.Left - style.Margins.Right) - style.Px(chart.HeadingInColumn)));
    }
}
