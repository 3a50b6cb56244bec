using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Charts.Fonts;
using Simulator.Statistics;

namespace Simulator.Charts;

/// <summary>How far each input by itself moves an output: the widest bar on top.</summary>
internal sealed class Tornado : IChart
{
    private const int MostRows = 12;

    /// <summary>A bar narrower than this share of the widest could not be seen. [-]</summary>
    private const double Narrowest = 0.005;

    private const double TallestRow = 84;

    private readonly OutputSensitivity _output;
    private readonly SensitivityResult _analysis;
    private readonly string _scenario;
    private readonly DisplayUnit _unit;
    private readonly IReadOnlyList<Row> _rows;
    private readonly int _others;

    /// <summary>Chooses unit and rows.</summary>
    /// <param name="output">The output.</param>
    /// <param name="analysis">The analysis that it is part of.</param>
    /// <param name="scenario">Name of the scenario.</param>
    public Tornado(OutputSensitivity output, SensitivityResult analysis, string scenario)
    {
        (_output, _analysis, _scenario) = (output, analysis, scenario);
        _unit = DisplayUnit.For(output.Unit, output.AtMedians, OutputView.IsCarbon(output.Output));
        var rows = output.Inputs
            .SelectMany(input => input.Tornado.Select(bar => new Row(bar, input)))
            .OrderByDescending(Width)
            .ToList();
        _rows = [.. rows.Take(MostRows).Where(row => Width(row) >= Narrowest * Width(rows[0]))];
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
            var format = IntervalFormat.For(from, to, error: 0);
            return $"{first.Bar.Input} alone moves it from {format.Print(from)} to {WithUnit(format.Print(to))}; with every input at its median it is {WithUnit(format.Print(Show(_output.AtMedians)))}";
        }
    }

    private string Note
    {
        get
        {
            var note = "bars: one input at its 5th (faint) or 95th percentile (strong), the others at their medians · total index: share of the variance left if all else were known";
            if (_rows.Any(row => row.Input.IsGroup))
            {
                note += " · *: with the inputs that it varies together with";
            }

            return _others > 0 ? $"{note} · {_others} narrower bars are not shown" : note;
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var theme = sheet.Theme;
        var rest = Heading.Draw(sheet, frame, Title, _scenario, Sentence, Note);
        var figures = sheet.Axis with { Weight = FontWeight.Medium };
        var nameWidth = Math.Min(0.36 * rest.Width, _rows.Max(row => Math.Max(sheet.Label.Width(row.Bar.Input), sheet.Note.Width(row.Range))));
        var indexWidth = Math.Max(sheet.Note.Width("total index"), _rows.Max(row => figures.Width(row.Index)));
        var plot = rest.Inset(nameWidth + sheet.Px(32), sheet.Px(38), indexWidth + sheet.Px(40), sheet.Px(84));
        var rowHeight = Math.Min(sheet.Px(TallestRow), plot.Height / _rows.Count);
        plot = plot with { Bottom = plot.Top + (rowHeight * _rows.Count) };
        var x = Axis(plot);
        foreach (var tick in x.Horizontal(sheet.Axis).Where(tick => tick.Label.Length > 0))
        {
            sheet.Line(x.Position(tick.Value), plot.Top, x.Position(tick.Value), plot.Bottom, theme.Rule, 1.5);
        }

        sheet.Write("total index", sheet.Note, rest.Right, plot.Top - sheet.Px(12), theme.Muted, 1);
        var color = theme.ColorOf(_output.Unit);
        var middle = x.Position(Show(_output.AtMedians));
        for (var i = 0; i < _rows.Count; i++)
        {
            var row = _rows[i];
            var y = plot.Top + ((i + 0.5) * rowHeight);
            var half = Math.Min(0.34 * rowHeight, sheet.Px(22));
            WriteName(sheet, rest.Left, y, rowHeight, nameWidth, row);
            Bar(sheet, middle, x.Position(Show(row.Bar.Low)), y, half, theme.Pale(color, 0.38));
            Bar(sheet, middle, x.Position(Show(row.Bar.High)), y, half, color);
            sheet.WriteAt(row.Index, figures, rest.Right, y, theme.Ink, 1);
        }

        sheet.Line(middle, plot.Top, middle, plot.Bottom, theme.Ink, 2);
        var title = _unit.Symbol.Length == 0 ? _output.Label : $"{_output.Label} [{_unit.Symbol}]";
        Frame.ValueAxis(sheet, plot, x, title);

        // In a narrow chart there is no room for both below the plot.
        var (style, points) = (sheet.Axis with { Tabular = false }, $"{Figure.Count(_analysis.BasePoints)} base points");
        var isNarrow = style.Width(title) + style.Width(points) + sheet.Px(28) > plot.Width;
        sheet.Write(points, style, isNarrow ? rest.Left : plot.Left, plot.Bottom + sheet.Px(72), theme.Muted);
    }

    /// <summary>A path that fits: its end tells inputs apart, so it is its beginning that goes.</summary>
    private static string ShortPath(Sheet sheet, string path, double width)
    {
        var shown = path;
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0 && sheet.Label.Width(shown) > width; dot = path.IndexOf('.', dot + 1))
        {
            shown = "…" + path[(dot + 1)..];
        }

        return sheet.Label.Shorten(shown, width);
    }

    private static void WriteName(Sheet sheet, double left, double y, double rowHeight, double width, Row row)
    {
        var name = ShortPath(sheet, row.Bar.Input, width);
        if (rowHeight < sheet.Px(52))
        {
            sheet.WriteAt(name, sheet.Label, left, y, sheet.Theme.Ink);
            return;
        }

        sheet.WriteAt(name, sheet.Label, left, y - sheet.Px(13), sheet.Theme.Ink);
        sheet.WriteAt(sheet.Note.Shorten(row.Range, width), sheet.Note, left, y + sheet.Px(14), sheet.Theme.Muted);
    }

    private static void Bar(Sheet sheet, double from, double to, double y, double half, Rgb color) =>
        sheet.Fill(new Box(Math.Min(from, to), y - half, Math.Max(from, to), y + half), color);

    private static double Width(Row row) => Math.Abs(row.Bar.High - row.Bar.Low);

    private double Show(double value) => value / _unit.Factor;

    private string WithUnit(string figure) => _unit.Symbol.Length == 0 ? figure : $"{figure} {_unit.Symbol}";

    private ValueAxis Axis(Box plot)
    {
        double[] ends = [.. _rows.SelectMany(row => new[] { Show(row.Bar.Low), Show(row.Bar.High) }), Show(_output.AtMedians)];
        var (low, high) = (ends.Min(), ends.Max());
        var margin = 0.04 * (high - low);
        return new ValueAxis(low >= 0 ? Math.Max(0, low - margin) : low - margin, high + margin, plot.Left, plot.Right, IsLogarithmic: false);
    }

    /// <summary>One bar and the indices that go with it.</summary>
    private sealed record Row(TornadoBar Bar, InputSensitivity Input)
    {
        private const int Digits = 3;

        /// <summary>The total index; that of a group is marked.</summary>
        public string Index => Figure.Percent(Math.Max(0, Input.Total.Value)) + (Input.IsGroup ? "*" : "");

        /// <summary>From which value to which the input is moved.</summary>
        public string Range
        {
            get
            {
                var unit = Bar.InputUnit.Replace("m2", "m²", StringComparison.Ordinal)
                    .Replace("m3", "m³", StringComparison.Ordinal)
                    .Replace("CO2", "CO₂", StringComparison.Ordinal)
                    .Replace('*', '·');
                return $"{Figure.Significant(Bar.InputLow, Digits)} to {Figure.Significant(Bar.InputHigh, Digits)} {unit}".TrimEnd();
            }
        }
    }
}
