using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>Axes and grids that several charts share.</summary>
internal static class Frame
{
    /// <summary>Draws a value axis below a plot, its title at the right end.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="plot">The plot.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="title">What the values are.</param>
    /// <param name="suffix">What follows every label, e.g. a percent sign.</param>
    public static void ValueAxis(Sheet sheet, Box plot, ValueAxis axis, string title, string suffix = "")
    {
        var theme = sheet.Theme;
        sheet.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, theme.Muted, 1.5);
        foreach (var tick in axis.Horizontal(sheet.Axis, suffix))
        {
            var at = axis.Position(tick.Value);
            var isMinor = tick.Label.Length == 0;
            sheet.Line(at, plot.Bottom, at, plot.Bottom + sheet.Px(isMinor ? 4 : 8), theme.Muted, 1.5);
            if (!isMinor)
            {
                sheet.Write(tick.Label + suffix, sheet.Axis, at, plot.Bottom + sheet.Px(34), theme.Ink, 0.5);
            }
        }

        if (axis is { Low: < 0, High: > 0, IsLogarithmic: false })
        {
            var zero = axis.Position(0);
            sheet.Line(zero, plot.Top, zero, plot.Bottom, theme.Muted, 1.5);
        }

        sheet.Write(title, sheet.Axis with { Tabular = false }, plot.Right, plot.Bottom + sheet.Px(72), theme.Muted, 1);
    }

    /// <summary>Draws horizontal grid lines for shares.</summary>
    public static void ShareGrid(Sheet sheet, Box plot, ValueAxis axis)
    {
        foreach (var tick in ShareTicks(sheet, axis))
        {
            var y = axis.Position(tick.Value);
            if (tick.Value > 0)
            {
                sheet.Line(plot.Left, y, plot.Right, y, sheet.Theme.Rule, 1.5);
            }

            sheet.WriteAt(tick.Label + "%", sheet.Axis, plot.Left - sheet.Px(10), y, sheet.Theme.Muted, 1);
        }
    }

    /// <summary>Draws a value axis to the left of a plot with grid lines, its title above.</summary>
    public static void LeftAxis(Sheet sheet, Box plot, ValueAxis axis, string title)
    {
        foreach (var tick in axis.Vertical(sheet.Axis).Where(tick => tick.Label.Length > 0))
        {
            var y = axis.Position(tick.Value);
            sheet.Line(plot.Left, y, plot.Right, y, sheet.Theme.Rule, 1.5);
            sheet.WriteAt(tick.Label, sheet.Axis, plot.Left - sheet.Px(12), y, sheet.Theme.Ink, 1);
        }

        sheet.Write(title, sheet.Axis with { Tabular = false }, plot.Left - sheet.Px(100), plot.Top - sheet.Px(18), sheet.Theme.Muted);
    }

    /// <summary>Marks the mean on a value axis and says what the mark is below it.</summary>
    public static void Mean(Sheet sheet, Box plot, ValueAxis axis, OutputView view)
    {
        if (view.Mean >= axis.Low && view.Mean <= axis.High)
        {
            sheet.Diamond(new Point(axis.Position(view.Mean), plot.Bottom), 8, sheet.Theme.Ink);
        }

        var baseline = plot.Bottom + sheet.Px(72);
        sheet.Diamond(new Point(plot.Left + sheet.Px(8), baseline - sheet.Px(8)), 8, sheet.Theme.Ink);
        sheet.Write($"mean {view.Print(view.Mean)}", sheet.Axis with { Tabular = false }, plot.Left + sheet.Px(26), baseline, sheet.Theme.Muted);
    }

    private static IEnumerable<Tick> ShareTicks(Sheet sheet, ValueAxis axis)
    {
        // Ticks are chosen on the scale of percents, so that their labels count whole steps.
        var percents = axis with { Low = 100 * axis.Low, High = 100 * axis.High };
        return percents.Vertical(sheet.Axis, 4.5).Select(tick => tick with { Value = tick.Value / 100 });
    }
}
