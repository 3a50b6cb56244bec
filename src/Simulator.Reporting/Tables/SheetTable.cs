using Simulator.Arithmetic;
using Simulator.Presentation;
using Simulator.Scenarios;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Tables;

/// <summary>Models side by side as tables: our figures with their footnotes, and what others have published beside them.</summary>
internal static class SheetTable
{
    private const string Title = "Side by side";

    // A figure below this share of its column's unit is shown in a unit of its own.
    private const double TooSmall = 1e-3;

    /// <summary>Medians, each above its interval: as many tables as it takes to fit a width.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="width">Columns of the terminal; null for a file or a pipe, where nothing is broken.</param>
    public static IReadOnlyList<ReportTable> Stacked(ComparisonSheet sheet, int? width)
    {
        var names = Names(sheet);
        var columns = sheet.Outputs.Select((_, column) => Cells(sheet, column)).ToList();
        var tables = new List<List<int>>();
        var left = 0;
        foreach (var column in Enumerable.Range(0, columns.Count))
        {
            var needed = 2 + columns[column].Cells.SelectMany(cell => new[] { cell.Median.Length, cell.Interval.Length }).Concat(columns[column].Header.Split(", ").Select(line => line.Length)).Max();
            if (tables.Count == 0 || needed > left)
            {
                tables.Add([]);
                left = (width ?? int.MaxValue) - names.Max(name => name.Length);
            }

            tables[^1].Add(column);
            left -= needed;
        }

        return
        [
            .. tables.Select((shown, index) => new ReportTable(
                index == 0 ? Title : $"{Title}, continued",
                [new("scenario"), .. shown.Select(column => new ReportColumn(columns[column].Header, CellAlignment.Right))],
                [
                    .. sheet.Rows.SelectMany((_, row) => new IReadOnlyList<string>[]
                    {
                        [names[row], .. shown.Select(column => columns[column].Cells[row].Median)],
                        ["", .. shown.Select(column => columns[column].Cells[row].Interval)],
                    }).Where(line => line.Any(cell => cell.Length > 0)),
                ],
                index == tables.Count - 1 ? Notes(sheet) : [])),
        ];
    }

    /// <summary>Median and interval in one cell.</summary>
    public static ReportTable InOneLine(ComparisonSheet sheet)
    {
        var names = Names(sheet);
        var columns = sheet.Outputs.Select((_, column) => Cells(sheet, column)).ToList();
        return new ReportTable(
            Title,
            [new("scenario"), .. columns.Select(column => new ReportColumn(column.Header, CellAlignment.Right))],
            [.. sheet.Rows.Select((_, row) => (IReadOnlyList<string>)[names[row], .. columns.Select(column => column.Cells[row].Whole)])],
            Notes(sheet));
    }

    /// <summary>One row for each published figure, with ours; no rows if there are none.</summary>
    public static ReportTable Published(ComparisonSheet sheet) => new(
        "Published figures and ours",
        [
            new("scenario", Wraps: true), new("output"), new("published", CellAlignment.Right), new("unit"), new("our median", CellAlignment.Right),
            new("our interval", CellAlignment.Interval), new("published lies"), new("tier"), new("source", Wraps: true, IsDetail: true), new("note", Wraps: true, IsDetail: true),
        ],
        [
            .. from row in sheet.Rows
               from cell in row.Cells
               from figure in cell.Published
               select PublishedRow(row, cell, figure),
        ]);

    /// <summary>The cells of one column.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="column">Index of the column.</param>
    /// <param name="withMarks">Whether the numbers of footnotes stand behind the figures.</param>
    internal static SheetColumn Cells(ComparisonSheet sheet, int column, bool withMarks = true)
    {
        var output = sheet.Outputs[column];
        var cells = sheet.Rows.Select(row => row.Cells[column]).ToList();
        var alike = sheet.Rows.Where(row => row.IsAlike).Select(row => row.Cells[column]).ToList();
        var unit = DisplayUnit.ForAll(output.Unit, (alike.Count > 0 ? alike : cells).SelectMany(Sizes));
        return new SheetColumn(unit.Name.Length > 0 ? $"{output.Title}, {unit.Name}" : output.Title, unit, [.. cells.Select(cell => Text(cell, unit, withMarks ? Marks(cell.Notes) : ""))]);
    }

    private static IEnumerable<double> Sizes(SheetCell cell) => cell.Output is { } output ? [output.Median] : cell.Published.Select(figure => figure.Value);

    private static SheetText Text(SheetCell cell, DisplayUnit unit, string marks)
    {
        if (cell.Output is not { } output)
        {
            return cell.Published.Count > 0
                ? new SheetText($"{Figure(cell.Published[0], unit, cell.Definition.Unit)}{marks}", "published")
                : new SheetText(marks.Length > 0 ? $"–{marks}" : "–", "");
        }

        var own = Own(unit, output.Unit, output.Median);
        var text = OutputTable.Text(output, own);
        return new SheetText((own == unit ? text.Median : own.Print(text.Median)) + marks, text.IsFixed ? "" : text.Interval);
    }

    /// <summary>A published figure in the column's unit, with the digits that the source printed, at most those of ours.</summary>
    internal static string Figure(PublishedFigure figure, DisplayUnit column, string outputUnit)
    {
        var unit = Own(column, outputUnit, figure.Value);
        var printed = 1 + (int)Math.Floor(PortableMath.Log10(Math.Abs(figure.Value) / figure.LastDigit));
        var text = Figures.Exact(figure.Value / unit.Factor, Math.Clamp(printed, 1, Figures.TableDigits));
        return unit == column ? text : unit.Print(text);
    }

    // What would be lost among the decimals of the column's unit is printed in a unit of its own.
    private static DisplayUnit Own(DisplayUnit column, string outputUnit, double value) =>
        value != 0 && Math.Abs(value) < TooSmall * column.Factor ? DisplayUnit.For(outputUnit, value) : column;

    private static IReadOnlyList<string> PublishedRow(SheetRow row, SheetCell cell, PublishedFigure figure)
    {
        var unit = new DisplayUnit(figure.Unit, figure.UnitScale);
        var ours = cell.Output is { } output ? OutputTable.Text(output, unit) : default(IntervalText?);
        return
        [
            row.Name, cell.Definition.Title, ValidationTables.Printed(figure), figure.Unit,
            ours?.Median ?? "", ours?.Interval ?? "", Verdict(cell, figure), ValidationTables.Tier(figure.Tier), figure.Source, figure.Note ?? "",
        ];
    }

    /// <summary>Where a published figure lies beside our interval.</summary>
    internal static string Verdict(SheetCell cell, PublishedFigure figure) => cell.Output switch
    {
        null => "nothing computed",
        { IsConstant: true } => "",
        { Interval: var interval } when figure.Value < interval.Low => "below ours",
        { Interval: var interval } when figure.Value > interval.High => "above ours",
        _ => "inside ours",
    };

    private static List<string> Names(ComparisonSheet sheet) =>
        [.. sheet.Rows.Select((row, index) => $"{ComparisonTables.Letter(index)}  {row.Name}{Marks(row.Notes)}")];

    /// <summary>Numbers of footnotes as they stand behind a name or a figure.</summary>
    internal static string Marks(IReadOnlyList<int> notes) => notes.Count == 0 ? "" : FormattableString.Invariant($" [{string.Join(",", notes)}]");

    /// <summary>The footnotes and what the cells are.</summary>
    internal static IReadOnlyList<string> Notes(ComparisonSheet sheet)
    {
        var level = sheet.Rows.SelectMany(row => row.Cells).Select(cell => cell.Output?.Interval.Level).OfType<double>().FirstOrDefault(0.9);
        return [$"Medians, and {Figures.Level(level)} intervals below or behind them; a figure without an interval has no uncertainty.", .. Footnotes(sheet)];
    }

    /// <summary>The footnotes with their numbers.</summary>
    internal static IEnumerable<string> Footnotes(ComparisonSheet sheet) => sheet.Notes.Select((note, index) => FormattableString.Invariant($"[{index + 1}] {note}."));
}

/// <summary>One column of a sheet as text.</summary>
/// <param name="Header">Output and unit.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Cells">One cell a row.</param>
internal sealed record SheetColumn(string Header, DisplayUnit Unit, IReadOnlyList<SheetText> Cells);

/// <summary>One cell of a sheet as text.</summary>
/// <param name="Median">Median with the numbers of its footnotes.</param>
/// <param name="Interval">Interval; empty if there is none.</param>
internal readonly record struct SheetText(string Median, string Interval)
{
    /// <summary>Both in one line.</summary>
    public string Whole => Interval.Length == 0 ? Median : $"{Median} ({Interval})";
}
