using ILGPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;

namespace Simulator.Ilgpu.Execution;

/// <summary>Failures of a device as helpful messages, separate from our own bugs.</summary>
/// <remarks>
/// Only a device that is missing, full, lost or unable becomes a <see cref="DeviceException"/>, after which <c>auto</c>
/// computes on the CPU. A command that the driver rejects is a bug in this program, which another device would hide.
/// </remarks>
internal static class DeviceFailures
{
    private const string UseTheCpu = "use --device cpu.";

    /// <summary>The failure with an explanation; null if it is neither the device's nor its driver's.</summary>
    /// <param name="device">The device.</param>
    /// <param name="failure">What was thrown.</param>
    /// <returns>A <see cref="DeviceException"/> for a failure of the device, another exception for a bug of ours.</returns>
    public static Exception? Explain(string device, Exception failure) => failure switch
    {
        DeviceException explained => explained,
        AggregateException { InnerException: { } inner } => Explain(device, inner),
        CudaException cuda => Explain(device, KindOfCuda(cuda.Error), $"{cuda.Error}: {cuda.Message}", cuda),
        CLException opencl => Explain(device, KindOf(opencl.Error), opencl.Error.ToString(), opencl),
        CapabilityNotSupportedException => Explain(device, FailureKind.Unable, failure.Message, failure),
        _ => null,
    };

    /// <summary>The failure to open a device, with an explanation; null if it is neither the device's nor its driver's.</summary>
    /// <remarks>
    /// ILGPU refuses drivers and cards that it does not know by <see cref="NotSupportedException"/>; an old driver's library
    /// may lack functions that ILGPU imports.
    /// </remarks>
    public static Exception? ExplainOpening(string device, Exception failure) => failure is NotSupportedException or EntryPointNotFoundException
        ? Explain(device, FailureKind.Unable, failure.Message, failure)
        : Explain(device, failure);

    /// <summary>What an error of CUDA means, by its name; a number stands for names that ILGPU does not know.</summary>
    public static FailureKind KindOfCuda(string error) => error switch
    {
        "CUDA_ERROR_OUT_OF_MEMORY" => FailureKind.Full,
        "CUDA_ERROR_NO_DEVICE" or "CUDA_ERROR_INVALID_DEVICE" or "CUDA_ERROR_NOT_INITIALIZED" or "CUDA_ERROR_DEINITIALIZED" or
            "46" or "802" => FailureKind.Missing, // 46: the card is busy or set aside; 802: its system is not ready yet
        "CUDA_ERROR_ECC_UNCORRECTABLE" or "CUDA_ERROR_NVLINK_UNCORRECTABLE" or "CUDA_ERROR_LAUNCH_TIMEOUT" or
            "CUDA_ERROR_UNKNOWN" or "CUDA_ERROR_OPERATING_SYSTEM" => FailureKind.Lost,
        "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES" or "CUDA_ERROR_NO_BINARY_FOR_GPU" or
            "221" or "222" or "803" or "804" => FailureKind.Unable, // no compiler for PTX, PTX too new, driver and library do not match
        _ => FailureKind.OurFault,
    };

    /// <summary>What an error of OpenCL means.</summary>
    public static FailureKind KindOf(CLError error) => error switch
    {
        CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_HOST_MEMORY => FailureKind.Full,
        CLError.CL_INVALID_BUFFER_SIZE => FailureKind.TooLarge,
        CLError.CL_DEVICE_NOT_FOUND or CLError.CL_DEVICE_NOT_AVAILABLE => FailureKind.Missing,
        CLError.CL_COMPILER_NOT_AVAILABLE or CLError.CL_LINKER_NOT_AVAILABLE => FailureKind.Unable,

        // Drivers report this for memory, for registers and for a card that an error has stopped.
        CLError.CL_OUT_OF_RESOURCES => FailureKind.Exhausted,
        _ => FailureKind.OurFault,
    };

    private static Exception Explain(string device, FailureKind kind, string words, Exception failure) => kind switch
    {
        FailureKind.Full => new DeviceException(
            $"{device} has too little free memory ({words}): end other programs on the card, state a smaller budget by --device-memory, or {UseTheCpu}", failure),
        FailureKind.TooLarge => new DeviceException(
            $"{device} does not allow an allocation as large as this run needs ({words}), 4 MiB per output: {UseTheCpu}", failure),
        FailureKind.Missing => new DeviceException($"{device} is not available, or another program uses it exclusively ({words}): {UseTheCpu}", failure),
        FailureKind.Lost => new DeviceException($"{device} failed ({words}); the card may be lost until its driver recovers: {UseTheCpu}", failure),
        FailureKind.Exhausted => new DeviceException(
            $"{device} ran out of memory or registers, or the card is lost ({words}); end other programs on the card, or {UseTheCpu}", failure),
        FailureKind.Unable => new DeviceException($"{device} or its driver cannot run this scenario's kernels ({words}): {UseTheCpu}", failure),
        _ => new InvalidOperationException(
            $"{device} rejected a command ({words}); this is a bug in this program, not a fault of the card; use --device cpu.", failure),
    };
}

/// <summary>Whose failure it is.</summary>
internal enum FailureKind
{
    /// <summary>A command that the driver refuses or a kernel that does what it must not: a bug in this program.</summary>
    OurFault,

    /// <summary>The device has too little free memory.</summary>
    Full,

    /// <summary>One buffer is larger than the device allows.</summary>
    TooLarge,

    /// <summary>The device is not there, or is kept by another program.</summary>
    Missing,

    /// <summary>The device stopped, and may not come back before its driver does.</summary>
    Lost,

    /// <summary>The driver says only that something ran out.</summary>
    Exhausted,

    /// <summary>The device or its driver lacks what kernels need.</summary>
    Unable,
}
