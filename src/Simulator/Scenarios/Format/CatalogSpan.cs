using Simulator.Scenarios.Quantities;

namespace Simulator.Scenarios.Format;

/// <summary>The figures that the catalogue has for a key, over all its entries.</summary>
/// <param name="Table">The table, as <c>simulator list</c> names it.</param>
/// <param name="Entries">Number of entries with a figure.</param>
/// <param name="Lowest">Entry with the lowest figure.</param>
/// <param name="Low">That figure, as the catalogue states it.</param>
/// <param name="Highest">Entry with the highest figure.</param>
/// <param name="High">That figure.</param>
internal sealed record CatalogSpan(string Table, int Entries, string Lowest, string Low, string Highest, string High)
{
    /// <summary>What the entries are, in the plural.</summary>
    public string Of { get; init; } = Table;

    /// <summary>The figures for a key; null where the catalogue has none.</summary>
    public static CatalogSpan? For(FormatKey key)
    {
        if (key.Spec is not { } spec)
        {
            return null;
        }

        // The catalogue tells the utilization of phases apart; a file has to write the one that it means.
        var isOfPhases = spec == Keys.Utilization;
        if (!isOfPhases && !CatalogKeys.Holds(spec))
        {
            return null;
        }

        var name = CatalogKeys.NameIn(isOfPhases ? Keys.Tdp.Section : spec.Section);
        var table = CatalogKeys.TableOf(ScenarioFormat.Sections.Select(section => section.Find(name)).OfType<FormatKey>().First());
        var figures = table.Values
            .SelectMany(entry => isOfPhases
                ? entry.Figures.Where(figure => figure.Key.StartsWith(spec.Name + "_", StringComparison.Ordinal)).Select(figure => (Id: $"{entry.Id}, {figure.Key[(spec.Name.Length + 1)..].Replace('_', '-')}", figure.Value.Text))
                : [(entry.Id, entry.Figures.GetValueOrDefault(spec.Name)?.Text)])
            .Where(figure => figure.Text is not null)
            .Select(figure => (figure.Id, Text: figure.Text!, Value: QuantityParser.ParseConstant(figure.Text!, spec.ModelUnit)))
            .ToList();
        if (figures.Count == 0)
        {
            return null;
        }

        var (low, high) = (figures.MinBy(figure => figure.Value), figures.MaxBy(figure => figure.Value));
        return new($"{name}s", figures.Count, low.Id, low.Text, high.Id, high.Text) { Of = isOfPhases ? $"figures of {name}s" : $"{name}s" };
    }

    /// <summary>The span in a sentence.</summary>
    public override string ToString() => Entries == 1
        ? $"{Low} ({Lowest}), the only one; 'simulator list {Table}' lists them"
        : FormattableString.Invariant($"{Low} ({Lowest}) to {High} ({Highest}) over {Entries} {Of}; 'simulator list {Table}' lists them");
}
