using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;
using Simulator.Statistics.Counting;
using Simulator.Tests.Engine;

namespace Simulator.Ilgpu.Tests;

/// <summary>Only counters that are not zero are copied from a device, and all of them.</summary>
[Collection(Devices.Collection)]
public class FilledReaderTests
{
    private const int LongestRecord = FilledCounters.RecordHead + FilledCounters.WordCounters;
    private static readonly SamplingRequest Request = new(Sampler.Sobol, 42, 4, 0, 1 << 12, 2, 1024);

    public static TheoryData<string> Kernels() =>
        [nameof(FilledCounters.TakeBetweenExtremes), nameof(FilledCounters.TakeAll), nameof(FilledCounters.Set)];

    // Shares of counters that are not zero from none to all; room for everything, or for one record a turn.
    [Theory]
    [InlineData(0, FilledReader.UsualRoom)]
    [InlineData(0.01, FilledReader.UsualRoom)]
    [InlineData(0.5, FilledReader.UsualRoom)]
    [InlineData(1, FilledReader.UsualRoom)]
    [InlineData(0.01, LongestRecord)]
    [InlineData(0.5, LongestRecord + 1)]
    [InlineData(1, LongestRecord)]
    public void Every_counter_comes_over_once_and_is_cleared(double share, int room) => AssertTakesAll(Devices.First, share, room);

    [OpenClTheory]
    [InlineData(0.5, FilledReader.UsualRoom)]
    [InlineData(0.5, LongestRecord)]
    [InlineData(1, LongestRecord + 7)]
    public void Every_counter_comes_over_once_and_is_cleared_by_a_driver(double share, int room) => AssertTakesAll(OpenClDriver.Accelerator, share, room);

    // Replicates are read so: each with its memory and its stream, all with the same kernels.
    [OpenClTheory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Each_of_several_threads_takes_its_own_counters(int threads)
    {
        var accelerator = OpenClDriver.Accelerator;
        var kernels = new FilledKernels(accelerator, LaunchShape.For(accelerator));
        var bus = new DeviceBus();
        var streams = Enumerable.Range(0, threads).Select(_ => accelerator.CreateStream()).ToList();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            using var binding = accelerator.BindScoped();
            using var reader = new FilledReader(kernels, streams[thread], bus, FilledReader.UsualRoom);
            var counts = Enumerable.Range(1, 640).Select(i => (uint)((1000 * thread) + i)).ToArray();
            using var counters = bus.Allocate(accelerator, counts);
            for (var run = 0; run < 500; run++)
            {
                var taken = new uint[counts.Length];
                bus.Write(streams[thread], counters.View, counts);
                reader.TakeAll(counters.View, (place, count) => taken[place] += count);
                Assert.Equal(counts, taken);
            }
        });
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public void Room_for_less_than_a_record_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FilledReader(new(Devices.First, LaunchShape.For(Devices.First)), Devices.First.DefaultStream, new DeviceBus(), LongestRecord - 1));

    [Fact]
    public void Only_filled_bins_cross_the_bus()
    {
        using var engine = Devices.Engine();
        var tallies = AgreementTests.Count(engine, Plans.Flagship, Request);
        long expected = 0;
        for (var replicate = 0; replicate < Request.Replicates; replicate++)
        {
            expected += sizeof(int) + (new PlanLayout(Plans.Flagship, 0).SumLength * sizeof(long));
            foreach (var root in Enumerable.Range(0, Plans.Flagship.Roots.Count).Where(root => Plans.Flagship.Roots[root].IsCounted))
            {
                var bins = tallies[root, replicate].ToCounts().Bins.Select(bin => FloatBins.Of((float)bin.Low)).ToList();
                var words = bins.Select(bin => DeviceTally.Place(0, bin) / FilledCounters.WordCounters).Distinct().Count();
                expected += (2 * sizeof(int)) + (sizeof(uint) * (bins.Count + (FilledCounters.RecordHead * words)));
            }
        }

        Assert.Equal(expected, engine.BytesFromDevices);
        var layout = new PlanLayout(Plans.Flagship, 0);
        Assert.Equal([new RoundTraffic(
            Request.Samples, expected,
            Request.Replicates * (((long)layout.StreamCount * DeviceWords.StreamLength * sizeof(uint)) + (2L * sizeof(int) * layout.Counted.Count))
                + ((long)layout.Cubics(Sampler.Sobol).Length * PlanLayout.BytesOfCubic))], engine.Rounds);
    }

    [Theory]
    [InlineData(LongestRecord, uint.MaxValue)]
    [InlineData(FilledReader.UsualRoom, 1)]
    [InlineData(1000, 5000)]
    public void Neither_room_nor_the_moment_of_reading_changes_a_result(int room, long mostUnread)
    {
        using var engine = new IlgpuEngine("ilgpu-cpu", [Devices.First], limits: new WorkerLimits(room, mostUnread));
        var usual = Devices.EngineFor(Plans.Flagship);
        var tallies = AgreementTests.Count(usual, Plans.Flagship, Request);
        Assert.Equal(EngineRuns.Fingerprint(tallies), EngineRuns.Fingerprint(AgreementTests.Count(engine, Plans.Flagship, Request)));
        var bins = AgreementTests.BinsOfMedians(Plans.Flagship, tallies);
        var (expected, actual) = (usual.Refine(Plans.Flagship, Request, bins, default), engine.Refine(Plans.Flagship, Request, bins, default));
        for (var root = 0; root < bins.Count; root++)
        {
            foreach (var bin in bins[root])
            {
                AgreementTests.AssertSameFloats(expected[root][bin], actual[root][bin]);
            }
        }
    }

    [Fact]
    public void Lost_counts_end_a_run()
    {
        var (shape, bus) = (LaunchShape.For(Devices.First), new DeviceBus());
        var planned = CountingMemory.Plan(Plans.Flagship, shape.SharedCounters, FilledReader.UsualRoom, MemoryBudget.Of("ilgpu-cpu", Devices.First.Device, null));
        using var memory = new DeviceMemory(Devices.First, planned, shape, bus);
        var worker = new DeviceWorker(Devices.First, shape, memory, 0, bus, WorkerLimits.Usual, new TranslationLog());
        worker.Count(Request, ..1, 0, 256, default);
        Assert.Throws<InvalidOperationException>(() => worker.HandOver(257, 0, 0, Devices.EngineFor(Plans.Flagship).Prepare(Plans.Flagship, Request)));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Their_kernels_need_neither_local_memory_nor_calls(string kernel)
    {
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(typeof(FilledCounters).GetMethod(kernel)!);
        using var ptx = new PTXBackend(Devices.Optimized, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        var text = ((PTXCompiledKernel)ptx.Compile(entry, default)).PTXAssembly;
        Assert.Contains(".visible .entry", text);
        Assert.DoesNotContain(".local", text);
        Assert.DoesNotContain("call", text);
        var capabilities = new CLCapabilityContext(float16: false, float64: false, genericAddressSpace: true, int64_Atomics: true, subGroups: false);
        using var opencl = new CLBackend(Devices.Optimized, capabilities, CLDeviceVendor.AMD, CLCVersion.CL20);
        Assert.Contains("kernel void", ((CLCompiledKernel)opencl.Compile(entry, default)).Source);
    }

    private static void AssertTakesAll(Accelerator accelerator, double share, int room)
    {
        var random = new Random(42);
        var counters = Enumerable.Range(0, 100 * FilledCounters.WordCounters)
            .Select(_ => random.NextDouble() < share ? (uint)random.NextInt64(1, 1L << 32) : 0).ToArray();
        using var memory = accelerator.Allocate1D(counters);
        using var reader = new FilledReader(new(accelerator, LaunchShape.For(accelerator)), accelerator.DefaultStream, new DeviceBus(), room);
        var taken = new uint[counters.Length];
        reader.TakeAll(memory.View, (place, count) =>
        {
            Assert.Equal(0u, taken[place]);
            taken[place] = count;
        });
        Assert.Equal(counters, taken);
        Assert.All(memory.GetAsArray1D(), left => Assert.Equal(0u, left));
    }
}
