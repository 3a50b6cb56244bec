using System.Text.RegularExpressions;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Tests;

/// <summary>The kernels as a card's compiler gets them; no card is needed for that.</summary>
[Collection(Devices.Collection)]
public partial class KernelTextTests
{
    private const int SharedCounters = 11 << 10;

    // More than a card gives without a request: the launch makes it.
    private const int RequestedCounters = 31 << 10;

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
    public void Ptx_keeps_to_registers_and_single_precision_and_rounds_every_operation_by_itself(string plan, string kind, Sampler sampler)
    {
        foreach (var architecture in (CudaArchitecture[])[CudaArchitecture.SM_80, CudaArchitecture.SM_90, CudaArchitecture.SM_100])
        {
            var isRequested = architecture != CudaArchitecture.SM_80;
            var text = Ptx(Layout(plan, isRequested ? RequestedCounters : SharedCounters), kind, sampler, architecture);
            Assert.Equal(isRequested && kind == nameof(KernelKind.Count), text.Contains(".extern .shared", StringComparison.Ordinal));

            // ILGPU 1.5.3 needs nothing that came later; drivers of later cards take it from there.
            Assert.Contains(".target sm_80", text);
            Assert.Contains(".visible .entry", text);
            Assert.DoesNotContain(".local", text);
            Assert.Empty(Double().Matches(text));
            Assert.Empty(Call().Matches(text));
            Assert.InRange(text.Split('\n').Count(line => line.Contains("fma.rn.f32", StringComparison.Ordinal)), 50, int.MaxValue);

            // What has no rounding stated, the assembler may fuse.
            Assert.Empty(Unrounded().Matches(text).Select(match => match.Value));
            Assert.Empty(PtxIdle().Matches(text).Select(match => match.Value));
            Assert.Contains("red.add.global.u32", text);
            if (kind == nameof(KernelKind.Count))
            {
                Assert.Contains("red.add.shared.u32", text);
                Assert.Contains("red.add.global.u64", text);
                Assert.Equal(2, Barrier().Count(text));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Open_cl_source_fuses_what_is_to_be_fused_and_waits_for_the_groups_memory(string plan, string kind, Sampler sampler)
    {
        var text = OpenCl(plan, kind, sampler);
        var lines = text.Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.Contains("kernel void", text);
        Assert.Equal(1, lines.Zip(lines.Skip(1)).Count(pair => pair.Second == "{" && !pair.First.StartsWith("struct", StringComparison.Ordinal)));
        Assert.DoesNotContain("double", text);
        Assert.Empty(Array().Matches(text).Select(match => match.Value));
        Assert.InRange(lines.Count(line => line.Contains(" fma ", StringComparison.Ordinal)), 50, int.MaxValue);
        Assert.Empty(OpenClIdle().Matches(text).Select(match => match.Value));
        Assert.All(lines.Where(line => line.Contains("atomic_fetch", StringComparison.Ordinal)), line => Assert.Contains("memory_order_relaxed", line));
        var barriers = lines.Where(line => line.Contains("barrier", StringComparison.Ordinal)).ToList();
        Assert.Equal(kind == nameof(KernelKind.Count) ? 2 : 0, barriers.Count);
        Assert.All(barriers, line => Assert.Contains("CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE", line));
        Assert.Equal(kind == nameof(KernelKind.Count), text.Contains("(volatile local atomic_uint*)", StringComparison.Ordinal));
    }

    // A variable of the whole program is one for all groups: they would find each other's memory. ILGPU has such a variable for
    // memory that a launch requests, as the larger layout shows, which only CUDA cards have room for.
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Groups_of_open_cl_share_no_variable(string plan, string kind, Sampler sampler)
    {
        Assert.Empty(ProgramVariable().Matches(OpenCl(Layout(plan), kind, sampler)).Select(match => match.Value));
        var larger = Layout(plan, RequestedCounters);
        Assert.Equal(kind == nameof(KernelKind.Count) ? 2 : 0, ProgramVariable().Count(OpenCl(larger, kind, sampler)));
        Assert.Equal(0, Layout(plan).RequestedWords);
        Assert.Equal(larger.SharedWords, larger.RequestedWords);
    }

    // OpenCL promises 1,024 bytes, CUDA 4,096. A view is the address, the first place and the length there, without the first place in PTX.
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Arguments_fit_what_every_device_takes(string plan, string kind, Sampler sampler)
    {
        var bytes = Parameter().Matches(Ptx(plan, kind, sampler)).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(KernelArguments.Types.Length, bytes.Count);
        Assert.Contains(PlanNumbers.Count * sizeof(float), bytes);
        Assert.InRange(bytes.Sum() + (8 * bytes.Count), 512, 1024);
    }

    [Theory]
    [InlineData(nameof(Plans.Flagship))]
    [InlineData(nameof(Plans.Everything))]
    public void One_load_fetches_the_cubic_of_a_word(string plan)
    {
        foreach (var sampler in Enum.GetValues<Sampler>())
        {
            var layout = Layout(plan);
            var stratified = Enumerable.Range(0, layout.Plan.Draws.Count).Count(draw => layout.StrataOf(draw, sampler) is not null);
            Assert.InRange(stratified, layout.Plan.Draws.Count / (sampler == Sampler.Sobol ? 2 : 4), layout.Plan.Draws.Count);
            Assert.Equal(stratified, CubicLoad().Count(Ptx(plan, nameof(KernelKind.Count), sampler)));
        }
    }

    private static string Ptx(string plan, string kind, Sampler sampler) => Ptx(Layout(plan), kind, sampler, CudaArchitecture.SM_90);

    private static string Ptx(PlanLayout layout, string kind, Sampler sampler, CudaArchitecture architecture)
    {
        using var backend = new PTXBackend(Devices.Optimized, architecture, CudaInstructionSet.ISA_87, null!);
        return ((PTXCompiledKernel)backend.Compile(Entry(layout, kind, sampler), default)).PTXAssembly;
    }

    private static string OpenCl(string plan, string kind, Sampler sampler) => OpenCl(Layout(plan), kind, sampler);

    private static string OpenCl(PlanLayout layout, string kind, Sampler sampler)
    {
        var capabilities = new CLCapabilityContext(float16: false, float64: false, genericAddressSpace: true, int64_Atomics: true, subGroups: false);
        using var backend = new CLBackend(Devices.Optimized, capabilities, CLDeviceVendor.AMD, CLCVersion.CL20);
        return ((CLCompiledKernel)backend.Compile(Entry(layout, kind, sampler), default)).Source;
    }

    private static EntryPointDescription Entry(PlanLayout layout, string kind, Sampler sampler) =>
        EntryPointDescription.FromExplicitlyGroupedKernel(KernelEmitter.Emit(layout, Enum.Parse<KernelKind>(kind), sampler).Load());

    private static PlanLayout Layout(string plan, int counters = SharedCounters) =>
        new(plan == nameof(Plans.Flagship) ? Plans.Flagship : Plans.Everything, counters);

    [GeneratedRegex(@"^\s*\.param \.align \d+ \.b8 \w+\[(\d+)\],?$", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    // A statement before the kernel that is no member of a structure.
    [GeneratedRegex(@"^(?!\s)(?!typedef|struct|\}).*;\s*$", RegexOptions.Multiline)]
    private static partial Regex ProgramVariable();

    [GeneratedRegex(@"ld\.global\.v4\.f32")]
    private static partial Regex CubicLoad();

    [GeneratedRegex(@"\.f64\b")]
    private static partial Regex Double();

    [GeneratedRegex(@"^\s*call", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\s*bar(rier)?\.", RegexOptions.Multiline)]
    private static partial Regex Barrier();

    [GeneratedRegex(@"^\s*(add|sub|mul|mad|fma|div|sqrt|rcp)(?!\.rn)[.\w]*\.f32.*$", RegexOptions.Multiline)]
    private static partial Regex Unrounded();

    // A difference, quotient, comparison, choice or bit operation of a value with itself is what is left of an expression
    // that was simplified as if floats were real numbers.
    [GeneratedRegex(@"^\s*(sub|div|setp|set|selp|min|max|xor|and|or)\b\S*\s+\S+,\s*(%\w+),\s*\2\b.*$", RegexOptions.Multiline)]
    private static partial Regex PtxIdle();

    [GeneratedRegex(@"^.*=.*\b(var\d+)\s*(?:-|/|<|>|<=|>=|==|!=|\^|&|\|)\s*(?:\(\w+\)\s*)*\1\b.*$", RegexOptions.Multiline)]
    private static partial Regex OpenClIdle();

    // An array that is not in the memory of the group.
    [GeneratedRegex(@"^(?!.*\blocal\b)\s+\w+ var\d+\[.*$", RegexOptions.Multiline)]
    private static partial Regex Array();
}
