using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Simulator.Presentation;

namespace Simulator.Reporting.Json;

/// <summary>The JSON documents of this assembly, with their metadata generated at compile time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JsonSummary))]
[JsonSerializable(typeof(JsonSummaries))]
[JsonSerializable(typeof(JsonComparison))]
[JsonSerializable(typeof(JsonSweep))]
[JsonSerializable(typeof(JsonSchedule))]
[JsonSerializable(typeof(JsonReplay))]
[JsonSerializable(typeof(JsonAnswer))]
[JsonSerializable(typeof(JsonValidation))]
[JsonSerializable(typeof(JsonMeasurement))]
[JsonSerializable(typeof(JsonFit))]
[JsonSerializable(typeof(JsonCheck))]
[JsonSerializable(typeof(JsonBar))]
[JsonSerializable(typeof(OrderedDictionary<string, JsonBar>))]
[JsonSerializable(typeof(IReadOnlyList<JsonSampleColumn>))]
[JsonSerializable(typeof(JsonCsvMetadata))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonArray))]
internal sealed partial class ReportingJson : JsonSerializerContext
{
    /// <summary>The documents as the program writes them.</summary>
    public static ReportingJson Documents { get; } = new(JsonFormat.Options());
}

/// <summary>Objects whose keys are names of inputs, outputs and phases.</summary>
internal static class NamedValues
{
    /// <summary>An object with a key for each item, in their order.</summary>
    public static OrderedDictionary<string, TValue> ToNamed<TItem, TValue>(this IEnumerable<TItem> items, Func<TItem, string> name, Func<TItem, TValue> value)
    {
        var named = new OrderedDictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            named[name(item)] = value(item);
        }

        return named;
    }

    /// <summary>The items; null, so that the key is left out, where there are none.</summary>
    public static TList? OrNothing<TList>(this TList items)
        where TList : class, System.Collections.ICollection => items.Count > 0 ? items : null;
}
