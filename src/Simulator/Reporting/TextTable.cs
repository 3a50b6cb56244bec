namespace Simulator.Reporting;

/// <summary>Writes tables as aligned plain text.</summary>
public static class TextTable
{
    private const string Gap = "  ";
    private const string Separator = " to ";
    private const int NarrowestWrap = 20;

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="width">Columns of the terminal; null for a file or a pipe, where nothing is ever broken over lines.</param>
    /// <param name="bold">Whether the title may be set in bold by an escape sequence.</param>
    public static void Write(ReportTable table, TextWriter writer, int? width = null, bool bold = false)
    {
        if (table.Title.Length > 0)
        {
            WriteLine(writer, bold ? $"\e[1m{table.Title}\e[0m" : table.Title);
        }

        var shown = table.FilledColumns;
        var cells = Align(table, shown);
        var widths = shown.Select((_, position) => Math.Max(table.Columns[shown[position]].Header.Length, cells.Max(row => row[position].Length))).ToArray();
        var below = new List<int>();
        if (width is { } available)
        {
            Fit(table, shown, widths, below, available);
        }

        var inline = Enumerable.Range(0, shown.Count).Except(below).ToArray();
        WriteRow(writer, table, shown, inline, widths, [.. shown.Select(index => table.Columns[index].Header)]);
        WriteLine(writer, string.Join(Gap, inline.Select(position => new string('─', widths[position]))));
        foreach (var row in cells)
        {
            WriteRow(writer, table, shown, inline, widths, row);
            foreach (var position in below.Where(position => row[position].Length > 0))
            {
                WriteWrapped(writer, row[position], Gap + Gap, width);
            }
        }

        foreach (var note in table.Notes)
        {
            WriteWrapped(writer, note, "", width);
        }
    }

    /// <summary>Writes a paragraph, broken between words where a width is given.</summary>
    public static void WriteWrapped(TextWriter writer, string text, string indent, int? width)
    {
        foreach (var line in WordWrap.Lines(text, width is { } columns ? Math.Max(NarrowestWrap, columns - indent.Length) : int.MaxValue))
        {
            WriteLine(writer, indent + line);
        }
    }

    /// <summary>Writes an entry of a list, its later lines indented.</summary>
    public static void WriteItem(TextWriter writer, string text, int? width)
    {
        var lines = WordWrap.Lines(text, width is { } columns ? Math.Max(NarrowestWrap, columns - 2) : int.MaxValue);
        for (var line = 0; line < lines.Count; line++)
        {
            WriteLine(writer, (line == 0 ? "- " : "  ") + lines[line]);
        }
    }

    /// <summary>Narrows the wrapping columns, and where that would make ribbons of them, moves details below their row.</summary>
    private static void Fit(ReportTable table, IReadOnlyList<int> shown, int[] widths, List<int> below, int available)
    {
        var wrapping = Enumerable.Range(0, shown.Count).Where(position => table.Columns[shown[position]].Wraps).ToList();
        var details = new Stack<int>(wrapping.Where(position => table.Columns[shown[position]].IsDetail));
        while (details.Count > 0 && Least() > available)
        {
            var detail = details.Pop();
            below.Add(detail);
            wrapping.Remove(detail);
        }

        below.Sort();
        while (Total() > available && wrapping.MaxBy(position => widths[position]) is var widest && wrapping.Count > 0
            && widths[widest] > NarrowestWrap)
        {
            widths[widest] = Math.Max(NarrowestWrap, widths[widest] - 1);
        }

        int Total() => Enumerable.Range(0, shown.Count).Except(below).Sum(position => widths[position] + Gap.Length) - Gap.Length;

        int Least() => Total() - wrapping.Sum(position => Math.Max(0, widths[position] - NarrowestWrap));
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

    private static void WriteLine(TextWriter writer, string line) => writer.WriteLine(line.TrimEnd());
}
