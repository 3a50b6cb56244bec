using System.Text.Json.Serialization;
using Simulator.Presentation;

namespace Simulator.Studies.Sharding;

/// <summary>The JSON in part files, with its metadata generated at compile time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PartHeader))]
internal sealed partial class PartJson : JsonSerializerContext
{
    /// <summary>A header in one line.</summary>
    public static PartJson InOneLine { get; } = new(JsonFormat.Options(isIndented: false));
}
