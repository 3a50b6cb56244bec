using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Html;

/// <summary>Budgets that suffice with a given confidence, and the mean of the worst cases.</summary>
internal static class BudgetSection
{
    public static bool IsShown(OutputSummary output) => !output.IsEquivalent && !output.IsConstant && output.Budget.Count > 0;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        html.Write("p", "Amounts that suffice with the confidence at the head of the column, and the mean of the worst (largest) 5% of the cases.");
        HtmlTable.Write(html, Table(content.Result));
    }

    /// <summary>One row per uncertain output.</summary>
    public static ReportTable Table(SimulationResult result)
    {
        var outputs = result.Outputs.Where(IsShown).ToList();
        return new ReportTable(
            "Budgets by confidence",
            [
                new("output"),
                .. outputs[0].Budget.Select(budget => new ReportColumn(Figures.Percent(budget.Probability), CellAlignment.Right)),
                new("worst 5%", CellAlignment.Right),
                new("unit"),
            ],
            [.. outputs.Select(output => Row(output, OutputTable.Unit(output)))]);
    }

    private static IReadOnlyList<string> Row(OutputSummary output, DisplayUnit unit) =>
    [
        output.Label,
        .. output.Budget.Select(budget => Figures.Uncertain(budget.Value / unit.Factor, budget.HasTooFewBeyond ? double.NaN : budget.Error / unit.Factor)),
        output.TailMean is { } tail ? Figures.Uncertain(tail.Value / unit.Factor, tail.IsOfTooFew ? double.NaN : tail.Error / unit.Factor) : "",
        unit.Name,
    ];
}
