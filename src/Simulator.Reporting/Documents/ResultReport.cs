using Simulator.Model;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Documents;

/// <summary>The report of one run: its tables in the order in which they are read, and its notices.</summary>
internal static class ResultReport
{
    /// <summary>The tables that have something to say.</summary>
    public static IReadOnlyList<ReportTable> Tables(SimulationResult result)
    {
        var tables = new List<ReportTable> { OutputTable.Outputs(result) };
        if (result.Limits.Count > 0)
        {
            tables.Add(LimitsTable.Of(result));
        }

        if (result.Outputs.Any(output => output.IsEquivalent))
        {
            tables.Add(OutputTable.Equivalents(result));
        }

        if (result.Components.Count > 1)
        {
            tables.Add(BreakdownTable.Components(result));
        }

        if (result.Phases.Count > 1)
        {
            tables.Add(BreakdownTable.Phases(result));
        }

        if (result.Correlations.Count > 0)
        {
            tables.Add(CorrelationTable.Of(result));
        }

        tables.AddRange(Drivers(result));
        return tables;
    }

    /// <summary>The tables that say where the uncertainty comes from, if that was requested.</summary>
    /// <param name="result">The run.</param>
    /// <param name="outputs">Names of outputs; null for the main ones.</param>
    public static IReadOnlyList<ReportTable> Drivers(SimulationResult result, IReadOnlyCollection<string>? outputs = null) =>
    [
        .. result.Sensitivity is { } sensitivity ? SensitivityTable.Of(sensitivity, outputs, result.PaidTwiceIn) : [],
        .. result.WorstCases.Select(worst => WorstCasesTable.Of(worst, result.Scenario, result.Run, result.PaidTwiceIn(worst.Output))),
    ];

    /// <summary>Writes the report as plain text.</summary>
    /// <param name="result">The run.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="width">Columns of the terminal; null for a file or a pipe.</param>
    /// <param name="styled">Whether escape sequences may set titles in bold and details in a fainter shade.</param>
    /// <param name="tables">What to write; null for everything there is to say.</param>
    /// <param name="quiet">Whether of the text around the tables only warnings are written.</param>
    public static void WriteText(
        SimulationResult result, TextWriter writer, int? width = null, bool styled = false, IReadOnlyList<ReportTable>? tables = null, bool quiet = false)
    {
        var name = result.Scenario.Name;
        writer.WriteLine($"{TerminalStyle.Bold(name, styled)}  {TerminalStyle.Faint(result.Scenario.File, styled)}");
        if (tables is null && !quiet && result.Scenario.Description.Length > 0)
        {
            TextTable.WriteWrapped(writer, result.Scenario.Description.Trim(), "", width);
        }

        foreach (var table in tables ?? Tables(result))
        {
            writer.WriteLine();
            TextTable.Write(table, writer, width, styled);
        }

        var notices = NoticeList.Shown(result.Notices, quiet);
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

    /// <summary>Writes the report as Markdown, for the summary of a pipeline: verdict, limits and the main outputs; the rest folds out.</summary>
    /// <param name="result">The run.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="tables">What to write; null for everything there is to say.</param>
    /// <param name="quiet">Whether of the text around the tables only warnings are written.</param>
    public static void WriteMarkdown(SimulationResult result, TextWriter writer, IReadOnlyList<ReportTable>? tables = null, bool quiet = false)
    {
        writer.WriteLine($"## {MarkdownTable.Escape(result.Scenario.Name)}");
        writer.WriteLine();
        if (result.Limits.Count > 0)
        {
            writer.WriteLine($"**{LimitsTable.Verdict(result.Limits)}**");
            writer.WriteLine();
        }

        if (tables is null && !quiet && result.Scenario.Description.Length > 0)
        {
            writer.WriteLine(MarkdownTable.Escape(result.Scenario.Description.Trim()));
            writer.WriteLine();
        }

        var warnings = NoticeList.Shown(result.Notices, quiet: true);
        WriteList(writer, "Warnings", [.. warnings.Select(warning => warning[NoticeList.Warning.Length..])]);
        if (tables is null)
        {
            WriteTables(writer, [.. result.Limits.Count > 0 ? new[] { LimitsTable.Of(result) } : [], .. MainOutputs(result)]);
            writer.WriteLine("<details>");
            writer.WriteLine("<summary>All outputs, equivalents, components, phases and notices</summary>");
            writer.WriteLine();
        }

        WriteTables(writer, tables ?? [.. Tables(result).Where(table => table.Title != LimitsTable.Title)]);
        WriteList(writer, "Notices", quiet ? [] : [.. result.Notices.Except(warnings)]);
        if (tables is null)
        {
            writer.WriteLine("</details>");
            writer.WriteLine();
        }
    }

    private static IEnumerable<ReportTable> MainOutputs(SimulationResult result)
    {
        var outputs = result.Outputs.Where(output => OutputDefinitions.Headline.Contains(output.Name)).ToList();
        return outputs.Count == 0 ? [] : [OutputTable.Outputs(result with { Outputs = outputs }) with { Title = "Main outputs" }];
    }

    private static void WriteTables(TextWriter writer, IEnumerable<ReportTable> tables)
    {
        foreach (var table in tables)
        {
            MarkdownTable.Write(table, writer);
        }
    }

    private static void WriteList(TextWriter writer, string title, IReadOnlyList<string> notices)
    {
        if (notices.Count == 0)
        {
            return;
        }

        writer.WriteLine($"### {title}");
        writer.WriteLine();
        foreach (var notice in notices)
        {
            writer.WriteLine($"- {MarkdownTable.Escape(notice)}");
        }

        writer.WriteLine();
    }
}
