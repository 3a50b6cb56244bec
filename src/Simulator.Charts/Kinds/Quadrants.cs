using ScottPlot;
using Simulator.Arithmetic;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Fonts;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>Components by their share of the energy and of the cost; the lines are the share each would have if all were equal.</summary>
/// <param name="result">The result.</param>
internal sealed class Quadrants(SimulationResult result) : IChart
{
    // A name has this part of the width at most: less, where it finds no place.
    private static readonly double[] ShortestOfNames = [0.5, 0.3, 0.18, 0.1];

    private readonly (string Name, double Cost, double Energy)[] _shares = Shares(result.Components);

    /// <inheritdoc/>
    public string Title => "Power against cost";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var critical = _shares.Where(share => share.Cost > Equal && share.Energy > Equal).Select(share => share.Name).ToArray();
            return critical.Length == 0
                ? "no component takes more than an equal share of both energy and cost"
                : $"critical: {Figures.Listed(critical)}, with more than an equal share of both energy and cost";
        }
    }

    private double Equal => 1.0 / _shares.Length;

    /// <summary>Whether there is anything to compare: two components, and a cost.</summary>
    public static bool CanShow(SimulationResult result)
    {
        var costs = result.Components.Select(component => component.Cost).ToArray();
        return costs.Length > 1 && Array.TrueForAll(costs, double.IsFinite) && costs.Sum() > 0 && result.Components.Sum(component => component.Energy) > 0;
    }

    /// <inheritdoc/>
    public double HeightOfColumn => 800;

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var heading = new ChartHeading
        {
            Title = Title,
            Context = result.Scenario.Name,
            Sentence = Sentence,
            Note = $"means over all samples; dividing lines at an equal share, 1/{_shares.Length} = {Figures.Percent(Equal)}"
                + (Array.Exists(_shares, share => share.Energy <= 0) ? "; on the lower edge: no energy" : "")
                + (result.PaidTwice.Length > 0 ? $"; costs may pay {result.PaidTwice} twice" : ""),
        };
        var frame = new PlotFrame(style, place, heading, rest => rest.Inset(style.Px(92), style.Px(46), style.Px(14), style.Px(84)));
        var (floor, theme) = (Floor(), style.Theme);
        var (x, y) = (frame.Across(100 * floor, 130, isLogarithmic: true), frame.Up(100 * floor, 130, isLogarithmic: true));
        frame.SetAxes(
            x, new ValuesBelow(style, "share of the cost", isLogarithmic: true, "%") { TickGenerator = Percents(style.Axis, 3.2) }, y,
            new ValuesBeside(style, "share of the energy", Percents(style.Axis, 2)) { HasLine = true, TitleOutdent = style.Px(92) });
        frame.Below(plot =>
        {
            var (across, up) = (plot.AtX(100 * Equal), plot.AtY(100 * Equal));
            plot.Ink.Fill(Rectangles.Of(across, plot.Data.Top, plot.Data.Right, up), theme.Band);
            plot.Ink.Line(plot.Data.Left, up, plot.Data.Right, up, theme.Muted, 1.5, 7);
            plot.Ink.Line(across, plot.Data.Top, across, plot.Data.Bottom, theme.Muted, 1.5, 7);
        });
        foreach (var group in _shares.GroupBy(IsCritical))
        {
            frame.Plot.PlottableList.Add(new UnclippedDots(
                style, [.. group.Select(share => new Coordinates(x.ClampedCoordinate(100 * share.Cost), y.ClampedCoordinate(100 * share.Energy)))], 10, group.Key ? theme.Alarm : theme.Blue));
        }

        frame.Above(plot => Labels(plot, x, y));
        return [frame.Placed];
    }

    // The axes go on a little beyond 100%, but no share does.
    private static FittingTicks Percents(TextStyle style, double spacing) => new(style, isLogarithmic: true, "%", spacing: spacing) { Most = 100 };

    private bool IsCritical((string Name, double Cost, double Energy) share) => share.Cost > Equal && share.Energy > Equal;

    private void Labels(PlotView plot, ValueAxis x, ValueAxis y)
    {
        var (style, data) = (plot.Ink.Style, plot.Data);
        var split = new Pixel(plot.AtX(100 * Equal), plot.AtY(100 * Equal));
        PixelRect[] lines = [Rectangles.Of(split.X - 4, data.Top, split.X + 4, data.Bottom), Rectangles.Of(data.Left, split.Y - 4, data.Right, split.Y + 4)];
        Pixel[] points = [.. _shares.Select(share => new Pixel(
            plot.AtX(Math.Clamp(100 * share.Cost, x.Low, x.High)), plot.AtY(Math.Clamp(100 * share.Energy, y.Low, y.High))))];
        var names = Names(plot, split, points);
        string[] texts = [.. _shares.Select(share => share.Name + Beyond(share, x.Low / 100, y.Low / 100))];
        string[][] variants = [.. texts.Select(text => ShortestOfNames.Select(part => style.Label.Shorten(text, part * data.Width)).Distinct().ToArray())];
        foreach (var label in PointLabels.Place(points, variants, text => style.Label.Width(text), style.Px(26), style.Px(13), data.Inset(6, 6, 6, 6), names, lines))
        {
            if (label?.Leader is { } leader)
            {
                plot.Ink.Line(leader.X1, leader.Y1, leader.X2, leader.Y2, style.Theme.Muted, 1);
            }

            plot.Ink.WriteAt(label?.Text ?? "", style.Label, label?.Box.Left ?? 0, label?.Box.VerticalCenter ?? 0, style.Theme.Ink);
        }
    }

    // A point on an edge stands for less than the axis shows.
    private static string Beyond((string Name, double Cost, double Energy) share, double leastCost, double leastEnergy) =>
        (share.Cost <= 0 ? " (no cost)" : share.Cost < leastCost ? $" (cost <{Figures.PercentAtMost(leastCost)})" : "")
        + (share.Energy > 0 && share.Energy < leastEnergy ? $" (energy <{Figures.PercentAtMost(leastEnergy)})" : "");

    // Each name stands in a corner of its quadrant where no point lies.
    private static List<PixelRect> Names(PlotView plot, Pixel split, IReadOnlyList<Pixel> points)
    {
        var (style, data) = (plot.Ink.Style, plot.Data);
        var set = style.Lead with { Weight = FontWeight.SemiBold };
        var inset = style.Px(18);
        var dots = points.Select(point => new PixelRect(point, style.Px(44))).ToList();
        var taken = new List<PixelRect>();
        foreach (var (text, isRight, isTop) in new[]
        {
            ("power-intensive", false, true), ("critical", true, true), ("low", false, false), ("cost-intensive", true, false),
        })
        {
            var quadrant = Rectangles.Of(isRight ? split.X : data.Left, isTop ? data.Top : split.Y, isRight ? data.Right : split.X, isTop ? split.Y : data.Bottom);
            var width = set.Width(text);
            double[] lefts = [quadrant.Left + inset, quadrant.Right - inset - width];
            double[] baselines = [quadrant.Top + style.Px(40), quadrant.Bottom - inset];
            var boxes = (isTop ? baselines : baselines.Reverse()).SelectMany(baseline => lefts.Select(left => Rectangles.Of(left, baseline - style.Px(30), left + width, baseline + style.Px(8))))
                .Where(box => quadrant.Overlap(box) > box.Overlap(box) - 0.5).ToList();
            if (boxes.Count > 0)
            {
                var box = boxes.Find(box => !dots.Exists(dot => dot.Overlap(box) > 0)) is { Width: > 0 } free ? free : boxes[0];
                plot.Ink.Write(text, set, box.Left, box.Bottom - style.Px(8), style.Theme.Pale(style.Theme.Muted, 0.75));
                taken.Add(box.Inset(-inset / 3, 0, -inset / 3, 0));
            }
        }

        return taken;
    }

    /// <summary>The start of both axes: below the smallest share, but never more than four decades below one.</summary>
    private double Floor()
    {
        var positive = _shares.SelectMany(share => new[] { share.Cost, share.Energy }).Where(share => share > 0).Append(Equal);
        return Math.Max(1e-4, PortableMath.Pow(10, Math.Floor(PortableMath.Log10(positive.Min() / 1.5) * 2) / 2));
    }

    private static (string, double, double)[] Shares(IReadOnlyList<ComponentMeans> components)
    {
        var (cost, energy) = (components.Sum(component => component.Cost), components.Sum(component => component.Energy));
        return [.. components.Select(component => (component.Name, component.Cost / cost, component.Energy / energy))];
    }
}
