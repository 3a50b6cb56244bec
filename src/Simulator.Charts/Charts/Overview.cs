using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Statistics;

namespace Simulator.Charts;

/// <summary>One sheet of all: energy, cost and emissions, and where they arise.</summary>
/// <param name="result">The result.</param>
/// <param name="views">The outputs on the sheet, at most three.</param>
/// <param name="limits">Limits of all outputs.</param>
internal sealed class Overview(SimulationResult result, IReadOnlyList<OutputView> views, IReadOnlyList<ChartLimit> limits) : IChart
{
    private const double PanelScale = 0.66;

    /// <inheritdoc/>
    public string Title => result.Scenario.Name;

    /// <inheritdoc/>
    public string Sentence => string.Join(" · ", views.Select(Headline));

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var rest = Heading.Draw(sheet, frame, Title, "", Sentence, Note());
        var charts = new List<IChart>();
        foreach (var view in views)
        {
            var own = limits.Where(limit => string.Equals(limit.Output, view.Output.Name, StringComparison.Ordinal)).Select(limit => limit.Value);
            charts.Add(new Histogram(view, "", result.Run, [.. own]));
        }

        if (result.Components.Count > 0)
        {
            charts.Add(new Breakdown(result, ""));
        }

        var (columns, rows) = (charts.Count > 1 ? 2 : 1, charts.Count > 2 ? 2 : 1);
        var (gapX, gapY) = (sheet.Px(64), sheet.Px(36));
        var width = (rest.Width - (gapX * (columns - 1))) / columns;
        var height = (rest.Height - (gapY * (rows - 1))) / rows;
        for (var i = 0; i < charts.Count; i++)
        {
            var left = rest.Left + (i % 2 * (width + gapX));
            var top = rest.Top + (i / 2 * (height + gapY));
            sheet.Line(left, top - sheet.Px(14), left + width, top - sheet.Px(14), sheet.Theme.Rule, 1.5);
            charts[i].Draw(sheet.Scaled(PanelScale), new Box(left, top, left + width, top + height));
        }
    }

    private static string Headline(OutputView view) => view.Output.Bins.Count == 0
        ? $"{view.Output.Label}: unknown"
        : $"{view.Output.Label} {view.WithUnit(view.Print(view.Median))}";

    private string Note() =>
        $"{Figure.Count(result.Run.Samples)} samples, {result.Run.Sampler}, seed {result.Run.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        + " · figures above are medians";
}
