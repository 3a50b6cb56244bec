using System.Text.RegularExpressions;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;

namespace Simulator.Ilgpu.Tests;

/// <summary>The kernels as a card's compiler gets them; no card is needed for that.</summary>
[Collection(Devices.Collection)]
public partial class KernelTextTests
{
    private const int SharedCounters = 11 << 10;

    public static TheoryData<string, string, Sampler> Kernels()
    {
        var data = new TheoryData<string, string, Sampler>();
        foreach (var plan in new[] { nameof(Plans.Flagship), nameof(Plans.Everything) })
        {
            foreach (var kind in Enum.GetNames<KernelKind>())
            {
                data.Add(plan, kind, Sampler.Sobol);
                data.Add(plan, kind, Sampler.Random);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Ptx_for_SM_90_keeps_everything_in_registers_and_in_single_precision(string plan, string kind, Sampler sampler)
    {
        var text = Ptx(plan, kind, sampler);
        Assert.Contains($".visible .entry", text);
        Assert.DoesNotContain(".local", text);
        Assert.Empty(Double().Matches(text));
        Assert.Empty(Call().Matches(text));
        if (kind == nameof(KernelKind.Count))
        {
            Assert.Contains("red.add.shared.u32", text);
            Assert.Contains("red.add.global.u64", text);
        }

        Assert.Contains("red.add.global.u32", text);
    }

    [Theory]
    [InlineData(nameof(Plans.Flagship))]
    [InlineData(nameof(Plans.Everything))]
    public void One_load_fetches_the_cubic_of_a_word_and_only_draws_from_sobol_points_have_any(string plan)
    {
        var layout = Layout(plan);
        var stratified = Enumerable.Range(0, layout.Plan.Draws.Count).Count(draw => layout.StrataOf(draw) is not null);
        Assert.InRange(stratified, layout.Plan.Draws.Count / 2, layout.Plan.Draws.Count);
        Assert.Equal(stratified, CubicLoad().Count(Ptx(plan, nameof(KernelKind.Count), Sampler.Sobol)));
        Assert.Equal(0, CubicLoad().Count(Ptx(plan, nameof(KernelKind.Count), Sampler.Random)));
    }

    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Open_cl_source_is_generated_too(Sampler sampler)
    {
        var capabilities = new CLCapabilityContext(float16: false, float64: false, genericAddressSpace: true, int64_Atomics: true, subGroups: false);
        using var backend = new CLBackend(Devices.Context, capabilities, CLDeviceVendor.AMD, CLCVersion.CL20);
        var text = ((CLCompiledKernel)backend.Compile(Entry(nameof(Plans.Flagship), nameof(KernelKind.Count), sampler), default)).Source;
        Assert.Contains("kernel void", text);
        Assert.DoesNotContain("double", text);
    }

    private static string Ptx(string plan, string kind, Sampler sampler)
    {
        using var backend = new PTXBackend(Devices.Context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        return ((PTXCompiledKernel)backend.Compile(Entry(plan, kind, sampler), default)).PTXAssembly;
    }

    private static EntryPointDescription Entry(string plan, string kind, Sampler sampler) =>
        EntryPointDescription.FromExplicitlyGroupedKernel(KernelEmitter.Emit(Layout(plan), Enum.Parse<KernelKind>(kind), sampler));

    private static PlanLayout Layout(string plan) =>
        new(plan == nameof(Plans.Flagship) ? Plans.Flagship : Plans.Everything, SharedCounters);

    [GeneratedRegex(@"ld\.global\.v4\.f32")]
    private static partial Regex CubicLoad();

    [GeneratedRegex(@"\.f64\b")]
    private static partial Regex Double();

    [GeneratedRegex(@"^\s*call", RegexOptions.Multiline)]
    private static partial Regex Call();
}
