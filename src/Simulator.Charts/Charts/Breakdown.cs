using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Statistics;

namespace Simulator.Charts;

/// <summary>Where energy, emissions and cost arise: by component and by phase.</summary>
/// <param name="result">The result.</param>
/// <param name="scenario">Name of the scenario, or nothing inside an overview.</param>
internal sealed class Breakdown(SimulationResult result, string scenario) : IChart
{
    private const int MostRows = 10;
    private const double TallestRow = 62;

    /// <inheritdoc/>
    public string Title => "Where it arises";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var parts = new List<string>();
            var energy = result.Components.Sum(component => component.Energy);
            if (energy > 0)
            {
                var first = result.Components.MaxBy(component => component.Energy)!;
                parts.Add($"{first.Name} draw {Figure.Percent(first.Energy / energy)} of the energy");
            }

            var costs = result.Components.Where(component => component.Cost > 0).ToArray();
            if (costs.Length > 0)
            {
                var first = costs.MaxBy(component => component.Cost)!;
                parts.Add($"{first.Name} cause {Figure.Percent(first.Cost / costs.Sum(component => component.Cost))} of the cost");
            }

            return parts.Count == 0 ? "nothing is used" : string.Join("; ", parts);
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var note = scenario.Length == 0 ? "means" : "means over all samples; shares of the totals above each column";
        var rest = Heading.Draw(sheet, frame, Title, scenario, Sentence, note);
        var tables = new List<ShareTable>();
        var names = new List<string>();
        if (result.Components.Count > 0)
        {
            tables.Add(Components(sheet, names));
        }

        if (result.Phases.Count > 1)
        {
            tables.Add(Phases(sheet, names));
        }

        if (tables.Count == 0)
        {
            return;
        }

        var nameWidth = Math.Min(0.34 * rest.Width, names.Max(sheet.Label.Width) + sheet.Px(28));
        var gap = sheet.Px(30) * (tables.Count - 1);
        var rows = tables.Sum(table => table.Rows);
        var rowHeight = Math.Min(sheet.Px(TallestRow), (rest.Height - gap - tables.Sum(table => table.Height(0))) / rows);
        var top = rest.Top;
        foreach (var table in tables)
        {
            table.Draw(rest with { Top = top }, nameWidth, rowHeight);
            top += table.Height(rowHeight) + sheet.Px(30);
        }
    }

    private ShareTable Components(Sheet sheet, List<string> names)
    {
        var sorted = result.Components.OrderByDescending(component => component.Energy).ToArray();
        var rows = Largest(sorted, rest => new ComponentMeans(
            $"{rest.Count} others", rest.Sum(component => component.Energy), rest.Sum(component => component.Cost)));
        var columns = new List<ShareTable.Column>
        {
            new("energy", "MWh", false, sheet.Theme.Blue, [.. rows.Select(row => row.Energy)]),
            new("cost", "USD", false, sheet.Theme.Orange, [.. rows.Select(row => row.Cost)]),
        };
        names.AddRange(rows.Select(row => row.Name));
        return new ShareTable(sheet, "by component", [.. rows.Select(row => row.Name)], Known(columns));
    }

    private ShareTable Phases(Sheet sheet, List<string> names)
    {
        var rows = Largest(result.Phases, rest => new PhaseMeans(
            $"{rest.Count} others", rest.Sum(phase => phase.Energy), rest.Sum(phase => phase.Emissions), rest.Sum(phase => phase.Cost)));
        var columns = new List<ShareTable.Column>
        {
            new("energy", "MWh", false, sheet.Theme.Blue, [.. rows.Select(row => row.Energy)]),
            new("emissions", "t", true, sheet.Theme.Green, [.. rows.Select(row => row.Emissions)]),
            new("cost", "USD", false, sheet.Theme.Orange, [.. rows.Select(row => row.Cost)]),
        };
        names.AddRange(rows.Select(row => row.Name));
        return new ShareTable(sheet, "by phase", [.. rows.Select(row => row.Name)], Known(columns));
    }

    private static IReadOnlyList<T> Largest<T>(IReadOnlyList<T> rows, Func<IReadOnlyList<T>, T> sum) =>
        rows.Count <= MostRows ? rows : [.. rows.Take(MostRows - 1), sum([.. rows.Skip(MostRows - 1)])];

    private static ShareTable.Column[] Known(IEnumerable<ShareTable.Column> columns) =>
        [.. columns.Where(column => column.Values.Any(double.IsFinite))];
}
