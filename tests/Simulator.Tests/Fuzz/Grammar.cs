using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Catalog;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Tests.Fuzz;

/// <summary>Scenario files made from the tables of the format: most of their keys are right, and their values are anything.</summary>
internal static class Grammar
{
    private static readonly string[] Numbers =
        ["0", "1", "-1", "0.5", "1.2", "3", "85%", "150%", "700", "1e3", "1e30", "1e-30", "1e38", "1e300", "1e-300", "2.664M", "25k", "16_384", "1e999", "-0", "00012", ".5", "5.", "0x10", "١", "1e38.5"];

    private static readonly string[] Units =
        ["", " W", " kW", " h", " days", " kWh", " MWh", " USD", " USD/h", " USD/MWh", " gCO2e/kWh", " kgCO2e", " t", " L/kWh", " m2", " FLOP", " FLOP/s", " %", "%", " km", " W W", " USD/MWh/h", " 1/h", " m2*year/MWh", " years"];

    private static readonly string[] Names =
        ["x", "training", "serving", "hardware", "a.b", "a b", "\u202e", "=1", "-", "", " ", "a\nb", "📈", "null", "~", "true", "[0]", "training.pre-training", new string('n', 300)];

    /// <summary>A number, with or without a unit.</summary>
    public static Gen<string> Amount { get; } = from number in Gen.Elements(Numbers.AsEnumerable()) from unit in Gen.Elements(Units.AsEnumerable()) select number + unit;

    /// <summary>A quantity, or something like one.</summary>
    public static Gen<string> Quantity { get; } = QuantityOf(3);

    /// <summary>A scenario file as JSON, which is YAML.</summary>
    public static Gen<string> Scenario { get; } = Section(ScenarioFormat.Root, 0).Select(file => file.ToJsonString());

    private static Gen<string> QuantityOf(int depth)
    {
        if (depth == 0)
        {
            return Amount;
        }

        var inner = QuantityOf(depth - 1);
        return Gen.OneOf(
            Amount,
            from low in Amount from high in Amount select $"{low} to {high}",
            from middle in Amount from half in Amount select $"{middle} ± {half}",
            from shift in Amount from rest in inner select $"{shift} + ({rest})",
            from name in Gen.Elements(DistributionTable.All.Select(row => row.Name)) from items in inner.ListOf() from unit in Gen.Elements(Units.AsEnumerable()) select $"{name}({string.Join(", ", items.Take(5))}){unit}",
            from name in Gen.Elements("mix", "choice") from items in inner.ListOf() from share in Amount select $"{name}({string.Join(", ", items.Take(5).Select(item => $"{item} @ {share}"))})",
            from row in Gen.Elements(DistributionTable.All.AsEnumerable()) from unit in Gen.Elements(Units.AsEnumerable()) select row.Example + unit,
            from text in inner from bound in Amount select $"truncate({text}, {bound}, {bound})");
    }

    private static Gen<JsonObject> Section(FormatSection section, int depth) =>
        from count in Gen.Choose(depth == 0 ? 3 : 0, depth == 0 ? 8 : 4)
        from keys in Gen.Elements(section.Keys.AsEnumerable()).ListOf(count)
        from values in Values(keys, depth)
        select Object(keys.Zip(values, (key, value) => (key.Name, (JsonNode?)value)), isFile: depth == 0);

    private static Gen<List<JsonNode?>> Values(IEnumerable<FormatKey> keys, int depth) => keys.Aggregate(
        Gen.Constant(new List<JsonNode?>()), (before, key) => from list in before from value in Value(key, depth) select (List<JsonNode?>)[.. list, value]);

    private static JsonObject Object(IEnumerable<(string Name, JsonNode? Value)> entries, bool isFile)
    {
        // What every file needs, so that most get past the first checks.
        var result = isFile ? new JsonObject
        {
            ["name"] = "fuzz", ["hardware"] = new JsonObject { ["tdp"] = "600 W to 700 W" }, ["training"] = new JsonArray(new JsonObject { ["phase"] = "main", ["accelerators"] = 8, ["accelerator_hours"] = "1 to 2 h" }),
        } : [];
        foreach (var (name, value) in entries)
        {
            result[name] = value is JsonObject inner && result[name] is JsonObject old ? Object(old.Concat(inner).Select(pair => (pair.Key, pair.Value?.DeepClone())), isFile: false) : value;
        }

        return result;
    }

    private static Gen<JsonNode?> Value(FormatKey key, int depth)
    {
        var right = key switch
        {
            { Section: { } section } when depth < 3 => Section(section, depth + 1).SelectMany(item => Gen.Choose(0, 3).Select(list => key.Kind is KeyKind.Section or KeyKind.Quantity && list > 0 ? (JsonNode?)item : new JsonArray(item))),
            { Kind: KeyKind.Quantity } => Gen.OneOf(Quantity.Select(Node), Gen.Constant(Node(key.Example))),
            { Choices.Count: > 0 } => Gen.Elements(key.Choices.AsEnumerable()).Select(Node),
            _ => Gen.Constant(Node(key.Example)),
        };
        return Gen.Frequency(
            (6, right),
            (1, Quantity.Select(Node)),
            (1, Gen.Elements(Names.AsEnumerable()).Select(Node)),
            (1, Gen.Elements(BuiltInCatalog.Locations.Keys.Take(40).Concat(BuiltInCatalog.Accelerators.Keys)).Select(Node)),
            (1, Gen.Elements<Func<JsonNode?>>(() => null, () => new JsonObject(), () => new JsonArray(), () => true, () => -1, () => 1e300, () => new JsonArray(new JsonArray(new JsonArray())), () => new JsonObject { ["value"] = "1 W", ["value2"] = null }).Select(make => make())));
    }

    private static JsonNode? Node(string text) => JsonValue.Create(text);
}
