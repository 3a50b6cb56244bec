using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>An output that takes only a few values: one stem each, labelled with value and probability.</summary>
internal static class AtomPlot
{
    /// <summary>Draws the stems.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="frame">Where.</param>
    /// <param name="view">An output with atoms.</param>
    /// <param name="limits">Limits in the unit shown.</param>
    public static void Draw(Sheet sheet, Box frame, OutputView view, IReadOnlyList<double> limits)
    {
        var plot = frame.Inset(sheet.Px(72), sheet.Px(84), sheet.Px(14), sheet.Px(84));
        var x = Axis(view, plot);
        var y = new ValueAxis(0, Math.Min(1, 1.1 * view.Atoms.Max(atom => atom.Share)), plot.Bottom, plot.Top, IsLogarithmic: false);
        Frame.ShareGrid(sheet, plot, y);
        Frame.ValueAxis(sheet, plot, x, view.AxisTitle);

        var color = view.Color(sheet.Theme);
        var half = Math.Clamp(Distance(view, x) / 4, sheet.Px(3), sheet.Px(28));
        foreach (var (value, share) in view.Atoms)
        {
            var (at, top) = (x.Position(value), y.Position(share));
            sheet.Fill(new Box(at - half, top, at + half, plot.Bottom), color);
        }

        Labels(sheet, view, x, y);
        foreach (var limit in limits.Where(limit => limit >= x.Low && limit <= x.High))
        {
            var at = x.Position(limit);
            sheet.Mark(at, plot.Top - sheet.Px(34), plot.Bottom, sheet.Theme.Alarm, 3);
            var text = $"limit {Figure.Significant(limit, 4)}";
            sheet.Write(text, sheet.Label, at, plot.Top - sheet.Px(44), sheet.Theme.Alarm, 0.5);
        }

        if (view.Atoms.Count > 1)
        {
            Frame.Mean(sheet, plot, x, view);
        }
    }

    /// <summary>From zero for a single value, to say how much it is; around the values if there are several.</summary>
    public static ValueAxis Axis(OutputView view, Box plot)
    {
        var (low, high) = (view.Atoms[0].Value, view.Atoms[^1].Value);
        if (low == high)
        {
            return low switch
            {
                0 => new ValueAxis(-0.08, 1, plot.Left, plot.Right, IsLogarithmic: false),
                < 0 => new ValueAxis(1.35 * low, 0, plot.Left, plot.Right, IsLogarithmic: false),
                _ => new ValueAxis(0, 1.35 * low, plot.Left, plot.Right, IsLogarithmic: false),
            };
        }

        if (low > 0 && high > 10 * low)
        {
            var factor = Math.Pow(high / low, 0.15);
            return new ValueAxis(low / factor, high * factor, plot.Left, plot.Right, IsLogarithmic: true);
        }

        // Zero is shown where it is near anyway.
        var margin = 0.2 * (high - low);
        var begin = low > margin && low < 2 * (high - low) ? 0 : low - margin;
        return new ValueAxis(begin, high + margin, plot.Left, plot.Right, IsLogarithmic: false);
    }

    private static double Distance(OutputView view, ValueAxis x)
    {
        var least = double.PositiveInfinity;
        for (var i = 1; i < view.Atoms.Count; i++)
        {
            least = Math.Min(least, x.Position(view.Atoms[i].Value) - x.Position(view.Atoms[i - 1].Value));
        }

        return least;
    }

    private static void Labels(Sheet sheet, OutputView view, ValueAxis x, ValueAxis y)
    {
        var texts = view.Atoms.Select(atom => $"{Figure.Significant(atom.Value, 4)}").ToArray();
        var widths = texts.Select(text => sheet.Label.Width(text) + sheet.Px(16)).ToArray();
        if (view.Atoms.Count > 1 && Distance(view, x) < widths.Max())
        {
            return; // the axis has to do
        }

        for (var i = 0; i < texts.Length; i++)
        {
            var (value, share) = view.Atoms[i];
            sheet.Write(texts[i], sheet.Label, x.Position(value), y.Position(share) - sheet.Px(12), sheet.Theme.Ink, 0.5);
        }
    }
}
