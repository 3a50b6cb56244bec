using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Planning;

namespace Simulator.Ilgpu.Tests;

/// <summary>What a translation costs grows as the plan does.</summary>
[Collection(Devices.Collection)]
public class TranslationTests
{
    // In proportion it would be 4; what a translation takes once makes it less, what grows faster makes it more.
    private const double MostGrowth = 4.9;

    // Those of a mixture for which a random kernel with many streams draws two words on the spot.
    private const int MostCallsInBlock = 13;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Four_times_the_draws_and_outputs_take_about_four_times_the_memory(Sampler sampler)
    {
        Allocated(4, sampler);
        var (small, large) = (Allocated(12, sampler), Allocated(48, sampler));
        Assert.InRange((double)large / small, 2, MostGrowth);
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void No_block_of_a_kernel_has_more_than_a_few_calls_however_large_the_plan(Sampler sampler)
    {
        foreach (var plan in (SimulationPlan[])[Plans.Synthetic(4), Plans.Synthetic(30), Plans.Comparison, Plans.Everything])
        {
            foreach (var kind in Enum.GetValues<KernelKind>())
            {
                var blocks = CallsOfBlocks(KernelEmitter.Emit(new PlanLayout(plan, 11 << 10), kind, sampler).Load());
                Assert.InRange(blocks.Max(), 1, MostCallsInBlock);
            }
        }
    }

    [Fact]
    public void The_estimate_is_that_of_the_measured_plans_and_grows_with_components_and_outputs()
    {
        Assert.Equal(0.3 + (17 * 0.02) + (Plans.Flagship.Roots.Count * 0.008), TranslationEstimate.Seconds(Plans.Flagship), 9);
        Assert.InRange(TranslationEstimate.Seconds(Plans.Synthetic(100)), 3.0, 3.2);
        Assert.InRange(TranslationEstimate.Seconds(Plans.Everything), 0.3 + (0.028 * Plans.Everything.Draws.Count), 5);
    }

    private static List<int> CallsOfBlocks(MethodInfo kernel)
    {
        var bytes = kernel.GetMethodBody()!.GetILAsByteArray()!;
        var calls = new List<int> { 0 };
        for (var place = 0; place < bytes.Length;)
        {
            var code = Codes[bytes[place] == 0xFE ? (short)(0xFE00 | bytes[place + 1]) : bytes[place]];
            place += code.Size + code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                _ => 4,
            };
            if (code.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch)
            {
                calls.Add(0);
            }
            else if (code.FlowControl == FlowControl.Call)
            {
                calls[^1]++;
            }
        }

        return calls;
    }

    // Bytes, not seconds: a machine that is busy with something else takes longer, but needs no more of them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Allocated(int draws, Sampler sampler)
    {
        var layout = new PlanLayout(Plans.Synthetic(draws), 11 << 10);
        var kernel = EntryPointDescription.FromExplicitlyGroupedKernel(KernelEmitter.Emit(layout, KernelKind.Count, sampler).Load());
        using var backend = new PTXBackend(Devices.Optimized, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        // Of this thread: other tests run beside it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        backend.Compile(kernel, default);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
