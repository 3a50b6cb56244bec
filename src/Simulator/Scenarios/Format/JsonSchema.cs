using System.Text.Json.Nodes;
using Simulator.Presentation;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Format;

/// <summary>The scenario format as a JSON Schema, for editors that complete and check YAML.</summary>
/// <remarks>
/// Written from the tables that the reader checks with; what a schema cannot say (units, figures that contradict each other)
/// is left to the reader. The schema refuses nothing that the reader accepts. It compiles in validators that refuse
/// unknown keywords, unions of types, and required keys that are not declared beside the requirement.
/// </remarks>
internal static class JsonSchema
{
    /// <summary>The schema, draft 2020-12.</summary>
    public static string Write()
    {
        var definitions = new JsonObject { ["quantity"] = JsonSchemaValues.Quantity(), ["mix"] = JsonSchemaValues.Mix() };
        foreach (var section in ScenarioFormat.Sections.Where(section => section != ScenarioFormat.Root))
        {
            definitions[section.Name] = Object(section);
        }

        var root = Object(ScenarioFormat.Root);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "AI-training footprint scenario");

        // A file that extends another may leave required keys to it, and so may its sections.
        root["if"] = Demand("extends");
        var complete = Requirements(ScenarioFormat.Root)!;
        complete["anyOf"] = new JsonArray([.. ScenarioFormat.Subjects.Select(subject => (JsonNode)Demand(subject))]);
        root["else"] = complete;
        root["$defs"] = definitions;
        return root.ToJsonString(JsonFormat.Options());
    }

    private static JsonObject Object(FormatSection section)
    {
        var properties = new JsonObject();
        foreach (var key in section.Keys)
        {
            properties[key.Name] = Value(key);
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };

        // The items of a list are never merged with those of an extended file.
        if (section == ScenarioFormat.Correlation || section == ScenarioFormat.Published || section == ScenarioFormat.CostLine)
        {
            schema["required"] = Names(section.Keys.Where(key => key.IsRequired).Select(key => key.Name));
        }

        if (section.Alternatives.Count > 0)
        {
            schema["allOf"] = new JsonArray([.. section.Alternatives.SelectMany(Exclusions)]);
        }

        return schema;
    }

    private static IEnumerable<JsonNode> Exclusions(IReadOnlyList<string[]> group)
    {
        for (var i = 0; i < group.Count; i++)
        {
            for (var j = i + 1; j < group.Count; j++)
            {
                yield return new JsonObject { ["not"] = Demand(group[i][0], group[j][0]) };
            }
        }
    }

    // The keys that a section and the sections in it must have; null if there are none.
    private static JsonObject? Requirements(FormatSection section)
    {
        var required = section.Keys.Where(key => key.IsRequired).Select(key => key.Name).ToList();
        var properties = new JsonObject();
        foreach (var key in section.Keys)
        {
            var inside = key.Kind is KeyKind.Section or KeyKind.Phases ? Requirements(key.Section!) : null;
            if (inside is not null)
            {
                properties[key.Name] = key.Kind == KeyKind.Phases ? new JsonObject { ["type"] = "array", ["items"] = inside } : JsonSchemaValues.Nullable(inside);
            }
            else if (key.IsRequired)
            {
                properties[key.Name] = true;
            }
        }

        if (properties.Count == 0 && section.NeedsOneOf.Count == 0)
        {
            return null;
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = Names(required);
        }

        if (section.NeedsOneOf.Count > 0)
        {
            schema["anyOf"] = new JsonArray([.. section.NeedsOneOf.Select(name => (JsonNode)Demand(name))]);
        }

        return schema;
    }

    // Strict validators want a key declared beside the requirement.
    private static JsonObject Demand(params string[] names) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)true))),
        ["required"] = Names(names),
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private static JsonObject Value(FormatKey key)
    {
        var schema = JsonSchemaValues.Of(key);
        schema["description"] = Describe(key);
        if (key.Default.Length > 0)
        {
            schema["default"] = key.Kind == KeyKind.Quantity ? JsonNode.Parse(key.Default) : key.Default;
        }

        if (key.Kind == KeyKind.CatalogName)
        {
            schema["examples"] = Names(CatalogKeys.TableOf(key).Keys);
        }
        else if (key.Kind == KeyKind.Quantity && key.Example.Length > 0)
        {
            schema["examples"] = Names([key.Example]);
        }

        return schema;
    }

    private static string Describe(FormatKey key)
    {
        if (key.Kind != KeyKind.Quantity || key.Spec is not { } spec)
        {
            return key.Summary;
        }

        var unit = spec.ModelUnit.Length > 0 ? $" Unit: {Units.Parse(spec.ModelUnit).Dimension}, e.g. {ExampleUnits.For(spec.ModelUnit)}." : " A plain number.";
        return $"{key.Summary}{unit} Range: {Bounds.Describe(spec)}.";
    }
}
