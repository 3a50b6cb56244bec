using System.Globalization;

namespace Simulator.Catalog;

/// <summary>Our tables of accelerators, operators, locations, generation sources and equivalences, each figure with its source.</summary>
/// <remarks>The tables are the YAML files beside this one, embedded in the assembly; an entry is read when it is requested.</remarks>
/// <example>
/// <code>
/// var card = BuiltInCatalog.Accelerators["h100-sxm"];
/// Console.WriteLine($"{card.Name}: {card.Figures["tdp"].Text}");  // NVIDIA H100 SXM5 80 GB: 700 W
/// Console.WriteLine(BuiltInCatalog.Locations.Find("nowhere") is null ? $"nearest: {BuiltInCatalog.Locations.Nearest("swedn")[0]}" : "");  // nearest: sweden
/// </code>
/// </example>
public static class BuiltInCatalog
{
    private static readonly Lazy<CatalogTable> LazyAccelerators = new(() => ReadTable("accelerators"));
    private static readonly Lazy<CatalogTable> LazyOperators = new(() => ReadTable("operators"));
    private static readonly Lazy<CatalogTable> LazyLocations = new(() => ReadTable("countries", "zones"));
    private static readonly Lazy<CatalogTable> LazyGeneration = new(() => ReadTable("generation"));
    private static readonly Lazy<IReadOnlyDictionary<string, Equivalence>> LazyEquivalences = new(ReadEquivalences);
    private static readonly Lazy<IReadOnlyDictionary<string, CatalogSource>> LazySources = new(ReadSources);

    /// <summary>
    /// Accelerators; their figures carry the names of <c>hardware</c> keys, but for further peaks (<c>peak_fp8</c>, …),
    /// <c>rated_power</c>, <c>highest_power</c>, <c>memory</c> and <c>released</c>.
    /// </summary>
    public static CatalogTable Accelerators => LazyAccelerators.Value;

    /// <summary>Operators of sites; their figures carry the names of <c>facility</c> keys.</summary>
    public static CatalogTable Operators => LazyOperators.Value;

    /// <summary>
    /// Locations, the countries before the grid zones; their figures carry the names of <c>grid</c> keys, but for
    /// <c>carbon_intensity_direct</c> and <c>water_intensity_without_hydro</c>.
    /// </summary>
    public static CatalogTable Locations => LazyLocations.Value;

    /// <summary>
    /// Generation sources: <c>factor</c> and <c>factor_direct</c> are emissions per energy over the life cycle and of
    /// combustion alone, <c>water</c> and <c>land</c> what they consume and occupy per energy.
    /// </summary>
    public static CatalogTable Generation => LazyGeneration.Value;

    /// <summary>Equivalences by id, in the order of the file.</summary>
    public static IReadOnlyDictionary<string, Equivalence> Equivalences => LazyEquivalences.Value;

    /// <summary>Years of the editions of equivalences that can be requested, ascending.</summary>
    public static IReadOnlyList<int> EquivalenceEditions =>
        [.. Equivalences.Values.SelectMany(equivalence => equivalence.Editions.Keys).Distinct().Order()];

    /// <summary>Sources by key.</summary>
    public static IReadOnlyDictionary<string, CatalogSource> Sources => LazySources.Value;

    /// <summary>One line that says where a figure was read.</summary>
    /// <param name="sourceKey">Key of the source; a key that is not in the table stands for itself.</param>
    public static string Cite(string sourceKey) =>
        Sources.TryGetValue(sourceKey, out var source) ? source.Citation : sourceKey;

    private static CatalogTable ReadTable(params string[] files) =>
        new(files.SelectMany(CatalogBlock.Of), block => ReadEntry(block.Key, CatalogFile.Open(block)));

    private static CatalogEntry ReadEntry(string id, CatalogFile node)
    {
        var figures = new Dictionary<string, CatalogFigure>(StringComparer.Ordinal);
        CatalogMix? mix = null;
        foreach (var (key, child) in node.Children())
        {
            if (key == "mix")
            {
                var shares = child.Child("value").Children().ToDictionary(share => share.Key, share => share.Value.Text, StringComparer.Ordinal);
                mix = new CatalogMix(shares, child.Child("source").Text, child.OptionalNumber("year"), child.OptionalText("note"))
                {
                    OtherSourceKeys = child.OptionalList("also"),
                };
            }
            else if (key is not ("name" or "aliases" or "part_of"))
            {
                figures.Add(key, ReadFigure(child));
            }
        }

        return new CatalogEntry(id, node.Child("name").Text, node.OptionalList("aliases"), figures, mix) { PartOf = node.OptionalText("part_of") };
    }

    private static CatalogFigure ReadFigure(CatalogFile node)
    {
        var source = node.Child("source").Text;
        var range = node.OptionalText("range");
        return new CatalogFigure(
            range is null ? node.Child("value").Text : node.OptionalText("value"), source, node.OptionalNumber("year"), node.OptionalText("note"))
        {
            Range = range,
            RangeSourceKey = range is null ? null : node.OptionalText("range_source") ?? source,
            RangeNote = node.OptionalText("range_note"),
            OtherSourceKeys = node.OptionalList("also"),
            IsMeasuredMean = node.OptionalText("kind") is { } kind && (kind == "measured mean" ? true : throw node.Child("kind").Mistake("'measured mean'")),
        };
    }

    private static Dictionary<string, Equivalence> ReadEquivalences() =>
        CatalogFile.Open("equivalences").Children().ToDictionary(
            child => child.Key,
            child => new Equivalence(
                child.Key, child.Value.Child("label").Text, child.Value.Child("of").Text, ReadFigure(child.Value.Child("per")),
                child.Value.OptionalChildren("editions").ToDictionary(edition => int.Parse(edition.Key, CultureInfo.InvariantCulture), edition => ReadFigure(edition.Value))),
            StringComparer.Ordinal);

    private static Dictionary<string, CatalogSource> ReadSources() =>
        CatalogFile.Open("sources").Children().ToDictionary(
            child => child.Key,
            child => new CatalogSource(
                child.Key,
                child.Value.Child("title").Text,
                child.Value.OptionalText("authors"),
                child.Value.OptionalNumber("year"),
                child.Value.OptionalText("url"),
                child.Value.OptionalText("read"))
            {
                IsPrimary = child.Value.OptionalText("kind") is { } kind && (kind is "primary" or "secondary" ? kind == "primary" : throw child.Value.Child("kind").Mistake("'primary' or 'secondary'")),
                Publisher = child.Value.OptionalText("publisher") ?? child.Value.OptionalText("authors") ?? child.Key,
            },
            StringComparer.Ordinal);
}
