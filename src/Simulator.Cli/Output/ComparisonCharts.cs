using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Model;
using Simulator.Reporting.Html;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Studies.Comparison;

namespace Simulator.Cli.Output;

/// <summary>Which charts a comparison is drawn as, and the data of each.</summary>
/// <param name="comparison">The comparison.</param>
/// <param name="sheet">Its sheet: what is drawn has the rows and the outputs that are printed.</param>
internal sealed class ComparisonCharts(ComparisonResult comparison, ComparisonSheet sheet)
{
    private const int MostForDifferences = 4;

    /// <summary>Kinds that can be chosen.</summary>
    public static readonly string[] Kinds = ["comparison", "difference", "resources"];

    /// <summary>The charts of some kinds, as files that are named by outputs and models.</summary>
    /// <param name="kinds">The kinds; none for the usual ones.</param>
    public IReadOnlyList<Func<ChartOptions, ChartFile>> Files(IReadOnlyCollection<string> kinds)
    {
        var charts = new List<Func<ChartOptions, ChartFile>>();
        if (IsWanted("resources") && Panels() is { Count: > 0 } panels)
        {
            var note = PanelNote(panels);
            charts.Add(options => ChartSet.Draw([.. panels.Select(panel => panel.Data)], note, "resources", options));
        }

        if (IsWanted("comparison"))
        {
            charts.AddRange(Comparisons().Select(chart => (Func<ChartOptions, ChartFile>)(options => ChartSet.Draw(chart.Data, chart.Name, options))));
        }

        var differences = kinds.Contains("difference") || (kinds.Count == 0 && comparison.Models.Count <= MostForDifferences);
        return differences ? [.. charts, .. sheet.Outputs.Where(output => output.IsHeadline).SelectMany(output => Differences(output.Name))] : charts;

        bool IsWanted(string kind) => kinds.Count == 0 || kinds.Contains(kind);
    }

    /// <summary>The page of the comparison.</summary>
    /// <param name="command">The command line as typed.</param>
    /// <param name="isIllustrated">Whether charts are wanted.</param>
    public ComparisonContent Page(string command, bool isIllustrated)
    {
        var content = new ComparisonContent(comparison, sheet) { Command = command };
        if (!isIllustrated)
        {
            return content;
        }

        var charts = Comparisons().ToList();
        var drawn = InlineCharts.Draw(charts);
        return content with
        {
            Figures = [.. drawn.Charts.Zip(charts, (chart, data) => new ReportFigure(chart.Name, chart.Title, Sentence(chart.Sentence, data.Data), chart.Svg))],
            Glyphs = drawn.Glyphs,
            Colors = [.. drawn.Colors.Select(color => (color.Variable, color.Light, color.Dark))],
        };
    }

    private static string Sentence(string sentence, ComparisonData data) => string.Join(
        "; ", new[] { sentence, data.Legend, data.Absent.Count > 0 ? $"not drawn: {string.Join("; ", data.Absent)}" : "" }.Where(part => part.Length > 0));

    private IEnumerable<(string Name, ComparisonData Data)> Comparisons() =>
        from column in Enumerable.Range(0, sheet.Outputs.Count)
        let data = Data(column, withAll: false)
        where data.Rows.Count > 0
        select ($"comparison-{sheet.Outputs[column].Name}", data);

    private IEnumerable<Func<ChartOptions, ChartFile>> Differences(string name)
    {
        foreach (var pair in comparison.Pairs)
        {
            if (pair.Outputs.FirstOrDefault(output => output.Name == name) is not { Difference.IsConstant: false } output)
            {
                continue;
            }

            var paidTwice = OutputDefinition.PaidTwiceInAnyOf(comparison.Models.Where(model => model.Name == pair.A || model.Name == pair.B)
                .Select(model => model.Result?.Outputs.FirstOrDefault(one => one.Name == name)?.PaidTwice ?? ""));
            var data = new PairedDifference(
                pair.A, pair.B, output.Label, output.Unit, output.Difference.Median,
                new CentralInterval(output.Level, output.Difference.Low, output.Difference.High) { HasTooFewBeyond = output.Difference.HasTooFewBeyond }, output.ProbabilityALess, output.Bins)
            {
                ProbabilityEqual = output.ProbabilityEqual,
                ProbabilityError = output.ProbabilityError,
                Errors = (output.Difference.LowError, output.Difference.MedianError, output.Difference.HighError),
                Coupling = comparison.Coupling + (paidTwice.Length == 0 ? "" : $" The costs may pay {paidTwice} twice."),
            };
            var file = comparison.Pairs.Count == 1 ? $"difference-{name}" : ChartNames.OfPair($"difference-{name}", pair.A, pair.B, [.. comparison.Models.Select(model => model.Name)]);
            yield return options => ChartSet.Draw(data, file, options);
        }
    }

    /// <summary>All outputs with the same rows: those of models that have a figure of one of them.</summary>
    private List<(ComparisonData Data, string Boundary)> Panels() =>
    [
        .. from column in Enumerable.Range(0, sheet.Outputs.Count)
           let data = Data(column, withAll: true)
           where data.Rows.Any(row => row.Extent.Any())
           select (data, Boundary(column)),
    ];

    private string PanelNote(List<(ComparisonData Data, string Boundary)> panels)
    {
        IReadOnlyList<string> others = NotAlike();
        var boundaries = panels.Where(panel => panel.Boundary.Length > 0).Select(panel => $"{panel.Data.Label.ToLowerInvariant()}: {panel.Boundary}");
        var footnotes = Footnotes(Enumerable.Range(0, sheet.Outputs.Count)).Select(note => note.TrimEnd('.'));
        return string.Join("; ", [.. boundaries, .. footnotes, .. others.Count > 0 ? new[] { $"not drawn: {string.Join("; ", others)}" } : []]);
    }

    // The boundary that most rows have: footnotes say which rows lack a part of it, and which may pay something twice.
    private string Boundary(int column) => sheet.Rows.Where(row => row.IsAlike).Select(row => row.Cells[column].Output).OfType<OutputSummary>()
        .Select(output => output.PaidTwice.Length == 0 ? output.Boundary : output.Boundary.Replace(OutputDefinition.TwiceIn(output.PaidTwice), "", StringComparison.Ordinal))
        .GroupBy(boundary => boundary).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault("");

    private ComparisonData Data(int column, bool withAll)
    {
        var output = sheet.Outputs[column];
        var shown = sheet.Rows.Where(row => row.IsAlike && (withAll ? row.Cells.Any(HasFigure) : HasFigure(row.Cells[column]))).ToList();
        var absent = sheet.Rows.Where(row => row.IsAlike && !HasFigure(row.Cells[column]))
            .GroupBy(row => row.Model.Result is null ? "only published figures, none of this" : string.Concat(row.Cells[column].Notes.Select(note => sheet.Notes[note - 1])), row => row.Name)
            .Select(group => $"{string.Join(", ", group)}{(group.Key.Length > 0 ? $" ({group.Key.Replace("not computed: ", "", StringComparison.Ordinal)})" : "")}");
        return new ComparisonData(output.Title, output.Unit, Level(), [.. shown.Select(row => Row(row, row.Cells[column], withAll))])
        {
            Coupling = comparison.Coupling,
            Absent = [.. absent, .. NotAlike()],
            Footnotes = [.. Footnotes([column], shown)],
        };
    }

    private IReadOnlyList<string> NotAlike() => [.. sheet.Rows.Where(row => !row.IsAlike).Select(row => $"{row.Name} (serving alone, no training)")];

    private static bool HasFigure(SheetCell cell) => cell.Output is { } output ? double.IsFinite(output.Median) : cell.Published.Count > 0;

    private double Level() => comparison.Scenarios.SelectMany(scenario => scenario.Outputs).Select(output => output.Interval.Level).FirstOrDefault(0.9);

    // On a sheet of several outputs, a row has the footnotes of all of them.
    private static ComparisonRow Row(SheetRow row, SheetCell cell, bool withAll) => new(
        row.Name, cell.Output?.Interval.Low ?? double.NaN, cell.Output?.Median ?? double.NaN, cell.Output?.Interval.High ?? double.NaN)
    {
        Errors = cell.Output is { } output ? (output.Error.Low, output.Error.Median, output.Error.High) : default,
        HasTooFewBeyond = cell.Output?.Interval.HasTooFewBeyond == true,
        Published = [.. cell.Published.Select(figure => figure.Value)],
        Marks = SheetTable.Marks([.. row.Notes.Concat(withAll ? row.Cells.Where(HasFigure).SelectMany(other => other.Notes) : cell.Notes).Distinct().Order()]),
    };

    private IEnumerable<string> Footnotes(IEnumerable<int> columns, IReadOnlyList<SheetRow>? rows = null)
    {
        var used = (rows ?? [.. sheet.Rows.Where(row => row.IsAlike)])
            .SelectMany(row => row.Notes.Concat(columns.Select(column => row.Cells[column]).Where(HasFigure).SelectMany(cell => cell.Notes))).ToHashSet();
        return SheetTable.Footnotes(sheet).Where((_, index) => used.Contains(index + 1));
    }
}
