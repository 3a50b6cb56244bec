using System.Text.RegularExpressions;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sensitivity;

namespace Simulator.Ilgpu.Tests;

/// <summary>Pick-freeze sampling on ILGPU's CPU accelerator: every sum is that of the CPU engine to the last bit.</summary>
[Collection(Devices.Collection)]
public partial class PickFreezeTests
{
    // Whole segments, a part of one, less than a column, and more than a virtual block.
    [Theory]
    [InlineData(Sampler.Sobol, 2, 1 << 11)]
    [InlineData(Sampler.Sobol, 3, 2)]
    [InlineData(Sampler.Random, 2, 1500)]
    [InlineData(Sampler.Random, 2, 33)]
    [InlineData(Sampler.Random, 1, (1 << 16) + 1025)]
    public void Every_sum_is_that_of_the_cpu_engine_to_the_last_bit(Sampler sampler, int replicates, long points) =>
        AssertSame(Plans.Of("gpt-3.yaml"), new SamplingRequest(sampler, 42, replicates, 0, points, 2, 1024), null);

    [Theory]
    [InlineData("llama-3.1-405b.yaml")]
    [InlineData("gpt-4o.yaml")]
    [InlineData("catalogue-tour.yaml")]
    [InlineData("timed/when-to-run.yaml")]
    public void Every_sum_of_a_scenario_is_that_of_the_cpu_engine(string file) =>
        AssertSame(Plans.Of(file), new SamplingRequest(Sampler.Sobol, 7, 2, 0, 256, 2, 1024), null);

    // Correlated inputs, mixtures, values that are not finite.
    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Every_sum_of_every_distribution_and_operation_is_that_of_the_cpu_engine(Sampler sampler) =>
        AssertSame(Plans.Everything, new SamplingRequest(sampler, 42, 2, 0, 64, 2, 1024), null);

    // From a segment and a factor at a time to everything at once.
    [Theory]
    [InlineData(200_000)]
    [InlineData(1 << 20)]
    [InlineData(64 << 20)]
    public void No_budget_of_memory_changes_a_bit(long memory) =>
        AssertSame(Plans.Of("gpt-3.yaml"), new SamplingRequest(Sampler.Sobol, 42, 2, 0, 1 << 12, 2, 1024), memory);

    [Fact]
    public void A_budget_for_less_than_one_segment_of_one_factor_is_refused_with_both_figures()
    {
        var refusal = Assert.Throws<DeviceException>(() =>
            AssertSame(Plans.Of("gpt-3.yaml"), new SamplingRequest(Sampler.Sobol, 42, 2, 0, 1 << 12, 2, 1024), 50_000));
        Assert.Matches("pick-freeze sampling needs at least [0-9]+ KiB of the device's memory, and the budget is 49 KiB", refusal.Message);
    }

    // 32 columns of 4 bytes for each sum and segment; streams twice a replicate, tables and cubics once.
    [Fact]
    public void The_bytes_over_the_bus_are_those_of_the_columns_and_the_streams()
    {
        var plan = Plans.Of("gpt-3.yaml");
        var request = new SamplingRequest(Sampler.Sobol, 42, 2, 0, 1 << 12, 2, 1024);
        using var engine = new IlgpuEngine("ilgpu-cpu", [Devices.First]);
        Run(engine, plan, request);
        var layout = new PickFreezeLayout(plan, PlannedFactor.Of(plan));
        var sums = layout.Kernels.Sum(kernel => kernel.Sums.Count);
        Assert.Equal(request.Replicates * 4L * sums * 128, engine.BytesFromDevices);
        var streams = layout.Plan.StreamCount * 65L * 4;
        Assert.Equal(
            (request.Replicates * 2 * streams) + (4L * (layout.Plan.Words.Length + layout.Plan.Tables.Length)) + (16L * layout.Plan.Cubics(Sampler.Sobol).Length),
            engine.BytesToDevices);
    }

    [Fact]
    public void Several_devices_share_the_points()
    {
        var request = new SamplingRequest(Sampler.Random, 42, 1, 0, 3 << 16, 2, 1024);
        var plan = PlanBuilder.Build([("a", Distributions.Lognormal.FromInterval(1, 2)), ("b", Distributions.Lognormal.FromInterval(1, 3))],
            x => [(new Model.OutputSpec("y", "y", "", 1, ""), x[0] * x[1])]);
        using var engine = Devices.Engine(devices: 2);
        AssertSame(plan, Run(CpuEngines.Create(CpuDevices.Best), plan, request), Run(engine, plan, request));
    }

    [Fact]
    public void Indices_are_computed_on_the_device_that_was_requested_and_are_those_of_the_cpu()
    {
        var scenario = ScenarioReader.Read(Path.Combine(CommandLine.Root, "scenarios", "gpt-3.yaml"));
        var options = new RunOptions { Samples = 1 << 12, Replicates = 4, Threads = 2, Graphics = new GraphicsEngines() };
        var (expected, actual) = (
            SensitivityAnalysis.Run(scenario, options with { Device = "cpu" }), SensitivityAnalysis.Run(scenario, options with { Device = "ilgpu-cpu" }));
        Assert.Equal("ilgpu-cpu", actual.Device);
        Assert.DoesNotContain(actual.Notices, notice => notice.Contains("does not support", StringComparison.Ordinal));
        foreach (var (one, other) in expected.Outputs.Zip(actual.Outputs))
        {
            Assert.Equal(one.Inputs.Select(input => (input.Name, input.First, input.Total)), other.Inputs.Select(input => (input.Name, input.First, input.Total)));
        }
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void The_kernels_need_neither_double_precision_nor_calls_nor_unrounded_operations(Sampler sampler)
    {
        var plan = Plans.Of("gpt-3.yaml");
        var layout = new PickFreezeLayout(plan, PlannedFactor.Of(plan), 100);
        Assert.InRange(layout.Kernels.Count, 2, 100);
        for (var kernel = 0; kernel < layout.Kernels.Count; kernel++)
        {
            var entry = EntryPointDescription.FromExplicitlyGroupedKernel(PickFreezeEmitter.Emit(layout, kernel, sampler).Load());
            using var ptx = new PTXBackend(Devices.Optimized, CudaArchitecture.SM_90, CudaInstructionSet.ISA_87, null!);
            var text = ((PTXCompiledKernel)ptx.Compile(entry, default)).PTXAssembly;
            Assert.Contains(".visible .entry", text);
            Assert.DoesNotContain(".local", text);
            Assert.DoesNotContain("atom", text);
            Assert.Empty(Forbidden().Matches(text).Select(match => match.Value));
            var capabilities = new CLCapabilityContext(float16: false, float64: false, genericAddressSpace: true, int64_Atomics: true, subGroups: false);
            using var opencl = new CLBackend(Devices.Optimized, capabilities, CLDeviceVendor.AMD, CLCVersion.CL20);
            var source = ((CLCompiledKernel)opencl.Compile(entry, default)).Source;
            Assert.Contains("kernel void", source);
            Assert.DoesNotContain("double", source);
        }
    }

    private static void AssertSame(SimulationPlan plan, SamplingRequest request, long? memory)
    {
        using var engine = new IlgpuEngine("ilgpu-cpu", [Devices.First], memory: memory);
        var actual = Run(engine, plan, request);
        AssertSame(plan, Run(CpuEngines.Create(CpuDevices.Best), plan, request), actual);
    }

    internal static PickFreezeTallies Run(ISimulationEngine engine, SimulationPlan plan, SamplingRequest request)
    {
        var factors = PlannedFactor.Of(plan);
        var tallies = new PickFreezeTallies(plan.Roots.Count, factors.Count, request.Replicates);
        Assert.True(engine.SupportsPickFreeze);
        Assert.Equal(request.Samples, engine.PickFreeze(plan, factors, request, tallies, null, default));
        return tallies;
    }

    internal static void AssertSame(SimulationPlan plan, PickFreezeTallies expected, PickFreezeTallies actual)
    {
        var filled = 0;
        for (var replicate = 0; replicate < expected.Replicates; replicate++)
        {
            Assert.Equal(expected.Points(replicate), actual.Points(replicate));
            for (var root = 0; root < plan.Roots.Count; root++)
            {
                for (var sum = 0; sum < PickFreezeTallies.BaseSums; sum++)
                {
                    AssertSame(expected.Base(replicate, root, sum), actual.Base(replicate, root, sum));
                }

                for (var factor = 0; factor < expected.Factors; factor++)
                {
                    for (var sum = 0; sum < PickFreezeTallies.PickFreezeSums; sum++)
                    {
                        AssertSame(expected.PickFreeze(replicate, root, factor, sum), actual.PickFreeze(replicate, root, factor, sum));
                    }
                }
            }
        }

        Assert.NotEqual(0, filled);

        void AssertSame(FixedPointSum one, FixedPointSum other)
        {
            Assert.Equal((one.IsLost, one.Value), (other.IsLost, other.Value));
            filled += one.Value is 0 or double.NaN ? 0 : 1;
        }
    }

    [GeneratedRegex(@"^.*(\.f64\b|^\s*call|^\s*(add|sub|mul|mad|fma|div|sqrt|rcp)(?!\.rn)[.\w]*\.f32).*$", RegexOptions.Multiline)]
    private static partial Regex Forbidden();
}
