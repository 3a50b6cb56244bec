using Simulator.Presentation;

namespace Simulator.Reporting.Tables;

/// <summary>Writes tables as GitHub-flavoured Markdown.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes a table with its title as a heading and its notes as paragraphs.</summary>
    public static void Write(ReportTable table, TextWriter writer)
    {
        if (table.Title.Length > 0)
        {
            writer.WriteLine($"### {Escape(table.Title)}");
            writer.WriteLine();
        }

        var shown = table.FilledColumns;
        WriteRow(writer, shown.Select(index => table.Columns[index].Header));
        writer.WriteLine("|" + string.Concat(shown.Select(index => table.Columns[index].Alignment switch
        {
            CellAlignment.Right => "---:|",
            CellAlignment.Interval => ":---:|",
            _ => "---|",
        })));
        foreach (var row in table.Rows)
        {
            WriteRow(writer, shown.Select(index => row[index]));
        }

        foreach (var note in table.Notes)
        {
            writer.WriteLine();
            writer.WriteLine(Escape(note));
        }

        writer.WriteLine();
    }

    /// <summary>Text that Markdown shows as it is, also at the start of a line, where it would be a heading, a list or a quotation.</summary>
    public static string Escape(string text)
    {
        var escaped = EscapeInline(text.TrimStart());
        if (escaped.Length > 0 && escaped[0] is ('#' or '>' or '-' or '+'))
        {
            return "\\" + escaped;
        }

        var digits = escaped.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && escaped[digits] is ('.' or ')') && (digits + 1 == escaped.Length || escaped[digits + 1] == ' ') ? escaped.Insert(digits, "\\") : escaped;
    }

    private static string EscapeInline(string text)
    {
        var escaped = new System.Text.StringBuilder(text.Length);
        foreach (var character in Printable.Of(text.ReplaceLineEndings(" ")))
        {
            if (character is '|' or '*' or '_' or '`' or '<' or '[' or '~' or '\\' or '&' or '$')
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static void WriteRow(TextWriter writer, IEnumerable<string> cells) =>
        writer.WriteLine("| " + string.Join(" | ", cells.Select(EscapeInline)) + " |");
}
