using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Simulator.Presentation;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Output;

/// <summary>The JSON documents of the command line, with their metadata generated at compile time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JsonManifest))]
[JsonSerializable(typeof(PartHeader))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class CommandLineJson : JsonSerializerContext
{
    /// <summary>The documents as the program writes them.</summary>
    public static CommandLineJson Documents { get; } = new(JsonFormat.Options());
}

/// <summary>A manifest as it stands in its file, where paths are relative to its folder.</summary>
internal sealed record JsonManifest(
    string Kind, string Command, IReadOnlyList<OwnedScenario> Scenarios, SortedDictionary<string, string>? Files = null, SortedDictionary<string, string>? Earlier = null)
{
    /// <summary>Version of the format; a manifest without it has version 1.</summary>
    [JsonPropertyOrder(-1)]
    public int? Format { get; init; }
}
