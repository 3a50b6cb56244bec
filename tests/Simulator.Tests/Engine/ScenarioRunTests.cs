using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Reporting.Json;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Engine;

/// <summary>From a scenario file to its summary: the whole path, and the guarantees about it.</summary>
public sealed class ScenarioRunTests
{
    public static TheoryData<string> AllScenarios =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !ScenarioReader.ReadOrTotal(file, SourceFiles.OnDisk).IsTotalOnly)
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(AllScenarios))]
    public void Every_scenario_of_the_repository_runs_without_a_warning(string file)
    {
        var result = Run(Read(file), samples: 20_000);
        Assert.NotEmpty(result.Outputs);
        Assert.All(result.Outputs, output => Assert.True(double.IsFinite(output.Mean), output.Name));
        Assert.All(result.Outputs, output => Assert.True(output.Interval.Low <= output.Median && output.Median <= output.Interval.High, output.Name));
        Assert.DoesNotContain(result.Notices, notice => notice.StartsWith("Warning", StringComparison.Ordinal));
        Assert.All(result.Inputs.Where(input => input.Origin == "file"), input => Assert.False(string.IsNullOrEmpty(input.Source), input.Path));
    }

    [Fact]
    public void The_public_estimate_of_deepseek_v3_comes_out_to_the_printed_digit()
    {
        var result = Run(Read("scenarios/published/deepseek-v3-online-estimate.yaml"));
        Assert.Equal("1522248", Printed(result, "energy", 1000, "F0"));
        Assert.Equal("885948", Printed(result, "emissions", 1000, "F0"));
        Assert.Equal("192.6", Printed(result, "cars", 1, "F1"));
        Assert.Equal("141", Printed(result, "homes", 1, "F0"));
        Assert.Equal("5576000", Printed(Run(Read("scenarios/published/deepseek-v3-budget.yaml")), "cost", 1, "F0"));
    }

    [Theory]
    [InlineData("sweden", 357)]
    [InlineData("france", 687)]
    [InlineData("germany", 6875)]
    [InlineData("us-low", 11000)]
    [InlineData("us-high", 19250)]
    public void The_write_up_of_llama_3_1_comes_out_in_every_place(string place, double printedTonnes)
    {
        var result = Run(Read($"scenarios/published/llama-3.1-{place}.yaml"));
        Assert.Equal("27510", Printed(result, "energy", 1, "F0"));

        // The write-up rounded the energy to 27,500 MWh before it multiplied, and cut what came out.
        var emissions = Output(result, "emissions").Median;
        Assert.Equal(printedTonnes, Math.Floor(emissions * 27_500 / 27_510));
    }

    [Fact]
    public void Embodied_carbon_of_llama_3_1_in_full_is_2400_tonnes() =>
        Assert.Equal("2400", Printed(Run(Read("scenarios/published/llama-3.1-embodied.yaml")), "embodied_emissions", 1, "F0"));

    [Fact]
    public void The_assumption_about_gpt_4o_contains_the_published_figure()
    {
        var scenario = Read("scenarios/gpt-4o.yaml");
        Assert.StartsWith("ASSUMPTION", scenario.Description, StringComparison.Ordinal);
        var emissions = Output(Run(scenario), "emissions");
        Assert.InRange(7_546, emissions.Interval.Low, emissions.Interval.High);
    }

    [Theory]
    [InlineData(Sampler.Random)]
    [InlineData(Sampler.Sobol)]
    public void Summaries_are_the_same_bytes_for_any_threads_lane_and_block(Sampler sampler)
    {
        var scenario = Read("scenarios/llama-3.1-405b.yaml");
        var expected = Json(Run(scenario, samples: 150_000, sampler: sampler));
        foreach (var device in CpuDevices.Available)
        {
            foreach (var (threads, block) in new[] { (1, 1024), (2, 4096), (7, 3072) })
            {
                Assert.Equal(expected, Json(Run(scenario, samples: 150_000, device, threads, block, sampler)));
            }
        }
    }

    [Fact]
    public void Another_input_leaves_outputs_that_do_not_use_it_unchanged_to_the_last_bit()
    {
        const string Base = """
            name: base
            hardware: {tdp: 600 W to 700 W, overhead: 1.2 to 1.6}
            facility: {pue: 1 + (0.05 to 0.2)}
            grid: {carbon_intensity: 0.3 to 0.5 kg/kWh, losses: "uniform(4%, 6%)"}
            training: [{phase: a, accelerator_hours: 1M h to 2M h}]
            """;
        var before = Run(ScenarioReader.Read(Base, "base.yaml"), sampler: Sampler.Random);
        var after = Run(ScenarioReader.Read(
            Base.Replace("grid: {", "grid: {electricity_price: 50 to 90 USD/MWh, water_intensity: 1 to 3 L/kWh, ", StringComparison.Ordinal), "more.yaml"), sampler: Sampler.Random);
        Assert.True(after.Outputs.Count > before.Outputs.Count);
        foreach (var output in before.Outputs)
        {
            var same = Output(after, output.Name);
            Assert.Equal(output.Quantiles, same.Quantiles);
            Assert.Equal(output.Mean, same.Mean);
            Assert.Equal(output.Interval, same.Interval);
        }
    }

    [Fact]
    public void The_engine_agrees_with_the_equations_evaluated_in_double_sample_by_sample()
    {
        // A second way through everything but the equations: draws by the host's quantile functions, arithmetic in double.
        const int Samples = 2_000;
        var scenario = Read("scenarios/deepseek-v3.yaml");
        var result = Run(scenario, Samples, sampler: Sampler.Random);
        var energy = new List<double>();
        var emissions = new List<double>();
        for (var sample = 0; sample < Samples; sample++)
        {
            var index = sample;
            var binder = new PhaseBinder<DoubleLane>((name, distribution) =>
                DoubleLane.Constant(AtWord(distribution, Philox4x32.Word(42, StreamName.Hash(name), StreamPurpose.A, index))));
            var total = scenario.Phases
                .Select(phase => PhaseModel.Evaluate(PhaseShapes.Of(phase), binder.Bind(phase)))
                .Aggregate((a, b) => PhaseModel.Combine(a, b));
            energy.Add(total.SiteEnergy.Value / 1000);
            emissions.Add(total.Emissions.Value / 1000);
        }

        // Twenty single-precision operations and draws of a few ulp: 2e-6 relative.
        AssertSame(energy, Output(result, "energy"));
        AssertSame(emissions, Output(result, "emissions"));
        Assert.Equal(energy.Average(), Output(result, "energy").Mean, 1e-6 * energy.Average());
    }

    [Fact]
    public void Phases_and_components_add_up_to_the_totals()
    {
        foreach (var file in new[] { "scenarios/deepseek-v3.yaml", "scenarios/llama-3.1-405b.yaml", "scenarios/bloom.yaml", "scenarios/catalogue-tour.yaml" })
        {
            var result = Run(Read(file));
            var energy = Output(result, "energy").Mean;

            // Means are sums of floats over the same samples: they differ by their rounding only.
            Assert.Equal(energy, result.Phases.Sum(phase => phase.Energy), 1e-6 * energy);
            Assert.Equal(energy, result.Components.Sum(component => component.Energy), 1e-6 * energy);
            if (result.Outputs.FirstOrDefault(output => output.Name == "cost") is { } cost)
            {
                Assert.Equal(cost.Mean, result.Phases.Sum(phase => phase.Cost), 1e-6 * cost.Mean);
                Assert.Equal(cost.Mean, result.Components.Sum(component => component.Cost), 1e-6 * cost.Mean);
            }

            // Market-based or location-based, with what making the hardware emits.
            var emissions = Output(result, "emissions").Mean;
            Assert.Equal(emissions, result.Phases.Sum(phase => phase.Emissions), 1e-6 * emissions);
            Assert.Equal(emissions, result.Components.Sum(component => component.Emissions), 1e-6 * emissions);
        }
    }

    [Fact]
    public void Shares_of_a_mix_vary_as_dirichlet()
    {
        const string Text = """
            name: mix
            hardware: {tdp: 700 W}
            grid: {mix: {coal: 60%, gas: 30%, wind: 10%}, mix_concentration: 50}
            training: [{phase: a, accelerator_hours: 1 h}]
            """;
        var scenario = ScenarioReader.Read(Text, "mix.yaml");
        var intensity = Output(Run(scenario, samples: 1_000_000, sampler: Sampler.Random), "carbon_intensity");

        // Σ s_i f_i has the mean Σ m_i f_i and the variance (Σ m_i f_i² − mean²)/(50 + 1).
        var factors = scenario.Phases[0].Mix!.Shares.Select(share => (share.Share, Factor: share.Factor.Distribution.Mean)).ToList();
        var mean = factors.Sum(share => share.Share * share.Factor);
        var deviation = Math.Sqrt((factors.Sum(share => share.Share * share.Factor * share.Factor) - (mean * mean)) / 51);
        Assert.Equal(mean, intensity.Mean, 5 * deviation / 1000);
        Assert.Equal(deviation, intensity.StandardDeviation, 5 * deviation / Math.Sqrt(2e6) * 1.5);
    }

    [Fact]
    public void What_is_not_finite_is_reported()
    {
        const string Text = """
            name: broken
            hardware: {tdp: 700 W, price: 30k USD, lifetime: "choice(0 years @ 25%, 4 years @ 75%)"}
            training: [{phase: a, accelerator_hours: "choice(0 h @ 50%, 10 h @ 50%)"}]
            """;
        var result = Run(ScenarioReader.Read(Text, "broken.yaml"), samples: 100_000, sampler: Sampler.Random);
        var cost = Output(result, "cost");
        var error = 5 * Math.Sqrt(100_000 * 0.125 * 0.875);
        Assert.Equal(12_500.0, cost.NotANumber, error);
        Assert.Equal(12_500.0, cost.Infinite, error);
        Assert.True(double.IsFinite(cost.Mean));
        Assert.Contains(result.Notices, notice => notice.Contains("cost", StringComparison.Ordinal) && notice.Contains("not a number", StringComparison.Ordinal));
    }

    private static void AssertSame(List<double> exact, OutputSummary output)
    {
        exact.Sort();
        foreach (var probability in new[] { 0.05, 0.5, 0.95 })
        {
            var position = probability * (exact.Count - 1);
            var rank = (int)position;
            var expected = exact[rank] + ((position - rank) * (exact[rank + 1] - exact[rank]));
            Assert.Equal(expected, output.Quantile(probability), 2e-6 * expected);
        }
    }

    internal static double AtWord(Distribution distribution, uint word)
    {
        var tail = ((word & 0x7FFF_FFFF) + 0.5) / 4294967296.0;
        return word < 0x8000_0000 ? distribution.Quantile(tail, 1 - tail) : distribution.Quantile(1 - tail, tail);
    }

    private static Scenario Read(string file) => ScenarioReader.Read(Path.Combine(Repository.Root, file));

    private static SimulationResult Run(
        Scenario scenario, long samples = 1 << 17, string device = "auto", int threads = 2, int block = 1024, Sampler sampler = Sampler.Sobol) =>
        SimulationRunner.Run(
            scenario, new RunOptions { Samples = samples, Device = device, Threads = threads, BlockSize = block, Sampler = sampler });

    private static OutputSummary Output(SimulationResult result, string name) => result.Outputs.Single(output => output.Name == name);

    private static string Printed(SimulationResult result, string name, double factor, string format) =>
        (Output(result, name).Median * factor).ToString(format, System.Globalization.CultureInfo.InvariantCulture);

    private static string Json(SimulationResult result)
    {
        using var writer = new StringWriter();
        SummaryJson.Write(result, writer, includeRun: false);
        return writer.ToString();
    }
}
