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
    /// <param name="quiet">Whether only warnings are written under the tables.</param>
    public static void WriteText(ComparisonResult comparison, TextWriter writer, int? width = null, bool styled = false, bool quiet = false)
    {
        for (var index = 0; index < comparison.Names.Count; index++)
        {
            var file = comparison.Scenarios[index].Scenario.File;
            writer.WriteLine($"{ComparisonTables.Letter(index)}  {TerminalStyle.Bold(comparison.Names[index], styled)}  {TerminalStyle.Faint(file, styled)}");
        }

        foreach (var table in Tables(comparison))
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
    /// <param name="quiet">Whether only warnings are written under the tables.</param>
    public static void WriteMarkdown(ComparisonResult comparison, TextWriter writer, bool quiet = false)
    {
        writer.WriteLine($"## {MarkdownTable.Escape(string.Join(", ", comparison.Names))}");
        writer.WriteLine();
        for (var index = 0; index < comparison.Names.Count; index++)
        {
            writer.WriteLine($"- {ComparisonTables.Letter(index)}: {MarkdownTable.Escape(comparison.Names[index])} ({MarkdownTable.Escape(comparison.Scenarios[index].Scenario.File)})");
        }

        writer.WriteLine();
        foreach (var table in Tables(comparison))
        {
            MarkdownTable.Write(table, writer);
        }

        foreach (var notice in Notices(comparison, quiet))
        {
            writer.WriteLine($"- {MarkdownTable.Escape(notice)}");
        }
    }

    private static IReadOnlyList<ReportTable> Tables(ComparisonResult comparison) =>
        comparison.Limits.Count == 0 ? ComparisonTables.Of(comparison) : [.. ComparisonTables.Of(comparison), ComparedLimits(comparison)];

    private static ReportTable ComparedLimits(ComparisonResult comparison) => LimitsTable.Of(
        comparison.Limits, [$"{string.Join(", ", comparison.Names.Select((name, index) => $"{ComparisonTables.Letter(index)}: {name}"))}."]);

    /// <summary>Remarks on the comparison, and warnings on single scenarios; their other remarks are those of <c>simulator run</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="quiet">Whether only warnings are wanted.</param>
    public static IReadOnlyList<string> Notices(ComparisonResult comparison, bool quiet = false) =>
    [
        .. NoticeList.Shown(comparison.Notices, quiet),
        .. comparison.Scenarios.Zip(comparison.Names).SelectMany(pair => pair.First.Notices
            .Where(NoticeList.IsWarning).Select(notice => $"{pair.Second}: {notice}")),
    ];
}
