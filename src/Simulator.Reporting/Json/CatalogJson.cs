using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Catalog;
using Simulator.Presentation;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Json;

/// <summary>Writes tables of the catalogue as JSON: an object by key, each figure with source, year and note.</summary>
internal static class CatalogJson
{
    /// <summary>Writes one table.</summary>
    /// <param name="name">One of <see cref="CatalogListing.Names"/>.</param>
    /// <param name="filter">Only entries whose key, alias or name contains this, whatever the case; empty for all.</param>
    /// <param name="writer">Where to.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static void Write(string name, string filter, TextWriter writer) => JsonFormat.Write(
        writer,
        name switch
        {
            "accelerators" => Entries(BuiltInCatalog.Accelerators, filter),
            "locations" => Entries(BuiltInCatalog.Locations, filter),
            "generation" => Entries(BuiltInCatalog.Generation, filter),
            "operators" => Entries(BuiltInCatalog.Operators, filter),
            "equivalences" => Object(CatalogListing.MatchingEquivalences(filter), equivalence => equivalence.Id, Equivalence),
            "sources" => Object(CatalogListing.MatchingSources(filter), source => source.Key, Source),
            "distributions" => DistributionList.Json(filter),
            _ => throw new ArgumentException($"There is no table '{name}'.", nameof(name)),
        },
        ReportingJson.Documents.JsonObject);

    private static JsonObject Entries(CatalogTable table, string filter) => Object(CatalogListing.Matching(table, filter), entry => entry.Id, Entry);

    // Figures stand beside name and aliases under the keys of scenario files, so an entry has no fixed shape.
    private static JsonObject Entry(CatalogEntry entry)
    {
        var json = new JsonObject { ["name"] = entry.Name, ["aliases"] = new JsonArray([.. entry.Aliases.Select(alias => (JsonNode)alias)]) };
        if (entry.PartOf is { } whole)
        {
            json["part_of"] = whole;
        }

        foreach (var (key, figure) in entry.Figures)
        {
            json[key] = Figure("value", figure);
        }

        if (entry.Mix is { } mix)
        {
            json["mix"] = WithOrigin(new() { ["value"] = Object(mix.Shares, share => share.Key, share => share.Value) }, mix.SourceKey, mix.Year, mix.Note);
            AddOtherSources(json["mix"]!.AsObject(), mix.OtherSourceKeys);
            if (mix.HasOneSecondarySource)
            {
                json["mix"]!["one_secondary_source"] = true;
            }
        }

        return json;
    }

    private static JsonObject Equivalence(Equivalence equivalence)
    {
        var json = Figure("per", equivalence.Per);
        json.Insert(0, "label", equivalence.Label);
        json.Insert(1, "of", equivalence.Of);
        json["editions"] = Object(equivalence.Editions, edition => edition.Key.ToString(CultureInfo.InvariantCulture), edition => Figure("per", edition.Value));
        return json;
    }

    private static JsonObject Source(CatalogSource source) => new()
    {
        ["title"] = source.Title, ["authors"] = source.Authors, ["year"] = source.Year, ["url"] = source.Url, ["read"] = source.Read, ["kind"] = source.IsPrimary ? "primary" : "secondary", ["publisher"] = source.Publisher,
    };

    private static JsonObject Figure(string name, CatalogFigure figure)
    {
        var json = WithOrigin(new() { [name] = figure.Text }, figure.SourceKey, figure.Year, figure.Note);
        AddOtherSources(json, figure.OtherSourceKeys);
        if (figure.HasOneSecondarySource)
        {
            json["one_secondary_source"] = true;
        }

        if (figure.IsMeasuredMean)
        {
            json["kind"] = "measured mean";
        }

        if (figure.Range is { } range)
        {
            (json["range"], json["range_source"], json["range_note"]) = (range, figure.RangeSourceKey, figure.RangeNote);
        }

        return json;
    }

    private static void AddOtherSources(JsonObject json, IReadOnlyList<string> keys)
    {
        if (keys.Count > 0)
        {
            json["also"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]);
        }
    }

    private static JsonObject WithOrigin(JsonObject json, string sourceKey, int? year, string? note)
    {
        (json["source"], json["year"], json["note"]) = (sourceKey, year, note);
        return json;
    }

    private static JsonObject Object<T>(IEnumerable<T> items, Func<T, string> key, Func<T, JsonNode?> value) =>
        new(items.Select(item => KeyValuePair.Create(key(item), value(item))));
}
