using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Catalog;
using Simulator.Presentation;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Resolution;

namespace Simulator.Scenarios.Format;

/// <summary>The scenario format as a JSON Schema, for editors that complete and check YAML.</summary>
/// <remarks>Written from the tables that the reader checks with; what a schema cannot say (units, bounds) the reader checks alone.</remarks>
public static class JsonSchema
{
    /// <summary>The schema, draft 2020-12.</summary>
    public static string Write()
    {
        var definitions = new JsonObject { ["quantity"] = Quantity(), ["mix"] = Mix() };
        foreach (var section in ScenarioFormat.Sections.Where(section => section != ScenarioFormat.Root))
        {
            definitions[section.Name] = Object(section);
        }

        var root = Object(ScenarioFormat.Root);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "AI-training footprint scenario");

        // A file that extends another may leave required keys to it, and so may its sections.
        root["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray("extends") },
            new JsonObject { ["required"] = new JsonArray([.. ScenarioFormat.Root.Keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name)]) });
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
                yield return new JsonObject { ["not"] = new JsonObject { ["required"] = new JsonArray(group[i][0], group[j][0]) } };
            }
        }
    }

    private static JsonObject Value(FormatKey key)
    {
        JsonObject schema = key.Kind switch
        {
            KeyKind.Quantity => Reference("quantity"),
            KeyKind.Mix => Reference("mix"),
            KeyKind.Section => Nullable(Reference(key.Section!.Name)),
            KeyKind.Component => new JsonObject { ["anyOf"] = new JsonArray(Reference("quantity"), Reference(key.Section!.Name)) },
            KeyKind.Phases => new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Reference(key.Section!.Name) },
            KeyKind.Correlations or KeyKind.Published => new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = Reference(key.Section!.Name) },
            KeyKind.Limits => new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = new JsonObject { ["type"] = "string" } },
            KeyKind.InputPair => new JsonObject
            {
                ["type"] = "array", ["minItems"] = 2, ["maxItems"] = 2, ["items"] = new JsonObject { ["type"] = "string" },
            },
            KeyKind.Choice => new JsonObject { ["enum"] = new JsonArray([.. key.Choices.SelectMany(Literals)]) },
            KeyKind.WholeNumber or KeyKind.Number => new JsonObject { ["type"] = new JsonArray("number", "string") },
            _ => new JsonObject { ["type"] = key.Name is "name" or "phase" or "value" or "deviation" ? new JsonArray("string", "number") : "string" },
        };
        schema["description"] = Describe(key);
        if (key.Kind == KeyKind.CatalogName)
        {
            var table = LevelReader.TableOf(key);
            schema["examples"] = new JsonArray([.. table.Keys.Select(id => (JsonNode)id)]);
        }

        if (key.Spec?.Default is { } value && key.Kind == KeyKind.Quantity)
        {
            schema["default"] = value;
        }

        return schema;
    }

    // A year is a number to an editor, and a text where it stands in quotes.
    private static IEnumerable<JsonNode> Literals(string choice) =>
        int.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [choice, number] : [choice];

    private static string Describe(FormatKey key)
    {
        if (key.Kind != KeyKind.Quantity || key.Spec is not { } spec)
        {
            return key.Summary;
        }

        var unit = spec.ModelUnit.Length > 0 ? $" Unit: {Units.Parse(spec.ModelUnit).Dimension}, e.g. {ExampleUnits.For(spec.ModelUnit)}." : " A plain number.";
        return $"{key.Summary}{unit} Range: {Bounds.Describe(spec)}.";
    }

    private static JsonObject Quantity()
    {
        var properties = new JsonObject();
        foreach (var name in QuantityReader.MappingKeys)
        {
            properties[name] = name is "source" or "note"
                ? new JsonObject { ["type"] = "string" }
                : new JsonObject { ["type"] = name == "value" ? new JsonArray("string", "number", "object") : new JsonArray("string", "number") };
        }

        return new JsonObject
        {
            ["description"] = "A number, an interval or a distribution with its unit: " + string.Join("; ", new[] { "700 W", "60 to 90 USD/MWh" }.Concat(Signature.All.Select(signature => signature.Usage))),
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = new JsonArray("string", "number") },
                new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties }),
        };
    }

    private static JsonObject Mix()
    {
        var properties = new JsonObject();
        foreach (var (id, source) in BuiltInCatalog.Generation)
        {
            properties[id] = new JsonObject { ["description"] = $"Share of {source.Name}.", ["type"] = new JsonArray("string", "number", "object") };
        }

        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "object", ["properties"] = properties }, new JsonObject { ["enum"] = new JsonArray(ScenarioFormat.CatalogWord) }),
        };
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Nullable(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
}
