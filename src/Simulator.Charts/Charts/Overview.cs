using System.Globalization;
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
    private const double PanelScale = 0.76;

    /// <inheritdoc/>
    public string Title => result.Scenario.Name;

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var medians = views.Where(view => view.Output.Bins.Count > 0).Select(view => view.WithUnit(view.Print(view.Median)));
            return views.Count == 0
                ? "no output is determined by the inputs"
                : $"medians {string.Join(", ", medians)}; shaded: {Figure.Level(views[0].Output.Interval.Level)} intervals";
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var seed = result.Run.Seed.ToString(CultureInfo.InvariantCulture);
        var context = $"{Figure.Count(result.Run.Samples)} samples · {result.Run.Sampler} · seed {seed}";
        var rest = Heading.Draw(sheet, frame, Title, context, Sentence, "");
        rest = rest with { Top = rest.Top + sheet.Px(16) };
        var charts = new List<IChart>();
        foreach (var view in views)
        {
            var own = limits.Where(limit => string.Equals(limit.Output, view.Output.Name, StringComparison.Ordinal)).Select(limit => limit.Value);
            charts.Add(new Histogram(view, view.Output.Boundary, null, [.. own]));
        }

        if (result.Components.Count > 0)
        {
            charts.Add(new Breakdown(result, isPanel: true));
        }

        var (columns, rows) = (charts.Count > 1 ? 2 : 1, charts.Count > 2 ? 2 : 1);
        var (gapX, gapY) = (sheet.Px(64), sheet.Px(44));
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
}
