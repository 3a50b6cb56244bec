using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Fonts;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;

namespace Simulator.Charts.Kinds;

/// <summary>Resource use of several scenarios: one panel per output, one bar per scenario, each with its interval.</summary>
internal sealed class ResourceBars : IChart
{
    private const double TallestRow = 150;

    /// <summary>A row of this height takes text of the usual size.</summary>
    private const double ComfortableRow = 62;

    /// <summary>A title that needs less than this share of the usual size is cut off instead.</summary>
    private const double SmallestTitle = 0.75;

    /// <summary>From here on bars from zero would hide the smallest: medians and intervals stand on a logarithmic axis.</summary>
    private const double WidestSpread = 50;

    /// <summary>Width of a picture in which panels stand side by side at their usual size. [px]</summary>
    public const int WidthOfSheet = 1600;

    private const int MostInLine = 5, InLines = 4, MostNote = 14;

    private readonly IReadOnlyList<ComparisonData> _panels;
    private readonly string _note, _common = "";

    /// <summary>Takes the outputs.</summary>
    /// <param name="panels">The outputs, with the same scenarios in the same order; a figure that is not computed is NaN.</param>
    /// <param name="note">What is needed to read it.</param>
    public ResourceBars(IReadOnlyList<ComparisonData> panels, string note)
    {
        (_panels, _note) = (panels, note);
        if (panels.Count > 0)
        {
            (var names, _common) = NamesApart.Of([.. panels[0].Rows.Select(row => row.Scenario)]);
            _panels = [.. panels.Select(panel => panel with { Rows = [.. panel.Rows.Zip(names, (row, name) => row with { Scenario = name })] })];
        }
    }

    /// <inheritdoc/>
    public string Title => "Resource use";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var spreads = _panels.Select(Spread).OfType<string>().ToList();
            return spreads.Count == 0 ? "medians and intervals" : "by the median, " + string.Join("; ", spreads.Take(2));
        }
    }

    /// <summary>Height at which all rows of a wide picture have text of a readable size. [px of the standard picture]</summary>
    public double HeightOfSheet => _panels.Count == 0 ? 400 : 290 + (27 * _note.Length / 150.0) + (Lines * (100 + (_panels[0].Rows.Count * ComfortableRow)));

    private int Lines => _panels.Count <= MostInLine ? 1 : (_panels.Count + InLines - 1) / InLines;

    /// <inheritdoc/>
    public double HeightOfColumn => _panels.Count == 0 ? 400 : 330 + ((_panels.Count + 1) / 2 * (100 + (_panels[0].Rows.Count * ComfortableRow)));

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var level = _panels.Count == 0 ? 0.9 : _panels[0].Level;
        var heading = new ChartHeading { Title = Title, Context = _common, Sentence = Sentence, Note = $"{Reading(level)}; {_note}", MostNote = MostNote };
        var sheet = Empty.Frame(style, place, heading);
        if (_panels.Count == 0)
        {
            return [sheet.Placed];
        }

        // In a narrow picture the _panels stand in two lines.
        var (rest, rows) = (sheet.Rest, _panels[0].Rows.Count);
        var isNarrow = style.Standard(place.Width) < ChartStyle.Narrow;
        var columns = isNarrow ? Math.Min(2, _panels.Count) : (_panels.Count + Lines - 1) / Lines;
        var lines = (_panels.Count + columns - 1) / columns;
        var isStacked = isNarrow || lines > 1 || _panels.Any(IsTooWide);
        var titleRoom = isStacked ? 72 : 44;
        var lineHeight = rest.Height / lines;
        var rowHeight = Math.Min(style.Px(TallestRow), (lineHeight - style.Px(isStacked ? 90 : 44)) / rows);
        var small = style.Scaled(Math.Min(1, rowHeight / style.Px(ComfortableRow)));
        var nameWidth = RowName.Width(small.Label, _panels[0].Rows.Select(row => row.Name), (isNarrow ? 0.45 : 0.24) * rest.Width);
        var gap = style.Px(isNarrow ? 24 : 44);
        var width = (rest.Width - nameWidth - (gap * columns)) / columns;
        var plots = new List<PlacedPlot> { sheet.Placed };
        for (var panel = 0; panel < _panels.Count; panel++)
        {
            var left = rest.Left + nameWidth + gap + (panel % columns * (width + gap));
            var top = rest.Top + (panel / columns * lineHeight) + style.Px(titleRoom);
            var data = Rectangles.Of(left, top, left + width, top + (rows * rowHeight));
            plots.Add(Panel(style, small, _panels[panel], data, isStacked));
            if (panel % columns == 0)
            {
                sheet.Above(plot => Names(new Ink(plot.Ink, small), _panels[0].Rows, rest.Left, data, nameWidth));
            }
        }

        return plots;

        // A unit that does not fit behind its title stands below it.
        bool IsTooWide(ComparisonData panel)
        {
            var names = RowName.Width(style.Label, _panels[0].Rows.Select(row => row.Name), 0.24 * rest.Width);
            var title = UnitOf(panel).Titled(panel.Label);
            return (style.Label with { Weight = FontWeight.SemiBold, Size = (float)(SmallestTitle * style.Label.Size) }).Width(title) > ((rest.Width - names) / columns) - style.Px(44);
        }
    }

    private static DisplayUnit UnitOf(ComparisonData data) => DisplayUnit.ForAll(data.Unit, data.Rows.Select(row => row.IsKnown ? row.Median : row.PublishedFigures.FirstOrDefault()));

    private string Reading(double level) => string.Join("; ", Readings(level).Concat(_panels.SelectMany(panel => panel.Legend.Split("; ")).Distinct(StringComparer.Ordinal)).Where(part => part.Length > 0));

    private IEnumerable<string> Readings(double level)
    {
        if (!_panels.All(IsLogarithmic))
        {
            yield return $"bars are medians, whiskers {Figures.Level(level)} intervals, in brackets where there is room";
        }

        if (_panels.Any(IsLogarithmic))
        {
            yield return $"on logarithmic axes, with a line at each power of ten, dots are medians, bands {Figures.Level(level)} intervals, in brackets where there is room";
        }
    }

    private static bool IsLogarithmic(ComparisonData data)
    {
        var sizes = data.Rows.SelectMany(row => row.IsKnown ? [row.Median] : row.PublishedFigures).ToList();
        return sizes.Count > 1 && data.Rows.SelectMany(row => row.Extent).Min() > 0 && sizes.Max() > WidestSpread * sizes.Min();
    }

    private static void Names(Ink ink, IReadOnlyList<ComparisonRow> rows, double left, PixelRect data, double width)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            RowName.Write(ink, rows[row].Scenario, left, data.Top + ((row + 0.5) * data.Height / rows.Count), width, marks: rows[row].Marks ?? "");
        }
    }

    private static PlacedPlot Panel(ChartStyle style, ChartStyle small, ComparisonData data, PixelRect area, bool isStacked)
    {
        var bare = style with { Margins = default, IsOpaque = false };
        var titleRoom = style.Px(isStacked ? 72 : 44);
        var frame = new PlotFrame(bare, area.Rows(area.Top - titleRoom, area.Bottom), new ChartHeading(), rest => rest.Inset(0, titleRoom, 0, 0));
        var extent = data.Rows.SelectMany(row => row.Extent).ToList();
        var unit = UnitOf(data);
        var x = IsLogarithmic(data) ? frame.Across(extent.Min() / 1.15, extent.Max() * 1.15, isLogarithmic: true) : FromZero(frame, style, extent, area.Width);
        frame.SetHidden(x.Coordinate(x.Low), x.Coordinate(x.High), data.Rows.Count - 0.5, -0.5);
        var rowHeight = area.Height / data.Rows.Count;
        var thickness = Math.Min(0.34 * rowHeight, small.Px(30)) / rowHeight;
        var lift = (thickness / 2) + (small.Px(1) / rowHeight);
        frame.AddBars([.. data.Rows.Select((row, i) => (row, i)).Where(entry => entry.row.IsKnown).Select(entry => Bar(entry.row, entry.i - lift, thickness, x, style, data.Unit))]);
        frame.Below(plot => Decades(plot, x));
        frame.Above(plot =>
        {
            var title = isStacked ? data.Label : unit.Titled(data.Label);
            var set = style.Label with { Weight = FontWeight.SemiBold };
            title = Fitted(title).Width(title) <= plot.Data.Width ? title : title.Replace(" per million tokens", " per M tokens", StringComparison.Ordinal);
            set = Fitted(title);
            plot.Ink.Write(set.Shorten(title, plot.Data.Width), set, plot.Data.Left, plot.Data.Top - style.Px(isStacked ? 44 : 16), style.Theme.Ink);
            plot.Ink.Write(isStacked ? unit.Symbol : "", style.AxisTitle, plot.Data.Left, plot.Data.Top - style.Px(14), style.Theme.Muted);
            if (!x.IsLogarithmic)
            {
                plot.Ink.Line(plot.AtX(0), plot.Data.Top, plot.AtX(0), plot.Data.Bottom, style.Theme.Muted, 1.5);
            }

            for (var row = 0; row < data.Rows.Count; row++)
            {
                Row(plot, new Ink(plot.Ink, small), data.Rows[row], unit, row, thickness, lift, x, style.Theme.ColorOf(data.Unit));
            }

            // Widths of letters do not shrink in proportion: a little room is left.
            TextStyle Fitted(string text) => set with { Size = (float)(set.Size * Math.Clamp(0.98 * plot.Data.Width / set.Width(text), SmallestTitle, 1)) };
        });
        return frame.Placed;
    }

    private static void Decades(PlotView plot, ValueAxis x)
    {
        for (var exponent = Math.Ceiling(x.Coordinate(x.Low)); x.IsLogarithmic && exponent <= x.Coordinate(x.High); exponent++)
        {
            plot.Ink.Line(plot.AtX(exponent), plot.Data.Top, plot.AtX(exponent), plot.Data.Bottom, plot.Ink.Theme.Rule, 1.5);
        }
    }

    // The widest whiskers end four pixels before the panel does.
    private static ValueAxis FromZero(PlotFrame frame, ChartStyle style, IReadOnlyList<double> extent, double width)
    {
        var lowest = Math.Min(0, extent.DefaultIfEmpty(0).Min());
        var highest = Math.Max(0, extent.DefaultIfEmpty(0).Max()) is var most && most > lowest ? most : 1;
        var spare = (highest - lowest) * style.Px(4) / (width - style.Px(4));
        return frame.Across(lowest < 0 ? lowest - spare : 0, highest + spare);
    }

    private static Bar Bar(ComparisonRow row, double position, double thickness, ValueAxis x, ChartStyle style, string unit)
    {
        var (color, isHollow) = (style.Theme.ColorOf(unit), row.Low == row.High);
        var (from, to) = x.IsLogarithmic ? (row.Low, row.High) : (Math.Min(0, row.Median), Math.Max(0, row.Median));
        var bar = Bars.Of(position, thickness, x.ClampedCoordinate(from), x.ClampedCoordinate(to), style.Theme.Pale(color, 0.62), Orientation.Horizontal);
        if (isHollow && !x.IsLogarithmic)
        {
            (bar.FillColor, bar.LineColor, bar.LineWidth) = (style.Theme.Paper, color, style.Px(2));
        }

        return bar;
    }

    private static void Row(PlotView plot, Ink ink, ComparisonRow row, DisplayUnit unit, int number, double thickness, double lift, ValueAxis x, Color color)
    {
        var (style, theme, left, middle) = (ink.Style, ink.Theme, plot.Data.Left, plot.AtY(number - lift));
        if (!row.IsKnown && row.PublishedFigures.Count == 0)
        {
            ink.WriteAt("not computed", style.Axis, left + style.Px(10), plot.AtY(number), theme.Muted);
            return;
        }

        if (row.IsKnown && x.IsLogarithmic)
        {
            var at = new Pixel(plot.AtX(x.Coordinate(row.Median)), middle);
            (row.High > row.Low ? (Action<Pixel, double, Color>)ink.Dot : ink.Ring)(at, 8, color);
        }
        else if (row.High > row.Low)
        {
            var (low, high) = (plot.ClampedX(row.Low), plot.ClampedX(row.High));
            var cap = 0.28 * thickness * plot.Data.Height / (plot.Plot.Axes.Left.Range.Span is var span ? Math.Abs(span) : 1);
            ink.Line(low, middle, high, middle, theme.Ink, 2.5);
            ink.Line(low, middle - cap, low, middle + cap, theme.Ink, 2.5);
            ink.Line(high, middle - cap, high, middle + cap, theme.Ink, 2.5);
        }

        foreach (var figure in row.PublishedFigures)
        {
            ink.OpenDiamond(new Pixel(plot.AtX(x.Coordinate(figure)), middle), 12, theme.Ink);
        }

        ink.WriteAt(Text(style, row, unit, plot.Data.Width), style.Axis, left + style.Px(8), plot.AtY(number) + style.Px(17), theme.Ink);
    }

    // The interval is left out where there is no room for it: the whisker shows it.
    private static string Text(ChartStyle style, ComparisonRow row, DisplayUnit unit, double width)
    {
        if (!row.IsKnown)
        {
            var written = row.Written(unit);
            return style.Axis.Width(written) + style.Px(8) <= width ? written : written.Replace("published ", "", StringComparison.Ordinal);
        }

        var text = row.Text(unit);
        return style.Axis.Width(text.Whole) + style.Px(8) <= width ? text.Whole : text.Median;
    }

    private static string? Spread(ComparisonData data)
    {
        var known = data.Rows.Where(row => row.Median > 0).ToList();
        if (known.Count < 2)
        {
            return null;
        }

        var (least, most) = (known.MinBy(row => row.Median), known.MaxBy(row => row.Median));
        return most.Median > 1.005 * least.Median
            ? $"{most.Scenario} has {ChartFigure.Exact(most.Median / least.Median, 2)} times the {data.Label.ToLowerInvariant()} of {least.Scenario}"
            : null;
    }
}
