namespace Simulator.Reporting.Tables;

/// <summary>A table of text: defined once, rendered as fixed-width text, Markdown or CSV.</summary>
/// <param name="Title">What it shows; may be empty.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows, each with one cell per column.</param>
/// <param name="Notes">Lines under the table.</param>
internal sealed record ReportTable(
    string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>A table without notes.</summary>
    public ReportTable(string title, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows)
        : this(title, columns, rows, [])
    {
    }

    /// <summary>Columns that say something; one that is empty in every row is left out when rendering for people.</summary>
    internal IReadOnlyList<int> FilledColumns =>
        [.. Enumerable.Range(0, Columns.Count).Where(index => Rows.Count == 0 || Rows.Any(row => row[index].Length > 0))];
}

/// <summary>One column of a table.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Alignment">How cells are aligned.</param>
/// <param name="Wraps">Whether long cells may be broken over lines.</param>
/// <param name="IsDetail">Whether its cells may move to a line of their own under the row where the width is short.</param>
internal sealed record ReportColumn(
    string Header, CellAlignment Alignment = CellAlignment.Left, bool Wraps = false, bool IsDetail = false);

/// <summary>How the cells of a column are aligned.</summary>
internal enum CellAlignment
{
    /// <summary>Text.</summary>
    Left,

    /// <summary>Figures.</summary>
    Right,

    /// <summary>Intervals: the separator <c> to </c> of all cells stands in one line.</summary>
    Interval,
}
