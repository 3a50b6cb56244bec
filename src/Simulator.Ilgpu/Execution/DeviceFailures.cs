using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;

namespace Simulator.Ilgpu.Execution;

/// <summary>Failures of a device in words that help.</summary>
internal static class DeviceFailures
{
    private const string UseTheCpu = "use --device cpu.";

    /// <summary>The failure as a message for the user; null if it is none of the device's.</summary>
    /// <param name="device">The device.</param>
    /// <param name="failure">What was thrown.</param>
    public static DeviceException? Explain(string device, Exception failure) => failure switch
    {
        DeviceException explained => explained,
        AggregateException { InnerException: { } inner } => Explain(device, inner),
        OutOfMemoryException => Full(device, failure),
        // ILGPU keeps only the driver's words.
        CudaException when failure.Message.Contains("memory", StringComparison.OrdinalIgnoreCase) => Full(device, failure),
        CLException { Error: CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES or CLError.CL_OUT_OF_HOST_MEMORY } =>
            Full(device, failure),
        CudaException => new($"{device} failed ({failure.Message}); the card may be lost until its driver recovers: {UseTheCpu}", failure),
        CLException opencl => new($"{device} failed ({opencl.Error}); the card may be lost until its driver recovers: {UseTheCpu}", failure),
        AcceleratorException => new($"{device} failed ({failure.Message}): {UseTheCpu}", failure),
        CapabilityNotSupportedException or InternalCompilerException or NotSupportedException =>
            new($"{device} cannot run this scenario's kernel ({(failure.InnerException ?? failure).Message}): {UseTheCpu}", failure),
        _ => null,
    };

    private static DeviceException Full(string device, Exception failure) => new(
        $"{device} has too little free memory: a run takes 4 MiB for each output; end other programs on the card, or {UseTheCpu}", failure);
}
