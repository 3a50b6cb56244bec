using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Statistics;

namespace Simulator.Charts;

/// <summary>How the samples of one output are spread: counted bars, not a smoothed guess.</summary>
/// <param name="view">The output.</param>
/// <param name="context">Written behind the title: the scenario, or on an overview the boundary.</param>
/// <param name="run">How it was run; null on an overview, which says it once for all.</param>
/// <param name="limits">Limits in the output's unit.</param>
internal sealed class Histogram(OutputView view, string context, RunFacts? run, IReadOnlyList<double> limits) : IChart
{
    /// <inheritdoc/>
    public string Title => view.Output.Label;

    /// <inheritdoc/>
    public string Sentence => view.Sentence;

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        if (view.Output.Bins.Count == 0)
        {
            Heading.Draw(sheet, frame, Title, context, Sentence, Note(null));
            return;
        }

        if (view.Atoms.Count > 0)
        {
            var rest = Heading.Draw(sheet, frame, Title, context, Sentence, Note(null));
            AtomPlot.Draw(sheet, rest, view, limits.Select(view.Show).ToArray());
            return;
        }

        var range = ValueRange.Of(view.Counts);
        DrawBars(sheet, Heading.Draw(sheet, frame, Title, context, Sentence, Note(range)), range);
    }

    private string Note(ValueRange? range)
    {
        if (run is null)
        {
            return "";
        }

        var bars = range is null ? "" : $" · share of the samples per {(range.IsLogarithmic ? range.BarWidth : view.WithUnit(range.BarWidth))}";
        return view.Note(run, range) + bars;
    }

    private void DrawBars(Sheet sheet, Box frame, ValueRange range)
    {
        var shares = Bars.Shares(view.Counts, range);
        var marks = new MarkRow(sheet, view, limits);
        var plot = frame.Inset(sheet.Px(72), marks.Height, sheet.Px(14), sheet.Px(84));
        var x = new ValueAxis(range.Low, range.High, plot.Left, plot.Right, range.IsLogarithmic);
        var y = new ValueAxis(0, shares.Max() * 1.04, plot.Bottom, plot.Top, IsLogarithmic: false);

        var (low, high) = (x.Clamped(view.Low), x.Clamped(view.High));
        sheet.Fill(new Box(low, plot.Top, high, plot.Bottom), sheet.Theme.Band);
        Frame.ShareGrid(sheet, plot, y);

        var inside = view.Color(sheet.Theme);
        var outside = sheet.Theme.Pale(inside, 0.36);
        Bars.Draw(sheet, x, y, range.Edges, shares, [new(view.Low, outside), new(view.High, inside), new(double.PositiveInfinity, outside)]);
        Frame.ValueAxis(sheet, plot, x, view.AxisTitle);
        marks.Draw(plot, x);
        Frame.Mean(sheet, plot, x, view);
    }
}
