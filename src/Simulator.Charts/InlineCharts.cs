using ScottPlot;
using Simulator.Charts.Kinds;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Results;

namespace Simulator.Charts;

/// <summary>Charts that are part of a page: their colours follow the page's theme, and they share their letters.</summary>
/// <param name="Charts">The charts.</param>
/// <param name="Glyphs">Outlines of the letters, each once: the inside of a <c>defs</c> element that must be on the page.</param>
/// <param name="Colors">The colours by the names of CSS variables, in both themes.</param>
internal sealed record InlineCharts(IReadOnlyList<InlineChart> Charts, string Glyphs, IReadOnlyList<ThemedColor> Colors)
{
    // A chart stands in a column of about 360 pixels, on a phone and beside another one: half the size of a standard
    // picture, so that its letters come out at the size of small print.
    private const int Width = 760, Height = 560, HeightOfRows = 70, HeightBeside = 150;
    private const double Unit = 1;
    private const float Margin = 10;

    /// <summary>Draws what a report shows: histograms and exceedance curves of the headline outputs and those with limits, and the breakdown.</summary>
    /// <param name="result">The result.</param>
    /// <param name="options">Which kinds; limits and convergence. Theme and sizes are the page's.</param>
    public static InlineCharts Draw(SimulationResult result, ChartOptions options)
    {
        var charts = options.OrderedKinds
            .SelectMany(kind => kind.Draw(result, options).Where(chart => kind.IsInReport(OutputOf(chart.Name), result, options)))
            .OrderBy(chart => Place(chart.Name, result));
        return Draw(charts.Select(chart => (chart.Name, chart.Chart, Height)));
    }

    /// <summary>Draws outputs of several scenarios, one chart each; titles, notes and footnotes are the page's.</summary>
    /// <param name="outputs">The outputs, by the names of the charts.</param>
    public static InlineCharts Draw(IEnumerable<(string Name, ComparisonData Data)> outputs) =>
        Draw(outputs.Select(output => (output.Name, (IChart)new Comparison(output.Data) { HasNote = false }, HeightOfRows * output.Data.Rows.Count + HeightBeside)));

    private static InlineCharts Draw(IEnumerable<(string Name, IChart Chart, int Height)> wanted)
    {
        var palette = new ThemedPalette();
        var glyphs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var charts = wanted.Select(chart => Draw(chart.Name, chart.Chart, chart.Height, palette, glyphs)).ToList();
        return new InlineCharts(charts, string.Concat(glyphs.Select(glyph => $"<path id=\"{glyph.Key}\" d=\"{glyph.Value}\"/>")), palette.Colors);
    }

    private static string OutputOf(string name) => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];

    // The charts of one output stand side by side; what is not about one output comes last.
    private static int Place(string name, SimulationResult result) => result.Outputs.TakeWhile(output => output.Name != OutputOf(name)).Count();

    private static InlineChart Draw(string name, IChart chart, int height, ThemedPalette palette, SortedDictionary<string, string> glyphs)
    {
        var (light, dark) = (Drawn(name, chart, height, Theme.Light), Drawn(name, chart, height, Theme.Dark));
        foreach (var (id, outline) in light.Glyphs)
        {
            glyphs[id] = outline;
        }

        return new InlineChart(name, chart.Title, chart.Sentence, light.EncodeInline(name, palette.Merge(light.Body, dark.Body)));
    }

    private static SvgFile Drawn(string name, IChart chart, int height, Theme theme)
    {
        var style = new ChartStyle(theme, Unit) { HasHeading = false, IsOpaque = false, Margins = new PixelPadding(Margin, Margin, Margin, Margin) };
        return new SvgFile(new Chart(name, chart, style, Width, height), name + "-");
    }
}

/// <summary>A chart that is part of a page.</summary>
/// <param name="Name">Unique name, e.g. <c>histogram-emissions</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Sentence">What it says: for captions and alternative texts.</param>
/// <param name="Svg">An <c>svg</c> element; its identifiers hold the name.</param>
internal sealed record InlineChart(string Name, string Title, string Sentence, string Svg);
