using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

/// <summary>An editor that checks with the schema takes what the reader takes: checked with a validator of the keywords that the schema uses.</summary>
public sealed class SchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(JsonSchema.Write())!;

    // Every key, every form; what excludes each other is split over phases.
    private const string Everything = """
        name: 7
        description: Everything at once.
        simulation: {samples: 1M, sampler: random, replicates: 8, seed: 1, interval: 0.9, equivalences: 2024, precision: 1%}
        hardware:
          accelerator: h100-sxm
          tdp: {p5: 600 W, p50: 650 W, p95: 700 W, source: data sheet, note: rated}
          peak: 1e15 FLOP/s
          price: catalog
          lifetime: {value: 3 to 6 years}
          fleet_utilization: 80%
          embodied_carbon: 150 kgCO2e
          number_format: bf16
          uncertainty: catalog
          embodied_accounting: full
          components: {cpu: 12%, memory: {power: 5%}, network: 4%, storage: 3%, monitoring: 0.5%, backup: 0.5%}
        facility: {location: x, pue: 1.2, cooling_share: 70%, wue: 1 L/kWh, water_price: 2 USD/m3}
        grid:
          location: sweden
          mix: {hydro: 50%, wind: 0.5}
          mix_concentration: 50
          losses: 5%
          emission_factors: direct
          accounting: market
          hydro_evaporation: excluded
          carbon_free_share: 10%
          electricity_price: 60 USD/MWh
          carbon_price: 5 USD/t
        failures: {mtbf_per_accelerator: 50_000 h, checkpoint: 60 s, restart: 5 min}
        training:
          - phase: 1
            accelerators: 8
            accelerator_hours: 1M h
            hardware: {server: {accelerators: 8, power: 10 kW}}
            grid: {mix: catalog, water_intensity: 2 L/kWh, land_intensity: 5 m2*year/MWh}
          - {parameters: 37G, tokens: 14.8T, mfu: 40%, runs: 2, goodput: 90%, utilization: 80%, idle_share: 1%, idle_power: 15%, hardware: {rental: 2 USD/h, overhead: 1.2}, grid: {carbon_intensity: 0.5 kgCO2e/kWh}}
          - {duration: 3 days, accelerators: 8, facility: ~, grid: ~}
          - {compute: 1e24 FLOP, mfu: 40%}
        serving: {requests_per_day: 1M, energy_per_request: 1 Wh, duration: 1 year}
        correlations:
          - {between: [facility.pue, hardware.lifetime], spearman: 0.3}
          - {between: [facility.wue, hardware.lifetime], kendall: "0.3"}
        published:
          - {output: energy, at: median, value: 5 MWh, tier: closed form, source: here, note: n, expect: differs, deviation: -1%, mistake: m}
        limits: [p95 energy < 1 GWh]
        """;

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void ScenariosOfTheRepositoryAreValid(string file) => Assert.Equal("", Fault(File.ReadAllText(Path.Combine(Repository.Root, file))));

    [Fact]
    public void EveryKeyIsTaken()
    {
        Assert.Equal("", Fault(Everything.Replace("location: x, ", "", StringComparison.Ordinal)));
        Assert.Equal("", Fault("extends: base.yaml\nhardware: {overhead: 1.2}"));
        Assert.Equal("", Fault("name: a\ntraining: [{duration: 1 day}]\ncorrelations:\npublished:\nlimits:\nserving:\ngrid:"));
    }

    [Theory]
    [InlineData("name: a")]
    [InlineData("training: [{duration: 1 day}]")]
    [InlineData("hardware: {tdp: 1 kW}")]
    [InlineData("name: a\ntraining: []")]
    [InlineData("name: a\ntraining: {duration: 1 day}")]
    [InlineData("name: a\ntraining: [1 day]")]
    [InlineData("name: [a]\ntraining: [{duration: 1 day}]")]
    [InlineData("name: a\nextra: 1\ntraining: [{duration: 1 day}]")]
    [InlineData("name: a\ntraining: [{length: 1 day}]")]
    [InlineData("extends: a\nhardware: 700 W")]
    [InlineData("extends: a\nhardware: {tdp: [700 W]}")]
    [InlineData("extends: a\nhardware: {tdp: {p50: 700 W, why: x}}")]
    [InlineData("extends: a\nhardware: {tdp: {value: 700 W, source: [x]}}")]
    [InlineData("extends: a\nhardware: {tdp: {p50: {value: 700 W}}}")]
    [InlineData("extends: a\nhardware: {overhead: 1.2, components: {cpu: 5%}}")]
    [InlineData("extends: a\nhardware: {overhead: 1.2, server: {accelerators: 8, power: 1 kW}}")]
    [InlineData("extends: a\nhardware: {server: {accelerators: 8, power: 1 kW}, components: {cpu: 5%}}")]
    [InlineData("extends: a\nhardware: {rental: 1 USD/h, price: 1 USD}")]
    [InlineData("extends: a\nhardware: {components: {cpu: [5%]}}")]
    [InlineData("extends: a\nhardware: {components: {gpu: 5%}}")]
    [InlineData("extends: a\nhardware: {embodied_accounting: half}")]
    [InlineData("extends: a\nhardware: {uncertainty: some}")]
    [InlineData("extends: a\nhardware: {accelerator: [h100-sxm]}")]
    [InlineData("extends: a\nsimulation: {sampler: halton}")]
    [InlineData("extends: a\nsimulation: {equivalences: 1999}")]
    [InlineData("extends: a\nsimulation: {samples: [1]}")]
    [InlineData("extends: a\nsimulation: {interval: [1]}")]
    [InlineData("extends: a\ngrid: {mix: own}")]
    [InlineData("extends: a\ngrid: {mix: {coal: [1]}}")]
    [InlineData("extends: a\ngrid: {emission_factors: all}")]
    [InlineData("extends: a\ngrid: {accounting: all}")]
    [InlineData("extends: a\ngrid: {hydro_evaporation: some}")]
    [InlineData("extends: a\nlimits: p95 energy < 1 GWh")]
    [InlineData("extends: a\nlimits: [[x]]")]
    [InlineData("extends: a\ncorrelations: {between: [a, b], spearman: 0.3}")]
    [InlineData("extends: a\ncorrelations: [{between: [a], spearman: 0.3}]")]
    [InlineData("extends: a\ncorrelations: [{between: [a, b, c], spearman: 0.3}]")]
    [InlineData("extends: a\ncorrelations: [{between: a, spearman: 0.3}]")]
    [InlineData("extends: a\ncorrelations: [{between: [a, [b]], spearman: 0.3}]")]
    [InlineData("extends: a\ncorrelations: [{between: [a, b], spearman: 0.3, kendall: 0.2}]")]
    [InlineData("extends: a\npublished: [{output: energy, at: mode, value: 1, tier: measured, source: x}]")]
    [InlineData("extends: a\npublished: [{output: energy, value: 1, tier: guessed, source: x}]")]
    [InlineData("extends: a\npublished: [{output: energy, value: 1, tier: measured, source: x, expect: near}]")]
    public void WhatTheReaderRefusesIsNotValid(string text) => Assert.NotEqual("", Fault(text));

    [Fact]
    public void EveryKeyIsExplainedInSentences()
    {
        var count = 0;
        foreach (var (path, properties) in Properties(Schema, ""))
        {
            foreach (var (name, property) in properties)
            {
                if (path.EndsWith("/quantity", StringComparison.Ordinal))
                {
                    continue;
                }

                var description = property!["description"]?.GetValue<string>() ?? "";
                Assert.True(name.Length > 0 && description.Length > 8 && char.IsLetter(description[0]) && description.EndsWith('.'), $"{path}: {name}: '{description}'");
                count++;
            }
        }

        Assert.True(count > 90, $"{count} keys");
        var quantity = Schema["$defs"]!["quantity"]!["description"]!.GetValue<string>();
        Assert.Contains("700 W; 60 to 90 USD/MWh", quantity, StringComparison.Ordinal);
        foreach (var form in new[] { "uniform(min, max)", "loguniform(min, max)", "normal(mean, sd)", "exponential(mean=m)", "empirical(prices.csv, column=usd_per_mwh)" })
        {
            Assert.Contains($"; {form}", quantity, StringComparison.Ordinal);
        }

        Assert.Equal("AI-training footprint scenario", Schema["title"]!.GetValue<string>());
        var keys = Schema["$defs"]!["hardware"]!["properties"]!;
        Assert.Contains("Unit: power, e.g. ", keys["tdp"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("A plain number. Range: at least 1.", keys["overhead"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, keys["overhead"]!["default"]!.GetValue<double>());
        Assert.Null(keys["tdp"]!["default"]);
        Assert.Null(keys["tdp"]!["examples"]);
    }

    private static IEnumerable<(string Path, JsonObject Properties)> Properties(JsonNode? node, string path)
    {
        if (node is JsonArray array)
        {
            return array.SelectMany(item => Properties(item, path));
        }

        return node is not JsonObject found ? [] : found
            .SelectMany(pair => pair.Key == "properties" ? pair.Value!.AsObject().SelectMany(inner => Properties(inner.Value, $"{path}/{inner.Key}")) : Properties(pair.Value, pair.Key == "$defs" ? path : $"{path}/{pair.Key}"))
            .Concat(found["properties"] is JsonObject properties ? [(path.Replace("/anyOf", "", StringComparison.Ordinal), properties)] : []);
    }

    private static string Fault(string text)
    {
        var findings = new Findings();
        var tree = YamlReader.Read(text, "test.yaml", findings);
        findings.ThrowOnErrors();
        return Fault(ToJson(tree!), Schema, "") ?? "";
    }

    private static JsonNode? ToJson(ConfigNode node) => node switch
    {
        ConfigMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))),
        ConfigSequence list => new JsonArray([.. list.Items.Select(ToJson)]),
        { IsEmpty: true } => null,
        ConfigScalar { IsQuoted: false } scalar when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => ((ConfigScalar)node).Text,
    };

    // What is wrong by the first keyword that does not hold; null if all do.
    private static string? Fault(JsonNode? value, JsonNode schema, string path)
    {
        foreach (var (keyword, rule) in schema.AsObject())
        {
            var fault = keyword switch
            {
                "$schema" or "title" or "description" or "examples" or "default" or "$defs" => null,
                "$ref" => Fault(value, Schema["$defs"]![rule!.GetValue<string>()["#/$defs/".Length..]]!, path),
                "type" => (rule is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [rule!.GetValue<string>()]).Contains(TypeOf(value)) ? null : $"{path} is {TypeOf(value)}",
                "enum" => rule!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)) ? null : $"{path} is none of the choices",
                "anyOf" => rule!.AsArray().Any(one => Fault(value, one!, path) is null) ? null : $"{path} fits none of the forms",
                "allOf" => rule!.AsArray().Select(one => Fault(value, one!, path)).FirstOrDefault(found => found is not null),
                "not" => Fault(value, rule!, path) is null ? $"{path} excludes each other" : null,
                "required" => value is JsonObject has ? rule!.AsArray().Select(name => name!.GetValue<string>()).Where(name => !has.ContainsKey(name)).Select(name => $"{path}.{name} is missing").FirstOrDefault() : null,
                "minItems" => value is JsonArray few && few.Count < rule!.GetValue<int>() ? $"{path} has too few items" : null,
                "maxItems" => value is JsonArray many && many.Count > rule!.GetValue<int>() ? $"{path} has too many items" : null,
                "items" => (value as JsonArray)?.Select(item => Fault(item, rule!, $"{path}[]")).FirstOrDefault(found => found is not null),
                "properties" => (value as JsonObject)?.Where(pair => rule!.AsObject().ContainsKey(pair.Key)).Select(pair => Fault(pair.Value, rule![pair.Key]!, $"{path}.{pair.Key}")).FirstOrDefault(found => found is not null),
                "additionalProperties" => (value as JsonObject)?.Where(pair => !schema["properties"]!.AsObject().ContainsKey(pair.Key)).Select(pair => $"{path}.{pair.Key} is no key").FirstOrDefault(),
                _ => throw new NotSupportedException(keyword),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue number when number.TryGetValue<double>(out _) => "number",
        _ => "string",
    };
}
