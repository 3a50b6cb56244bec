using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace Simulator.Ilgpu;

/// <summary>Which OpenCL devices are taken, and which of them are graphics cards.</summary>
internal static class OpenClDevices
{
    /// <summary>Set to 1, it lets OpenCL devices that are processors in, e.g. PoCL's: for contributors without a card.</summary>
    public const string ProcessorVariable = "SIMULATOR_OPENCL_CPU";

    private static bool TakesProcessors => Environment.GetEnvironmentVariable(ProcessorVariable) == "1";

    /// <summary>Whether kernels can run on a device and it is of a type that is taken.</summary>
    public static bool IsTaken(CLDevice device) => CanRunKernels(device) && IsTaken(device.DeviceType, TakesProcessors);

    /// <summary>Whether a type of device is taken. The type is a bit field: a default device has one bit more.</summary>
    public static bool IsTaken(CLDeviceType type, bool takesProcessors) =>
        IsCard(type) || (takesProcessors && type.HasFlag(CLDeviceType.CL_DEVICE_TYPE_CPU));

    /// <summary>Whether a device is a graphics card.</summary>
    public static bool IsCard(CLDeviceType type) => type.HasFlag(CLDeviceType.CL_DEVICE_TYPE_GPU);

    /// <summary>Whether ILGPU can translate kernels for a device; it refuses to open the others.</summary>
    public static bool CanRunKernels(CLDevice device) =>
        device.CLStdVersion >= CLBackend.MinimumVersion && device.Capabilities.GenericAddressSpace;
}
