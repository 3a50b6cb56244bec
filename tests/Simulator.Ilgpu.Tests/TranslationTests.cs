using System.Runtime.CompilerServices;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;

namespace Simulator.Ilgpu.Tests;

/// <summary>What a translation costs grows as the plan does.</summary>
[Collection(Devices.Collection)]
public class TranslationTests
{
    // In proportion it would be 4; what a translation takes once makes it less, what grows faster makes it more. A kernel
    // whose blocks are not kept short needs 9 times the memory.
    private const double MostGrowth = 4.8;

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Four_times_the_draws_and_outputs_take_about_four_times_the_memory(Sampler sampler)
    {
        Allocated(4, sampler);
        var (small, large) = (Allocated(12, sampler), Allocated(48, sampler));
        Assert.InRange((double)large / small, 2, MostGrowth);
    }

    [Fact]
    public void The_estimate_is_that_of_the_measured_plans_and_grows_with_components_and_outputs()
    {
        Assert.Equal(0.3 + (17 * 0.02) + (25 * 0.008), TranslationEstimate.Seconds(Plans.Flagship), 9);
        Assert.InRange(TranslationEstimate.Seconds(Plans.Synthetic(100)), 3.0, 3.2);
        Assert.InRange(TranslationEstimate.Seconds(Plans.Everything), 0.3 + (0.028 * Plans.Everything.Draws.Count), 5);
    }

    // Bytes, not seconds: a machine that is busy with something else takes longer, but needs no more of them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Allocated(int draws, Sampler sampler)
    {
        var layout = new PlanLayout(Plans.Synthetic(draws), 11 << 10);
        var kernel = EntryPointDescription.FromExplicitlyGroupedKernel(KernelEmitter.Emit(layout, KernelKind.Count, sampler));
        using var backend = new PTXBackend(Devices.Optimized, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        backend.Compile(kernel, default);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
