using Simulator.Scenarios.Quantities.Expressions;
using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Catalog;

namespace Simulator.Scenarios.Format;

/// <summary>What the value of a key may be, as a JSON Schema.</summary>
internal static class JsonSchemaValues
{
    // Only the name of a data file has no digit in it.
    private const string HasDigit = "[0-9]", IsQuantity = "[0-9]|empirical|series", IsText = "\\S";

    /// <summary>The schema of a key's value.</summary>
    public static JsonObject Of(FormatKey key) => key.Kind switch
    {
        KeyKind.Quantity => AnyOf([.. QuantityForms(key)]),
        KeyKind.Mix => Reference("mix"),
        KeyKind.Section => Nullable(Reference(key.Section!.Name)),
        KeyKind.Component => AnyOf([.. QuantityForms(key), Reference(key.Section!.Name)]),
        KeyKind.Phases => new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Reference(key.Section!.Name) },
        KeyKind.Profile => new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = AnyOf(Number(0), Text(HasDigit)) },
        KeyKind.Correlations or KeyKind.Published or KeyKind.CostLines => Nullable(new JsonObject { ["type"] = "array", ["items"] = Reference(key.Section!.Name) }),
        KeyKind.Limits => Nullable(new JsonObject { ["type"] = "array", ["items"] = Text(IsText) }),
        KeyKind.InputPair => new JsonObject { ["type"] = "array", ["minItems"] = 2, ["maxItems"] = 2, ["items"] = Text(IsText) },
        KeyKind.Choice => new JsonObject { ["enum"] = new JsonArray([.. key.Choices.SelectMany(Literals)]) },
        KeyKind.WholeNumber or KeyKind.Number => AnyOf(Number(), Text(HasDigit)),
        _ when key.Name == "description" => AnyOf(new JsonObject { ["type"] = "string" }, Number(), new JsonObject { ["type"] = "null" }),
        _ => AnyOf(Text(IsText), Number()),
    };

    /// <summary>A quantity that is written as a text or as a mapping.</summary>
    public static JsonObject Quantity()
    {
        var properties = new JsonObject();
        foreach (var name in QuantityKeys.All.Concat(QuantityKeys.OfSeries))
        {
            properties[name] = name switch
            {
                "source" or "note" => AnyOf(new JsonObject { ["type"] = "string" }, Number(), new JsonObject { ["type"] = "null" }),
                "value" => AnyOf(Text(IsQuantity), Number(), new JsonObject { ["type"] = "object" }),
                "years" => AnyOf(Text("[0-9]|any"), Number()),
                "scale" => AnyOf(Text(IsQuantity), Number(), new JsonObject { ["type"] = "object" }),
                _ => AnyOf(Text(HasDigit), Number()),
            };
        }

        return new JsonObject
        {
            ["description"] = "A number, an interval or a distribution with its unit: " + string.Join("; ", new[] { "700 W", "60 to 90 USD/MWh" }.Concat(DistributionTable.All.Select(row => row.Usage))),
            ["examples"] = new JsonArray([.. DistributionTable.All.Select(row => (JsonNode)row.Example)]),
            ["anyOf"] = new JsonArray(
                Text(IsQuantity),
                new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["minProperties"] = 1, ["properties"] = properties }),
        };
    }

    /// <summary>Shares by generation source, or the word that asks for those of the catalogue.</summary>
    public static JsonObject Mix()
    {
        var properties = new JsonObject();
        foreach (var (id, source) in BuiltInCatalog.Generation)
        {
            var share = AnyOf(Number(0, 1), Text(HasDigit), new JsonObject { ["type"] = "object" });
            share["description"] = $"Share of {source.Name}.";
            properties[id] = share;
        }

        // The reader takes names in any case.
        var names = BuiltInCatalog.Generation.Values.SelectMany(source => source.Aliases.Prepend(source.Id)).Select(InAnyCase);
        return AnyOf(
            new JsonObject
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["properties"] = properties,
                ["propertyNames"] = new JsonObject { ["pattern"] = $"^\\s*({string.Join('|', names)})\\s*$" },
            },
            Words([ScenarioFormat.CatalogWord]));
    }

    /// <summary>The same, or nothing.</summary>
    public static JsonObject Nullable(JsonObject schema) => AnyOf(schema, new JsonObject { ["type"] = "null" });

    // What has a unit cannot be a bare number.
    private static IEnumerable<JsonObject> QuantityForms(FormatKey key)
    {
        if (key.Spec is { ModelUnit: "" } plain)
        {
            yield return Number(plain.Minimum, plain.Maximum, isExclusive: plain.IsDivisor && plain.Minimum == 0);
        }

        yield return Reference("quantity");
        if (key.Choices.Count > 0)
        {
            yield return Words(key.Choices);
        }
    }

    // A year is a number to an editor, and a text where it stands in quotes.
    private static IEnumerable<JsonNode> Literals(string choice) =>
        int.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [choice, number] : [choice];

    private static string InAnyCase(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetter(letter) ? $"[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]" : $"{letter}"));

    private static JsonObject Number(double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity, bool isExclusive = false)
    {
        var schema = new JsonObject { ["type"] = "number" };
        if (double.IsFinite(minimum))
        {
            schema[isExclusive ? "exclusiveMinimum" : "minimum"] = minimum;
        }

        if (double.IsFinite(maximum))
        {
            schema["maximum"] = maximum;
        }

        return schema;
    }

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    private static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };
}
