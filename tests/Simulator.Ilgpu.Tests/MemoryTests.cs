using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Tests.Engine;

namespace Simulator.Ilgpu.Tests;

/// <summary>The memory of a device is planned before anything is allocated, and no budget changes a bit of a result.</summary>
[Collection(Devices.Collection)]
public class MemoryTests
{
    private const long MiB = 1 << 20;
    private static readonly SamplingRequest Request = new(Sampler.Sobol, 42, 4, 0, 1 << 11, 2, 1024);

    // One output at a time, some at a time, all at once; then some replicates at once, and all of them.
    [Theory]
    [InlineData(5, 17, 1)]
    [InlineData(12, 9, 1)]
    [InlineData(30, 3, 1)]
    [InlineData(100, 1, 1)]
    [InlineData(230, 1, 3)]
    [InlineData(400, 1, 5)]
    public void Results_are_the_same_bits_with_any_budget(long mebibytes, int turns, int replicates)
    {
        using var engine = Engine(mebibytes * MiB);
        var expected = AgreementTests.Count(Devices.EngineFor(Plans.Flagship), Plans.Flagship, Request);
        var actual = AgreementTests.Count(engine, Plans.Flagship, Request);
        Assert.Equal(EngineRuns.Fingerprint(expected), EngineRuns.Fingerprint(actual));
        Assert.Equal((turns, replicates), (engine.Memory!.Parts.Count, engine.Memory.Replicates));
        Assert.Equal(turns > 1, engine.Notice?.Contains($"counted in {turns} turns", StringComparison.Ordinal) == true);
    }

    // Differences of two scenarios, correlated inputs and every distribution: not every turn needs all draws.
    [Theory]
    [InlineData(nameof(Plans.Comparison), Sampler.Sobol, 80)]
    [InlineData(nameof(Plans.Comparison), Sampler.Random, 80)]
    [InlineData(nameof(Plans.Everything), Sampler.Sobol, 80)]
    [InlineData(nameof(Plans.Everything), Sampler.Random, 80)]
    [InlineData("timed/when-to-run.yaml", Sampler.Sobol, 30)]
    public void Every_count_of_turns_is_that_of_the_cpu_engine(string name, Sampler sampler, long mebibytes)
    {
        var plan = name switch { nameof(Plans.Comparison) => Plans.Comparison, nameof(Plans.Everything) => Plans.Everything, _ => Plans.Of(name) };
        var request = new SamplingRequest(sampler, 42, sampler == Sampler.Random ? 1 : 2, 0, 512, 2, 1024);
        using var engine = Engine(mebibytes * MiB);
        AgreementTests.AssertSameCounts(plan, EngineRuns.Count(plan, request), AgreementTests.Count(engine, plan, request));
        Assert.InRange(engine.Memory!.Parts.Count, 2, 10);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(230)]
    public void What_is_allocated_is_what_was_planned_and_within_the_budget(long mebibytes)
    {
        using var engine = Engine(mebibytes * MiB);
        var tallies = AgreementTests.Count(engine, Plans.Flagship, Request);
        var counting = engine.Memory!.BytesOfCounting(Math.Min(Request.Replicates, engine.Memory.Replicates));
        Assert.Equal(counting + sizeof(uint), engine.BytesOnDevices.Single()); // with a place for the counters of a second pass
        engine.Refine(Plans.Flagship, Request, AgreementTests.BinsOfMedians(Plans.Flagship, tallies), default);
        Assert.InRange(engine.BytesOnDevices.Single(), counting + 1, mebibytes * MiB);
        Assert.InRange(engine.Memory.Bytes, counting, mebibytes * MiB);
    }

    // As few as one resolved bin at a time.
    [Theory]
    [InlineData(0)]
    [InlineData(40_000)]
    [InlineData(200 * MiB)]
    public void A_second_pass_in_several_portions_finds_the_same_floats(long more)
    {
        var request = Request with { Points = 512 };
        var least = LeastBudget(Plans.Flagship);
        using var engine = Engine(least + more);
        var usual = Devices.EngineFor(Plans.Flagship);
        var tallies = AgreementTests.Count(usual, Plans.Flagship, request);
        var bins = Enumerable.Range(0, tallies.Outputs).Select(root => (IReadOnlySet<int>)(Plans.Flagship.Roots[root].IsCounted
            ? ((double[])[0.1, 0.5, 0.9]).SelectMany(tallies.Pooled(root).ToCounts().BinsHolding).ToHashSet() : [])).ToList();
        var (expected, actual) = (usual.Refine(Plans.Flagship, request, bins, default), engine.Refine(Plans.Flagship, request, bins, default));
        for (var root = 0; root < bins.Count; root++)
        {
            foreach (var bin in bins[root])
            {
                AgreementTests.AssertSameFloats(expected[root][bin], actual[root][bin]);
            }
        }
    }

    [Fact]
    public void A_budget_for_less_than_one_output_is_refused_with_both_figures_before_anything_is_allocated()
    {
        using var engine = Engine(2 * MiB);
        var refusal = Assert.Throws<DeviceException>(() => AgreementTests.Count(engine, Plans.Flagship, Request));
        Assert.Matches("counting one output at a time needs at least 5 MiB of the device's memory, and the budget is 2 MiB, as stated by --device-memory", refusal.Message);
        Assert.Empty(engine.BytesOnDevices);
    }

    [Fact]
    public void A_turn_has_no_more_outputs_than_indices_and_a_groups_memory_can_tell_apart()
    {
        var budget = new MemoryBudget("card", 1L << 40, long.MaxValue, false);
        var memory = CountingMemory.Plan(Plans.Comparison, 60, FilledReader.UsualRoom, budget);
        Assert.All(memory.Layouts, layout => Assert.InRange(layout.SharedWords, 1, 60));
        var (layouts, largest) = (CountingMemory.Plan(Plans.Comparison, 12_000, FilledReader.UsualRoom, budget with { LargestBuffer = 20 * MiB }).Layouts, 5);
        Assert.All(layouts, layout => Assert.InRange(layout.Counted.Count, 1, largest));
    }

    [Fact]
    public void Parts_of_a_plan_have_each_root_once_and_only_the_draws_that_they_need()
    {
        var parts = PlanPart.Divide(Plans.Comparison, 20);
        Assert.Equal(Enumerable.Range(0, Plans.Comparison.Roots.Count), parts.SelectMany(part => part.Roots).Order());
        Assert.All(parts, part => Assert.InRange(part.Plan.Roots.Count(root => root.IsCounted), 1, 20));
        var layout = new PlanLayout(parts[0].Plan, 100);
        Assert.Contains(Enumerable.Range(0, Plans.Comparison.Draws.Count), draw => !layout.IsUsed(draw));
    }

    private static IlgpuEngine Engine(long memory) => new("ilgpu-cpu", [Devices.First], memory: memory);

    private static long LeastBudget(SimulationPlan plan)
    {
        long least = MiB;
        for (var step = 64 * MiB; step >= 1024; step /= 2)
        {
            try
            {
                CountingMemory.Plan(plan, LaunchShape.For(Devices.First).SharedCounters, FilledReader.UsualRoom, new("ilgpu-cpu", least + step, long.MaxValue, true));
            }
            catch (DeviceException)
            {
                least += step;
            }
        }

        return least + 1024;
    }
}
