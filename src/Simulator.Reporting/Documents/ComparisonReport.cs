using Simulator.Model;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Documents;

/// <summary>The report of a comparison: which scenarios, their tables, what the reader needs to know.</summary>
internal static class ComparisonReport
{
    /// <summary>Writes the report as plain text.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="width">Columns of the terminal; null for a file or a pipe.</param>
    /// <param name="styled">Whether escape sequences may set titles in bold and details in a fainter shade.</param>
    /// <param name="outputs">Names of the outputs to show; null for the usual ones.</param>
    /// <param name="quiet">Whether only warnings are written under the tables.</param>
    public static void WriteText(ComparisonResult comparison, TextWriter writer, int? width = null, bool styled = false, IReadOnlyList<string>? outputs = null, bool quiet = false)
    {
        foreach (var (model, index) in comparison.Models.Select((model, index) => (model, index)))
        {
            writer.WriteLine($"{ComparisonTables.Letter(index)}  {TerminalStyle.Bold(model.Name, styled)}  {TerminalStyle.Faint(model.Scenario.File, styled)}");
        }

        var sheet = Sheet(comparison, outputs);
        foreach (var table in SheetTable.Stacked(sheet, width).Concat(Below(comparison, sheet, outputs)))
        {
            writer.WriteLine();
            TextTable.Write(table, writer, width, styled);
        }

        var notices = Notices(comparison, quiet);
        if (notices.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine(TerminalStyle.Bold("Notices", styled));
            foreach (var notice in notices)
            {
                TextTable.WriteItem(writer, notice, width);
            }
        }
    }

    /// <summary>Writes the report as Markdown.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="outputs">Names of the outputs to show; null for the usual ones.</param>
    /// <param name="quiet">Whether only warnings are written under the tables.</param>
    public static void WriteMarkdown(ComparisonResult comparison, TextWriter writer, IReadOnlyList<string>? outputs = null, bool quiet = false)
    {
        writer.WriteLine($"## {MarkdownTable.Escape(string.Join(", ", comparison.Models.Select(model => model.Name)))}");
        writer.WriteLine();
        foreach (var (model, index) in comparison.Models.Select((model, index) => (model, index)))
        {
            writer.WriteLine($"- {ComparisonTables.Letter(index)}: {MarkdownTable.Escape(model.Name)} ({MarkdownTable.Escape(model.Scenario.File)})");
        }

        writer.WriteLine();
        var sheet = Sheet(comparison, outputs);
        foreach (var table in Below(comparison, sheet, outputs).Prepend(SheetTable.InOneLine(sheet)))
        {
            MarkdownTable.Write(table, writer);
        }

        foreach (var notice in Notices(comparison, quiet))
        {
            writer.WriteLine($"- {MarkdownTable.Escape(notice)}");
        }
    }

    /// <summary>The sheet of a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="outputs">Names of the outputs to show; null for the usual ones.</param>
    public static ComparisonSheet Sheet(ComparisonResult comparison, IReadOnlyList<string>? outputs) =>
        ComparisonSheet.Of(comparison, outputs ?? [.. OutputDefinitions.Compared.Select(output => output.Name)]);

    private static IEnumerable<ReportTable> Below(ComparisonResult comparison, ComparisonSheet sheet, IReadOnlyList<string>? outputs) =>
        new[] { SheetTable.Published(sheet) }.Where(table => table.Rows.Count > 0).Concat(ComparisonTables.Of(comparison, outputs))
            .Concat(comparison.Limits.Count == 0 ? [] : [ComparedLimits(comparison)]);

    private static ReportTable ComparedLimits(ComparisonResult comparison) => LimitsTable.Of(
        comparison.Limits, [$"{string.Join(", ", comparison.Names.Select((name, index) => $"{ComparisonTables.Letter(index)}: {name}"))}."]);

    /// <summary>Remarks on the comparison, and warnings on scenarios, each once with the names of those that have it; their other remarks are those of <c>simulator run</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="quiet">Whether only warnings are wanted.</param>
    public static IReadOnlyList<string> Notices(ComparisonResult comparison, bool quiet = false) =>
    [
        .. NoticeList.Shown(comparison.Notices, quiet),
        .. comparison.Scenarios.Zip(comparison.Names).SelectMany(pair => pair.First.Notices.Where(NoticeList.IsWarning).Select(notice => (Notice: notice, Name: pair.Second)))
            .Distinct().GroupBy(warning => warning.Notice, warning => warning.Name, StringComparer.Ordinal).Select(group => $"{Figures.Listed([.. group])}: {group.Key}"),
    ];
}
