using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Tests.WithGpu;

/// <summary>ILGPU's CPU accelerator in the configuration that is fast: explicit groups, one long-running thread a core.</summary>
internal static class Devices
{
    /// <summary>Threads of the larger groups of the tests.</summary>
    public const int LargeGroup = 2;

    public static Context Context { get; } = Create();

    public static Accelerator First { get; } = Context.Devices.OfType<CPUDevice>().First().CreateAccelerator(Context);

    public static IlgpuEngine Engine(LaunchShape? shape = null) => new("ilgpu-cpu", [First], shape);

    /// <summary>An engine over several devices.</summary>
    public static IlgpuEngine Engine(int devices) => new(
        "ilgpu-cpu", [.. Enumerable.Range(0, devices).Select(_ => Context.Devices.OfType<CPUDevice>().First().CreateAccelerator(Context))]);

    private static Context Create()
    {
        DeviceIntrinsics.Register();
        return Context.Create(builder => IlgpuEngines.Optimized(builder).CPU(new CPUDevice(LargeGroup, 1, Environment.ProcessorCount)));
    }
}
