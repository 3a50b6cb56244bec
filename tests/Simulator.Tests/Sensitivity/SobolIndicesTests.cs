using System.Globalization;
using Simulator.Correlation;
using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sensitivity;
using static Simulator.Tests.Sensitivity.TestModels;

namespace Simulator.Tests.Sensitivity;

/// <summary>The estimators against closed forms, with the error that they state themselves.</summary>
public sealed class SobolIndicesTests
{
    private static readonly double[] G = [0, 1, 4.5, 9, 99, 99];

    [Theory]
    [InlineData("Ishigami", Sampler.Sobol, 3e-4)]
    [InlineData("Ishigami", Sampler.Random, 3e-3)]
    [InlineData("Sobol-G", Sampler.Sobol, 3e-4)]
    [InlineData("Sobol-G", Sampler.Random, 3e-3)]
    [InlineData("lognormal product", Sampler.Sobol, 3e-4)]
    [InlineData("lognormal product", Sampler.Random, 1e-2)]
    public void Indices_are_those_of_the_closed_form(string model, Sampler sampler, double largestError)
    {
        var (plan, exact) = Model(model);
        var result = SensitivityAnalysis.Run(plan, new RunOptions { Samples = 1 << 20, Sampler = sampler, Threads = 2 });
        Assert.Equal(1 << 20, result.BasePoints);
        var output = Assert.Single(result.Outputs);
        Assert.Equal(exact.Count, output.Inputs.Count);
        foreach (var (name, first, total) in exact)
        {
            // Five of the standard errors stated, s/√32 of the replicates' indices, and what single precision costs.
            var input = output.Inputs.Single(input => input.Name == name);
            Assert.InRange(input.First.Error, 0, largestError);
            Assert.InRange(input.Total.Error, 0, largestError);
            Assert.Equal(first, input.First.Value, (5 * input.First.Error) + 1e-6);
            Assert.Equal(total, input.Total.Value, (5 * input.Total.Error) + 1e-6);
        }
    }

    [Fact]
    public void The_published_indices_of_the_reference_case_come_out()
    {
        // REFERENCE-CASES 6a, five decimals.
        var output = SensitivityAnalysis.Run(LognormalProduct(), new RunOptions { Threads = 2 }).Outputs[0];
        Assert.Equal(["price", "server", "quantity", "interconnect"], output.Inputs.Select(input => input.Name));
        (double First, double Total)[] published = [(0.78448, 0.81955), (0.08671, 0.10591), (0.07498, 0.09185), (0.01648, 0.02048)];
        foreach (var (input, (first, total)) in output.Inputs.Zip(published))
        {
            Assert.Equal(first, input.First.Value, (5 * input.First.Error) + 5e-6);
            Assert.Equal(total, input.Total.Value, (5 * input.Total.Error) + 5e-6);
        }
    }

    [Fact]
    public void The_stated_errors_cover_what_they_promise()
    {
        // 40 seeds times six indices of Sobol-G at 32 × 256 points. Share of the 95% intervals that contain the true value: indices
        // of one run are correlated, so only the seeds count as independent: five times √(0.95·0.05/40) = 0.17.
        var exact = SobolGIndices(G);
        var plan = SobolG(G);
        var (held, all) = (0, 0);
        for (var seed = 0ul; seed < 40; seed++)
        {
            var result = SensitivityAnalysis.Run(plan, new RunOptions { Samples = 1 << 13, Seed = seed, Threads = 1 });
            foreach (var input in result.Outputs[0].Inputs.Where(input => input.First.Value > 0.01))
            {
                var truth = exact.Single(index => index.Input == input.Name);
                held += Math.Abs(input.First.Value - truth.First) <= result.CriticalValue * input.First.Error ? 1 : 0;
                held += Math.Abs(input.Total.Value - truth.Total) <= result.CriticalValue * input.Total.Error ? 1 : 0;
                all += 2;
            }
        }

        Assert.True(all >= 40 * 4);
        Assert.InRange((double)held / all, 0.95 - 0.17, 1);
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Indices_are_the_same_bits_for_any_threads_and_lane(Sampler sampler)
    {
        // 3 · 65,536 + a part of a segment in each replicate of random sampling: blocks that end anywhere.
        var plan = MixedPlan();
        var options = new RunOptions { Samples = sampler == Sampler.Random ? 2 * 196_901 : 1 << 18, Replicates = 2, Sampler = sampler };
        var expected = Fingerprint(SensitivityAnalysis.Run(plan, options with { Threads = 1, Device = CpuDevices.Scalar }));
        foreach (var device in CpuDevices.Available)
        {
            foreach (var threads in new[] { 1, 3 })
            {
                Assert.Equal(expected, Fingerprint(SensitivityAnalysis.Run(plan, options with { Threads = threads, Device = device, BlockSize = 1024 * threads })));
            }
        }
    }

    [Fact]
    public void Base_points_are_the_samples_of_a_run()
    {
        // Mean and variance at A alone are those that a run of the same seed counts: the sums are of the same draws.
        var plan = MixedPlan();
        var request = new SamplingRequest(Sampler.Sobol, 7, 4, 0, 1 << 12, 2, 1024);
        var engine = CpuEngines.Create(CpuDevices.Best);
        var run = engine.Prepare(plan, request);
        engine.Count(plan, request, run, null, default);
        var tallies = new PickFreezeTallies(plan.Roots.Count, 0, request.Replicates);
        engine.PickFreeze(plan, [], request, tallies, null, default);
        for (var root = 0; root < plan.Roots.Count; root++)
        {
            for (var replicate = 0; replicate < request.Replicates; replicate++)
            {
                var mean = plan.Roots[root].Reference.Mean(tallies.Base(replicate, root, 0).Value / request.Points);
                Assert.Equal(run[root, replicate].Mean, mean, Math.Abs(mean) * 1e-12);
            }
        }
    }

    [Fact]
    public void Correlated_inputs_have_the_indices_of_their_group()
    {
        // y = x1 + x2 + x3 of standard normal scores with correlation ρ between the first two: the group's variance is
        // 2 + 2ρ of 3 + 2ρ, and there is no interaction with the rest.
        const double Spearman = 0.5;
        var rho = 2 * Math.Sin(Math.PI * Spearman / 6);
        var normal = Normal.FromMeanAndDeviation(10, 1);
        var plan = PlanBuilder.Build(
            [("x1", normal), ("x2", normal), ("x3", normal)],
            x => [(Spec("y"), x[0] + x[1] + x[2]), (Spec("second"), x[1])],
            [new("x1", "x2", RankMeasure.Spearman, Spearman)]);
        var result = SensitivityAnalysis.Run(plan, new RunOptions { Samples = 1 << 18, Threads = 2 });
        var group = result.Outputs[0].Inputs[0];
        Assert.Equal("x1 + x2", group.Name);
        Assert.Equal(["x1", "x2"], group.Members);
        Assert.True(group.IsGroup);
        Assert.Equal((2 + (2 * rho)) / (3 + (2 * rho)), group.First.Value, (5 * group.First.Error) + 1e-6);
        Assert.Equal((2 + (2 * rho)) / (3 + (2 * rho)), group.Total.Value, (5 * group.Total.Error) + 1e-6);
        Assert.Equal(2, group.Tornado.Count);
        var alone = Assert.Single(result.Outputs[1].Inputs);
        Assert.Equal(1, alone.Total.Value, (5 * alone.Total.Error) + 1e-6);
    }

    [Fact]
    public void A_mixture_is_exchanged_together_with_its_choice_of_component()
    {
        // y = m + u, m from {N(0, 1), N(4, 1)} with halves: variance 1 + 4; u uniform on [0, 6]: variance 3.
        var mixture = Mixture.Of([(Normal.FromMeanAndDeviation(0, 1), 0.5), (Normal.FromMeanAndDeviation(4, 1), 0.5)]);
        var plan = PlanBuilder.Build([("m", mixture), ("u", Uniform.Between(0, 6))], x => [(Spec("y"), x[0] + x[1])]);
        var inputs = SensitivityAnalysis.Run(plan, new RunOptions { Samples = 1 << 18, Threads = 2 }).Outputs[0].Inputs;
        Assert.Equal(5.0 / 8, inputs[0].First.Value, 5 * inputs[0].First.Error);
        Assert.Equal(5.0 / 8, inputs[0].Total.Value, 5 * inputs[0].Total.Error);
        Assert.Equal(3.0 / 8, inputs[1].Total.Value, 5 * inputs[1].Total.Error);
        Assert.True(inputs[0].Total.Error < 2e-3);
    }

    [Fact]
    public void An_output_without_indices_has_a_reason()
    {
        var plan = PlanBuilder.Build(
            [("x", Choice.Of([(0, 0.5), (1, 0.5)])), ("u", Uniform.Between(1, 2)), ("unused", Uniform.Between(1, 2))],
            x =>
            [
                (Spec("constant"), TraceLane.Constant(3)),
                (Spec("infinite"), x[1] / x[0]),
                (Spec("steady"), TraceLane.Max(x[1], TraceLane.Constant(5))),
                (Spec("fine"), x[1]),
            ]);
        var outputs = SensitivityAnalysis.Run(plan, new RunOptions { Samples = 1 << 12, Threads = 1 }).Outputs;
        Assert.Equal(["fixed by the inputs", "it is not a finite number in some samples", "it varies by less than single precision can tell", null], outputs.Select(output => output.WithoutIndices));
        Assert.All(outputs.Take(3), output => Assert.Empty(output.Inputs));

        // An input that the output does not depend on has no row; one that is all of it has both indices 1.
        Assert.Equal("u", Assert.Single(outputs[3].Inputs).Name);
        Assert.Equal(1, outputs[3].Inputs[0].First.Value, 1e-3);
    }

    [Fact]
    public void Nothing_uncertain_is_no_analysis()
    {
        var plan = PlanBuilder.Build([], _ => [(Spec("y"), TraceLane.Constant(3))]);
        var result = SensitivityAnalysis.Run(plan, new RunOptions());
        Assert.Equal(0, result.BasePoints);
        Assert.Equal("fixed by the inputs", result.Outputs[0].WithoutIndices);
    }

    [Fact]
    public void An_engine_that_cannot_exchange_is_replaced_and_inputs_beyond_the_sequence_are_refused()
    {
        ISimulationEngine other = new Lesser();
        Assert.False(other.SupportsPickFreeze);
        var refusal = Assert.Throws<NotSupportedException>(() => other.PickFreeze(Ishigami(), [], default, new PickFreezeTallies(1, 1, 1), null, default));
        Assert.Contains("lesser", refusal.Message, StringComparison.Ordinal);
        var many = PlanBuilder.Build(
            [.. Enumerable.Range(0, 513).Select(i => ($"x{i}", (Distribution)Uniform.Between(0, 1)))],
            x => [(Spec("y"), x.Aggregate((a, b) => a + b))]);
        Assert.Contains("512", Assert.Throws<ArgumentException>(() => SensitivityAnalysis.Run(many, new RunOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_analysis_uses_what_was_drawn()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var result = SensitivityAnalysis.Run(Ishigami(), new RunOptions { Samples = 1L << 36, Threads = 2 }, source.Token);
        Assert.True(result.Interrupted);
        Assert.InRange(result.BasePoints, 1, (1L << 36) - 1);
        Assert.Throws<OperationCanceledException>(() => SensitivityAnalysis.Run(Ishigami(), new RunOptions(), new CancellationToken(true)));
    }

    private static (SimulationPlan Plan, IReadOnlyList<Exact> Indices) Model(string name) => name switch
    {
        "Ishigami" => (Ishigami(), IshigamiIndices()),
        "Sobol-G" => (SobolG(G), SobolGIndices(G)),
        _ => (LognormalProduct(), LognormalProductIndices()),
    };

    private static SimulationPlan MixedPlan() => PlanBuilder.Build(
        [
            ("pert", Pert.FromMode(1, 2, 5)),
            ("gamma", Gamma.FromShapeAndScale(0.7, 2)),
            ("a", Lognormal.FromInterval(1, 2)),
            ("b", Lognormal.FromInterval(1, 2)),
            ("mixture", Mixture.Of([(Lognormal.FromInterval(1, 2), 0.5), (Uniform.Between(5, 6), 0.5)])),
        ],
        x =>
        [
            (Spec("first"), (x[0] * x[1]) + (x[4] / x[2])),
            (Spec("second"), TraceLane.Max(x[2] - x[3], x[0]) * x[4]),
        ],
        [new("a", "b", RankMeasure.Spearman, 0.4)]);

    private static string Fingerprint(SensitivityResult result) => string.Join('\n', result.Outputs.SelectMany(output => output.Inputs.Select(input =>
        string.Create(CultureInfo.InvariantCulture, $"{output.Output} {input.Name} {input.First.Value:R} {input.First.Error:R} {input.Total.Value:R} {input.Total.Error:R} {input.LogShare:R}"))));

    private sealed class Lesser : ISimulationEngine
    {
        public string Device => "lesser";

        public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => throw new NotSupportedException();

        public long Count(SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
            SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
