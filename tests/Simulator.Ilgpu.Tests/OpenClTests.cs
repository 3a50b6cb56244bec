using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;
using Simulator.Tests.Engine;

namespace Simulator.Ilgpu.Tests;

/// <summary>The kernels on a real OpenCL driver against the CPU engine; and which OpenCL devices are taken.</summary>
[Collection(Devices.Collection)]
public class OpenClTests
{
    public static TheoryData<string> Files() => [.. Plans.Files];

    [OpenClTheory]
    [InlineData(Sampler.Sobol, 4, 0, 1 << 12)]
    [InlineData(Sampler.Sobol, 3, 64, 64)]
    [InlineData(Sampler.Random, 1, 0, 10_007)]
    public void Every_count_of_every_distribution_and_operation_is_that_of_the_cpu_engine(Sampler sampler, int replicates, long first, long points) =>
        AssertAgrees(Plans.Everything, new SamplingRequest(sampler, 42, replicates, first, points, 2, 1024));

    [OpenClTheory]
    [MemberData(nameof(Files))]
    public void Every_count_of_every_scenario_is_that_of_the_cpu_engine(string file)
    {
        AssertAgrees(Plans.Of(file), new SamplingRequest(Sampler.Sobol, 42, 8, 0, (1 << 16) / 8, 2, 1024));
        AssertAgrees(Plans.Of(file), new SamplingRequest(Sampler.Random, 42, 1, 0, 1 << 16, 2, 1024));
    }

    [OpenClFact]
    public void Every_count_of_a_comparison_is_that_of_the_cpu_engine() =>
        AssertAgrees(Plans.Comparison, new SamplingRequest(Sampler.Sobol, 42, 8, 0, (1 << 13) / 8, 2, 1024));

    [OpenClFact]
    public void A_second_pass_finds_the_same_floats()
    {
        var request = new SamplingRequest(Sampler.Sobol, 42, 4, 0, 1 << 13, 2, 1024);
        using var engine = OpenClDriver.Engine();
        var bins = AgreementTests.BinsOfMedians(Plans.Flagship, EngineRuns.Count(Plans.Flagship, request));
        var (expected, actual) = (CpuEngines.Create(CpuDevices.Best).Refine(Plans.Flagship, request, bins, default), engine.Refine(Plans.Flagship, request, bins, default));
        for (var root = 0; root < bins.Count; root++)
        {
            foreach (var bin in bins[root])
            {
                AgreementTests.AssertSameFloats(expected[root][bin], actual[root][bin]);
            }
        }
    }

    // Without pins, a collection moves an array before the driver fills it; a replicate's sums are then 0, or its counts are missing.
    // Replicates are read by several threads, which launch the same kernels.
    [OpenClTheory]
    [InlineData(Sampler.Sobol, 16, 256)]
    [InlineData(Sampler.Random, 1, 4096)]
    public void Garbage_collections_during_copies_change_no_bit(Sampler sampler, int replicates, long points)
    {
        var request = new SamplingRequest(sampler, 42, replicates, 0, points, 4, 1024);
        var expected = EngineRuns.Count(Plans.Flagship, request);
        using var engine = OpenClDriver.Engine();
        var quiet = AgreementTests.Count(engine, Plans.Flagship, request);
        using var collections = new GarbageCollections();
        for (var run = 0; run < 6; run++)
        {
            var actual = AgreementTests.Count(engine, Plans.Flagship, request);
            AgreementTests.AssertSameCounts(Plans.Flagship, expected, actual);
            Assert.Equal(Means(quiet), Means(actual));
        }

        Assert.InRange(collections.Count, 6, int.MaxValue);
    }

    [OpenClTheory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Every_sum_of_pick_freeze_sampling_is_that_of_the_cpu_engine(Sampler sampler)
    {
        var request = new SamplingRequest(sampler, 42, 2, 0, 1500, 2, 1024);
        using var engine = OpenClDriver.Engine();
        PickFreezeTests.AssertSame(
            Plans.Flagship, PickFreezeTests.Run(CpuEngines.Create(CpuDevices.Best), Plans.Flagship, request), PickFreezeTests.Run(engine, Plans.Flagship, request));
    }

    // A default device has one bit more, and so might a card that is something else besides.
    [Theory]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_GPU, false, true)]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_GPU | CLDeviceType.CL_DEVICE_TYPE_DEFAULT, false, true)]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_GPU | CLDeviceType.CL_DEVICE_TYPE_CPU, false, true)]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_CPU, false, false)]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_CPU | CLDeviceType.CL_DEVICE_TYPE_DEFAULT, false, false)]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_CPU, true, true)]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_CPU | CLDeviceType.CL_DEVICE_TYPE_DEFAULT, true, true)]
    [InlineData(CLDeviceType.CL_DEVICE_TYPE_ACCELERATOR, true, false)]
    public void Cards_are_taken_and_processors_only_on_request(CLDeviceType type, bool takesProcessors, bool isTaken)
    {
        Assert.Equal(isTaken, OpenClDevices.IsTaken(type, takesProcessors));
        Assert.Equal(isTaken && !takesProcessors, OpenClDevices.IsCard(type));
    }

    private static List<double> Means(RunTallies tallies) =>
    [
        .. from root in Enumerable.Range(0, tallies.Outputs)
           from replicate in Enumerable.Range(0, tallies.Replicates)
           select tallies[root, replicate].Mean,
    ];

    private static void AssertAgrees(SimulationPlan plan, SamplingRequest request)
    {
        using var engine = OpenClDriver.Engine();
        AgreementTests.AssertSameCounts(plan, EngineRuns.Count(plan, request), AgreementTests.Count(engine, plan, request));
    }
}
