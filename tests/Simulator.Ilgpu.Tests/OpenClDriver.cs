using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using Simulator.Ilgpu.Execution;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Tests;

/// <summary>An OpenCL driver, if this machine has one that ILGPU can use: a card's, or a processor's such as PoCL 8.</summary>
internal static class OpenClDriver
{
    private static readonly Lazy<(Accelerator? Accelerator, string? Missing)> Found = new(Find);

    /// <summary>Why there is none; null if there is one.</summary>
    public static string? Missing => Found.Value.Missing;

    public static Accelerator Accelerator => Found.Value.Accelerator!;

    /// <summary>An engine of its own.</summary>
    public static IlgpuEngine Engine() => new("opencl", [Accelerator]);

    private static (Accelerator?, string?) Find()
    {
        DeviceIntrinsics.Register();
        var context = Context.Create(builder => IlgpuEngines.Optimized(builder)
            .OpenCL(device => OpenClDevices.CanRunKernels(device) && OpenClDevices.IsTaken(device.DeviceType, takesProcessors: true)));
        var device = context.Devices.OfType<CLDevice>().FirstOrDefault();
        return device is null
            ? (null, "This machine has no OpenCL driver with kernels of version 2.0 and a generic address space, e.g. PoCL 8.")
            : (device.CreateAccelerator(context), null);
    }
}

/// <summary>A test that needs an OpenCL driver; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenClFactAttribute : FactAttribute
{
    public OpenClFactAttribute() => Skip = OpenClDriver.Missing;
}

/// <summary>Tests that need an OpenCL driver; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenClTheoryAttribute : TheoryAttribute
{
    public OpenClTheoryAttribute() => Skip = OpenClDriver.Missing;
}
