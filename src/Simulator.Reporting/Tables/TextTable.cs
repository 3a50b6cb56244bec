using Simulator.Presentation;

namespace Simulator.Reporting.Tables;

/// <summary>Writes tables as aligned plain text.</summary>
internal static class TextTable
{
    private const string Gap = "  ";
    private const string Separator = " to ";
    private const string HeaderBreak = ", ";
    private const int NarrowestWrap = 20;

    /// <summary>A detail that takes more lines than this beside its row reads better below it.</summary>
    private const int MostLinesBeside = 3;

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="width">Columns of the terminal; null for a file or a pipe, where nothing is ever broken over lines.</param>
    /// <param name="styled">Whether escape sequences may set the title in bold and details in a fainter shade.</param>
    public static void Write(ReportTable table, TextWriter writer, int? width = null, bool styled = false)
    {
        if (table.Title.Length > 0)
        {
            WriteLine(writer, TerminalStyle.Bold(Printable.Of(table.Title), styled));
        }

        table = table with { Rows = [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Shown)])] };
        var shown = table.FilledColumns;
        var cells = Align(table, shown);
        var headers = shown.Select(index => table.Columns[index].Header.Split(HeaderBreak)).ToArray();
        var widths = headers
            .Select((header, position) => cells.Select(row => row[position].Length).Concat(header.Select(line => line.Length)).Max())
            .ToArray();
        var below = new List<int>();
        if (width is { } available)
        {
            Fit(table, shown, widths, below, available);
        }

        var inline = Enumerable.Range(0, shown.Count).Except(below).ToArray();
        WriteHeader(writer, table, shown, inline, widths, headers);
        foreach (var row in cells)
        {
            WriteRow(writer, table, shown, inline, widths, row);
            WriteDetails(writer, table, shown, below, row, width, styled);
        }

        if (table.Notes.Count > 0)
        {
            writer.WriteLine();
        }

        foreach (var note in table.Notes)
        {
            WriteWrapped(writer, note, "", width);
        }
    }

    /// <summary>Writes a paragraph, broken between words where a width is given.</summary>
    public static void WriteWrapped(TextWriter writer, string text, string indent, int? width, bool faint = false)
    {
        foreach (var line in WordWrap.Lines(Shown(text), width is { } columns ? Math.Max(NarrowestWrap, columns - indent.Length) : int.MaxValue))
        {
            WriteLine(writer, indent + TerminalStyle.Faint(line, faint));
        }
    }

    /// <summary>Writes an entry of a list, its later lines indented.</summary>
    public static void WriteItem(TextWriter writer, string text, int? width)
    {
        var lines = WordWrap.Lines(Shown(text), width is { } columns ? Math.Max(NarrowestWrap, columns - 2) : int.MaxValue);
        for (var line = 0; line < lines.Count; line++)
        {
            WriteLine(writer, (line == 0 ? "- " : "  ") + lines[line]);
        }
    }

    /// <summary>Narrows the wrapping columns, and where that would make ribbons of them, moves details below their row.</summary>
    private static void Fit(ReportTable table, IReadOnlyList<int> shown, int[] widths, List<int> below, int available)
    {
        var inline = Enumerable.Range(0, shown.Count).ToList();
        while (Total(Least) > available && inline.FindLast(position => Column(position).IsDetail) is var detail and > 0)
        {
            below.Insert(0, detail);
            inline.Remove(detail);
        }

        for (var excess = Total(position => widths[position]) - available; excess > 0; excess--)
        {
            var widest = inline.Where(position => widths[position] > Least(position)).DefaultIfEmpty(-1).MaxBy(position => position < 0 ? 0 : widths[position]);
            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
        }

        ReportColumn Column(int position) => table.Columns[shown[position]];

        int Least(int position) => Column(position) switch
        {
            { IsDetail: true } => Math.Min(widths[position], Math.Max(NarrowestWrap, widths[position] / MostLinesBeside)),
            { Wraps: true } => Math.Min(widths[position], NarrowestWrap),
            _ => widths[position],
        };

        int Total(Func<int, int> width) => inline.Sum(position => width(position) + Gap.Length) - Gap.Length;
    }

    /// <summary>The cells with the two ends of intervals padded, so that their separators stand in one line.</summary>
    private static List<string[]> Align(ReportTable table, IReadOnlyList<int> shown)
    {
        var cells = table.Rows.Select(row => shown.Select(index => row[index]).ToArray()).ToList();
        for (var position = 0; position < shown.Count; position++)
        {
            var column = position;
            if (table.Columns[shown[column]].Alignment != CellAlignment.Interval)
            {
                continue;
            }

            var split = cells.Where(row => row[column].Contains(Separator)).Select(row => row[column].Split(Separator)).ToList();
            var left = split.Select(ends => ends[0].Length).DefaultIfEmpty().Max();
            var right = split.Select(ends => ends[1].Length).DefaultIfEmpty().Max();
            foreach (var row in cells)
            {
                var ends = row[column].Split(Separator);
                row[column] = ends.Length == 2
                    ? ends[0].PadLeft(left) + Separator + ends[1].PadRight(right)
                    : row[column].PadLeft(Math.Min(left + Separator.Length + right, left + Separator.Length / 2 + row[column].Length / 2));
            }
        }

        return cells;
    }

    /// <summary>The cells that found no room in their row; named where there is more than one kind of them.</summary>
    private static void WriteDetails(
        TextWriter writer, ReportTable table, IReadOnlyList<int> shown, List<int> below, string[] row, int? width, bool styled)
    {
        var details = below
            .Where(position => row[position].Length > 0)
            .Select(position => below.Count > 1 ? $"{table.Columns[shown[position]].Header}: {row[position]}" : row[position])
            .ToList();
        if (details.Count > 0)
        {
            WriteWrapped(writer, string.Join("; ", details), Gap + Gap, width, styled);
        }
    }

    /// <summary>The headings, the part after a comma on a second line, and a rule.</summary>
    private static void WriteHeader(
        TextWriter writer, ReportTable table, IReadOnlyList<int> shown, int[] inline, int[] widths, string[][] headers)
    {
        for (var line = 0; line < inline.Max(position => headers[position].Length); line++)
        {
            WriteLine(writer, string.Join(Gap, inline.Select(position =>
            {
                var text = line < headers[position].Length ? headers[position][line] : "";
                return table.Columns[shown[position]].Alignment switch
                {
                    CellAlignment.Right => text.PadLeft(widths[position]),
                    CellAlignment.Interval => text.PadLeft((widths[position] + text.Length) / 2).PadRight(widths[position]),
                    _ => text.PadRight(widths[position]),
                };
            })));
        }

        WriteLine(writer, string.Join(Gap, inline.Select(position => new string('─', widths[position]))));
    }

    private static void WriteRow(
        TextWriter writer, ReportTable table, IReadOnlyList<int> shown, int[] inline, int[] widths, string[] row)
    {
        var lines = inline
            .Select(position => table.Columns[shown[position]].Wraps ? WordWrap.Lines(row[position], widths[position]) : [row[position]])
            .ToArray();
        for (var line = 0; line < lines.Max(cell => cell.Count); line++)
        {
            var parts = inline.Select((position, index) =>
            {
                var text = line < lines[index].Count ? lines[index][line] : "";
                return table.Columns[shown[position]].Alignment == CellAlignment.Right
                    ? text.PadLeft(widths[position])
                    : text.PadRight(widths[position]);
            });
            WriteLine(writer, string.Join(Gap, parts));
        }
    }

    private static string Shown(string text) => Printable.Of(text.ReplaceLineEndings("\n"));

    private static void WriteLine(TextWriter writer, string line) => writer.WriteLine(line.TrimEnd());
}
