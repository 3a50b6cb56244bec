using System.Globalization;
using Simulator.Catalog;

namespace Simulator.Reporting;

/// <summary>The tables of the catalogue, for <c>simulator list</c>.</summary>
public static class CatalogueTable
{
    /// <summary>Names of the tables.</summary>
    public static readonly IReadOnlyList<string> Names = ["accelerators", "locations", "generation", "equivalences", "sources"];

    /// <summary>One table.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="filter">Only entries whose key, alias or name contains this, whatever the case; empty for all.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static ReportTable Of(string name, string filter = "") => name switch
    {
        "accelerators" => Entries(Catalogue.Accelerators, filter),
        "locations" => Entries(Catalogue.Locations, filter),
        "generation" => Entries(Catalogue.Generation, filter),
        "equivalences" => Equivalences(filter),
        "sources" => Sources(filter),
        _ => throw new ArgumentException($"There is no table '{name}'.", nameof(name)),
    };

    internal static IEnumerable<CatalogEntry> Matching(CatalogTable table, string filter) =>
        table.Values.Where(entry => Matches(filter, [entry.Id, entry.Name, .. entry.Aliases]));

    internal static IEnumerable<Equivalence> MatchingEquivalences(string filter) =>
        Catalogue.Equivalences.Values.Where(equivalence => Matches(filter, [equivalence.Id, equivalence.Label]));

    internal static IEnumerable<CatalogSource> MatchingSources(string filter) =>
        Catalogue.Sources.Values.Where(source => Matches(filter, [source.Key, source.Citation]));

    /// <summary>A column per kind of figure; sources are named by their keys, which <c>list sources</c> explains.</summary>
    private static ReportTable Entries(CatalogTable table, string filter)
    {
        var entries = Matching(table, filter).ToList();
        var figures = entries.SelectMany(entry => entry.Figures.Keys).Distinct().ToList();
        return new ReportTable(
            "",
            [
                new("key"),
                new("name", Wraps: true, IsDetail: true),
                .. figures.Select(figure => new ReportColumn(figure.Replace('_', ' '), CellAlignment.Right)),
                new("mix", Wraps: true, IsDetail: true),
                new("sources", Wraps: true, IsDetail: true),
            ],
            [.. entries.Select(entry => (IReadOnlyList<string>)
            [
                entry.Id,
                entry.Aliases.Count > 0 ? $"{entry.Name} (also {string.Join(", ", entry.Aliases)})" : entry.Name,
                .. figures.Select(figure => entry.Figures.TryGetValue(figure, out var value) ? value.Text ?? "" : ""),
                entry.Mix is { } mix ? string.Join(", ", mix.Shares.Select(share => $"{share.Key} {share.Value}")) : "",
                string.Join(", ", entry.SourceKeys),
            ])],
            [Summary(entries.Count, table.Count), "Years and notes of every figure: --format json. The sources: simulator list sources."]);
    }

    private static ReportTable Equivalences(string filter)
    {
        var equivalences = MatchingEquivalences(filter).ToList();
        return new ReportTable(
            "",
            [new("key"), new("what is counted", Wraps: true), new("of"), new("each", CellAlignment.Right), new("year"), new("source"), new("note", Wraps: true, IsDetail: true)],
            [.. equivalences.Select(equivalence => (IReadOnlyList<string>)
            [
                equivalence.Id, equivalence.Label, equivalence.Of, equivalence.Per.Text ?? "", Year(equivalence.Per.Year),
                equivalence.Per.SourceKey, equivalence.Per.Note ?? "",
            ])],
            [Summary(equivalences.Count, Catalogue.Equivalences.Count)]);
    }

    private static ReportTable Sources(string filter)
    {
        var sources = MatchingSources(filter).ToList();
        return new ReportTable(
            "",
            [new("key"), new("citation", Wraps: true, IsDetail: true), new("read")],
            [.. sources.Select(source => (IReadOnlyList<string>)[source.Key, source.Citation, source.Read ?? ""])],
            [Summary(sources.Count, Catalogue.Sources.Count)]);
    }

    private static bool Matches(string filter, IEnumerable<string> texts) =>
        texts.Any(text => text.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static string Year(int? year) => year?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Summary(int shown, int all) => shown == all ? $"{all} entries." : $"{shown} of {all} entries.";
}
