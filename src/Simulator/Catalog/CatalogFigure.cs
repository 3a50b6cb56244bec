namespace Simulator.Catalog;

/// <summary>One figure of a table, as a scenario file would write it, with where it was read.</summary>
/// <param name="Text">A plain quantity, e.g. <c>700 W</c>; null where no more than a range is known.</param>
/// <param name="SourceKey">Key of the source in sources.yaml.</param>
/// <param name="Year">Year that the figure holds for; null if the source does not say.</param>
/// <param name="Note">What the figure means and what a reader needs to know about it; null if there is nothing to add.</param>
public sealed record CatalogFigure(string? Text, string SourceKey, int? Year = null, string? Note = null)
{
    internal const string OneSecondarySource = "one secondary source";

    /// <summary>How far it may be off or spreads, as a distribution, e.g. <c>300 to 450 gCO2e/kWh</c>; null if that is not known.</summary>
    public string? Range { get; init; }

    /// <summary>Key of the source of the range; null without a range.</summary>
    public string? RangeSourceKey { get; init; }

    /// <summary>What the range means: over sources, over time, over plants; null if there is nothing to add.</summary>
    public string? RangeNote { get; init; }

    /// <summary>Keys of further sources that print the same value, or from which the note tells how far it differs; empty if there is none.</summary>
    public IReadOnlyList<string> OtherSourceKeys { get; init; } = [];

    /// <summary>Whether the value is a mean that was measured under load where the key asks for a rating.</summary>
    public bool IsMeasuredMean { get; init; }

    /// <summary>
    /// Whether nothing but one publisher that repeats others stands behind it: neither a primary source nor a second publisher,
    /// be it of the value or of a range around it.
    /// </summary>
    public bool HasOneSecondarySource => CatalogSource.AreOneSecondary(SourceKeys);

    /// <summary>The note for those who take the figure: it also says if the figure has one secondary source.</summary>
    internal string? Caution => !HasOneSecondarySource ? Note : Note is null ? OneSecondarySource : $"{Note}; {OneSecondarySource}";

    /// <summary>Keys of the sources of value and range, each once.</summary>
    public IEnumerable<string> SourceKeys =>
        OtherSourceKeys.Prepend(SourceKey).Concat(RangeSourceKey is { } range ? [range] : []).Distinct(StringComparer.Ordinal);
}

/// <summary>Shares of generation sources in the electricity of one location.</summary>
/// <param name="Shares">Shares as written, e.g. <c>61%</c>, by the key of the source in generation.yaml.</param>
/// <param name="SourceKey">Key of the source in sources.yaml.</param>
/// <param name="Year">Year that the shares hold for; null if the source does not say.</param>
/// <param name="Note">What a reader needs to know about them; null if there is nothing to add.</param>
public sealed record CatalogMix(
    IReadOnlyDictionary<string, string> Shares, string SourceKey, int? Year = null, string? Note = null)
{
    /// <summary>Keys of further sources of the shares; the note tells how far they differ. Empty if there is none.</summary>
    public IReadOnlyList<string> OtherSourceKeys { get; init; } = [];

    /// <summary>Keys of all its sources, each once.</summary>
    public IEnumerable<string> SourceKeys => OtherSourceKeys.Prepend(SourceKey).Distinct(StringComparer.Ordinal);

    /// <summary>Whether nothing but one publisher that repeats others stands behind it.</summary>
    internal bool HasOneSecondarySource => CatalogSource.AreOneSecondary(SourceKeys);
}

/// <summary>An accelerator, an operator, a location or a generation source.</summary>
/// <param name="Id">Key in the table, e.g. <c>h100-sxm</c>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Aliases">Other keys under which it is found.</param>
/// <param name="Figures">Its figures by scenario key (<c>tdp</c>, <c>carbon_intensity</c>, …; <c>factor</c> for a source).</param>
/// <param name="Mix">Generation mix of a location; null if there is none.</param>
public sealed record CatalogEntry(
    string Id,
    string Name,
    IReadOnlyList<string> Aliases,
    IReadOnlyDictionary<string, CatalogFigure> Figures,
    CatalogMix? Mix = null)
{
    /// <summary>Id of the country that a grid zone lies in; null for what is no zone.</summary>
    public string? PartOf { get; init; }

    /// <summary>Keys of all sources that it cites, each once.</summary>
    public IEnumerable<string> SourceKeys =>
        Figures.Values.SelectMany(figure => figure.SourceKeys).Concat(Mix is { } mix ? mix.SourceKeys : []).Distinct(StringComparer.Ordinal);
}

/// <summary>An everyday equivalent of a large number: cars, homes, flights.</summary>
/// <param name="Id">Key in the table, e.g. <c>cars</c>.</param>
/// <param name="Label">What is counted, in words.</param>
/// <param name="Of">The output that is divided: <c>emissions</c> or <c>energy</c>.</param>
/// <param name="Per">Amount that one of them stands for where no edition is requested.</param>
/// <param name="Editions">The amount in the editions that differ, by year.</param>
public sealed record Equivalence(
    string Id, string Label, string Of, CatalogFigure Per, IReadOnlyDictionary<int, CatalogFigure> Editions)
{
    /// <summary>Amount that one of them stands for in an edition; where the edition has none of its own, <see cref="Per"/>.</summary>
    /// <param name="edition">Year of the edition; null for none.</param>
    public CatalogFigure In(int? edition) => edition is { } year && Editions.TryGetValue(year, out var figure) ? figure : Per;
}

/// <summary>A publication that figures were read in.</summary>
/// <param name="Key">Key that the tables cite.</param>
/// <param name="Title">Its title.</param>
/// <param name="Authors">Who wrote or published it; null if unknown.</param>
/// <param name="Year">Year of publication; null if unknown.</param>
/// <param name="Url">Where it is found; null if it is not on the web.</param>
/// <param name="Read">Date on which it was read, year-month-day; null if not noted.</param>
public sealed record CatalogSource(string Key, string Title, string? Authors, int? Year, string? Url, string? Read)
{
    /// <summary>
    /// Whether it made the thing, measured it or compiled the statistic, and was read there or in a full copy of its table;
    /// otherwise it repeats others, or is known from quotes alone.
    /// </summary>
    public bool IsPrimary { get; init; }

    /// <summary>Who answers for it: two sources of one publisher count as one.</summary>
    public string Publisher { get; init; } = Authors ?? Key;

    /// <summary>Whether none of some sources is primary and all are of one publisher.</summary>
    internal static bool AreOneSecondary(IEnumerable<string> keys)
    {
        var sources = keys.Select(BuiltInCatalog.Sources.GetValueOrDefault).OfType<CatalogSource>().ToList();
        return !sources.Exists(source => source.IsPrimary) && sources.Select(source => source.Publisher).Distinct(StringComparer.Ordinal).Count() < 2;
    }

    /// <summary>One line for reports: authors, year, title, address.</summary>
    public string Citation
    {
        get
        {
            var who = Authors is null ? "" : Authors;
            var when = Year is null ? "" : FormattableString.Invariant($" ({Year})");
            var lead = (who + when).Trim();
            return (lead.Length > 0 ? lead + ": " : "") + Title + (Url is null ? "" : ". " + Url);
        }
    }
}
