using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Statistics;

namespace Simulator.Charts;

/// <summary>Components by their share of the energy and of the cost; the lines are the share each would have if all were equal.</summary>
/// <param name="result">The result.</param>
internal sealed class Quadrants(SimulationResult result) : IChart
{
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
                : $"critical: {Join(critical)}, with more than an equal share of both energy and cost";
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
    public void Draw(Sheet sheet, Box frame)
    {
        var note = $"means over all samples; dividing lines at an equal share, 1/{_shares.Length} = {Figure.Percent(Equal)}";
        var rest = Heading.Draw(sheet, frame, Title, result.Scenario.Name, Sentence, note);
        var plot = rest.Inset(sheet.Px(92), sheet.Px(46), sheet.Px(14), sheet.Px(84));
        var floor = Floor();
        var x = new ValueAxis(100 * floor, 130, plot.Left, plot.Right, IsLogarithmic: true);
        var y = new ValueAxis(100 * floor, 130, plot.Bottom, plot.Top, IsLogarithmic: true);
        var split = new Point(x.Position(100 * Equal), y.Position(100 * Equal));
        sheet.Fill(new Box(split.X, plot.Top, plot.Right, split.Y), sheet.Theme.Band);
        var taken = Names(sheet, plot, split);
        Grid(sheet, plot, x, y, split);
        taken.Add(new Box(split.X - 4, plot.Top, split.X + 4, plot.Bottom));
        taken.Add(new Box(plot.Left, split.Y - 4, plot.Right, split.Y + 4));

        var points = _shares.Select(share => new Point(x.Clamped(100 * share.Cost), y.Clamped(100 * share.Energy))).ToArray();
        var texts = _shares.Select(share => share.Cost <= 0 ? share.Name + " (no cost)" : share.Name).ToArray();
        var boxes = PointLabels.Place(points, [.. texts.Select(sheet.Label.Width)], sheet.Px(24), sheet.Px(13), plot.Inset(6, 6, 6, 6), taken);
        for (var i = 0; i < points.Length; i++)
        {
            var isCritical = _shares[i].Cost > Equal && _shares[i].Energy > Equal;
            sheet.Dot(points[i], 10, isCritical ? sheet.Theme.Alarm : sheet.Theme.Blue);
            sheet.WriteAt(texts[i], sheet.Label, boxes[i].Left, boxes[i].Center.Y, sheet.Theme.Ink);
        }
    }

    private static void Grid(Sheet sheet, Box plot, ValueAxis x, ValueAxis y, Point split)
    {
        var theme = sheet.Theme;
        sheet.Line(plot.Left, split.Y, plot.Right, split.Y, theme.Muted, 1.5, 7);
        sheet.Line(split.X, plot.Top, split.X, plot.Bottom, theme.Muted, 1.5, 7);
        sheet.Line(plot.Left, plot.Top, plot.Left, plot.Bottom, theme.Muted, 1.5);
        foreach (var tick in y.Vertical(sheet.Axis, 2))
        {
            var at = y.Position(tick.Value);
            sheet.Line(plot.Left - sheet.Px(tick.Label.Length > 0 ? 8 : 4), at, plot.Left, at, theme.Muted, 1.5);
            if (tick.Label.Length > 0)
            {
                sheet.WriteAt(tick.Label + "%", sheet.Axis, plot.Left - sheet.Px(14), at, theme.Ink, 1);
            }
        }

        sheet.Write("share of the energy", sheet.Axis with { Tabular = false }, plot.Left - sheet.Px(92), plot.Top - sheet.Px(16), theme.Muted);
        Frame.ValueAxis(sheet, plot, x, "share of the cost", "%");
    }

    private static List<Box> Names(Sheet sheet, Box plot, Point split)
    {
        var style = sheet.Lead with { Weight = Fonts.FontWeight.SemiBold };
        var inset = sheet.Px(18);
        var taken = new List<Box>();
        foreach (var (text, isRight, isTop) in new[]
        {
            ("power-intensive", false, true), ("critical", true, true), ("low", false, false), ("cost-intensive", true, false),
        })
        {
            var left = (isRight ? split.X : plot.Left) + inset;
            var baseline = isTop ? plot.Top + sheet.Px(40) : plot.Bottom - inset;
            var width = sheet.Write(text, style, left, baseline, sheet.Theme.Pale(sheet.Theme.Muted, 0.75));
            taken.Add(new Box(left, baseline - sheet.Px(30), left + width, baseline + sheet.Px(8)));
        }

        return taken;
    }

    /// <summary>The beginning of both axes: below the smallest share, but never more than four decades below one.</summary>
    private double Floor()
    {
        var positive = _shares.SelectMany(share => new[] { share.Cost, share.Energy }).Where(share => share > 0).Append(Equal);
        return Math.Max(1e-4, Math.Pow(10, Math.Floor(Math.Log10(positive.Min() / 1.5) * 2) / 2));
    }

    private static (string, double, double)[] Shares(IReadOnlyList<ComponentMeans> components)
    {
        var (cost, energy) = (components.Sum(component => component.Cost), components.Sum(component => component.Energy));
        return [.. components.Select(component => (component.Name, component.Cost / cost, component.Energy / energy))];
    }

    private static string Join(string[] names) => names.Length == 1 ? names[0] : string.Join(", ", names[..^1]) + " and " + names[^1];
}
