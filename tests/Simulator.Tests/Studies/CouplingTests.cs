using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Comparison;

namespace Simulator.Tests.Studies;

/// <summary>Which inputs of a comparison are one uncertainty: what is said to be shared, and nothing else.</summary>
public sealed class CouplingTests : IDisposable
{
    private static readonly RunOptions Small = new() { Samples = 1 << 16, Threads = 2 };

    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-coupling-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // log(a/b) is normal with the mean ln(m_a/m_b): independent, its variance is s_a² + s_b²; shared, (s_a − s_b)².
    [Theory]
    [InlineData(Sampler.Sobol, "1M to 4M h", "1.5M to 4.5M h")]
    [InlineData(Sampler.Random, "1M to 4M h", "1.5M to 4.5M h")]
    [InlineData(Sampler.Sobol, "5k to 20k h", "4k to 30k h")]
    [InlineData(Sampler.Random, "100 to 1000 h", "300 to 400 h")]
    public void The_probability_of_being_less_is_exact_for_independent_and_for_shared_lognormals(Sampler sampler, string a, string b)
    {
        Scenario[] scenarios = [Hours("A", a), Hours("B", b)];
        var ((medianA, sigmaA), (medianB, sigmaB)) = (Lognormal(scenarios[0]), Lognormal(scenarios[1]));
        foreach (var (share, sigma) in new[] { (Array.Empty<string>(), Math.Sqrt((sigmaA * sigmaA) + (sigmaB * sigmaB))), (["all"], Math.Abs(sigmaA - sigmaB)) })
        {
            var exact = StandardNormal.Cdf(Math.Log(medianB / medianA) / sigma);
            var output = Energy(ScenarioComparison.Run(scenarios, Small with { Sampler = sampler }, share: share));

            // Five standard errors of a share, √(p(1 − p)/n), and one sample for shares at the very ends.
            Assert.Equal(exact, output.ProbabilityALess, (5 * Math.Sqrt(exact * (1 - exact) / Small.Samples!.Value)) + (1.0 / Small.Samples.Value));
        }
    }

    [Fact]
    public void Two_published_files_at_unknown_sites_have_sites_of_their_own()
    {
        Scenario[] scenarios = [Published("llama-3.1-405b"), Published("gpt-4")];
        var apart = ScenarioComparison.Run(scenarios, Small);
        Assert.All(apart.Inputs, input => Assert.Equal(InputSharing.Nothing, input.Sharing));
        Assert.StartsWith("No uncertain input is shared", apart.Coupling);
        Assert.False(Output(apart, "carbon_intensity").Difference.IsConstant);

        var together = ScenarioComparison.Run(scenarios, Small, share: ["grid.carbon_intensity"]);
        Assert.Equal((0.0, true), (Output(together, "carbon_intensity").Difference.Median, Output(together, "carbon_intensity").Difference.IsConstant));
        Assert.StartsWith("Shared: grid.carbon_intensity (as requested); the other", together.Coupling);
    }

    [Theory]
    [InlineData(Sampler.Sobol, "mix(1M to 2M @ 30%, 3M to 5M @ 70%) h")]
    [InlineData(Sampler.Random, "mix(1M to 2M @ 30%, 3M to 5M @ 70%) h")]
    [InlineData(Sampler.Sobol, "1M to 4M h")]
    public void The_first_scenario_has_the_bits_of_a_run_of_its_own(Sampler sampler, string hours)
    {
        var options = Small with { Sampler = sampler };
        var (first, other) = (Hours("A", hours), Hours("B", "mix(1M to 2M @ 50%, 3M to 5M @ 50%) h"));
        var alone = SimulationRunner.Run(first, options);
        var compared = ScenarioComparison.Run([first, other], options).Scenarios[0];
        Assert.All(alone.Outputs.Zip(compared.Outputs), pair =>
        {
            Assert.Equal(pair.First.Bins, pair.Second.Bins);
            Assert.Equal(pair.First.Quantiles, pair.Second.Quantiles);
            Assert.Equal((pair.First.Mean, pair.First.StandardDeviation), (pair.Second.Mean, pair.Second.StandardDeviation));
        });
    }

    [Fact]
    public void What_two_files_take_unchanged_from_one_base_is_shared_and_what_a_file_overrides_is_its_own()
    {
        Write("base.yaml", "name: base\nhardware: {tdp: 600 to 800 W}\nfacility: {pue: 1 + (0.05 to 0.5)}\ngrid: {carbon_intensity: 200 to 500 gCO2e/kWh}\ntraining:\n  - {phase: t, accelerator_hours: 1M to 2M h}\n");
        Write("a.yaml", "name: A\nextends: base.yaml\n");
        Write("b.yaml", "name: B\nextends: ./base.yaml\nfacility: {pue: 1 + (0.05 to 0.5)}\n");
        Write("c.yaml", "name: C\nextends: base.yaml\nhardware: {tdp: 300 to 400 W}\n");
        var result = ScenarioComparison.Run([Read("a.yaml"), Read("b.yaml"), Read("c.yaml")], Small);
        Assert.Equal("A B C Values, from base.yaml", Sharing(result, "grid.carbon_intensity"));
        Assert.Equal("A B C Values, from base.yaml", Sharing(result, "training.t.accelerator_hours"));
        Assert.Equal("A C Values, from base.yaml; B Nothing", Sharing(result, "facility.pue"));
        Assert.Equal("A B Values, from base.yaml; C Nothing", Sharing(result, "hardware.tdp"));
        Assert.True(Output(result, "carbon_intensity").Difference.IsConstant);
        Assert.InRange(Energy(result).ProbabilityALess, 0.48, 0.52);
    }

    [Fact]
    public void A_file_shares_what_it_takes_unchanged_from_the_other()
    {
        Write("a.yaml", "name: A\nhardware: {tdp: 600 to 800 W}\nfacility: {pue: 1 + (0.05 to 0.5)}\ntraining:\n  - {phase: t, accelerator_hours: 1M h}\n");
        Write("b.yaml", "name: B\nextends: a.yaml\nfacility: {pue: 1 + (0.05 to 0.6)}\n");
        var result = ScenarioComparison.Run([Read("a.yaml"), Read("b.yaml")], Small);
        Assert.Equal("A B Values, from a.yaml", Sharing(result, "hardware.tdp"));
        Assert.Equal("A B Nothing", Sharing(result, "facility.pue"));
    }

    [Fact]
    public void A_range_of_the_catalogue_belongs_to_whoever_names_the_entry()
    {
        const string Grid = "grid: {location: france, uncertainty: catalog}\n";
        const string Rest = "hardware: {tdp: 1 kW}\ntraining:\n  - {phase: t, accelerator_hours: 1M h}\n";
        Write("base.yaml", "name: base\n" + Grid + Rest);
        Write("a.yaml", "name: A\nextends: base.yaml\n");
        Write("b.yaml", "name: B\nextends: base.yaml\n");
        Write("c.yaml", "name: C\nextends: base.yaml\n" + Grid);
        var result = ScenarioComparison.Run([Read("a.yaml"), Read("b.yaml"), Read("c.yaml")], Small);
        Assert.NotEmpty(result.Inputs);
        Assert.All(result.Inputs.Select(input => input.Path).Distinct(), path => Assert.Equal("A B Values, from base.yaml; C Nothing", Sharing(result, path)));
    }

    [Fact]
    public void Variations_of_one_file_and_copies_of_it_share_everything()
    {
        var text = "name: A\nhardware: {tdp: 1 kW}\nfacility: {pue: 1 + (0.05 to 0.5)}\ntraining:\n  - {phase: t, accelerator_hours: 1M to 2M h}\n";
        Write("a.yaml", text);
        Write("copy.yaml", text);
        var varied = ScenarioReader.Read(Path.Combine(_folder, "a.yaml"), [KeyValuePair.Create("facility.pue", "1 + (0.1 to 1)")]) with { Name = "varied" };
        var result = ScenarioComparison.Run([Read("a.yaml"), varied, Read("copy.yaml")], Small);
        Assert.Equal(3, result.Names.Distinct().Count());
        Assert.Equal([InputSharing.Values, InputSharing.Words], result.Inputs.Select(input => input.Sharing).Order());
        Assert.All(result.Inputs, input => Assert.Equal(("one file", 3), (input.Reason, input.Scenarios.Count)));
        Assert.Equal(1, Energy(result, 1).ProbabilityEqual);
        Assert.Equal(1, Energy(result).ProbabilityALess);
        Assert.Equal("Shared: all uncertain inputs that the scenarios have in common (one file).", result.Coupling);
    }

    [Fact]
    public void An_unshared_input_of_a_later_scenario_does_not_depend_on_which_others_are_compared()
    {
        var (a, b, c) = (Hours("A", "1M to 4M h"), Hours("B", "2M to 3M h"), Hours("C", "2M to 5M h"));
        var options = Small with { Sampler = Sampler.Random };
        Assert.Equal(
            ScenarioComparison.Run([a, c], options).Scenarios[1].Outputs[0].Bins,
            ScenarioComparison.Run([a, b, c], options).Scenarios[2].Outputs[0].Bins);
    }

    // One of two correlated inputs is shared, the first or the last of the group, here or there uncorrelated.
    [Theory]
    [InlineData("facility.pue", 0.8, 0.8, Sampler.Sobol)]
    [InlineData("training.one.utilization", 0.8, 0.8, Sampler.Sobol)]
    [InlineData("training.one.utilization", 0.8, -0.5, Sampler.Random)]
    [InlineData("facility.pue", null, 0.7, Sampler.Random)]
    [InlineData("training.one.utilization", 0.7, null, Sampler.Sobol)]
    [InlineData("training.one.utilization", null, 0.7, Sampler.Sobol)]
    public void A_shared_input_keeps_its_values_and_every_scenario_its_correlations(string path, double? here, double? there, Sampler sampler)
    {
        var options = Small with { Sampler = sampler };
        var (a, b) = (Correlated("A", here), Correlated("B", there));
        var result = ScenarioComparison.Run([a, b], options, share: [path]);
        Assert.Equal("A B Values, as requested", Sharing(result, path));
        Assert.Equal("A B Nothing", Sharing(result, path == "facility.pue" ? "training.one.utilization" : "facility.pue"));
        foreach (var (scenario, asked) in result.Scenarios.Zip([here, there]))
        {
            // The standard error of a rank correlation of 2^14 samples is below 1/√2^14 = 0.008.
            Assert.Equal(asked is null ? 0 : 1, scenario.Correlations.Count);
            Assert.All(scenario.Correlations, correlation => Assert.Equal(asked!.Value, correlation.Achieved, 5 * 0.008));
        }

        // it_energy is utilization and energy over it_energy the PUE: what is shared is equal to the last bit.
        var alone = SimulationRunner.Run(a, options);
        Assert.Equal(alone.Outputs[0].Bins, result.Scenarios[0].Outputs[0].Bins);
        Assert.Equal(path == "facility.pue" ? 0 : 1, Output(result, "it_energy").ProbabilityEqual);
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Correlated_inputs_of_one_base_are_shared_where_a_file_does_not_override_them(Sampler sampler)
    {
        Write("base.yaml", "name: base\nhardware: {tdp: 1 kW}\nfacility: {pue: 1 + (0.05 to 0.5), wue: 0.2 to 1.8 L/kWh}\ntraining:\n  - {phase: one, accelerator_hours: 5 h, utilization: 0.5 to 0.9}\ncorrelations:\n  - {between: [facility.pue, training.one.utilization], spearman: 0.7}\n  - {between: [facility.pue, facility.wue], spearman: -0.4}\n");
        Write("a.yaml", "name: A\nextends: base.yaml\n");
        Write("b.yaml", "name: B\nextends: base.yaml\nfacility: {pue: 1 + (0.1 to 0.4)}\n");
        Write("c.yaml", "name: C\nextends: base.yaml\nfacility: {wue: 0.1 to 1.7 L/kWh}\n");
        var result = ScenarioComparison.Run([Read("a.yaml"), Read("b.yaml"), Read("c.yaml")], Small with { Sampler = sampler });
        Assert.Equal("A C Values, from base.yaml; B Nothing", Sharing(result, "facility.pue"));
        Assert.Equal("A B C Values, from base.yaml", Sharing(result, "training.one.utilization"));
        Assert.Equal("A B Values, from base.yaml; C Nothing", Sharing(result, "facility.wue"));
        Assert.All(result.Scenarios, scenario => Assert.Equal([0.7, -0.4], scenario.Correlations.Select(correlation => Math.Round(correlation.Achieved, 1))));
        Assert.Equal(1, Output(result, "it_energy", 0).ProbabilityEqual);
        Assert.Equal(0, Output(result, "energy", 0).ProbabilityEqual);
        Assert.Equal(1, Output(result, "energy", 1).ProbabilityEqual);
    }

    [Fact]
    public void Inputs_that_are_correlated_differently_are_shared_in_part_only()
    {
        var result = ScenarioComparison.Run([Correlated("A", 0.8), Correlated("B", -0.5)], Small, share: ["all"]);
        Assert.Equal("A B Words, as requested", Sharing(result, "facility.pue"));
        Assert.Equal("A B PartOfWords, as requested", Sharing(result, "training.one.utilization"));
        Assert.Equal(-0.5, result.Scenarios[1].Correlations[0].Achieved, 5 * 0.008);
    }

    [Fact]
    public void A_whole_section_can_be_shared()
    {
        var result = ScenarioComparison.Run([Correlated("A", null), Correlated("B", null)], Small, share: ["training"]);
        Assert.Equal("A B Values, as requested", Sharing(result, "training.one.utilization"));
        Assert.Equal("A B Nothing", Sharing(result, "facility.pue"));
    }

    [Theory]
    [InlineData("facility.puf", "did you mean facility.pue?")]
    [InlineData("grid.losses", "of none of the scenarios")]
    [InlineData("training.one.accelerator_hours", "which is uncertain in B only")]
    public void What_no_two_scenarios_have_cannot_be_shared(string path, string expected)
    {
        var other = ScenarioReader.Read("name: B\nhardware: {tdp: 1 kW}\nfacility: {pue: 1 + (0.05 to 0.5)}\ntraining:\n  - {phase: one, accelerator_hours: 4 to 5 h}\n", "b.yaml");
        var exception = Assert.Throws<ArgumentException>(() => ScenarioComparison.Run([Correlated("A", null), other], Small, share: [path]));
        Assert.Contains(expected, exception.Message);
        Assert.StartsWith($"share: found {path}", exception.Message);
    }

    private static string Sharing(ComparisonResult result, string path) => string.Join("; ", result.Inputs.Where(input => input.Path == path)
        .Select(input => $"{string.Join(' ', input.Scenarios)} {input.Sharing}{(input.Reason.Length > 0 ? ", " + input.Reason : "")}"));

    private static PairedOutput Output(ComparisonResult result, string name, int pair = 0) => result.Pairs[pair].Outputs.Single(output => output.Name == name);

    private static PairedOutput Energy(ComparisonResult result, int pair = 0) => Output(result, "energy", pair);

    private static (double Median, double Sigma) Lognormal(Scenario scenario)
    {
        var hours = scenario.Quantities.Single(quantity => quantity.Path == "training.t.accelerator_hours").Distribution;
        return (hours.Quantile(0.5), Math.Log(hours.Quantile(0.95) / hours.Quantile(0.05)) / (2 * 1.6448536269514722));
    }

    private static Scenario Published(string name) => ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios", name + ".yaml"));

    private static Scenario Hours(string name, string hours) => ScenarioReader.Read(
        $"name: {name}\nhardware: {{tdp: 1 kW}}\ntraining:\n  - {{phase: t, accelerator_hours: \"{hours}\"}}\n", "test.yaml");

    private static Scenario Correlated(string name, double? spearman) => ScenarioReader.Read(
        $$"""
        name: {{name}}
        hardware: {tdp: 1 kW}
        facility: {pue: 1 + (0.05 to 0.5)}
        training:
          - phase: one
            accelerator_hours: 5 h
            utilization: "0.5 to 0.9"
        {{(spearman is { } value ? FormattableString.Invariant($"correlations: [{{between: [facility.pue, training.one.utilization], spearman: {value}}}]") : "")}}
        """,
        "test.yaml");

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private Scenario Read(string file) => ScenarioReader.Read(Path.Combine(_folder, file));
}
