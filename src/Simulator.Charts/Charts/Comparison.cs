using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Charts.Fonts;

namespace Simulator.Charts;

/// <summary>One output in several scenarios: interval and median of each on one axis.</summary>
internal sealed class Comparison : IChart
{
    private const double TallestRow = 240;
    private readonly ComparisonData _data;
    private readonly DisplayUnit _unit;
    private readonly ComparisonRow[] _rows;

    /// <summary>Chooses the unit.</summary>
    public Comparison(ComparisonData data)
    {
        _data = data;
        _unit = DisplayUnit.For(data.Unit, data.Rows.Max(row => row.Median), data.IsCarbon);
        _rows = [.. data.Rows.Select(row => new ComparisonRow(row.Scenario, row.Low / _unit.Factor, row.Median / _unit.Factor, row.High / _unit.Factor))];
    }

    /// <inheritdoc/>
    public string Title => _data.By is { } input ? $"{_data.Label} by {input}" : $"{_data.Label} compared";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var (least, most) = (_rows.MinBy(row => row.Median), _rows.MaxBy(row => row.Median));
            return least.Median > 0 && most.Median > least.Median
                ? $"by the median, {most.Scenario} has {Figure.Significant(most.Median / least.Median, 2)} times as much as {least.Scenario}"
                : $"{Figure.Level(_data.Level)} intervals and medians";
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var rest = Heading.Draw(sheet, frame, Title, _data.Context, Sentence, $"bars are {Figure.Level(_data.Level)} intervals, dots are medians{(_data.Coupling.Length > 0 ? $" · {_data.Coupling.TrimEnd('.')}" : "")}");
        var texts = _rows.Select(Text).ToArray();
        var figures = sheet.Axis with { Weight = FontWeight.Medium };
        var nameWidth = Math.Min(0.32 * rest.Width, _rows.Max(row => sheet.Label.Width(row.Scenario)));
        var figureWidth = texts.Max(figures.Width);
        var plot = rest.Inset(nameWidth + sheet.Px(28), sheet.Px(34), figureWidth + sheet.Px(36), sheet.Px(84));
        var rowHeight = Math.Min(sheet.Px(TallestRow), plot.Height / _rows.Length);
        plot = plot with { Bottom = plot.Top + (rowHeight * _rows.Length) };
        var x = Axis(plot);
        foreach (var tick in x.Horizontal(sheet.Axis).Where(tick => tick.Label.Length > 0))
        {
            sheet.Line(x.Position(tick.Value), plot.Top, x.Position(tick.Value), plot.Bottom, sheet.Theme.Rule, 1.5);
        }

        var color = sheet.Theme.ColorOf(_data.Unit);
        sheet.Write($"median ({Figure.Level(_data.Level)} interval)", sheet.Note, rest.Right, plot.Top - sheet.Px(10), sheet.Theme.Muted, 1);
        for (var i = 0; i < _rows.Length; i++)
        {
            var middle = plot.Top + ((i + 0.5) * rowHeight);
            var half = Math.Min(0.16 * rowHeight, sheet.Px(22));
            RowName.Write(sheet, _rows[i].Scenario, rest.Left, middle, nameWidth, lines: rowHeight > sheet.Px(60) ? 2 : 1);
            sheet.Fill(new Box(x.Clamped(_rows[i].Low), middle - half, x.Clamped(_rows[i].High), middle + half), sheet.Theme.Pale(color, 0.5));
            sheet.Dot(new Point(x.Clamped(_rows[i].Median), middle), Math.Min(11, half / sheet.Unit), color);
            sheet.WriteAt(texts[i], figures, rest.Right, middle, sheet.Theme.Ink, 1);
        }

        Frame.ValueAxis(sheet, plot, x, _unit.Symbol.Length == 0 ? _data.Label : $"{_data.Label} [{_unit.Symbol}]");
    }

    private static string Text(ComparisonRow row)
    {
        var format = IntervalFormat.For(row.Low, row.High, error: 0);
        return row.Low == row.High
            ? Figure.Significant(row.Median, 4)
            : $"{format.Print(row.Median)} ({format.Print(row.Low)} to {format.Print(row.High)})";
    }

    private ValueAxis Axis(Box plot)
    {
        var (low, high) = (_rows.Min(row => row.Low), _rows.Max(row => row.High));
        if (low > 0 && high > 20 * low)
        {
            return new ValueAxis(low / 1.2, high * 1.2, plot.Left, plot.Right, IsLogarithmic: true);
        }

        var margin = high > low ? 0.05 * (high - low) : high == 0 ? 1 : 0.1 * Math.Abs(high);
        var begin = low >= 0 && low < high / 2 ? 0 : low - margin;
        return new ValueAxis(begin, high + margin, plot.Left, plot.Right, IsLogarithmic: false);
    }
}
