using System.Text.Json;
using Simulator.Model;
using Simulator.Reporting.Tables;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Cli;

public class ExplainCommandTests
{
    [Fact]
    public void Utilization_is_told_apart_from_the_percentage_of_nvidia_smi()
    {
        var printed = Printed("training.utilization");
        Assert.All(
            ["share of rated power", "not the percentage that nvidia-smi prints", "allowed: between 0 and 1.5", "default: 1", "utilization: pert(0.6, 0.85, 1)"],
            part => Assert.Contains(part, printed, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("facility.pue", "1.56 (survey-mean)")]
    [InlineData("hardware.tdp", "'simulator list accelerators'")]
    [InlineData("grid.carbon_intensity", "'simulator list locations'")]
    [InlineData("training.utilization", "catalogue: 70% (h100-sxm, post-training) to 90% (h100-sxm, pre-training) over 2 figures of accelerators;")]
    public void The_range_of_the_catalogue_is_named(string key, string expected) => Assert.Contains(expected, Printed(key), StringComparison.Ordinal);

    // What an output needs is what the table of the equations says, which a test holds too.
    [Theory]
    [InlineData("emissions", "operational emissions and, where it is known, what making the hardware emits", "needs: grid.carbon_intensity or grid.mix")]
    [InlineData("cost", "electricity, hardware, on-site water, a carbon price", "needs: grid.electricity_price, or hardware.price with hardware.lifetime, or hardware.rental\n")]
    [InlineData("serving_cost", "cost of serving", "needs: serving.requests_per_day; grid.electricity_price, or hardware.price with hardware.lifetime, or hardware.rental; grid.electricity_price, or serving by tokens\n")]
    [InlineData("cost_without_overlap", "paid within that one", "a price that another one may include\n")]
    public void An_output_is_explained_as_a_whole(string output, string meaning, string needs)
    {
        var explanation = KeyExplanation.Find(output).Single(found => found.Name == $"output {output}");
        using var text = new StringWriter { NewLine = "\n" };
        explanation.WriteText(text, null, styled: false);
        Assert.Contains(meaning, text.ToString(), StringComparison.Ordinal);
        Assert.Contains(needs, text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_range_spans_every_figure_of_the_catalogue()
    {
        var span = CatalogSpan.For(KeyPaths.Find("hardware.tdp").Single().Key)!;
        var watts = Simulator.Catalog.BuiltInCatalog.Accelerators.Values.Select(entry => entry.Figures.GetValueOrDefault("tdp")?.Text).OfType<string>()
            .Select(text => double.Parse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((watts.Count, $"{watts.Min()} W", $"{watts.Max()} W"), (span.Entries, span.Low, span.High));
    }

    [Theory]
    [InlineData("pue", "facility.pue")]
    [InlineData("training.pre-training.utilization", "training.utilization")]
    [InlineData("training.pre.training.utilization", "training.utilization")]
    [InlineData("training.pre-training.hardware.tdp", "hardware.tdp")]
    [InlineData("training.hardware.tdp", "hardware.tdp")]
    [InlineData("serving.grid.losses", "grid.losses")]
    [InlineData("grid.mix.coal", "grid.mix")]
    [InlineData("server.power", "hardware.server.power")]
    [InlineData("hardware.components.cpu.cost", "hardware.components.cpu.cost")]
    [InlineData("simulation.seed", "simulation.seed")]
    [InlineData("tdp:", "hardware.tdp")]
    [InlineData("emissions", "output emissions")]
    public void A_key_is_found_by_what_people_call_it(string asked, string found) => Assert.StartsWith(found, Printed(asked), StringComparison.Ordinal);

    [Fact]
    public void A_name_of_several_is_explained_for_each() =>
        Assert.Equal(["training.duration", "serving.duration", "costs.lines.duration", "output duration"], KeyExplanation.Find("duration").Select(explanation => explanation.Name));

    [Theory]
    [InlineData("utilisation", "did you mean training.utilization?")]
    [InlineData("facility.peu", "did you mean facility.pue?")]
    [InlineData("emisions", "did you mean emissions?")]
    [InlineData("zzzzz", "'simulator schema --format markdown' lists the keys")]
    [InlineData("", "found ''")]
    [InlineData(".", "found '.'")]
    public void What_there_is_not_is_refused_with_the_nearest(string key, string expected)
    {
        using var line = new CommandLineRun();
        Assert.Equal(2, line.Run("explain", key));
        Assert.Contains(expected, line.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(line.Output.ToString());
    }

    [Fact]
    public void Json_has_the_same_facts()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("explain", "pue", "--format", "json"));
        using var document = JsonDocument.Parse(line.Output.ToString());
        Assert.Equal("1", document.RootElement.GetProperty("facility.pue").GetProperty("default").GetString());
    }

    [Fact]
    public void Every_key_and_every_output_can_be_explained()
    {
        Assert.All(KeyPaths.All, key => Assert.Contains(KeyExplanation.Find(key.Path), explanation => explanation.Name == key.Path));
        Assert.All(OutputDefinitions.Names, name => Assert.Contains(KeyExplanation.Find(name), explanation => explanation.Name == $"output {name}"));
        Assert.Equal(KeyPaths.All.Count, KeyPaths.All.Select(key => key.Path).Distinct().Count());
    }

    [Fact]
    public void Every_caution_is_about_a_key() => Assert.Empty(KeyCautions.All.Keys.Except(KeyPaths.All.Select(key => key.Path)));

    [Theory]
    [MemberData(nameof(StatedKeys))]
    public void The_example_of_a_key_is_understood_where_it_stands(string path)
    {
        var lines = KeyExample.Of(KeyPaths.Find(path)[0]);
        using var line = new CommandLineRun();
        line.WriteFile("base.yaml", "name: x\nhardware: {tdp: 700 W, accelerator: h100-sxm}\ntraining: [{accelerator_hours: 1 h}]");
        var errors = string.Join('\n', ErrorsOf(line.WriteFile("x.yaml", $"extends: base.yaml\n{string.Join('\n', lines)}\n")));
        Assert.DoesNotContain("unknown key", errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(":1:", errors, StringComparison.Ordinal);
    }

    public static TheoryData<string> StatedKeys { get; } = [.. KeyPaths.All.Where(key => key.Key.Example.Length > 0 && !key.Path.StartsWith("extends", StringComparison.Ordinal)).Select(key => key.Path)];

    private static IEnumerable<string> ErrorsOf(string path)
    {
        try
        {
            ScenarioReader.Read(path);
            return [];
        }
        catch (Simulator.Scenarios.Text.ScenarioException exception)
        {
            return exception.Errors.Select(error => error.ToString());
        }
    }

    private static string Printed(string key)
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.Run("explain", key));
        Assert.Empty(line.Error.ToString());
        return line.Output.ToString();
    }
}
