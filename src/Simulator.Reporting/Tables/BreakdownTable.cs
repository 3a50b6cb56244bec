using Simulator.Model;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Statistics.Counting;

namespace Simulator.Reporting.Tables;

/// <summary>Means by component and by phase.</summary>
internal static class BreakdownTable
{
    private const int Digits = 3;

    /// <summary>Where energy and cost go, by component.</summary>
    public static ReportTable Components(SimulationResult result) => Of(
        "By component (means)",
        "component",
        [.. result.Components.Select(component => component.Name)],
        (OutputDefinitions.Energy.Name, OutputDefinitions.Energy.Unit, [.. result.Components.Select(component => component.Energy)]),
        (OutputDefinitions.Cost.Name, result.Currency, [.. result.Components.Select(component => component.Cost)])) with { Notes = Notes(result) };

    /// <summary>Where energy, emissions and cost go, by phase.</summary>
    public static ReportTable Phases(SimulationResult result) => Of(
        "By phase (means)",
        "phase",
        [.. result.Phases.Select(phase => phase.Name)],
        (OutputDefinitions.Energy.Name, OutputDefinitions.Energy.Unit, [.. result.Phases.Select(phase => phase.Energy)]),
        (OutputDefinitions.Emissions.Name, OutputDefinitions.Emissions.Unit, [.. result.Phases.Select(phase => phase.Emissions)]),
        (OutputDefinitions.Cost.Name, result.Currency, [.. result.Phases.Select(phase => phase.Cost)])) with { Notes = Notes(result) };

    private static IReadOnlyList<string> Notes(SimulationResult result) => result.PaidTwice.Length > 0 ? [$"The costs may pay {result.PaidTwice} twice."] : [];

    /// <summary>Two columns per quantity: its mean, in one unit named in the heading, and its share of the sum; no share where costs and gains offset each other.</summary>
    private static ReportTable Of(
        string title, string kind, IReadOnlyList<string> names, params (string Output, string Unit, double[] Values)[] quantities)
    {
        var columns = new List<ReportColumn> { new(kind) };
        var rows = names.Select(name => new List<string> { name }).ToList();
        foreach (var (output, unit, values) in quantities)
        {
            var shares = Shares.Of(values);
            var shown = DisplayUnit.ForAll(unit, values);
            columns.Add(new($"{output}, {shown.Name}", CellAlignment.Right));
            columns.Add(new("share", CellAlignment.Right));
            for (var row = 0; row < rows.Count; row++)
            {
                var value = values[row];
                rows[row].Add(double.IsNaN(value) ? "" : Figures.Uncertain(value / shown.Factor, 0, Digits));
                rows[row].Add(double.IsNaN(value) || Array.TrueForAll(values, one => one is 0 or double.NaN) ? "" : shares is null ? "–" : Figures.Share(shares[row]));
            }
        }

        return new ReportTable(title, columns, rows);
    }
}
