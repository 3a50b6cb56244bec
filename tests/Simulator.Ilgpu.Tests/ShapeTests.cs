using ILGPU;
using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Lanes;
using Simulator.Tests.Engine;

namespace Simulator.Ilgpu.Tests;

/// <summary>Neither groups, nor memory, nor devices, nor the length of a launch change a bit of a result.</summary>
[Collection(Devices.Collection)]
public class ShapeTests
{
    private static readonly SamplingRequest Request = new(Sampler.Sobol, 42, 4, 0, 1 << 12, 2, 1024);

    [Fact]
    public void Results_are_the_same_bits_for_other_groups_and_devices()
    {
        var expected = EngineRuns.Fingerprint(AgreementTests.Count(Devices.EngineFor(Plans.Flagship), Plans.Flagship, Request));
        Assert.Equal(expected, Run(Devices.Engine(new LaunchShape(Devices.LargeGroup, 1, 4096))));
        Assert.Equal(expected, Run(Devices.Engine(new LaunchShape(1, 3, 17)))); // one counter a root: nearly all in the device's memory
        Assert.Equal(expected, Run(Devices.Engine(devices: 3)));
    }

    [Theory]
    [InlineData(Sampler.Sobol, 4)]
    [InlineData(Sampler.Random, 1)]
    public void Results_are_the_same_bits_however_the_points_are_cut(Sampler sampler, int replicates)
    {
        var whole = new SamplingRequest(sampler, 42, replicates, 0, 5 * 1024, 2, 1024);
        var engine = Devices.EngineFor(Plans.Flagship);
        var expected = AgreementTests.Count(engine, Plans.Flagship, whole);
        var tallies = engine.Prepare(Plans.Flagship, whole);
        engine.Count(Plans.Flagship, whole with { Points = 2048 }, tallies, null, default);
        engine.Count(Plans.Flagship, whole with { FirstPoint = 2048, Points = 3 * 1024 }, tallies, null, default);
        Assert.Equal(EngineRuns.Fingerprint(expected), EngineRuns.Fingerprint(tallies));
    }

    [Fact]
    public void An_interrupted_run_keeps_whole_rounds_only_and_says_how_far_it_came()
    {
        using var stop = new CancellationTokenSource();
        var request = Request with { Points = 1L << 31 };
        var engine = Devices.EngineFor(Plans.Flagship);
        var tallies = engine.Prepare(Plans.Flagship, request);
        var reports = new List<RunProgress>();
        stop.CancelAfter(TimeSpan.FromMilliseconds(1));
        var drawn = engine.Count(Plans.Flagship, request, tallies, new Listener(reports.Add), stop.Token);
        Assert.Equal(drawn, tallies.Pooled(0).Count);
        Assert.True(drawn < request.Samples);
    }

    // 65,536 registers of a multiprocessor, and 2,048 threads at most, whatever the driver's rounding.
    [Theory]
    [InlineData(32, 256, 8)]
    [InlineData(128, 256, 2)]
    [InlineData(150, 128, 3)]
    [InlineData(255, 256, 1)]
    public void The_group_is_that_in_which_most_threads_fit(int registers, int groupSize, int groups) =>
        Assert.Equal(
            new LaunchShape(groupSize, groups, 100),
            new LaunchShape(256, 2, 100).Fitting(size => Math.Min(2048, 65_536 / registers) / size));

    [Fact]
    public void A_driver_that_does_not_know_leaves_the_shape_as_it_is() =>
        Assert.Equal(new LaunchShape(256, 2, 100), new LaunchShape(256, 2, 100).Fitting(_ => 0));

    [Fact]
    public void Rounds_cover_the_points_once_and_grow_within_bounds()
    {
        var request = new SamplingRequest(Sampler.Random, 42, 1, 0, 100_000_000_000, 2, 1024);
        long next = 0;
        long length = 0;
        foreach (var (first, end) in new LaunchPace(request, 1, TimeProvider.System))
        {
            Assert.Equal(next, first);
            Assert.InRange(end - first, 1, 1L << 31);
            Assert.True(length == 0 || end - first <= 8 * length);
            Assert.True(end == request.Points || (end - first) % KernelRange.BlockPoints == 0);
            (next, length) = (end, end - first);
        }

        Assert.Equal(request.Points, next);
    }

    [Theory]
    [InlineData(1f, 1L << 40)]
    [InlineData(-0.75f, -3L << 38)]
    [InlineData(9.094947e-13f, 1)]
    [InlineData(1e-30f, 0)]
    [InlineData(0f, 0)]
    public void Sums_are_fixed_point_numbers(float value, long expected)
    {
        using var memory = Devices.First.Allocate1D<long>(FixedSums.Buckets);
        memory.MemSetToZero();
        Devices.First.LoadStreamKernel<float, ArrayView<long>>(AddOne)(new KernelConfig(1, 1), value, memory.View.AsContiguous());
        Devices.First.Synchronize();
        Assert.Equal(((System.Numerics.BigInteger)expected, false), FixedSums.Read(memory.GetAsArray1D()));
    }

    [Fact]
    public void A_sum_of_any_size_is_exact()
    {
        using var memory = Devices.First.Allocate1D<long>(FixedSums.Buckets);
        memory.MemSetToZero();
        Devices.First.LoadStreamKernel<float, ArrayView<long>>(AddOne)(new KernelConfig(1, 1), float.MaxValue, memory.View.AsContiguous());
        Devices.First.Synchronize();
        Assert.Equal((new System.Numerics.BigInteger(float.MaxValue) << 40, false), FixedSums.Read(memory.GetAsArray1D()));
    }

    [Fact]
    public void A_sum_that_is_not_finite_is_noted()
    {
        using var memory = Devices.First.Allocate1D<long>(FixedSums.Buckets);
        memory.MemSetToZero();
        Devices.First.LoadStreamKernel<float, ArrayView<long>>(AddOne)(new KernelConfig(1, 1), float.PositiveInfinity, memory.View.AsContiguous());
        Devices.First.Synchronize();
        Assert.True(FixedSums.Read(memory.GetAsArray1D()).Overflowed);
    }

    private static void AddOne(float value, ArrayView<long> sums) => FixedSums.Add(sums, 0, new ScalarLane(value));

    private static string Run(IlgpuEngine engine)
    {
        using (engine)
        {
            return EngineRuns.Fingerprint(AgreementTests.Count(engine, Plans.Flagship, Request));
        }
    }

    private sealed class Listener(Action<RunProgress> hear) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => hear(value);
    }
}
