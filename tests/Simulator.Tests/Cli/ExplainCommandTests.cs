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

    [Theory]
    [InlineData("cost.month_1", "part: what is paid in month 1 of the months into which costs.split divides the time from the start of training; a month is 730 h", "needs: costs.split: month;")]
    [InlineData("cost.quarter_12", "part: what is paid in quarter 12 of the quarters", "needs: costs.split: quarter;")]
    [InlineData("cost.later", "part: what is paid after the last month or quarter that has an output of its own; there are at most 36", "needs: costs.split;")]
    [InlineData("cost.contingency", "part: what is set aside for the unforeseen", "needs: costs.contingency\n")]
    [InlineData("cost.demand_charge", "part: the price of the peak power", "needs: costs.demand_charge;")]
    [InlineData("cost.support_contract", "part: the line under costs.lines of that name", "needs: a line of that name, e.g. line: support contract\n")]
    public void A_part_of_the_cost_is_explained_as_the_cost_with_its_suffix(string output, string part, string needs)
    {
        var printed = Printed(output).ReplaceLineEndings("\n");
        Assert.Contains($"output {output}\n  Cost: site: electricity, hardware, on-site water, a carbon price and the lines under costs", printed, StringComparison.Ordinal);
        Assert.Contains(part, printed, StringComparison.Ordinal);
        Assert.Contains(needs, printed, StringComparison.Ordinal);
        Assert.Contains($"limits: [\"p95 {output} < 100 USD\"]", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("month")]
    [InlineData("quarter")]
    public void Whatever_a_run_prints_can_be_explained(string split)
    {
        var scenario = ScenarioReader.Read($$$"""
            name: x
            hardware: {accelerator: h100-sxm, server: {accelerators: 8, power: 10.2 kW}}
            facility: {pue: 1.2, wue: 1 L/kWh, water_price: 2 USD/m3}
            grid: {location: sweden, electricity_price: 80 USD/MWh, carbon_price: 50 USD/t, carbon_free_share: 10%, marginal_intensity: 500 g/kWh}
            training: [{accelerators: 8, duration: 90 to 300 days, tokens: 1T}]
            serving: {requests_per_day: 1M, energy_per_request: 1 Wh, duration: 1 year}
            costs: {split: {{{split}}}, contingency: 10%, demand_charge: 10 USD/kW-month, lines: [{line: Support (24/7), amount: 40k USD/month}, {line: Büro, amount: 5k USD}]}
            """, "x.yaml");
        var outputs = Simulator.Runs.SimulationRunner.Run(scenario, new Simulator.Runs.RunOptions { Samples = 4096 }).Outputs;
        Assert.Contains(outputs, output => output.Name == $"cost.{split}_1");
        Assert.Contains(outputs, output => output.Name == "cost.support__24_7_");
        Assert.Contains(outputs, output => output.IsEquivalent);
        Assert.All(outputs, output =>
        {
            var facts = KeyExplanation.Find(output.Name).Single(found => found.Name == $"output {output.Name}").Facts;
            Assert.Equal(output.Unit.Length > 0 ? output.Unit : "none", facts.Single(fact => fact.Heading == "unit").Fact.Split(',')[0]);
            Simulator.Scenarios.Limits.Limit.Parse(facts.Single(fact => fact.Heading == "example").Fact.Split('"')[1]);
        });
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
    [InlineData("cost.moth_1", "did you mean cost.month_1?")]
    [InlineData("cost.month_40", "did you mean cost.later?")]
    [InlineData("cost.contingensy", "did you mean cost.contingency?")]
    [InlineData("flight", "did you mean flights?")]
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
