using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Model;
using Simulator.Presentation;
using Simulator.Results;
using Simulator.Statistics.Counting;

namespace Simulator.Charts.Kinds;

/// <summary>Where energy, emissions and cost arise: by component and by phase.</summary>
/// <param name="result">The result.</param>
/// <param name="isPanel">Whether it is one of several charts on a sheet, where only the largest components find room.</param>
internal sealed class Breakdown(SimulationResult result, bool isPanel) : IChart
{
    private const int Most = 10, MostPanelRows = 7, MostOfBudget = 24;
    private const double TallestRow = 120, LowestRow = 30, Gap = 30;

    /// <inheritdoc/>
    public string Title => (HasEmissions, result.Components.Any(component => double.IsFinite(component.Cost) && component.Cost != 0)) switch
    {
        (true, true) => "Where energy, emissions and cost go",
        (true, false) => "Where energy and emissions go",
        (false, true) => "Where energy and cost go",
        _ => "Where the energy goes",
    };

    /// <inheritdoc/>
    public string Sentence
    {
        get
        {
            var energy = Largest(OutputDefinitions.Energy.Name, component => component.Energy);
            var cost = Largest(OutputDefinitions.Cost.Name, component => component.Cost);
            return energy is null ? "nothing is used"
                : cost is null ? $"{energy.Value.Name}: {energy.Value.Share}"
                : string.Equals(energy.Value.Name, cost.Value.Name, StringComparison.Ordinal)
                    ? $"{energy.Value.Name}: {energy.Value.Share} and {cost.Value.Share}"
                    : $"{energy.Value.Name}: {energy.Value.Share}; {cost.Value.Name}: {cost.Value.Share}";
        }
    }

    /// <inheritdoc/>
    public double HeightOfColumn => 510 + (RowOfColumn * (Math.Min(MostRows, result.Components.Count) + Math.Min(MostRows, result.Phases.Count)));

    // Lines of a budget take no energy, and none of them is to disappear among the others.
    private int MostRows => Math.Min(MostOfBudget, Most + result.Components.Count(component => component.Energy == 0 && component.Cost != 0));

    // A long name takes two lines.
    private double RowOfColumn => result.Components.Select(component => component.Name).Concat(result.Phases.Select(phase => phase.Name)).Any(name => name.Length > 15) ? 60 : 38;

    /// <inheritdoc/>
    public IReadOnlyList<PlacedPlot> Plots(ChartStyle style, PixelRect place)
    {
        var heading = new ChartHeading
        {
            Title = Title,
            Context = isPanel ? "means" : result.Scenario.Name,
            Sentence = Sentence,
            Note = isPanel ? "" : Note,
        };
        var sheet = Empty.Frame(style, place, heading);
        var rest = sheet.Rest.Inset(0, style.Px(12), 0, 0);
        var hasPhases = result.Phases.Count > 1 && !isPanel;
        var heads = hasPhases ? style.Px((2 * 86) + Gap) : style.Px(86);

        // In a low picture, small rows are put together.
        var room = Math.Max(hasPhases ? 4 : 2, (int)((rest.Height - heads) / style.Px(LowestRow)));
        var phases = hasPhases ? Math.Min(Math.Min(result.Phases.Count, MostRows), Math.Max(2, room / 2)) : 0;
        var tables = new List<ShareTable>();
        if (result.Components.Count > 0)
        {
            tables.Add(Components(style, Math.Min(isPanel ? MostPanelRows : MostRows, room - phases)));
        }

        if (hasPhases)
        {
            tables.Add(Phases(style, phases));
        }

        if (tables.Count == 0)
        {
            return [sheet.Placed];
        }

        var nameWidth = Math.Min(0.34 * rest.Width, tables.Max(table => table.NameWidth));
        var isStacked = tables.Exists(table => table.IsCrowded(rest.Width, nameWidth));
        tables.ForEach(table => table.IsStacked = isStacked);
        var gap = style.Px(Gap) * (tables.Count - 1);
        var rowHeight = Math.Min(style.Px(TallestRow), (rest.Height - gap - tables.Sum(table => table.Height(0))) / tables.Sum(table => table.Rows));
        var largest = tables.Max(table => table.LargestShare);
        var plots = new List<PlacedPlot> { sheet.Placed };
        double top = rest.Top;
        foreach (var table in tables)
        {
            plots.Add(table.Plot(rest.Rows(top, top + table.Height(rowHeight)), nameWidth, largest));
            top += table.Height(rowHeight) + style.Px(Gap);
        }

        return plots;
    }

    private bool HasEmissions => result.Components.Any(component => component.Emissions > 0);

    private bool HasOffset => Shares.Of([.. result.Components.Select(component => component.Cost)]) is null || Shares.Of([.. result.Phases.Select(phase => phase.Cost)]) is null;

    private string Note => "means over all samples; shares of the totals above each column"
        + (HasOffset ? ", amounts where gains offset costs" : "")
        + (result.PaidTwice.Length > 0 ? $"; costs may pay {result.PaidTwice} twice" : "")
        + (HasEmissions ? "; embodied emissions count with the accelerators" : "");

    private ShareTable Components(ChartStyle style, int most)
    {
        var sorted = result.Components.OrderByDescending(component => component.Energy).ToArray();
        var rows = Shorten(sorted, most, rest => new ComponentMeans(
            $"{rest.Count} others", rest.Sum(component => component.Energy), rest.Sum(component => component.Cost))
        {
            Emissions = rest.Sum(component => component.Emissions),
        });
        return new ShareTable(style, "by component", [.. rows.Select(row => row.Name)], Known(
        [
            new(OutputDefinitions.Energy.Name, OutputDefinitions.Energy.Unit, style.Theme.Blue, [.. rows.Select(row => row.Energy)]),
            new(OutputDefinitions.Emissions.Name, OutputDefinitions.Emissions.Unit, style.Theme.Green, [.. rows.Select(row => row.Emissions)]),
            new(OutputDefinitions.Cost.Name, result.Currency, style.Theme.Orange, [.. rows.Select(row => row.Cost)]),
        ]));
    }

    private ShareTable Phases(ChartStyle style, int most)
    {
        var rows = Shorten(result.Phases, most, rest => new PhaseMeans(
            $"{rest.Count} others", rest.Sum(phase => phase.Energy), rest.Sum(phase => phase.Emissions), rest.Sum(phase => phase.Cost)));
        return new ShareTable(style, "by phase", [.. rows.Select(row => row.Name)], Known(
        [
            new(OutputDefinitions.Energy.Name, OutputDefinitions.Energy.Unit, style.Theme.Blue, [.. rows.Select(row => row.Energy)]),
            new(OutputDefinitions.Emissions.Name, OutputDefinitions.Emissions.Unit, style.Theme.Green, [.. rows.Select(row => row.Emissions)]),
            new(OutputDefinitions.Cost.Name, result.Currency, style.Theme.Orange, [.. rows.Select(row => row.Cost)]),
        ]));
    }

    private static IReadOnlyList<T> Shorten<T>(IReadOnlyList<T> rows, int most, Func<IReadOnlyList<T>, T> sum) =>
        rows.Count <= most ? rows : [.. rows.Take(most - 1), sum([.. rows.Skip(most - 1)])];

    private (string Name, string Share)? Largest(string measure, Func<ComponentMeans, double> value)
    {
        if (Shares.Of([.. result.Components.Select(value)]) is not { } shares)
        {
            return null;
        }

        var (first, share) = result.Components.Zip(shares).Where(entry => entry.Second > 0).DefaultIfEmpty().MaxBy(entry => entry.Second);
        return first is null ? null : (first.Name, $"{Figures.Share(share)} of the {measure}");
    }

    private static ShareTable.Column[] Known(IEnumerable<ShareTable.Column> columns) =>
        [.. columns.Where(column => column.Values.Any(double.IsFinite))];
}
