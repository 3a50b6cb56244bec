using System.Text.Json.Serialization;

namespace Simulator.Reporting.Json;

/// <summary>A column of a table of samples.</summary>
internal sealed record JsonSampleColumn(string Name, string Kind, string Unit, string Description);

/// <summary>Metadata beside a CSV file. Keys with a colon are of vocabularies that the recommendation knows.</summary>
internal sealed record JsonCsvMetadata(
    [property: JsonPropertyName("@context")] string Context,
    string Url,
    [property: JsonPropertyName("dc:title")] string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonCsvRun>? Notes,
    [property: JsonPropertyName("tableSchema")] JsonCsvSchema Schema);

/// <summary>Where the samples come from.</summary>
internal sealed record JsonCsvRun(string Simulator, string File, string Sha256, string Sampler, ulong Seed, int Replicates, long Samples);

/// <summary>The columns.</summary>
internal sealed record JsonCsvSchema(IReadOnlyList<JsonCsvColumn> Columns);

/// <summary>A column.</summary>
internal sealed record JsonCsvColumn(
    string Titles,
    string Datatype,
    [property: JsonPropertyName("dc:type")] string Kind,
    [property: JsonPropertyName("dc:description")] string Description,
    [property: JsonPropertyName("schema:unitText")] string Unit);
