using Simulator.Charts.Axes;
using Simulator.Charts.Canvas;
using Simulator.Statistics;

namespace Simulator.Charts;

/// <summary>Where energy, emissions and cost arise: by component and by phase.</summary>
/// <param name="result">The result.</param>
/// <param name="isPanel">Whether it is one of several charts on a sheet, where only the largest components find room.</param>
internal sealed class Breakdown(SimulationResult result, bool isPanel) : IChart
{
    private const int MostRows = 10, MostPanelRows = 7;
    private const double TallestRow = 120;

    /// <inheritdoc/>
    public string Title => result.Components.Any(component => component.Cost > 0) ? "Where energy and cost go" : "Where the energy goes";

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var energy = Largest("energy", component => component.Energy);
            var cost = Largest("cost", component => component.Cost);
            return energy is null ? "nothing is used"
                : cost is null ? $"{energy.Value.Name}: {energy.Value.Share}"
                : string.Equals(energy.Value.Name, cost.Value.Name, StringComparison.Ordinal)
                    ? $"{energy.Value.Name}: {energy.Value.Share} and {cost.Value.Share}"
                    : $"{energy.Value.Name}: {energy.Value.Share}; {cost.Value.Name}: {cost.Value.Share}";
        }
    }

    /// <inheritdoc/>
    public void Draw(Sheet sheet, Box frame)
    {
        var note = isPanel ? "" : "means over all samples; shares of the totals above each column";
        var rest = Heading.Draw(sheet, frame, Title, isPanel ? "means" : result.Scenario.Name, Sentence, note);
        rest = rest with { Top = rest.Top + sheet.Px(12) };
        var tables = new List<ShareTable>();
        if (result.Components.Count > 0)
        {
            tables.Add(Components(sheet));
        }

        if (result.Phases.Count > 1 && !isPanel)
        {
            tables.Add(Phases(sheet));
        }

        if (tables.Count == 0)
        {
            return;
        }

        var nameWidth = Math.Min(0.34 * rest.Width, tables.Max(table => table.NameWidth));
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

    private ShareTable Components(Sheet sheet)
    {
        var sorted = result.Components.OrderByDescending(component => component.Energy).ToArray();
        var rows = Shorten(sorted, rest => new ComponentMeans(
            $"{rest.Count} others", rest.Sum(component => component.Energy), rest.Sum(component => component.Cost)));
        var columns = new List<ShareTable.Column>
        {
            new("energy", "MWh", false, sheet.Theme.Blue, [.. rows.Select(row => row.Energy)]),
            new("cost", "USD", false, sheet.Theme.Orange, [.. rows.Select(row => row.Cost)]),
        };
        return new ShareTable(sheet, "by component", [.. rows.Select(row => row.Name)], Known(columns));
    }

    private ShareTable Phases(Sheet sheet)
    {
        var rows = Shorten(result.Phases, rest => new PhaseMeans(
            $"{rest.Count} others", rest.Sum(phase => phase.Energy), rest.Sum(phase => phase.Emissions), rest.Sum(phase => phase.Cost)));
        var columns = new List<ShareTable.Column>
        {
            new("energy", "MWh", false, sheet.Theme.Blue, [.. rows.Select(row => row.Energy)]),
            new("emissions", "t", true, sheet.Theme.Green, [.. rows.Select(row => row.Emissions)]),
            new("cost", "USD", false, sheet.Theme.Orange, [.. rows.Select(row => row.Cost)]),
        };
        return new ShareTable(sheet, "by phase", [.. rows.Select(row => row.Name)], Known(columns));
    }

    private IReadOnlyList<T> Shorten<T>(IReadOnlyList<T> rows, Func<IReadOnlyList<T>, T> sum)
    {
        var most = isPanel ? MostPanelRows : MostRows;
        return rows.Count <= most ? rows : [.. rows.Take(most - 1), sum([.. rows.Skip(most - 1)])];
    }

    private (string Name, string Share)? Largest(string measure, Func<ComponentMeans, double> value)
    {
        var known = result.Components.Where(component => value(component) > 0).ToArray();
        var first = known.MaxBy(value);
        return first is null ? null : (first.Name, $"{Figure.Percent(value(first) / known.Sum(value))} of the {measure}");
    }

    private static ShareTable.Column[] Known(IEnumerable<ShareTable.Column> columns) =>
        [.. columns.Where(column => column.Values.Any(double.IsFinite))];
}
