using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using MetaSchemas = Json.Schema.MetaSchemas;
using SchemaValidator = Json.Schema.JsonSchema;

namespace Simulator.Tests.Scenarios;

/// <summary>The schema is a valid one, and it agrees with the reader: on the files that are shipped, on every example, on files with a fault.</summary>
public class SchemaTests
{
    private static readonly JsonElement Text = JsonDocument.Parse(JsonSchema.Write()).RootElement;

    private static readonly SchemaValidator Schema = SchemaValidator.Build(Text);

    /// <summary>Keywords of draft 2020-12 that the schema uses; a misspelt one would be ignored by most validators.</summary>
    private static readonly HashSet<string> Keywords =
    [
        "$schema", "$defs", "$ref", "title", "description", "default", "examples", "type", "properties", "additionalProperties", "propertyNames", "minProperties",
        "required", "items", "minItems", "maxItems", "enum", "pattern", "minimum", "exclusiveMinimum", "exclusiveMinimum", "maximum", "allOf", "anyOf", "not", "if", "else",
    ];

    public static TheoryData<string> ShippedFiles { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void It_is_valid_against_the_meta_schema()
    {
        var result = MetaSchemas.Draft202012.Evaluate(Text);
        Assert.True(result.IsValid);
        Assert.Equal(MetaSchemas.Draft202012Id.OriginalString.TrimEnd('#'), Text.GetProperty("$schema").GetString());
    }

    [Fact]
    public void It_has_no_unknown_keyword_and_every_reference_leads_somewhere()
    {
        var definitions = Text.GetProperty("$defs").EnumerateObject().Select(definition => $"#/$defs/{definition.Name}").ToHashSet();
        var referred = new HashSet<string>();
        foreach (var schema in Subschemas(Text))
        {
            foreach (var keyword in schema.EnumerateObject())
            {
                Assert.Contains(keyword.Name, Keywords);
                if (keyword.Name == "$ref")
                {
                    Assert.Contains(keyword.Value.GetString()!, definitions);
                    referred.Add(keyword.Value.GetString()!);
                }
            }
        }

        Assert.Equal(definitions.Order(), referred.Order());
    }

    [Fact]
    public void Strict_validators_accept_it()
    {
        // What Ajv's strict mode asks for beyond the draft: one type at a time, and required keys declared beside the requirement.
        foreach (var schema in Subschemas(Text))
        {
            Assert.NotEqual(JsonValueKind.Array, schema.TryGetProperty("type", out var type) ? type.ValueKind : JsonValueKind.Undefined);
            if (schema.TryGetProperty("required", out var required))
            {
                Assert.Equal("object", type.GetString());
                Assert.All(required.EnumerateArray(), name => Assert.True(schema.GetProperty("properties").TryGetProperty(name.GetString()!, out _)));
            }

            Assert.True(!schema.TryGetProperty("properties", out _) || type.ValueKind == JsonValueKind.String);
            Assert.True(!schema.TryGetProperty("items", out _) || type.GetString() == "array");
        }
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void It_accepts_what_is_shipped(string file)
    {
        var path = Path.Combine(Repository.Root, file);
        Assert.NotNull(ScenarioReader.ReadOrTotal(path, SourceFiles.OnDisk));
        Assert.True(IsValid(FromYaml(File.ReadAllText(path))), file);
    }

    [Fact]
    public void Both_accept_the_example_of_every_key()
    {
        var (examples, refused) = (0, new List<string>());
        foreach (var (section, key) in Keys().Where(pair => pair.Key.Example.Length > 0 && pair.Key.Name != "extends"))
        {
            var file = FormatSamples.WithKey(section, key, FromYaml($"value: {Quoted(key.Example)}")["value"]!.DeepClone());
            refused.AddRange(IsValid(file) ? [] : [$"schema: {section.Name}.{key.Name}"]);
            refused.AddRange(Refusal(file) is { } refusal ? [$"reader: {refusal}"] : Array.Empty<string>());
            examples++;
        }

        Assert.Empty(refused);
        Assert.True(examples > 60);
    }

    [Theory]
    [InlineData("grid", "carbon_price: 0")]
    [InlineData("grid", "carbon_price: 0 USD/t")]
    [InlineData("hardware", "tdp: {p5: 480 W, p50: 560 W, p95: 690 W}")]
    [InlineData("hardware", "tdp: {value: {p5: 480 W, p50: 560 W, p95: 690 W}, source: 2021, note:}")]
    [InlineData("hardware", "tdp: {value: 700 W, source: data sheet}")]
    [InlineData("hardware", "tdp: \" 700 W \"")]
    [InlineData("hardware", "tdp: \"choice(350 W @ 50%, 700 W @ 50%)\"")]
    [InlineData("hardware", "tdp: 7e2 W")]
    [InlineData("hardware", "tdp: 700")]
    [InlineData("hardware", "components: {cpu: {value: 12%, note: measured}, memory: {power: 5%, cost: 3%}}")]
    [InlineData("hardware", "components: {cpu: 0.12, memory: 1.5}")]
    [InlineData("hardware", "components:")]
    [InlineData("hardware", "fleet_utilization: catalog")]
    [InlineData("hardware", "overhead: catalog")]
    [InlineData("grid", "mix: {Coal: 60%, hydro : {value: 40%, source: x}}")]
    [InlineData("grid", "mix: {coal: 0.6, hydro: 0.4}")]
    [InlineData("grid", "location: 5")]
    [InlineData("facility", "pue: 1.1")]
    [InlineData("facility", "pue: \"1.1\"")]
    [InlineData("facility", "pue: 0.9")]
    [InlineData("simulation", "samples: 1_000")]
    [InlineData("simulation", "equivalences: \"2024\"")]
    [InlineData("simulation", "equivalences: 2022")]
    [InlineData("", "limits:")]
    [InlineData("", "description:")]
    [InlineData("", "name: 5")]
    public void What_the_schema_refuses_the_reader_refuses(string section, string line)
    {
        var file = FormatSamples.With(ScenarioFormat.Sections.First(known => known.Name == section), target =>
        {
            foreach (var (key, value) in FromYaml(line))
            {
                target[key] = value?.DeepClone();
            }

            if (section == "hardware")
            {
                target["accelerator"] = "h100-sxm";
            }
        });
        Assert.True(IsValid(file) || Refusal(file) is not null, $"The schema refuses what the reader accepts: {line}");
    }

    [Fact]
    public void Every_key_has_an_example()
    {
        var without = Keys().Where(pair => pair.Key.Example.Length == 0 && pair.Key.Section is null).Select(pair => $"{pair.Section.Name}.{pair.Key.Name}");
        Assert.Empty(without);
    }

    [Fact]
    public void Both_refuse_files_with_one_fault()
    {
        var faults = Faults().ToList();
        Assert.True(faults.Count >= 100, $"{faults.Count} files");
        var accepted = faults.Where(fault => IsValid(fault.File)).Select(fault => $"schema: {fault.Name}")
            .Concat(faults.Where(fault => Refusal(fault.File) is null).Select(fault => $"reader: {fault.Name}"));
        Assert.Empty(accepted);
    }

    [Fact]
    public void The_files_are_right_but_for_their_fault() => Assert.All(ScenarioFormat.Sections, section =>
    {
        var file = FormatSamples.With(section, _ => { });
        Assert.True(IsValid(file), $"{section.Name}: {file}");
        Assert.Null(Refusal(file));
    });

    /// <summary>Files with one fault each, of every kind that a schema can know.</summary>
    private static IEnumerable<(string Name, JsonObject File)> Faults()
    {
        foreach (var section in ScenarioFormat.Sections)
        {
            yield return ($"an unknown key in {section.Name}", FormatSamples.With(section, target => target["unknown_key"] = 1));
            var misplaced = section == ScenarioFormat.Simulation ? "pue" : "seed";
            yield return ($"{misplaced} in {section.Name}", FormatSamples.With(section, target => target[misplaced] = 1));
            foreach (var key in section.Keys)
            {
                foreach (var (fault, value) in FaultsOf(key))
                {
                    yield return ($"{section.Name}.{key.Name}: {fault}", FormatSamples.WithKey(section, key, value));
                }

                if (key.IsRequired && section != ScenarioFormat.Server)
                {
                    yield return ($"{section.Name} without {key.Name}", FormatSamples.With(section, target => target.Remove(key.Name)));
                }
            }

            foreach (var group in section.Alternatives)
            {
                yield return ($"both {group[0][0]} and {group[1][0]}", FormatSamples.With(section, target =>
                {
                    target[group[0][0]] = Example(section, group[0][0]);
                    target[group[1][0]] = Example(section, group[1][0]);
                }));
            }
        }

        yield return ("an unknown source in a mix", FormatSamples.With(ScenarioFormat.Grid, grid => grid["mix"] = new JsonObject { ["coal"] = "60%", ["sollar"] = "40%" }));
        yield return ("a mix without sources", FormatSamples.With(ScenarioFormat.Grid, grid => grid["mix"] = new JsonObject()));
        yield return ("a share of a mix above 1", FormatSamples.With(ScenarioFormat.Grid, grid => grid["mix"] = new JsonObject { ["coal"] = 60 }));
        yield return ("no phase", FormatSamples.With(ScenarioFormat.Root, root => root["training"] = new JsonArray()));
        yield return ("one input in a pair", FormatSamples.With(ScenarioFormat.Correlation, item => item["between"] = new JsonArray("facility.pue")));
        yield return ("an unknown key of a quantity", FormatSamples.With(ScenarioFormat.Hardware, hardware => hardware["tdp"] = new JsonObject { ["value"] = "700 W", ["sauce"] = "x" }));
        yield return ("a quantity without a value", FormatSamples.With(ScenarioFormat.Hardware, hardware => hardware["tdp"] = new JsonObject()));
    }

    private static IEnumerable<(string Fault, JsonNode? Value)> FaultsOf(FormatKey key)
    {
        switch (key.Kind)
        {
            case KeyKind.Quantity or KeyKind.Component:
                yield return ("a list", new JsonArray(1));
                yield return ("nothing", null);
                yield return ("yes", true);
                yield return ("a word", "many");
                if (key.Spec!.ModelUnit.Length > 0)
                {
                    yield return ("no unit", 5);
                }
                else if (double.IsFinite(key.Spec.Minimum))
                {
                    yield return ("below its bound", key.Spec.Minimum - 0.5);
                    if (key.Spec.IsDivisor)
                    {
                        yield return ("0 as a divisor", 0);
                    }
                }

                break;
            case KeyKind.Choice:
                yield return ("another word", "other");
                yield return ("a list", new JsonArray("other"));
                break;
            case KeyKind.Section:
                yield return ("a text", "text");
                yield return ("a list", new JsonArray(1));
                break;
            case KeyKind.Profile:
                yield return ("a text", "text");
                yield return ("an empty list", new JsonArray());
                yield return ("a list of words", new JsonArray("much", "little"));
                yield return ("a negative power", new JsonArray(1, -1));
                break;
            case KeyKind.Phases or KeyKind.CostLines or KeyKind.Correlations or KeyKind.Published or KeyKind.Limits:
                yield return ("a text", "text");
                yield return ("keys and values", new JsonObject { ["a"] = 1 });
                yield return ("a list of lists", new JsonArray(new JsonArray(1)));
                break;
            case KeyKind.WholeNumber or KeyKind.Number:
                yield return ("a word", "many");
                yield return ("keys and values", new JsonObject { ["a"] = 1 });
                break;
            case KeyKind.Mix:
                yield return ("a word", "coal");
                yield return ("a list", new JsonArray("coal"));
                break;
            case KeyKind.Text or KeyKind.CatalogName or KeyKind.InputPair:
                yield return ("keys and values", new JsonObject { ["a"] = 1 });
                if (key.Name != "description")
                {
                    yield return ("nothing", null);
                    yield return ("blanks", "  ");
                }

                break;
            default:
                throw new InvalidOperationException($"No fault of {key.Kind} is known.");
        }
    }

    private static JsonNode? Example(FormatSection section, string name)
    {
        var key = section.Find(name)!;
        return key.Example.Length > 0 ? FromYaml($"value: {Quoted(key.Example)}")["value"]!.DeepClone()
            : key.Section == ScenarioFormat.Server ? new JsonObject { ["accelerators"] = 8, ["power"] = "10.2 kW" }
            : new JsonObject { ["cpu"] = "12%" };
    }

    private static IEnumerable<(FormatSection Section, FormatKey Key)> Keys() =>
        ScenarioFormat.Sections.SelectMany(section => section.Keys.Select(key => (section, key)));

    private static bool IsValid(JsonObject file) => Schema.Evaluate(JsonSerializer.SerializeToElement(file)).IsValid;

    // JSON is YAML.
    private static string? Refusal(JsonObject file)
    {
        try
        {
            ScenarioReader.Read(file.ToJsonString(), "sample.json");
            return null;
        }
        catch (ScenarioException exception)
        {
            return string.Join("; ", exception.Errors);
        }
    }

    // An example is a plain scalar unless it is a list or a mapping.
    private static string Quoted(string example) => example[0] is '[' or '{' ? example : $"\"{example}\"";

    /// <summary>What an editor makes of a YAML file before it asks the schema.</summary>
    private static JsonObject FromYaml(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (JsonObject)Convert(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar => scalar.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new InvalidOperationException($"{node.NodeType} has no counterpart in JSON."),
    };

    private static IEnumerable<JsonElement> Subschemas(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        yield return schema;
        foreach (var keyword in schema.EnumerateObject())
        {
            var inside = keyword.Name switch
            {
                "properties" or "$defs" => keyword.Value.EnumerateObject().Select(property => property.Value),
                "allOf" or "anyOf" => keyword.Value.EnumerateArray(),
                "items" or "not" or "if" or "else" or "propertyNames" => [keyword.Value],
                _ => Enumerable.Empty<JsonElement>(),
            };
            foreach (var subschema in inside.SelectMany(Subschemas))
            {
                yield return subschema;
            }
        }
    }
}
