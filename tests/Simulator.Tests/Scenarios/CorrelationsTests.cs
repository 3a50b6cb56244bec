using System.Text.Json;
using Simulator.Correlation;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Scenarios;

/// <summary>The section <c>correlations</c>: what it gives, and what it refuses.</summary>
public sealed class CorrelationsTests
{
    private const string Uncertain = """
        name: x
        hardware: {tdp: 600 W to 700 W}
        facility: {pue: 1.1}
        grid: {losses: 1% to 3%, mix: {coal: 50%, hydro: 50%}, mix_concentration: 50}
        training: [{phase: a, accelerator_hours: 1M h to 2M h}]

        """;

    /// <summary>Item of the list; column and path of the error; parts of what was found, what is allowed, and the hint.</summary>
    public static TheoryData<string, int, string, string, string, string> Refused { get; } = new()
    {
        { "{between: [hardware.tpd, grid.losses], spearman: 0.3}", 15, "correlations[1].between", "the unknown input 'hardware.tpd'", "training.a.accelerator_hours", "did you mean hardware.tdp?" },
        { "{between: [hardware.tdp, nothing like it], spearman: 0.3}", 29, "correlations[1].between", "unknown input 'nothing like it'", "hardware.tdp", "" },
        { "{between: [hardware.tdp, grid.mix.coal], spearman: 0.3}", 29, "correlations[1].between", "a share of a mix", "hardware.tdp", "" },
        { "{between: [facility.pue, grid.losses], spearman: 0.3}", 15, "correlations[1].between", "facility.pue, which is constant in this scenario (1.1)", "uncertain input", "give it an interval" },
        { "{between: [facility.wue, grid.losses], spearman: 0.3}", 15, "correlations[1].between", "facility.wue, which no phase of this scenario uses", "uncertain input", "" },
        { "{between: [grid.losses, grid.losses], spearman: 0.3}", 28, "correlations[1].between", "grid.losses with itself", "two different", "" },
        { "{between: [hardware.tdp, grid.losses], spearman: 1}", 53, "correlations[1].spearman", "1", "-0.999 to 0.999", "one input" },
        { "{between: [hardware.tdp, grid.losses], kendall: -1.2}", 52, "correlations[1].kendall", "-1.2", "-0.999 to 0.999", "" },
        { "{between: [hardware.tdp, grid.losses], kendall: strong}", 52, "correlations[1].kendall", "'strong'", "-0.999 to 0.999", "" },
        { "{between: [hardware.tdp, grid.losses], kendall: 0.2, spearman: 0.3}", 43, "correlations[1].kendall", "both spearman and kendall", "one of", "give one" },
        { "{between: [hardware.tdp, grid.losses]}", 4, "correlations[1]", "neither spearman nor kendall", "spearman: 0.3", "" },
        { "{between: [hardware.tdp, grid.losses], pearson: 0.3}", 43, "correlations[1].pearson", "unknown key 'pearson'", "between, spearman, kendall", "" },
        { "{between: [hardware.tdp], spearman: 0.3}", 14, "correlations[1].between", "a list of 1", "two inputs", "" },
        { "{between: [hardware.tdp, grid.losses, facility.pue], spearman: 0.3}", 14, "correlations[1].between", "a list of 3", "two inputs", "" },
        { "{between: hardware.tdp, spearman: 0.3}", 14, "correlations[1].between", "'hardware.tdp'", "two inputs", "" },
        { "{spearman: 0.3}", 4, "correlations[1].between", "nothing", "between", "" },
        { "0.3", 4, "correlations[1]", "'0.3'", "keys and values: between", "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused_with_a_message(string item, int column, string path, string found, string allowed, string hint)
    {
        var error = Assert.Single(Yaml.Errors($"{Uncertain}correlations:\n - {item}\n"));
        Assert.Equal(("test.yaml", 7, column, path), (error.File, error.Line, error.Column, error.Path));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Allowed, StringComparison.Ordinal);
        Assert.DoesNotContain("grid.mix.coal,", error.Allowed, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[hardware.tdp, grid.losses]")]
    [InlineData("[grid.losses, hardware.tdp]")]
    public void A_pair_is_given_once(string again)
    {
        var error = Assert.Single(Yaml.Errors(
            $"{Uncertain}correlations:\n - {{between: [hardware.tdp, grid.losses], spearman: 0.3}}\n - {{between: {again}, kendall: 0.2}}\n"));
        Assert.Equal((8, "correlations[2].between"), (error.Line, error.Path));
        Assert.Contains("a second time", error.Found, StringComparison.Ordinal);
        Assert.Contains("line 7", error.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_with_a_mistake_is_not_called_unknown_too()
    {
        var text = Uncertain.Replace("1% to 3%", "1% to", StringComparison.Ordinal);
        var error = Assert.Single(Yaml.Errors($"{text}correlations: [{{between: [hardware.tdp, grid.losses], spearman: 0.3}}]"));
        Assert.Equal("grid.losses", error.Path);
    }

    [Fact]
    public void A_value_that_is_not_a_list_is_refused() =>
        Assert.Contains("a list", Assert.Single(Yaml.Errors($"{Uncertain}correlations: 0.3")).Allowed, StringComparison.Ordinal);

    [Theory]
    [InlineData("correlations: []")]
    [InlineData("correlations:")]
    [InlineData("")]
    public void An_empty_list_is_allowed(string text) => Assert.Empty(Yaml.Read($"{Uncertain}{text}\n").Correlations);

    [Fact]
    public void Pairs_are_read_in_the_order_of_the_file()
    {
        var scenario = Yaml.Read($$"""
            {{Uncertain}}
            correlations:
              - {between: [hardware.tdp, grid.losses], spearman: 30%}
              - between: [training.a.accelerator_hours, hardware.tdp]
                kendall: -0.2
            """);
        Assert.Equal(
            [
                new StatedCorrelation("hardware.tdp", "grid.losses", RankMeasure.Spearman, 0.3) { Position = (8, 5) },
                new StatedCorrelation("training.a.accelerator_hours", "hardware.tdp", RankMeasure.Kendall, -0.2) { Position = (9, 5) },
            ],
            scenario.Correlations);
    }

    [Fact]
    public void A_file_that_extends_another_replaces_its_list()
    {
        var folder = Directory.CreateTempSubdirectory("correlations-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "base.yaml"), $"{Uncertain}correlations: [{{between: [hardware.tdp, grid.losses], spearman: 0.3}}]\n");
            var child = Path.Combine(folder.FullName, "child.yaml");
            File.WriteAllText(child, "extends: base.yaml\nname: child\n");
            Assert.Single(ScenarioReader.Read(child).Correlations);
            File.WriteAllText(child, "extends: base.yaml\nname: child\ncorrelations: [{between: [grid.losses, training.a.accelerator_hours], kendall: 0.1}]\n");
            Assert.Equal("grid.losses", Assert.Single(ScenarioReader.Read(child).Correlations).First);
            File.WriteAllText(child, "extends: base.yaml\nname: child\ncorrelations: []\n");
            Assert.Empty(ScenarioReader.Read(child).Correlations);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_schema_has_correlations()
    {
        using var schema = JsonDocument.Parse(JsonSchema.Write());
        var list = schema.RootElement.GetProperty("properties").GetProperty("correlations").GetProperty("anyOf")[0];
        Assert.Equal("#/$defs/correlations", list.GetProperty("items").GetProperty("$ref").GetString());
        var item = schema.RootElement.GetProperty("$defs").GetProperty("correlations").GetProperty("properties");
        Assert.Equal(2, item.GetProperty("between").GetProperty("maxItems").GetInt32());
        Assert.Equal(["between", "spearman", "kendall"], item.EnumerateObject().Select(property => property.Name));
    }
}
