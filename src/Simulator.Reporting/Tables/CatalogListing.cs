using System.Globalization;
using Simulator.Catalog;

namespace Simulator.Reporting.Tables;

/// <summary>The tables of the catalogue, for <c>simulator list</c>.</summary>
internal static class CatalogListing
{
    /// <summary>Names of the tables.</summary>
    public static readonly IReadOnlyList<string> Names = ["accelerators", "locations", "generation", "operators", "equivalences", "sources", "distributions"];

    /// <summary>Every figure of the only entry that a filter leaves, with its year, source and meaning; null if it leaves none or several.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="filter">Text of which the key, an alias or the name contains.</param>
    public static ReportTable? Single(string name, string filter)
    {
        var entries = (name switch
        {
            "accelerators" => Matching(BuiltInCatalog.Accelerators, filter),
            "locations" => Matching(BuiltInCatalog.Locations, filter),
            "generation" => Matching(BuiltInCatalog.Generation, filter),
            "operators" => Matching(BuiltInCatalog.Operators, filter),
            _ => [],
        }).ToList();
        return entries.Count == 1 ? Figures(entries[0]) : null;
    }

    /// <summary>One table.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="filter">Only entries whose key, alias or name contains this, whatever the case; empty for all.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static ReportTable Of(string name, string filter = "") => name switch
    {
        "accelerators" => Entries(BuiltInCatalog.Accelerators, filter),
        "locations" => Entries(BuiltInCatalog.Locations, filter),
        "generation" => Entries(BuiltInCatalog.Generation, filter),
        "operators" => Entries(BuiltInCatalog.Operators, filter),
        "equivalences" => Equivalences(filter),
        "sources" => Sources(filter),
        "distributions" => DistributionList.Of(filter),
        _ => throw new ArgumentException($"There is no table '{name}'.", nameof(name)),
    };

    /// <summary>The key of a table that is spelt most like a text; null if none is like it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="text">What was looked for.</param>
    public static string? Nearest(string name, string text) => Spelling.Nearest(text, Of(name).Rows.Select(row => row[0]));

    internal static IEnumerable<CatalogEntry> Matching(CatalogTable table, string filter) =>
        table.Values.Where(entry => Matches(filter, [entry.Id, entry.Name, .. entry.Aliases]));

    internal static IEnumerable<Equivalence> MatchingEquivalences(string filter) =>
        BuiltInCatalog.Equivalences.Values.Where(equivalence => Matches(filter, [equivalence.Id, equivalence.Label]));

    internal static IEnumerable<CatalogSource> MatchingSources(string filter) =>
        BuiltInCatalog.Sources.Values.Where(source => Matches(filter, [source.Key, source.Citation]));

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
                Title(entry),
                .. figures.Select(figure => entry.Figures.TryGetValue(figure, out var value) ? Cell(value) : ""),
                entry.Mix is { } mix ? Shares(mix) : "",
                string.Join(", ", entry.SourceKeys),
            ])],
            [Summary(entries.Count, table.Count), "Ranges are in brackets; 'uncertainty: catalog' uses them. For years and notes, filter down to one entry or use --format json. For sources: simulator list sources."]);
    }

    private static ReportTable Figures(CatalogEntry entry)
    {
        var rows = entry.Figures.Select(pair => (IReadOnlyList<string>)
        [
            pair.Key, pair.Value.Text ?? "", pair.Value.Range ?? "", Year(pair.Value.Year), Origin(pair.Value),
            string.Join("; ", new[] { pair.Value.Note, pair.Value.RangeNote is { } range ? $"range: {range}" : null }.OfType<string>()),
        ]);
        var mix = entry.Mix is null ? [] : new[] { (IReadOnlyList<string>)["mix", Shares(entry.Mix), "", Year(entry.Mix.Year), Marked(string.Join(", ", entry.Mix.SourceKeys), entry.Mix.HasOneSecondarySource), entry.Mix.Note ?? ""] };
        return new ReportTable(
            $"{entry.Id}: {Title(entry)}",
            [
                new("figure"), new("value", Wraps: true), new("range", Wraps: true), new("year"), new("source", Wraps: true),
                new("what it means", Wraps: true, IsDetail: true),
            ],
            [.. rows, .. mix],
            ["No source was found for figures that are not listed. For sources: simulator list sources."]);
    }

    private static string Origin(CatalogFigure figure) =>
        Marked(string.Join(", ", figure.SourceKeys), figure.HasOneSecondarySource);

    private static string Marked(string sources, bool isOneSecondary) => isOneSecondary ? $"{sources} ({CatalogFigure.OneSecondarySource})" : sources;

    private static string Title(CatalogEntry entry) =>
        entry.Name
        + (entry.Aliases.Count > 0 ? $" (also {string.Join(", ", entry.Aliases)})" : "")
        + (entry.PartOf is { } whole ? $", part of {whole}" : "");

    private static string Shares(CatalogMix mix) => string.Join(", ", mix.Shares.Select(share => $"{share.Key} {share.Value}"));

    /// <summary>Value and range, the unit once if both have the same one.</summary>
    private static string Cell(CatalogFigure figure)
    {
        if (figure.Range is not { } range)
        {
            return figure.Text ?? "";
        }

        if (figure.Text is not { } text)
        {
            return $"({range})";
        }

        var unit = text.IndexOf(' ', StringComparison.Ordinal) is var space and >= 0 ? text[space..] : "";
        return unit.Length > 0 && range.EndsWith(unit, StringComparison.Ordinal)
            ? $"{text[..^unit.Length]} ({range[..^unit.Length]}){unit}"
            : $"{text} ({range})";
    }

    private static ReportTable Equivalences(string filter)
    {
        var equivalences = MatchingEquivalences(filter).ToList();
        return new ReportTable(
            "",
            [new("key"), new("what is counted", Wraps: true), new("of"), new("each", CellAlignment.Right), new("edition"), new("year"), new("source"), new("note", Wraps: true, IsDetail: true)],
            [.. equivalences.SelectMany(equivalence => equivalence.Editions
                .Select(edition => (Edition: Year(edition.Key), Figure: edition.Value)).Prepend((Edition: "", Figure: equivalence.Per))
                .Select(row => (IReadOnlyList<string>)
                [
                    equivalence.Id, equivalence.Label, equivalence.Of, row.Figure.Text ?? "", row.Edition, Year(row.Figure.Year),
                    Origin(row.Figure), row.Figure.Note ?? "",
                ]))],
            [
                Summary(equivalences.Count, BuiltInCatalog.Equivalences.Count),
                $"Without --equivalences {string.Join("|", BuiltInCatalog.EquivalenceEditions)} the rows without an edition apply; they also apply where an edition has no row.",
            ]);
    }

    private static ReportTable Sources(string filter)
    {
        var sources = MatchingSources(filter).ToList();
        return new ReportTable(
            "",
            [new("key"), new("citation", Wraps: true, IsDetail: true), new("kind"), new("read")],
            [.. sources.Select(source => (IReadOnlyList<string>)[source.Key, source.Citation, source.IsPrimary ? "primary" : "secondary", source.Read ?? ""])],
            [Summary(sources.Count, BuiltInCatalog.Sources.Count)]);
    }

    private static bool Matches(string filter, IEnumerable<string> texts) =>
        texts.Any(text => text.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static string Year(int? year) => year?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Summary(int shown, int all) => shown == all ? $"{all} entries." : $"{shown} of {all} entries.";
}
