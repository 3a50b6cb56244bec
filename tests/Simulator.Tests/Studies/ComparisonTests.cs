using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Comparison;

namespace Simulator.Tests.Studies;

/// <summary>Comparisons against answers that are known exactly, and against the scenarios run alone.</summary>
public sealed class ComparisonTests
{
    private static readonly RunOptions Small = new() { Samples = 1 << 16, Threads = 2 };

    // log(a/b) of two independent lognormals is normal: mean ln(m_a/m_b), variance s_a² + s_b², s = ln(high/low)/(2·1.64485).
    private const double SigmaA = 0.42140356394179923; // 5 to 20
    private const double SigmaB = 0.42140356394179923; // 6 to 24
    private static readonly double Mu = Math.Log(10.0 / 12);

    [Theory]
    [InlineData(Sampler.Random)]
    [InlineData(Sampler.Sobol)]
    public void The_probability_of_being_less_is_exact_for_two_lognormals(Sampler sampler)
    {
        // Different files, so independent draws: P(A < B) = Φ(−μ/√(s_a² + s_b²)).
        var result = ScenarioComparison.Run([Hours("A", "one", "5 to 20"), Hours("B", "one", "6 to 24")], Small with { Sampler = sampler });
        var sigma = Math.Sqrt((SigmaA * SigmaA) + (SigmaB * SigmaB));
        var exact = Phi(-Mu / sigma);
        var output = Energy(result);

        // Tolerance: five standard errors √(p(1 − p)/n), an upper bound for sobol, whose own error is much smaller.
        var error = Math.Sqrt(exact * (1 - exact) / Small.Samples!.Value);
        Assert.Equal(exact, output.ProbabilityALess, 5 * error);
        Assert.Equal(0, output.ProbabilityEqual);
        if (sampler == Sampler.Random)
        {
            Assert.Equal(error, output.ProbabilityError, 0.01 * error);
        }
        else
        {
            Assert.InRange(output.ProbabilityError, 1e-9, error);
            Assert.Equal(exact, output.ProbabilityALess, 5 * output.ProbabilityError);
        }

        // The ratio is lognormal too: median e^μ, interval e^(μ ± 1.64485·σ). Standard error of a quantile: √(p(1 − p)/n)/f(q).
        foreach (var (z, p, value) in new[] { (-1.6448536, 0.05, output.Ratio!.Low), (0, 0.5, output.Ratio.Median), (1.6448536, 0.95, output.Ratio.High) })
        {
            var expected = Math.Exp(Mu + (z * sigma));
            var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / (sigma * expected);
            Assert.Equal(expected, value, 5 * Math.Sqrt(p * (1 - p) / Small.Samples!.Value) / density);
        }
    }

    [Theory]
    [InlineData("0 USD/t @ 50%, 50 USD/t @ 50%", 0.5)]
    [InlineData("0 USD/t @ 25%, 1 USD/t @ 75%", 0.25)]
    [InlineData("10 USD/t @ 25%, 20 USD/t @ 75%", 0)]
    public void Samples_in_which_a_ratio_does_not_exist_are_counted(string choice, double share)
    {
        Scenario Priced(string name, string price) => ScenarioReader.Read($"name: {name}\nhardware: {{tdp: 700 W}}\ngrid: {{carbon_intensity: 0.4 kg/kWh, carbon_price: '{price}'}}\ntraining: [{{accelerator_hours: 10 to 20 h}}]\n", $"{name}.yaml");
        var result = ScenarioComparison.Run([Priced("A", "10 to 20 USD/t"), Priced("B", $"choice({choice})")], Small);
        var cost = result.Pairs[0].Outputs.Single(output => output.Name == "carbon_cost");

        // A count of n draws with probability p: five standard errors √(p(1 − p)/n).
        var samples = result.Scenarios[0].Run.Samples;
        Assert.Equal(share, (double)cost.UndefinedRatios / samples, 5 * Math.Sqrt(share * (1 - share) / samples));
        using var text = new StringWriter();
        ComparisonTables.Of(result).ToList().ForEach(table => TextTable.Write(table, text, null, styled: false));
        var sentence = $"Carbon cost: A / B is undefined in {cost.UndefinedRatios:N0} of {samples:N0} samples";
        Assert.Equal(share > 0, text.ToString().Contains(sentence, StringComparison.Ordinal));
        using var json = new MemoryStream();
        ComparisonFiles.WriteJson(result, json);
        Assert.Equal(share > 0, System.Text.Encoding.UTF8.GetString(json.ToArray()).Contains($"\"undefined_ratios\": {cost.UndefinedRatios}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_difference_is_resolved_on_both_sides_of_zero()
    {
        // A = B + spread, with the shared part cancelling: the difference is normal(1, 2) hours at 1 kW, in MWh.
        var shared = "accelerator_hours: 100 to 200 h";
        var (a, b) = (Read("A", "tdp: 1 kW", "normal(41, 2) h", shared), Read("B", "tdp: 1 kW", "40 h", shared));
        var output = Energy(ScenarioComparison.Run([a, b], Small, share: ["training.second"]));
        Assert.InRange(output.ProbabilityALess, Phi(-0.5) - (5 * output.ProbabilityError) - 1e-3, Phi(-0.5) + (5 * output.ProbabilityError) + 1e-3);
        foreach (var (z, p, value) in new[] { (-1.6448536, 0.05, output.Difference.Low), (0, 0.5, output.Difference.Median), (1.6448536, 0.95, output.Difference.High) })
        {
            var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / 2;
            Assert.Equal(1 + (2 * z), 1000 * value, 5 * Math.Sqrt(p * (1 - p) / Small.Samples!.Value) / density);
        }

        // Its counts cover both signs, without a gap at zero and without an overlap.
        Assert.True(output.Bins[0].Low < 0 && output.Bins[^1].High > 0);
        Assert.All(output.Bins.Zip(output.Bins.Skip(1)), pair => Assert.True(pair.First.High <= pair.Second.Low + 1e-15));
        Assert.Equal(Small.Samples, output.Bins.Sum(bin => bin.Count));
        Assert.Equal(output.ProbabilityALess, output.Bins.Where(bin => bin.High <= 0).Sum(bin => bin.Count) / (double)Small.Samples!, 1e-12);
    }

    [Fact]
    public void Every_scenario_has_the_distribution_of_a_run_of_its_own()
    {
        Scenario[] scenarios = [Scenario("llama-3.1-405b"), Scenario("deepseek-v3"), Scenario("gpt-4")];
        var options = Small with { Sampler = Sampler.Random };
        var compared = ScenarioComparison.Run(scenarios, options, share: ["all"]);
        AssertSame(SimulationRunner.Run(scenarios[0], options), compared.Scenarios[0]);
        foreach (var (scenario, result) in scenarios.Zip(compared.Scenarios))
        {
            // Two estimates, partly from other draws: at most √2 of one's error apart; six of them, for there are many outputs.
            Assert.All(SimulationRunner.Run(scenario, options).Outputs.Zip(result.Outputs), pair =>
                Assert.Equal(pair.First.Median, pair.Second.Median, (6 * Math.Sqrt(2) * pair.First.Error.Median) + (1e-6 * Math.Abs(pair.First.Median))));
        }
    }

    [Fact]
    public void With_sobol_the_first_scenario_has_the_bits_of_a_run_of_its_own_and_the_others_nearly()
    {
        Scenario[] scenarios = [Scenario("llama-3.1-405b"), Scenario("gpt-3")];
        var compared = ScenarioComparison.Run(scenarios, Small);
        AssertSame(SimulationRunner.Run(scenarios[0], Small), compared.Scenarios[0]);
        var alone = SimulationRunner.Run(scenarios[1], Small);
        Assert.All(alone.Outputs.Zip(compared.Scenarios[1].Outputs), pair =>
        {
            // Two independent estimates: √2 of one's error; six of them, for there are many outputs.
            Assert.Equal(pair.First.Median, pair.Second.Median, (6 * Math.Sqrt(2) * pair.First.Error.Median) + (1e-12 * Math.Abs(pair.First.Median)));
        });
    }

    [Theory]
    [InlineData("5 to 20", "10 to 40")]
    [InlineData("mix(5 to 20 @ 70%, 30 to 60 @ 30%) h", "mix(10 to 40 @ 70%, 60 to 120 @ 30%) h")]
    [InlineData("pert(5, 6, 20) h", "pert(10, 12, 40) h")]
    public void A_shared_input_with_two_distributions_is_one_stream(string single, string twice)
    {
        // The same words: B's hours are twice A's in every sample, whatever the sampler.
        foreach (var sampler in new[] { Sampler.Sobol, Sampler.Random })
        {
            var result = ScenarioComparison.Run(
                [Hours("A", "one", single), Hours("B", "one", twice)], Small with { Sampler = sampler }, share: ["all"]);
            var output = Energy(result);
            Assert.Equal((1, 0), (output.ProbabilityALess, output.ProbabilityEqual));
            Assert.Equal(0.5, output.Ratio!.Low, 1e-6);
            Assert.Equal(0.5, output.Ratio.High, 1e-6);
            Assert.Equal(InputSharing.Words, Assert.Single(result.Inputs).Sharing);
        }
    }

    [Fact]
    public void Equal_scenarios_that_share_all_tie_in_every_sample()
    {
        var result = ScenarioComparison.Run([Hours("A", "one", "5 to 20"), Hours("B", "one", "5 to 20")], Small, share: ["all"]);
        Assert.Equal((0.0, 1.0, 0.0), (Energy(result).ProbabilityALess, Energy(result).ProbabilityEqual, Energy(result).Difference.Median));
        Assert.Equal(new ComparedInput("training.one.accelerator_hours", result.Names, InputSharing.Values).Sharing, Assert.Single(result.Inputs).Sharing);
    }

    [Fact]
    public void Ties_of_atoms_are_counted_exactly()
    {
        // Two independent choices of the same values: equal with probability 0.2·0.2 + 0.8·0.8 = 0.68, less with 0.16.
        var result = ScenarioComparison.Run(
            [Hours("A", "one", "choice(1 h @ 20%, 2 h @ 80%)"), Hours("B", "two", "choice(1 h @ 20%, 2 h @ 80%)")], Small with { Sampler = Sampler.Random });
        var output = Energy(result);
        Assert.Equal(0.68, output.ProbabilityEqual, 5 * Math.Sqrt(0.68 * 0.32 / Small.Samples!.Value));
        Assert.Equal(0.16, output.ProbabilityALess, 5 * output.ProbabilityError);
        Assert.Equal(0, output.Difference.Median);
    }

    [Fact]
    public void Without_uncertainty_differences_and_ratios_are_arithmetic()
    {
        var result = ScenarioComparison.Run([Hours("A", "one", "3M h"), Hours("B", "one", "2M h")], Small);
        var output = Energy(result);
        Assert.Equal((1000.0, 1.5, 0.0), (output.Difference.Median, output.Ratio!.Median, output.ProbabilityALess));
        Assert.True(output.Difference.IsConstant);
        Assert.Equal(1, result.Scenarios[0].Run.Samples);
        Assert.Empty(result.Inputs);
    }

    [Fact]
    public void Each_scenario_keeps_its_own_correlations()
    {
        var (more, less) = (Correlated("A", 0.8), Correlated("B", -0.5));
        var result = ScenarioComparison.Run([more, less, Correlated("C", 0.8), Correlated("D", null)], Small with { Sampler = Sampler.Random }, share: ["all"]);
        AssertSame(SimulationRunner.Run(more, Small with { Sampler = Sampler.Random }), result.Scenarios[0]);
        AssertSame(SimulationRunner.Run(less, Small with { Sampler = Sampler.Random }), result.Scenarios[1]);
        Assert.Equal(0.8, result.Scenarios[0].Correlations.Single().Achieved, 0.03);
        Assert.Equal(-0.5, result.Scenarios[1].Correlations.Single().Achieved, 0.03);

        // A and C ask for the same and are the same in every sample; A and B agree in the input that keeps its words.
        Assert.Equal(1, Energy(result, "A", "C").ProbabilityEqual);
        Assert.Equal(0, Energy(result, "A", "B").ProbabilityEqual);
        Assert.Equal(
            [("facility.pue", InputSharing.Words), ("training.one.utilization", InputSharing.PartOfWords)],
            result.Inputs.OrderBy(input => input.Path, StringComparer.Ordinal).Select(input => (input.Path, input.Sharing)));
    }

    [Fact]
    public void Results_are_the_same_bits_for_any_threads_and_block()
    {
        Scenario[] scenarios = [Scenario("gpt-3"), Scenario("bloom")];
        var one = ScenarioComparison.Run(scenarios, Small with { Threads = 1 });
        var other = ScenarioComparison.Run(scenarios, Small with { Threads = 3, BlockSize = 2048 });
        foreach (var (left, right) in one.Pairs[0].Outputs.Zip(other.Pairs[0].Outputs))
        {
            Assert.Equal(left with { Bins = [] }, right with { Bins = [] });
            Assert.Equal(left.Bins, right.Bins);
        }
    }

    [Fact]
    public void More_than_four_scenarios_are_compared_with_the_first()
    {
        var scenarios = Enumerable.Range(1, 5).Select(i => Hours($"S{i}", "one", $"{i} to {2 * i}")).ToList();
        var result = ScenarioComparison.Run(scenarios, Small);
        Assert.Equal(["S2", "S3", "S4", "S5"], result.Pairs.Select(pair => pair.B));
        Assert.All(result.Pairs, pair => Assert.Equal("S1", pair.A));
        Assert.Contains(result.Notices, notice => notice.Contains("with the first that was named, S1"));
        Assert.Equal(6, ScenarioComparison.Run([.. scenarios.Take(4)], Small).Pairs.Count);
    }

    [Fact]
    public void An_output_that_only_one_scenario_determines_is_named()
    {
        var priced = Read("B", "tdp: 1 kW, rental: 2 USD/h", "1 h", "accelerator_hours: 5 h");
        var result = ScenarioComparison.Run([Hours("A", "one", "5 h"), priced], Small);
        Assert.DoesNotContain(result.Pairs[0].Outputs, output => output.Name == "hardware_cost");
        Assert.Contains(result.Notices, notice => notice.StartsWith("Not compared: ") && notice.Contains("hardware_cost") && notice.EndsWith(" (not computed in A)."));
    }

    [Fact]
    public void An_output_that_does_not_include_the_same_items_gets_a_warning()
    {
        var (rented, powered) = (Read("A", "tdp: 1 kW, rental: 2 USD/h", "1 h", "accelerator_hours: 5 h"),
            ScenarioReader.Read("{name: B, hardware: {tdp: 1 kW}, grid: {electricity_price: 50 USD/MWh}, training: [{accelerator_hours: 5 h}]}", "test.yaml"));
        var result = ScenarioComparison.Run([rented, powered], Small);
        Assert.Contains(result.Notices, notice => notice.StartsWith("Warning: cost does not include the same items in all scenarios"));
        Assert.DoesNotContain(result.Notices, notice => notice.StartsWith("Warning: energy"));
    }

    [Theory]
    [InlineData("", "Warning: cost does not include the same items in all scenarios; see its boundary.")]
    [InlineData(", contingency: 10%", "Warning: cost and cost.contingency do not include the same items in all scenarios; see their boundaries.")]
    [InlineData(", contingency: 10%, split: month", "Warning: cost, cost.contingency and cost.month_1 do not include the same items in all scenarios; see their boundaries.")]
    public void Outputs_that_do_not_include_the_same_items_share_a_warning(string more, string expected)
    {
        var scenarios = new[] { ("A", ""), ("B", ", rental_includes: nothing") }.Select(of => ScenarioReader.Read(
            $"{{name: {of.Item1}, hardware: {{tdp: 1 kW, rental: 2 USD/h{of.Item2}}}, grid: {{electricity_price: 50 USD/MWh}}, training: [{{accelerators: 8, duration: 5 h}}], "
            + $"costs: {{lines: [{{line: staff, amount: 1k USD}}]{more}}}}}", "test.yaml"));
        Assert.Equal([expected], ScenarioComparison.Run([.. scenarios], Small).Notices.Where(notice => notice.Contains("the same items", StringComparison.Ordinal)));
    }

    private static PairedOutput Energy(ComparisonResult result) => result.Pairs[0].Outputs.Single(output => output.Name == "energy");

    private static PairedOutput Energy(ComparisonResult result, string a, string b) =>
        result.Pairs.Single(pair => pair.A == a && pair.B == b).Outputs.Single(output => output.Name == "energy");

    private static void AssertSame(SimulationResult expected, SimulationResult actual)
    {
        Assert.Equal(expected.Outputs.Select(output => output.Name), actual.Outputs.Select(output => output.Name));
        foreach (var (left, right) in expected.Outputs.Zip(actual.Outputs))
        {
            Assert.Equal(left with { Bins = [], Quantiles = [], Budget = [], TailMean = null }, right with { Bins = [], Quantiles = [], Budget = [], TailMean = null });
            Assert.Equal(left.Quantiles, right.Quantiles);
            Assert.Equal(left.Bins, right.Bins);
        }

        Assert.Equal(expected.Components, actual.Components);
        Assert.Equal(expected.Phases, actual.Phases);
    }

    private static Scenario Scenario(string name) => ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios", name + ".yaml"));

    private static Scenario Hours(string name, string phase, string hours) => ScenarioReader.Read(
        $$"""
        name: {{name}}
        hardware: {tdp: 1 kW}
        training:
          - phase: {{phase}}
            accelerator_hours: {{(hours.EndsWith('h') || hours.EndsWith(')') ? hours : hours + " h")}}
        """,
        "test.yaml");

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

    private static Scenario Read(string name, string hardware, string first, string second) => ScenarioReader.Read(
        $$"""
        name: {{name}}
        hardware: { {{hardware}} }
        training:
          - phase: first
            accelerator_hours: {{first}}
          - phase: second
            {{second}}
        """,
        "test.yaml");

    private static double Phi(double z) => StandardNormal.Cdf(z);
}
