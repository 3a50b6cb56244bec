using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Simulator.Catalog;
using Simulator.Reporting.Tables;

namespace Simulator.Reporting.Json;

/// <summary>Writes tables of the catalogue as JSON: an object by key, each figure with source, year and note.</summary>
internal static class CatalogueJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one table.</summary>
    /// <param name="name">One of <see cref="CatalogueTable.Names"/>.</param>
    /// <param name="filter">Only entries whose key, alias or name contains this, whatever the case; empty for all.</param>
    /// <param name="writer">Where to.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static void Write(string name, string filter, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            switch (name)
            {
                case "accelerators": WriteEntries(json, Catalogue.Accelerators, filter); break;
                case "locations": WriteEntries(json, Catalogue.Locations, filter); break;
                case "generation": WriteEntries(json, Catalogue.Generation, filter); break;
                case "operators": WriteEntries(json, Catalogue.Operators, filter); break;
                case "equivalences": WriteEquivalences(json, filter); break;
                case "sources": WriteSources(json, filter); break;
                case "distributions": DistributionList.Write(json, filter); break;
                default: throw new ArgumentException($"There is no table '{name}'.", nameof(name));
            }

            json.WriteEndObject();
        }

        writer.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        writer.Write('\n');
    }

    private static void WriteEntries(Utf8JsonWriter json, CatalogTable table, string filter)
    {
        foreach (var entry in CatalogueTable.Matching(table, filter))
        {
            json.WriteStartObject(entry.Id);
            json.WriteString("name", entry.Name);
            json.WriteStartArray("aliases");
            foreach (var alias in entry.Aliases)
            {
                json.WriteStringValue(alias);
            }

            json.WriteEndArray();
            if (entry.PartOf is { } whole)
            {
                json.WriteString("part_of", whole);
            }

            foreach (var (key, figure) in entry.Figures)
            {
                json.WriteStartObject(key);
                WriteFigure(json, "value", figure);
                json.WriteEndObject();
            }

            if (entry.Mix is { } mix)
            {
                json.WriteStartObject("mix");
                json.WriteStartObject("value");
                foreach (var (source, share) in mix.Shares)
                {
                    json.WriteString(source, share);
                }

                json.WriteEndObject();
                WriteOrigin(json, mix.SourceKey, mix.Year, mix.Note);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }

    private static void WriteEquivalences(Utf8JsonWriter json, string filter)
    {
        foreach (var equivalence in CatalogueTable.MatchingEquivalences(filter))
        {
            json.WriteStartObject(equivalence.Id);
            json.WriteString("label", equivalence.Label);
            json.WriteString("of", equivalence.Of);
            WriteFigure(json, "per", equivalence.Per);
            json.WriteStartObject("editions");
            foreach (var (year, figure) in equivalence.Editions)
            {
                json.WriteStartObject(year.ToString(CultureInfo.InvariantCulture));
                WriteFigure(json, "per", figure);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteSources(Utf8JsonWriter json, string filter)
    {
        foreach (var source in CatalogueTable.MatchingSources(filter))
        {
            json.WriteStartObject(source.Key);
            json.WriteString("title", source.Title);
            json.WriteString("authors", source.Authors);
            WriteYear(json, source.Year);
            json.WriteString("url", source.Url);
            json.WriteString("read", source.Read);
            json.WriteEndObject();
        }
    }

    private static void WriteFigure(Utf8JsonWriter json, string name, CatalogFigure figure)
    {
        json.WriteString(name, figure.Text);
        WriteOrigin(json, figure.SourceKey, figure.Year, figure.Note);
        if (figure.Range is { } range)
        {
            json.WriteString("range", range);
            json.WriteString("range_source", figure.RangeSourceKey);
            json.WriteString("range_note", figure.RangeNote);
        }
    }

    private static void WriteOrigin(Utf8JsonWriter json, string sourceKey, int? year, string? note)
    {
        json.WriteString("source", sourceKey);
        WriteYear(json, year);
        json.WriteString("note", note);
    }

    private static void WriteYear(Utf8JsonWriter json, int? year)
    {
        if (year is { } known)
        {
            json.WriteNumber("year", known);
        }
        else
        {
            json.WriteNull("year");
        }
    }
}
