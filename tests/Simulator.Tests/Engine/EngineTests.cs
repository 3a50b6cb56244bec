using Simulator.Distributions;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;

namespace Simulator.Tests.Engine;

/// <summary>The engine against a distribution that is known exactly, and against itself under every way of running it.</summary>
public sealed class EngineTests
{
    private const int Samples = 1 << 20;

    /// <summary>Epoch AI's relative cost of hardware: a product of four lognormals, so a lognormal itself.</summary>
    private static readonly (string Name, Distribution Distribution)[] Factors =
    [
        ("quantity", Lognormal.FromInterval(0.8, 1.25)),
        ("price", Lognormal.FromInterval(0.5, 2)),
        ("server", Lognormal.FromInterval(1.3, 2.1)),
        ("interconnect", Lognormal.FromInterval(1.07, 1.32)),
    ];

    [Fact]
    public void A_product_of_lognormals_has_its_exact_moments_and_quantiles()
    {
        var plan = ProductPlan(Factors);
        var run = EngineRuns.Count(plan, Request());
        var tally = run[0, 0];
        var counts = tally.ToCounts();
        var factor = plan.Outputs[0].Value.Factor;

        // Exact values from the sums of logarithmic variances; tolerance five standard errors, s/√n for the mean and
        // √(p(1 − p)/n)/f(q) for quantiles, with f the lognormal density.
        var sigma = Math.Sqrt(Math.Log(1 + (0.497706 * 0.497706)));
        Assert.Equal(2.193397, factor * tally.Mean, 5 * 0.497706 * 2.193397 / Math.Sqrt(Samples));
        foreach (var (probability, z, exact) in new[] { (0.05, -1.6448536, 0.905739), (0.5, 0.0, 1.963632), (0.95, 1.6448536, 4.257132) })
        {
            var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / (sigma * exact);
            var error = Math.Sqrt(probability * (1 - probability) / Samples) / density;
            Assert.Equal(exact, factor * counts.Quantile(probability), 5 * error);

            // And the error that is reported is that error, within a quarter: it is itself an estimate.
            Assert.Equal(1, factor * counts.QuantileError(probability) / error, 0.25);
        }
    }

    [Theory]
    [InlineData(Sampler.Random, 1, 300_001)]
    [InlineData(Sampler.Sobol, 8, 32_768)]
    public void Results_are_the_same_bits_for_any_threads_lane_and_block(Sampler sampler, int replicates, long points)
    {
        var plan = MixedPlan();
        var request = Request() with { Sampler = sampler, Replicates = replicates, Points = points };
        var expected = EngineRuns.Fingerprint(EngineRuns.Count(plan, request with { Threads = 1 }, CpuDevices.Scalar));
        foreach (var device in CpuDevices.Available)
        {
            foreach (var (threads, block) in new[] { (1, 1024), (2, 2048), (7, 3072), (3, 4096) })
            {
                Assert.Equal(expected, EngineRuns.Fingerprint(EngineRuns.Count(plan, request with { Threads = threads, BlockSize = block }, device)));
            }
        }
    }

    [Fact]
    public void Another_input_changes_nothing_that_does_not_use_it()
    {
        var alone = EngineRuns.Count(ProductPlan(Factors), Request());
        (string, Distribution)[] more = [("extra", Normal.FromMeanAndDeviation(0, 1)), .. Factors];
        var plan = PlanBuilder.Build(more, x =>
        [
            (Spec("extra"), x[0] * x[1]),
            (Spec("product"), x[1] * x[2] * x[3] * x[4]),
        ]);
        var together = EngineRuns.Count(plan, Request());
        Assert.Equal(alone[0, 0].ToCounts().Bins, together[1, 0].ToCounts().Bins);
        Assert.Equal(alone[0, 0].Mean, together[1, 0].Mean);
    }

    [Fact]
    public void A_seed_is_a_promise_and_another_seed_another_sample()
    {
        var plan = MixedPlan();
        var first = EngineRuns.Fingerprint(EngineRuns.Count(plan, Request()));
        Assert.Equal(first, EngineRuns.Fingerprint(EngineRuns.Count(plan, Request())));
        Assert.NotEqual(first, EngineRuns.Fingerprint(EngineRuns.Count(plan, Request() with { Seed = 43 })));
    }

    [Fact]
    public void Not_a_number_and_infinity_are_counted_not_lost()
    {
        (string, Distribution)[] inputs =
        [
            ("numerator", Choice.Of([(0, 0.5), (1, 0.5)])),
            ("denominator", Choice.Of([(0, 0.25), (2, 0.75)])),
        ];
        var plan = PlanBuilder.Build(inputs, x => [(Spec("quotient"), x[0] / x[1])]);
        var tally = EngineRuns.Count(plan, Request())[0, 0];

        // 0/0 and 1/0 occur with probability 1/8 each; five binomial standard errors.
        var error = 5 * Math.Sqrt(Samples * 0.125 * 0.875);
        Assert.Equal(Samples * 0.125, tally.NotANumber, error);
        Assert.Equal(Samples * 0.125, tally.Infinite, error);
        Assert.Equal(Samples, tally.Count + tally.NotANumber + tally.Infinite);
        Assert.Equal(0.5, tally.Maximum);
    }

    [Fact]
    public void Cancelling_keeps_what_was_drawn()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var engine = CpuEngines.Create(CpuDevices.Best);
        var plan = ProductPlan(Factors);
        var request = Request(samples: 100_000_000_000);
        var tallies = engine.Prepare(plan, request);
        var drawn = engine.Count(plan, request, tallies, null, source.Token);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "did not stop");
        Assert.InRange(drawn, 1, 100_000_000_000 - 1);
        Assert.Equal(drawn, tallies[0, 0].Count);
        Assert.Equal(drawn, tallies[0, 0].ToCounts().Total);
    }

    [Fact]
    public void Resolved_bins_give_the_quantiles_of_the_sorted_samples()
    {
        var plan = ProductPlan(Factors);
        var engine = CpuEngines.Create(CpuDevices.Best);
        var request = Request(samples: 100_000);
        var counts = EngineRuns.Count(plan, request)[0, 0].ToCounts();
        var bins = new HashSet<int>(counts.BinsHolding(0.05).Concat(counts.BinsHolding(0.95)));
        counts.Refine(engine.Refine(plan, request, [bins], default)[0]);

        // A second implementation: the same draws one by one through the host's double arithmetic.
        var sorted = Enumerable.Range(0, 100_000).Select(sample => Factors.Aggregate(1.0, (product, factor) =>
            product * AtWord(factor.Distribution, Philox4x32.Word(42, StreamName.Hash(factor.Name), StreamPurpose.A, sample)))).Order().ToArray();
        foreach (var probability in new[] { 0.05, 0.95 })
        {
            // Four factors of a few ulp each.
            var position = probability * 99_999;
            var rank = (int)position;
            var exact = sorted[rank] + ((position - rank) * (sorted[rank + 1] - sorted[rank]));
            Assert.Equal(exact, plan.Outputs[0].Value.Factor * counts.Quantile(probability), exact * 2e-6);
        }
    }

    // A short run keeps its values from the first pass to the second; a long one draws them again.
    [Theory]
    [InlineData(Sampler.Random, 1, 1_000)]
    [InlineData(Sampler.Random, 1, 65_536)]
    [InlineData(Sampler.Random, 1, 65_537)]
    [InlineData(Sampler.Sobol, 5, 2)]
    [InlineData(Sampler.Sobol, 32, 128)]
    [InlineData(Sampler.Sobol, 2, 32_768)]
    [InlineData(Sampler.Sobol, 32, 4_096)]
    public void Bins_are_resolved_alike_from_values_that_were_kept_and_from_values_drawn_again(Sampler sampler, int replicates, long points)
    {
        foreach (var (threads, firstReplicate) in new[] { (1, 0), (3, 0), (2, replicates / 2) })
        {
            var (plan, request) = (MixedPlan(), Request(points, threads) with { Sampler = sampler, Replicates = replicates, FirstReplicate = firstReplicate });
            var engine = CpuEngines.Create(CpuDevices.Best);
            var tallies = engine.Prepare(plan, request);
            engine.Count(plan, request, tallies, null, default);
            List<IReadOnlySet<int>> bins = [.. Enumerable.Range(0, tallies.Outputs).Select(root => tallies.Pooled(root).ToCounts().Numbered.Select(bin => bin.Bin).Where(bin => bin % 3 == 0).ToHashSet())];
            var drawn = Resolved(CpuEngines.Create(CpuDevices.Best), plan, request);
            Assert.Equal(drawn, Resolved(engine, plan, request));
            Assert.Equal(drawn, Resolved(engine, plan, request));

            // Nor do values stand in for those of another seed, another plan, or a run that was stopped.
            var other = Resolved(CpuEngines.Create(CpuDevices.Best), plan, request with { Seed = 43 });
            engine.Count(plan, request, tallies.Emptied(), null, default);
            Assert.Equal(other, Resolved(engine, plan, request with { Seed = 43 }));
            engine.Count(plan with { Draws = [.. plan.Draws] }, request with { Seed = 43 }, tallies.Emptied(), null, default);
            Assert.Equal(drawn, Resolved(engine, plan, request));
            engine.Count(plan, request, tallies.Emptied(), null, new CancellationToken(canceled: true));
            Assert.Equal(drawn, Resolved(engine, plan, request));

            List<(int, int, long)> Resolved(ISimulationEngine from, SimulationPlan of, SamplingRequest asked) =>
                [.. from.Refine(of, asked, bins, default).SelectMany(root => root.OrderBy(bin => bin.Key))
                    .SelectMany(bin => bin.Value.Numbered.Select(place => (bin.Key, place.Place, place.Count)))];
        }
    }

    private static double AtWord(Distribution distribution, uint word)
    {
        var tail = ((word & 0x7FFF_FFFF) + 0.5) / 4294967296.0;
        return word < 0x8000_0000 ? distribution.Quantile(tail, 1 - tail) : distribution.Quantile(1 - tail, tail);
    }

    private static SimulationPlan ProductPlan((string Name, Distribution Distribution)[] factors) => PlanBuilder.Build(
        factors, x => [(Spec("product"), x.Aggregate((a, b) => a * b))]);

    private static SimulationPlan MixedPlan() => PlanBuilder.Build(
        [
            .. Factors,
            ("pert", Pert.FromMode(1, 2, 5)),
            ("gamma", Gamma.FromShapeAndScale(0.7, 2)),
            ("triangular", Triangular.FromMode(1, 3, 4)),
            ("choice", Choice.Of([(1, 0.3), (2, 0.7)])),
            ("truncated", Normal.FromMeanAndDeviation(1, 1).Truncate(0, 3)),
            ("mixture", Mixture.Of([(Lognormal.FromInterval(1, 2), 0.5), (Uniform.Between(5, 6), 0.5)])),
        ],
        x =>
        [
            (Spec("a"), (x[0] * x[1]) + (x[4] / x[5])),
            (Spec("b"), TraceLane.Max(x[6] - x[7], x[8]) * x[9]),
            (Spec("c"), TraceLane.Constant(1) / (x[2] + TraceLane.Constant(2))),
        ]);

    private static OutputSpec Spec(string name) => new(name, name, "", 1, "");

    private static SamplingRequest Request(long samples = Samples, int threads = 2, int block = 1024) => new(Sampler.Random, 42, 1, 0, samples, threads, block);
}
