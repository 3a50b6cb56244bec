using System.Globalization;
using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>One sheet of all: energy, cost and emissions, and where they arise.</summary>
/// <param name="result">The result.</param>
/// <param name="views">The outputs on the sheet, at most three.</param>
/// <param name="limits">Limits of all outputs.</param>
internal sealed class Overview(SimulationResult result, IReadOnlyList<OutputView> views, IReadOnlyList<ChartLimit> limits) : IChart
{
    private const double PanelScale = 0.76;

    /// <inheritdoc/>
    public string Title => result.Scenario.Name;

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var medians = views.Where(view => view.Output.Bins.Count > 0).Select(view => view.Unit.Set(view.Text.Median));
            return views.Count == 0
                ? "no output is determined by the inputs"
                : views.All(view => view.Output.IsConstant) ? $"{string.Join(", ", medians)}; fixed by the inputs"
                : $"medians {string.Join(", ", medians)}; shaded: {Figures.Level(views[0].Output.Interval.Level)} intervals";
        }
    }

    /// <inheritdoc/>
    public double HeightOfColumn => 200 + (420 * (views.Count + (result.Components.Count > 0 ? 1 : 0)));

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var seed = result.Run.Seed.ToString(CultureInfo.InvariantCulture);
        var context = result.Run.Samples == 1 ? "one evaluation, nothing sampled" : $"{Figures.Count(result.Run.Samples)} samples · {result.Run.Sampler} · seed {seed}";
        var sheet = Empty.Frame(style, place, new ChartHeading { Title = Title, Context = context, Sentence = Sentence });
        var rest = sheet.Rest.Inset(0, style.Px(16), 0, 0);
        var charts = Charts();

        // In a tall picture of one column the panels stand one below the other.
        var isColumn = style.Standard(place.Width) < ChartStyle.Narrow && place.Height > place.Width;
        var (columns, rows) = isColumn ? (1, charts.Count) : (charts.Count > 1 ? 2 : 1, charts.Count > 2 ? 2 : 1);
        var (gapX, gapY) = (style.Px(64), style.Px(44));
        var width = (rest.Width - (gapX * (columns - 1))) / columns;
        var height = (rest.Height - (gapY * (rows - 1))) / Math.Max(1, rows);
        var plots = new List<PlacedPlot> { sheet.Placed };
        for (var i = 0; i < charts.Count; i++)
        {
            var left = rest.Left + (i % columns * (width + gapX));
            var top = rest.Top + (i / columns * (height + gapY));
            sheet.Above(plot => plot.Ink.Line(left, top - style.Px(14), left + width, top - style.Px(14), style.Theme.Rule, 1.5));
            plots.AddRange(charts[i].Plots(style.Panel(PanelScale), Rectangles.Of(left, top, left + width, top + height)));
        }

        return plots;
    }

    private List<IChart> Charts()
    {
        var charts = new List<IChart>();
        foreach (var view in views)
        {
            var own = limits.Where(limit => string.Equals(limit.Output, view.Output.Name, StringComparison.Ordinal));
            charts.Add(new Histogram(view, view.Output.Boundary, null, [.. own]));
        }

        if (result.Components.Count > 0)
        {
            charts.Add(new Breakdown(result, isPanel: true));
        }

        return charts;
    }
}
