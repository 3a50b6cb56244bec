using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>How the samples of one output are spread: counted bars, not a smoothed guess.</summary>
/// <param name="view">The output.</param>
/// <param name="context">Written behind the title: the scenario, or on an overview the boundary.</param>
/// <param name="run">How it was run; null on an overview, which says it once for all.</param>
/// <param name="limits">Its limits.</param>
internal sealed class Histogram(OutputView view, string context, RunFacts? run, IReadOnlyList<ChartLimit> limits) : IChart
{
    /// <inheritdoc/>
    public string Title => view.Output.Label;

    /// <inheritdoc/>
    public string Sentence => view.Sentence;

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        if (view.Output.Bins.Count == 0)
        {
            return [Empty.Plot(style, place, Heading(null))];
        }

        if (view.Atoms.Count > 0)
        {
            return [AtomPlot.Plot(style, place, Heading(null), view, [.. limits.Select(limit => view.Show(limit.Value))])];
        }

        return [Bar(style, place, ValueRange.Of(view.Counts))];
    }

    private ChartHeading Heading(ValueRange? range) => new() { Title = Title, Context = context, Sentence = Sentence, Note = Note(range) };

    private string Note(ValueRange? range)
    {
        if (run is null)
        {
            return "";
        }

        var bars = range is null ? "" : $" · share of the samples per {(range.IsLogarithmic ? range.BarWidth : view.Unit.Set(range.BarWidth))}";
        return view.Note(run, range) + bars;
    }

    private PlacedPlot Bar(ChartStyle style, PixelRect place, ValueRange range)
    {
        var shares = Bars.Shares(view.Counts, range);
        var marks = new MarkRow(style, view, limits);
        var frame = new PlotFrame(style, place, Heading(range), rest =>
        {
            var width = rest.Width - style.Px(72 + 14);
            return rest.Inset(style.Px(72), marks.Height(width), style.Px(14), ValuesBelow.Height(style, width, view.AxisTitle, Mean.Width(style, view)));
        });
        var x = frame.Across(range.Low, range.High, range.IsLogarithmic);
        frame.SetAxes(x, new ValuesBelow(style, view.AxisTitle, range.IsLogarithmic), frame.Up(0, shares.Max() * 1.04), ValuesBeside.Shares(style));
        frame.ShowGrid(isHorizontal: true);
        frame.Below(plot => plot.Ink.Fill(plot.Data.Columns(plot.ClampedX(view.Low), plot.ClampedX(view.High)), style.Theme.Band));
        var inside = view.Color(style.Theme);
        var outside = style.Theme.Pale(inside, 0.36);
        Bars.Add(frame, x, range.Edges, shares, [new(view.Low, outside), new(view.High, inside), new(double.PositiveInfinity, outside)]);
        frame.Above(marks.Draw);
        frame.Above(plot => Mean.Draw(plot, view));
        return frame.Placed;
    }
}
