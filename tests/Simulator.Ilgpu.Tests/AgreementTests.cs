using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;
using Simulator.Tests.Engine;

namespace Simulator.Ilgpu.Tests;

/// <summary>The kernels on ILGPU's CPU accelerator against the CPU engine.</summary>
[Collection(Devices.Collection)]
public class AgreementTests
{
    // Sums of up to 256 deviations in single precision: relative error below 256 · 2⁻²⁴ each, and they average out.
    private const double MomentError = 1e-6;

    public static TheoryData<string> Files() => [.. Plans.Files];

    [Theory]
    [InlineData(Sampler.Sobol, 4, 0, 1 << 12)]
    [InlineData(Sampler.Sobol, 3, 64, 64)]
    [InlineData(Sampler.Sobol, 2, 0, 2)]
    [InlineData(Sampler.Random, 1, 0, 10_007)]
    [InlineData(Sampler.Random, 1, 1 << 16, 300)]
    public void Every_count_of_every_distribution_and_operation_is_that_of_the_cpu_engine(Sampler sampler, int replicates, long first, long points)
    {
        var request = new SamplingRequest(sampler, 42, replicates, first, points, 2, 1024);
        var engine = Devices.EngineFor(Plans.Everything);
        AssertSameCounts(Plans.Everything, EngineRuns.Count(Plans.Everything, request), Count(engine, Plans.Everything, request));
    }

    [Theory]
    [InlineData(Sampler.Sobol, 8)]
    [InlineData(Sampler.Random, 1)]
    public void Every_count_of_the_readmes_scenario_is_that_of_the_cpu_engine(Sampler sampler, int replicates)
    {
        var request = new SamplingRequest(sampler, ulong.MaxValue, replicates, 0, (1 << 14) / replicates, 2, 1024);
        var engine = Devices.EngineFor(Plans.Flagship);
        AssertSameCounts(Plans.Flagship, EngineRuns.Count(Plans.Flagship, request), Count(engine, Plans.Flagship, request));
    }

    // Parts of a run with few points of each replicate hold some replicates only.
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    [InlineData(0, 2)]
    public void Some_replicates_are_those_of_the_cpu_engine(int first, int end)
    {
        var request = new SamplingRequest(Sampler.Sobol, 42, end, 0, 1024, 2, 1024) { FirstReplicate = first };
        using var engine = Devices.Engine();
        var (expected, actual) = (EngineRuns.Count(Plans.Flagship, request), Count(engine, Plans.Flagship, request));
        AssertSameCounts(Plans.Flagship, expected, actual);
        Assert.All(Enumerable.Range(0, end), replicate => Assert.Equal(replicate < first ? 0 : 1024, actual[0, replicate].Count));
        var bins = BinsOfMedians(Plans.Flagship, expected);
        var (floats, ours) = (CpuEngines.Create(CpuDevices.Best).Refine(Plans.Flagship, request, bins, default), engine.Refine(Plans.Flagship, request, bins, default));
        Assert.All(Enumerable.Range(0, bins.Count), root => Assert.All(bins[root], bin => AssertSameFloats(floats[root][bin], ours[root][bin])));
        PickFreezeTests.AssertSame(
            Plans.Flagship, PickFreezeTests.Run(CpuEngines.Create(CpuDevices.Best), Plans.Flagship, request), PickFreezeTests.Run(engine, Plans.Flagship, request));
    }

    [Fact]
    public void What_is_not_finite_is_counted()
    {
        // 0/0, 0/1, 1/0 and 1/1 with a probability of a quarter each; four standard errors of 2¹² Bernoulli trials are 111.
        var request = new SamplingRequest(Sampler.Random, 42, 1, 0, 1 << 12, 2, 1024);
        var engine = Devices.EngineFor(Plans.Everything);
        var tally = Count(engine, Plans.Everything, request)[RootOf("not finite"), 0];
        Assert.InRange(tally.NotANumber, 1024 - 111, 1024 + 111);
        Assert.InRange(tally.Infinite, 1024 - 111, 1024 + 111);
        Assert.Equal(request.Samples, tally.Count + tally.NotANumber + tally.Infinite);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_count_of_every_scenario_is_that_of_the_cpu_engine(string file) => AssertAgrees(Plans.Of(file));

    [Fact]
    public void Every_count_of_a_comparison_is_that_of_the_cpu_engine() => AssertAgrees(Plans.Comparison);

    [Theory]
    [InlineData(Sampler.Sobol, 4)]
    [InlineData(Sampler.Random, 1)]
    public void A_second_pass_finds_the_same_floats(Sampler sampler, int replicates)
    {
        var request = new SamplingRequest(sampler, 42, replicates, 0, (1 << 13) / replicates, 2, 1024);
        var engine = Devices.EngineFor(Plans.Flagship);
        var tallies = Count(engine, Plans.Flagship, request);
        var bins = BinsOfMedians(Plans.Flagship, tallies);
        var expected = CpuEngines.Create(CpuDevices.Best).Refine(Plans.Flagship, request, bins, default);
        var actual = engine.Refine(Plans.Flagship, request, bins, default);
        for (var root = 0; root < bins.Count; root++)
        {
            foreach (var bin in bins[root])
            {
                AssertSameFloats(expected[root][bin], actual[root][bin]);
            }
        }
    }

    internal static IReadOnlyList<IReadOnlySet<int>> BinsOfMedians(SimulationPlan plan, RunTallies tallies) =>
    [
        .. Enumerable.Range(0, tallies.Outputs)
            .Select(root => (IReadOnlySet<int>)(plan.Roots[root].IsCounted ? tallies.Pooled(root).ToCounts().BinsHolding(0.5).ToHashSet() : [])),
    ];

    internal static void AssertSameFloats(RefinedBin expected, RefinedBin actual)
    {
        Assert.NotEqual(0, expected.Total);
        Assert.Equal(expected.Total, actual.Total);
        for (long rank = 0; rank < expected.Total; rank++)
        {
            Assert.Equal(expected.AtRank(rank, expected.Total), actual.AtRank(rank, expected.Total));
        }
    }

    internal static RunTallies Count(ISimulationEngine engine, SimulationPlan plan, SamplingRequest request)
    {
        var tallies = engine.Prepare(plan, request);
        Assert.Equal(request.Samples, engine.Count(plan, request, tallies, null, default));
        return tallies;
    }

    private static int RootOf(string output) => Plans.Everything.Outputs.Single(planned => planned.Spec.Name == output).Value.Root;

    private static void AssertAgrees(SimulationPlan plan)
    {
        using var engine = Devices.Engine();
        foreach (var request in (SamplingRequest[])
            [new(Sampler.Sobol, 42, 8, 0, (1 << 12) / 8, 2, 1024), new(Sampler.Random, 42, 1, 0, 1 << 12, 2, 1024)])
        {
            AssertSameCounts(plan, EngineRuns.Count(plan, request), Count(engine, plan, request));
        }
    }

    internal static void AssertSameCounts(SimulationPlan plan, RunTallies expected, RunTallies actual)
    {
        for (var root = 0; root < expected.Outputs; root++)
        {
            for (var replicate = 0; replicate < expected.Replicates; replicate++)
            {
                var (one, other) = (expected[root, replicate], actual[root, replicate]);
                Assert.Equal(one.Count, other.Count);
                if (one.Count + one.NotANumber + one.Infinite == 0)
                {
                    continue; // a replicate that was not drawn has no mean
                }

                Assert.Equal(one.Mean, other.Mean, MomentError * (Math.Abs(one.Mean) + one.StandardDeviation));
                if (plan.Roots[root].IsCounted)
                {
                    Assert.Equal(one.ToCounts().Bins, other.ToCounts().Bins);
                    Assert.Equal((one.Minimum, one.Maximum, one.NotANumber, one.Infinite), (other.Minimum, other.Maximum, other.NotANumber, other.Infinite));
                    Assert.Equal(one.StandardDeviation, other.StandardDeviation, MomentError * (Math.Abs(one.Mean) + one.StandardDeviation));
                }
            }
        }
    }
}
