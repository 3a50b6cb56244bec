using System.Text.RegularExpressions;
using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Reading;

namespace Simulator.Tests.Engine;

/// <summary>What a plan says before anything is drawn: which outputs are known, how means are divided, and which values depend on what.</summary>
public sealed class PlanningTests
{
    private const string Full = """
        name: full
        hardware: {tdp: 1 kW, peak: 1e15 FLOP/s, price: 10k USD, lifetime: 10_000 h, embodied_carbon: 100 kg, server: {accelerators: 8, power: 10 kW}}
        facility: {pue: 1.5, cooling_share: 60%, wue: 1 L/kWh, water_price: 2 USD/m3}
        grid: {carbon_intensity: 0.5 kg/kWh, carbon_free_share: 0%, marginal_intensity: 0.7 kg/kWh, electricity_price: 100 USD/MWh, water_intensity: 2 L/kWh, land_intensity: 5 m2*year/MWh, carbon_price: 60 USD/t}
        failures: {mtbf_per_accelerator: 50_000 h, checkpoint: 60 s, restart: 5 min}
        training:
          - {phase: one, accelerators: 1000, parameters: 37G, tokens: 14.8T, mfu: 40%}
          - {phase: two, accelerators: 1000, duration: 10 h}
        """;

    [Theory]
    [InlineData("", "", "")]
    [InlineData(", electricity_price: 100 USD/MWh", "", "electricity_cost: grid.electricity_price")]
    [InlineData("price: 10k USD, ", "", "hardware_cost: hardware.price with hardware.lifetime, or hardware.rental")]
    [InlineData("wue: 1 L/kWh, ", "", "water_onsite water water_cost: facility.wue")]
    [InlineData(", water_price: 2 USD/m3", "", "water_cost: facility.water_price")]
    [InlineData("carbon_intensity: 0.5 kg/kWh, ", "", "carbon_intensity operational_emissions market_emissions emissions carbon_cost emissions_per_million_tokens: grid.carbon_intensity or grid.mix")]
    [InlineData(", carbon_price: 60 USD/t", "", "carbon_cost: grid.carbon_price")]
    [InlineData(", embodied_carbon: 100 kg", "", "embodied_emissions: hardware.embodied_carbon")]
    [InlineData(", water_intensity: 2 L/kWh", "", "water water_offsite: grid.water_intensity")]
    [InlineData(", land_intensity: 5 m2*year/MWh", "", "land: grid.land_intensity")]
    [InlineData("server: {accelerators: 8, power: 10 kW}", "overhead: 1.25", "servers: hardware.server.accelerators")]
    [InlineData("parameters: 37G, tokens: 14.8T", "compute: 3e24 FLOP", "energy_per_million_tokens cost_per_million_tokens emissions_per_million_tokens: tokens")]
    [InlineData("accelerators: 1000, duration: 10 h", "accelerator_hours: 10_000 h", "duration: accelerators in every phase in two; goodput: failures with accelerators, or goodput, in two")]
    [InlineData("10 h}", "10 h, grid: {electricity_price: 1 USD/MWh}}", "")]
    public void An_output_without_its_inputs_is_left_out(string without, string instead, string expected)
    {
        var known = new KnownOutputs(ScenarioReader.Read(without.Length > 0 ? Full.Replace(without, instead, StringComparison.Ordinal) : Full, "full.yaml").Phases);
        var missing = expected.Split("; ", StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(part => part.Split(": ")[0].Split(' ').Select(name => (Name: name, Reason: part.Split(": ")[1]))).ToDictionary(pair => pair.Name, pair => pair.Reason);
        foreach (var output in OutputDefinitions.All.Where(output => !output.Requires.Any(requirement => requirement.IsSilent && requirement.AnyOf[0].StartsWith("serving.", StringComparison.Ordinal))
                     && output != OutputDefinitions.CostWithoutOverlap))
        {
            Assert.True(known.Missing(output.Name) == missing.GetValueOrDefault(output.Name), $"{output.Name}: {known.Missing(output.Name)}");
            Assert.Equal(!missing.ContainsKey(output.Name), known.Contains(output.Name));
        }

        Assert.Equal(missing.Values.Distinct().Order(), known.Notices().Where(notice => !notice.StartsWith("Left out", StringComparison.Ordinal)).Select(notice => Regex.Match(notice, @"^Not computed: [a-z_, ]+ \((.*) (is|are) not set\)\.$").Groups[1].Value).Order());
    }

    [Theory]
    [InlineData("{phase: two, accelerator_hours: 10_000 h}", "Left out of peak_power, power_swing, accelerators, servers: two, where accelerators are not stated.")]
    [InlineData("{phase: two, energy: 10 MWh, measured_at: it}", "Left out of peak_power, power_swing, accelerators, servers: two, where accelerators are not stated.")]
    [InlineData("{phase: two, accelerators: 10, duration: 10 h}", null)]
    public void A_fleet_of_some_phases_names_the_others(string two, string? expected)
    {
        var text = Full.Replace("{phase: two, accelerators: 1000, duration: 10 h}", two, StringComparison.Ordinal)
            .Replace("failures: {mtbf_per_accelerator: 50_000 h, checkpoint: 60 s, restart: 5 min}\n", "", StringComparison.Ordinal);
        var known = new KnownOutputs(ScenarioReader.Read(text, "full.yaml").Phases);
        Assert.Equal(expected, known.Notices().SingleOrDefault(notice => notice.StartsWith("Left out", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_failures_goodput_has_no_notice_and_one_fleet_is_enough()
    {
        var phases = ScenarioReader.Read("name: bare\nhardware: {tdp: 1 kW}\ntraining:\n  - {phase: one, accelerator_hours: 10 h}\n  - {phase: two, accelerators: 8, duration: 1 h}\n", "bare.yaml").Phases;
        var known = new KnownOutputs(phases);
        Assert.False(known.Contains("goodput"));
        Assert.DoesNotContain(known.Notices(), notice => notice.Contains("goodput", StringComparison.Ordinal));
        Assert.True(known.Contains("peak_power"));
        Assert.Equal(2, new KnownOutputs([phases[0]]).Notices().Count(notice => notice.Contains("(accelerators ", StringComparison.Ordinal)));
        Assert.Equal("grid.electricity_price and hardware.price with hardware.lifetime, or hardware.rental", known.Missing(OutputDefinitions.Cost.Name));
    }

    // 1000 h of 1 kW: 1 MWh; 10% beside it; PUE 1.5, of which 60% is cooling; 5% is lost on the way; 40% is free of carbon.
    private const string Divided = """
        name: divided
        hardware: {tdp: 1 kW, price: 10k USD, lifetime: 10_000 h, embodied_carbon: 100 kg, components: {cpu: {power: 10%, cost: 20%}, memory: 5%}}
        facility: {pue: 1.5, cooling_share: 60%, wue: 1 L/kWh, water_price: 2 USD/m3}
        grid: {carbon_intensity: 0.5 kg/kWh, carbon_free_share: 40%, losses: 5%, electricity_price: 100 USD/MWh, carbon_price: 60 USD/t}
        training: [{phase: one, accelerator_hours: 1000 h}]
        serving: {requests_per_day: 1000, energy_per_request: 1 kWh, duration: 1 day}
        """;

    [Theory]
    [InlineData("location", 1)]
    [InlineData("market", 0.6)]
    public void Means_are_divided_by_component_and_phase(string accounting, double counted)
    {
        var result = Run(Divided.Replace("losses", $"accounting: {accounting}, losses", StringComparison.Ordinal));
        var perMwh = counted * 0.5 / 0.95;
        double it = 1.15, beside = 0.5 * (it + 1), electricity = 100;
        (string Name, double Energy, double Emissions, double Cost)[] expected =
        [
            ("accelerators", 1, perMwh + 0.01, electricity + 800),
            ("cpu", 0.1, 0.1 * perMwh, (0.1 * electricity) + 200),
            ("memory", 0.05, 0.05 * perMwh, 0.05 * electricity),
            ("cooling", 0.6 * beside, 0.6 * beside * perMwh, 0.6 * beside * electricity),
            ("distribution", 0.4 * beside, 0.4 * beside * perMwh, 0.4 * beside * electricity),
            ("water", 0, double.NaN, 2 * (it + 1)),
            ("carbon price", 0, double.NaN, 60 * 1.5 * (it + 1) * 0.5 / 0.95),
            ("serving", 1, perMwh, electricity),
        ];
        Assert.Equal(expected.Select(row => row.Name).Order(), result.Components.Select(row => row.Name).Order());
        foreach (var (name, energy, emissions, cost) in expected)
        {
            var row = result.Components.Single(found => found.Name == name);
            Assert.Equal(energy, row.Energy, 1e-9);
            if (name == "carbon price")
            {
                continue;
            }

            Assert.True(double.IsNaN(emissions) || Math.Abs(row.Emissions - emissions) < 1e-9, $"{name}: {row.Emissions}, not {emissions}");
            Assert.Equal(cost, row.Cost, 1e-6);
        }

        // Whatever the division, it adds up.
        foreach (var (name, sum) in new[] { ("energy", result.Components.Sum(row => row.Energy)), ("cost", result.Components.Sum(row => row.Cost)) })
        {
            Assert.Equal(result.Outputs.Single(output => output.Name == name).Mean, sum, 1e-9 * sum);
        }

        Assert.Equal(["one", "serving"], result.Phases.Select(row => row.Name));
        Assert.Equal(1.5 * it, result.Phases[0].Energy, 1e-9);
        Assert.Equal((1.5 * it * perMwh) + 0.01, result.Phases[0].Emissions, 1e-9);
    }

    [Theory]
    [InlineData("hardware: {tdp: 1 kW}", true)]
    [InlineData("hardware: {accelerator: h100-sxm}", true)]
    [InlineData("hardware: {accelerator: v100-sxm}", true)]
    [InlineData("hardware: {tdp: 1 kW, overhead: 1}", false)]
    [InlineData("hardware: {tdp: 1 kW}\nfacility: {pue: 1}", false)]
    [InlineData("hardware: {accelerator: h100-sxm, overhead: catalog}", false)]
    [InlineData("hardware: {tdp: 1 kW, components: {cpu: 10%}}", false)]
    [InlineData("hardware: {tdp: 1 kW, server: {accelerators: 8, power: 10 kW}}", false)]
    [InlineData("hardware: {tdp: 1 kW}\nfacility: {operator: google}", false)]
    public void Energy_of_the_accelerators_alone_is_said_to_be_that(string keys, bool isSaid)
    {
        var result = Run($"name: chips\n{keys}\ntraining: [{{phase: all, accelerator_hours: 1000 h}}]\n");
        var notice = result.Notices.SingleOrDefault(notice => notice.StartsWith("Energy is that of the accelerators alone", StringComparison.Ordinal));
        Assert.Equal(isSaid, notice is not null);
        if (notice is null)
        {
            return;
        }

        // The factor is that of the ranges which the sentence tells to write, and stating them makes it true.
        var (overhead, pue) = (notice.Split("{overhead: ")[1].Split('}')[0], notice.Split("{pue: ")[1].Split('}')[0]);
        var stated = Run($"name: site\nhardware: {{tdp: 1 kW, overhead: {overhead}}}\nfacility: {{pue: {pue}}}\ntraining: [{{accelerator_hours: 1000 h}}]\n");
        var factor = stated.Outputs.Single(output => output.Name == "energy").Median;
        Assert.Equal(factor, double.Parse(notice.Split("by about ")[1].Split(". Write")[0], System.Globalization.CultureInfo.InvariantCulture), 0.06);
        using var json = new StringWriter();
        Simulator.Reporting.Json.SummaryJson.Write(result, json);
        Assert.Contains("Energy is that of the accelerators alone", json.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("site")]
    [InlineData("grid")]
    [InlineData("it")]
    public void A_meter_beyond_the_accelerators_has_the_servers_in_it(string boundary) =>
        Assert.DoesNotContain(
            Run($"name: meter\ntraining: [{{phase: all, energy: 48 kWh, measured_at: {boundary}}}]\n").Notices,
            notice => notice.StartsWith("Energy is that of the accelerators alone", StringComparison.Ordinal));

    [Fact]
    public void Without_components_the_rest_of_the_server_and_the_building_are_one_row_each()
    {
        var result = Run("name: plain\nhardware: {tdp: 1 kW, overhead: 1.25}\nfacility: {pue: 1.2}\ntraining: [{accelerator_hours: 1000 h}]\n");
        Assert.Equal(
            [("accelerators", 1.0), ("rest of server", 0.25), ("cooling and distribution", 0.25)],
            result.Components.Select(row => (row.Name, Math.Round(row.Energy, 9))));
        Assert.All(result.Components, row => Assert.True(double.IsNaN(row.Emissions) && double.IsNaN(row.Cost)));
        Assert.Contains(result.Notices, notice => notice.EndsWith("overhead 1.25 × PUE 1.2 = 1.5.", StringComparison.Ordinal));
        Assert.DoesNotContain(Run(Yaml("overhead: 1")).Notices, notice => notice.StartsWith("Site over", StringComparison.Ordinal));
        Assert.Contains(Run(Yaml("components: {cpu: 10%, memory: 5%}")).Notices, notice => notice.EndsWith("overhead 1.15 × PUE 1 = 1.15.", StringComparison.Ordinal));
        Assert.Contains(Run(Yaml("server: {accelerators: 8, power: 10 kW}")).Notices, notice => notice.EndsWith("overhead 1.25 × PUE 1 = 1.25.", StringComparison.Ordinal));

        static string Yaml(string key) => $"name: plain\nhardware: {{tdp: 1 kW, {key}}}\ntraining: [{{accelerator_hours: 1000 h}}]\n";
    }

    [Fact]
    public void Truncation_is_reported_for_one_and_for_several_scenarios()
    {
        var cut = Cut("normal(0.5, 0.5)");
        Assert.Equal("Truncated at the bounds: 31.7% of facility.cooling_share.", CutOff.Notice(cut));
        Assert.Null(CutOff.Notice(Cut("0.5")));
        Assert.Equal(0.317310507862914, Assert.Single(CutOff.Truncated(cut)).Mass, 1e-12);
        Assert.Equal("Truncated at the bounds: 31.7% of facility.cooling_share.", CutOff.Notice([("a", cut), ("b", cut)]));
        Assert.Equal(
            "Truncated at the bounds: 31.7% of facility.cooling_share (a), 50% of facility.cooling_share (b).",
            CutOff.Notice([("a", cut), ("b", Cut("normal(0, 0.1)"))]));
        Assert.Equal("Truncated at the bounds: 31.7% of facility.cooling_share (b).", CutOff.Notice([("a", Cut("0.5")), ("b", cut)]));
        Assert.Null(CutOff.Notice([("a", Cut("0.5"))]));
        Assert.Equal("Truncated at the bounds: at most 10% of a.b, at most 0.5% of c.", CutOff.Notice(new Dictionary<string, double> { ["a.b"] = 0.1, ["c"] = 0.005 }));
        Assert.Null(CutOff.Notice(new Dictionary<string, double>()));

        static Scenario Cut(string share) => ScenarioReader.Read($"name: cut\nhardware: {{tdp: 1 kW}}\nfacility: {{pue: 1.2, cooling_share: \"{share}\"}}\ntraining: [{{accelerator_hours: 1 h}}]\n", "cut.yaml");
    }

    [Fact]
    public void A_graph_holds_what_its_roots_need()
    {
        var plan = PlanBuilder.Build(
            [("x", Uniform.Between(1, 2)), ("y", Uniform.Between(3, 5)), ("z", Uniform.Between(0, 1))],
            inputs => [(new OutputSpec("a", "A", "", 1, ""), inputs[0] * inputs[1]), (new OutputSpec("b", "B", "", 1, ""), inputs[2] + inputs[0])]);
        var both = ValueGraph.Of(plan.Program, _ => true);
        Assert.Equal([0, 1, 2], both.Draws);
        double[] values = [1.5, 4, 0.25];
        var all = both.Evaluate(draw => values[draw]);
        Assert.Equal([6.0, 1.75], plan.Outputs.Select(output => output.Value.Factor * all[both.Roots[output.Value.Root]]));

        var first = ValueGraph.Of(plan.Program, root => root == plan.Outputs[0].Value.Root);
        Assert.Equal([0, 1], first.Draws);
        Assert.Equal(3, first.Nodes.Count);
        Assert.Equal(-1, first.Roots[plan.Outputs[1].Value.Root]);
        Assert.Equal(6, first.Evaluate(draw => values[draw])[first.Roots[plan.Outputs[0].Value.Root]]);

        bool[] Depends(params int[] draws)
        {
            var depends = both.DependentOn(draws);
            return [.. plan.Outputs.Select(output => depends[both.Roots[output.Value.Root]])];
        }

        Assert.Equal([true, true], Depends(0));
        Assert.Equal([true, false], Depends(1));
        Assert.Equal([false, true], Depends(2));
        Assert.Equal([true, true], Depends(1, 2));
        Assert.Equal([false, false], Depends());
    }

    [Fact]
    public void Correlated_inputs_are_one_factor()
    {
        var plan = PlanBuilder.Build(
            [("x", Uniform.Between(1, 2)), ("y", Uniform.Between(3, 5)), ("z", Uniform.Between(0, 1))],
            inputs => [(new OutputSpec("a", "A", "", 1, ""), inputs[0] * inputs[1] * inputs[2])],
            [new StatedCorrelation("y", "z", RankMeasure.Spearman, 0.5)]);
        var factors = PlannedFactor.Of(plan);
        Assert.Equal(["x", "y + z"], factors.Select(factor => factor.Name));
        Assert.Equal([[0], [1, 2]], factors.Select(factor => factor.Draws.ToArray()));
    }

    [Theory]
    [InlineData("mean energy < 1.1 MWh", LimitVerdict.Holds, 1)]
    [InlineData("mean energy >= 1.1 MWh", LimitVerdict.Fails, 1)]
    [InlineData("median energy <= 1 MWh", LimitVerdict.Holds, 1)]
    [InlineData("median energy > 1 MWh", LimitVerdict.Fails, 1)]
    [InlineData("P(energy < 1 MWh) < 50%", LimitVerdict.Holds, 0)]
    [InlineData("P(energy < 1.2 MWh) < 50%", LimitVerdict.Fails, 1)]
    [InlineData("P(energy > 0.9 MWh) < 50%", LimitVerdict.Fails, 1)]
    [InlineData("P(energy > 1 MWh) < 50%", LimitVerdict.Holds, 0)]
    [InlineData("P(energy >= 1 MWh) < 50%", LimitVerdict.Fails, 1)]
    [InlineData("P(energy <= 1 MWh) < 50%", LimitVerdict.Fails, 1)]
    [InlineData("P(energy <= 0.9 MWh) < 50%", LimitVerdict.Holds, 0)]
    public void Without_uncertainty_a_statement_is_true_or_false(string limit, LimitVerdict verdict, double value)
    {
        var outcome = Assert.Single(Run("name: plain\nhardware: {tdp: 1 kW}\ntraining: [{accelerator_hours: 1000 h}]\n", limit).Limits);
        Assert.Equal(verdict, outcome.Verdict);
        Assert.Equal(value, outcome.Deciding.Value, 1e-12);
    }

    // Energy is uniform from 1 to 3 MWh.
    [Theory]
    [InlineData("mean energy < 3 MWh", 2)]
    [InlineData("p75 energy < 3 MWh", 2.5)]
    [InlineData("worst 20% mean energy < 3 MWh", 2.8)]
    [InlineData("P(energy > 1.5 MWh) < 99%", 0.75)]
    [InlineData("P(energy < 1.5 MWh) < 99%", 0.25)]
    public void Figures_of_a_uniform_are_its_formulas(string limit, double value)
    {
        var outcome = Assert.Single(Run("name: plain\nhardware:\n  tdp: uniform(1 kW, 3 kW)\ntraining: [{accelerator_hours: 1000 h}]\n", limit).Limits);
        Assert.Equal(LimitVerdict.Holds, outcome.Verdict);
        Assert.Equal(value, outcome.Deciding.Value, 2e-3);
        Assert.Equal(limit.Contains("P(", StringComparison.Ordinal) ? 0.75 : 0, outcome.Deciding.Exceeding, 2e-3);
    }

    // Only of what is positive a sample of 0 means that single precision had no smaller value.
    [Fact]
    public void A_value_that_can_only_be_positive_is_marked()
    {
        static OutputSpec Spec(string name) => new(name, name, "", 1, "");
        var plan = PlanBuilder.Build(
            [("x", Uniform.Between(1, 2)), ("z", Uniform.Between(0, 1)), ("n", Normal.FromMeanAndDeviation(5, 1)), ("c", Choice.Of([(0, 0.5), (1, 0.5)]))],
            inputs =>
            {
                var (x, z, n, c) = (inputs[0], inputs[1], inputs[2], inputs[3]);
                var one = TraceLane.Constant(1);
                return
                [
                    (Spec("+draw"), z), (Spec("-normal"), n), (Spec("-choice"), c), (Spec("+product"), x * z), (Spec("-product"), x * n), (Spec("-other product"), n * z), (Spec("+quotient"), x / z), (Spec("-quotient"), x / n),
                    (Spec("+reciprocal"), one / z), (Spec("-reciprocal"), one / n), (Spec("+root"), TraceLane.SquareRoot(x)), (Spec("+shifted"), x + one), (Spec("-shifted"), x - one), (Spec("-normal shifted"), n + one),
                    (Spec("+sum"), x + z), (Spec("-sum"), x + n), (Spec("-other sum"), n + z), (Spec("-difference"), x - z), (Spec("+maximum"), TraceLane.Max(n, one)), (Spec("+larger"), TraceLane.Max(x, n)), (Spec("+larger too"), TraceLane.Max(n, z)), (Spec("-larger"), TraceLane.Max(n, c)),
                ];
            });
        Assert.All(plan.Outputs, output => Assert.True(plan.Roots[output.Value.Root].IsPositive == (output.Spec.Name[0] == '+'), output.Spec.Name));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 0.1)]
    [InlineData(0.3, 7)]
    [InlineData(-2.5, 3)]
    [InlineData(1e-3, 1e6)]
    public void A_threshold_is_the_smallest_float_that_counts(double amount, double factor)
    {
        var (above, from) = (WantedFigures.Threshold(amount, factor, includesAmount: false), WantedFigures.Threshold(amount, factor, includesAmount: true));
        Assert.True(factor * above > amount && factor * MathF.BitDecrement(above) <= amount);
        Assert.True(factor * from >= amount && factor * MathF.BitDecrement(from) < amount);

        // Two roundings of a float (2.4e-7) on either side, up to the next float.
        var (low, high) = WantedFigures.Edges(amount, factor);
        Assert.InRange((amount - (factor * low)) / Math.Abs(amount), 1.1e-7, 2.41e-7);
        Assert.InRange(((factor * high) - amount) / Math.Abs(amount), 2.39e-7, 3.7e-7);
    }

    private static SimulationResult Run(string text, params string[] limits) => SimulationRunner.Run(
        ScenarioReader.Read(text, "plan.yaml"), new RunOptions { Samples = 1 << 13, Limits = [.. limits.Select(Limit.Parse)] });
}
