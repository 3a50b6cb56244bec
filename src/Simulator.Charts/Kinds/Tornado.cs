using ScottPlot;
using Simulator.Charts.Axes;
using Simulator.Charts.Drawing;
using Simulator.Charts.Fonts;
using Simulator.Charts.Plots;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Charts.Kinds;

/// <summary>How far each input by itself moves an output: the widest bar on top.</summary>
internal sealed class Tornado : IChart
{
    private const int MostRows = 12;

    /// <summary>A bar narrower than this share of the widest could not be seen. [-]</summary>
    private const double Narrowest = 0.005;

    private const double TallestRow = 84, LowestRow = 30;

    private readonly OutputSensitivity _output;
    private readonly SensitivityResult _analysis;
    private readonly string _scenario, _paidTwice;
    private readonly DisplayUnit _unit;
    private readonly IReadOnlyList<Row> _rows;
    private readonly int _others;

    /// <summary>Chooses unit and rows.</summary>
    /// <param name="output">The output.</param>
    /// <param name="analysis">The analysis that it is part of.</param>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="paidTwice">What the output may pay twice; empty if nothing.</param>
    public Tornado(OutputSensitivity output, SensitivityResult analysis, string scenario, string paidTwice = "")
    {
        (_output, _analysis, _scenario, _paidTwice) = (output, analysis, scenario, paidTwice);
        _unit = DisplayUnit.For(output.Unit, output.AtMedians);
        var rows = output.Inputs
            .SelectMany(input => input.Tornado.Select(bar => new Row(bar, input, analysis.CriticalValue)))
            .OrderByDescending(Width)
            .ToList();
        _rows = [.. rows.Where(row => Width(row) >= Narrowest * Width(rows[0]))];
        _others = rows.Count - _rows.Count;
    }

    /// <summary>Whether there is a bar to draw.</summary>
    public static bool CanShow(OutputSensitivity output) =>
        output.Inputs.Any(input => input.Tornado.Any(bar => bar.Low != bar.High)) && double.IsFinite(output.AtMedians);

    /// <inheritdoc/>
    public string Title => $"What moves {_output.Label[..1].ToLowerInvariant()}{_output.Label[1..]}";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var first = _rows[0];
            var (from, to) = (Show(Math.Min(first.Bar.Low, first.Bar.High)), Show(Math.Max(first.Bar.Low, first.Bar.High)));
            return $"{first.Name} alone moves it from {Typeset.Number(Print(from))} to {_unit.Set(Print(to))}; with every input at its median it is {_unit.Set(Print(Show(_output.AtMedians)))}";
        }
    }

    private string Note(int hidden)
    {
        var note = "bars: one input at its 5th (faint) or 95th percentile (strong), the others at their medians · total index: share of the variance left if all other inputs were known";
        if (_rows.Any(row => row.Input.IsGroup))
        {
            note += " · *: together with the inputs correlated with it";
        }

        if (_paidTwice.Length > 0)
        {
            note += $" · the cost may pay {_paidTwice} twice";
        }

        var others = _others + Math.Max(0, hidden);
        return others > 0 ? $"{note} · {others} narrower {(others == 1 ? "bar is" : "bars are")} not shown" : note;
    }

    /// <inheritdoc/>
    public double HeightOfColumn => 500 + (58 * Math.Min(MostRows, _rows.Count));

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var theme = style.Theme;
        var heading = new ChartHeading { Title = Title, Context = _scenario, Sentence = Sentence, Note = Note(_rows.Count - MostRows) };
        var title = _unit.Titled(_output.Label);
        var isNarrow = style.Standard(place.Width) < ChartStyle.Narrow;
        PixelRect Area(PixelRect rest, IReadOnlyList<Row> rows)
        {
            var plot = rest.Inset(
                NameWidth(style, rest, rows) + style.Px(isNarrow ? 16 : 32), style.Px(38), IndexWidth(style, rows) + style.Px(isNarrow ? 18 : 40),
                ValuesBelow.Height(style, rest.Width - NameWidth(style, rest, rows) - IndexWidth(style, rows) - style.Px(72), title, style.AxisTitle.Width(BasePoints)));
            return plot.Rows(plot.Top, plot.Top + Math.Min(style.Px(TallestRow) * rows.Count, plot.Height));
        }

        // In a low picture only the widest bars find room.
        var room = heading.Rest(style, place.Inset(style.Margins.Left, style.Margins.Top, style.Margins.Right, style.Margins.Bottom)).Height - style.Px(38 + 84);
        var shown = _rows.Take(Math.Clamp((int)(room / style.Px(LowestRow)), 1, MostRows)).ToList();
        heading.Note = Note(_rows.Count - shown.Count);
        var frame = new PlotFrame(style, place, heading, rest => Area(rest, shown));
        var x = Axis(frame, shown);
        frame.SetRows(x, new ValuesBelow(style, title, isLogarithmic: false), shown.Count);
        frame.ShowGrid(isHorizontal: false);
        var rowHeight = frame.Data.Height / shown.Count;
        var size = 2 * Math.Min(0.34 * rowHeight, style.Px(22)) / rowHeight;
        var (color, middle) = (theme.ColorOf(_output.Unit), Show(_output.AtMedians));
        frame.AddBars([.. shown.SelectMany((row, i) => (Bar[])
        [
            Bars.Of(i, size, middle, Show(row.Bar.Low), theme.Pale(color, 0.38), Orientation.Horizontal),
            Bars.Of(i, size, middle, Show(row.Bar.High), color, Orientation.Horizontal),
        ])]);
        frame.Plot.Add.VerticalLine(middle, style.Px(2), theme.Ink);
        frame.Above(plot => Names(plot, shown));
        frame.Above(plot =>
        {
            var isCrowded = ValuesBelow.IsCrowded(style, plot.Data.Width, title, style.AxisTitle.Width(BasePoints));
            var below = plot.Data.Bottom + ValuesBelow.TitleBaseline(style) + (isCrowded ? style.Px(32) : 0);
            plot.Ink.Write(BasePoints, style.AxisTitle, isCrowded ? plot.Rest.Left : plot.Data.Left, below, theme.Muted);
        });
        return [frame.Placed];
    }

    private string BasePoints => $"{Figures.Count(_analysis.BasePoints)} base points";

    private static float IndexWidth(ChartStyle style, IReadOnlyList<Row> rows) =>
        Math.Max(style.Note.Width("total index"), rows.Max(row => FigureStyle(style).Width(row.Index)));

    private static TextStyle FigureStyle(ChartStyle style) => style.Axis with { Weight = FontWeight.Medium };

    private static double NameWidth(ChartStyle style, PixelRect rest, IReadOnlyList<Row> rows) =>
        Math.Min(0.42 * rest.Width, rows.Max(row => Math.Max(style.Label.Width(row.Name), style.Note.Width(row.Range))));

    private static void Names(PlotView plot, List<Row> rows)
    {
        var (ink, style, rest) = (plot.Ink, plot.Ink.Style, plot.Rest);
        ink.Write("total index", style.Note, rest.Right, plot.Data.Top - style.Px(12), style.Theme.Muted, 1);
        var (rowHeight, width) = (plot.Data.Height / rows.Count, NameWidth(style, rest, rows));
        for (var i = 0; i < rows.Count; i++)
        {
            var y = plot.Data.Top + ((i + 0.5) * rowHeight);
            var hasTwoLines = rowHeight >= style.Px(52);
            if (hasTwoLines && style.Label.Width(rows[i].Name) <= width)
            {
                ink.WriteAt(rows[i].Name, style.Label, rest.Left, y - style.Px(13), style.Theme.Ink);
                ink.WriteAt(style.Note.Shorten(rows[i].Range, width), style.Note, rest.Left, y + style.Px(14), style.Theme.Muted);
            }
            else
            {
                RowName.Write(ink, rows[i].Name, rest.Left, y, width, hasTwoLines ? 2 : 1);
            }

            ink.WriteAt(rows[i].Index, FigureStyle(style), rest.Right, y, style.Theme.Ink, 1);
        }
    }

    private static double Width(Row row) => Math.Abs(row.Bar.High - row.Bar.Low);

    private double Show(double value) => value / _unit.Factor;

    private static string Print(double value) => Figures.Uncertain(value, 0);

    private ValueAxis Axis(PlotFrame frame, List<Row> rows)
    {
        double[] ends = [.. rows.SelectMany(row => new[] { Show(row.Bar.Low), Show(row.Bar.High) }), Show(_output.AtMedians)];
        var (low, high) = (ends.Min(), ends.Max());
        var margin = 0.04 * (high - low);
        return frame.Across(low >= 0 ? Math.Max(0, low - margin) : low - margin, high + margin);
    }

    /// <summary>One bar and the indices that go with it.</summary>
    private sealed record Row(TornadoBar Bar, InputSensitivity Input, double Reach)
    {
        /// <summary>The total index; that of a group is marked.</summary>
        public string Index => Typeset.Number(Figures.Index(Input.Total.Value, Reach * Input.Total.Error).Index) + (Input.IsGroup ? "*" : "");

        /// <summary>What the input is called.</summary>
        public string Name => InputName.Of(Bar.Input);

        /// <summary>From which value to which the input is moved.</summary>
        public string Range
        {
            get
            {
                var (factor, suffix) = Bar.InputUnit.Length == 0 ? Figures.Suffix(Bar.InputLow) : (1, "");
                var (low, high) = Figures.ExactInterval(Bar.InputLow / factor, Bar.InputHigh / factor, Figures.TableDigits);
                return $"{Typeset.Number(low)}{suffix} to {Typeset.Number(high)}{suffix} {Typeset.Units(Bar.InputUnit)}".TrimEnd();
            }
        }
    }
}
