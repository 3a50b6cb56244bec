using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Simulator.Ilgpu.Execution;

/// <summary>The memory of a group beyond the 48 KiB that CUDA gives without a request, which ILGPU 1.5.3 cannot make.</summary>
/// <remarks>Source: CUDA driver API, <c>cuDeviceGetAttribute</c> and <c>cuFuncSetAttribute</c>.</remarks>
internal static partial class CudaSharedMemory
{
    private const string Driver = "cuda";
    private const int MostBytesOfGroup = 97; // CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN
    private const int MostDynamicBytes = 8; // CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES
    private const int Success = 0;

    /// <summary>What a group may have at most, if its kernel requests it. [byte]</summary>
    /// <returns>At least what the device gives without a request.</returns>
    public static int Most(CudaAccelerator accelerator) =>
        GetDeviceAttribute(out var bytes, MostBytesOfGroup, accelerator.DeviceId) == Success
            ? Math.Max(bytes, accelerator.MaxSharedMemoryPerGroup)
            : accelerator.MaxSharedMemoryPerGroup;

    /// <summary>Allows a kernel so much memory of a group at launch.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="bytes">How much. [byte]</param>
    /// <exception cref="InvalidOperationException">The driver refuses, although the device has as much.</exception>
    public static void Allow(Kernel kernel, int bytes)
    {
        if (kernel is CudaKernel cuda && SetFunctionAttribute(cuda.FunctionPtr, MostDynamicBytes, bytes) is var error and not Success)
        {
            throw new InvalidOperationException(
                $"The driver refuses {bytes} bytes of shared memory to a kernel (error {error}); this is a bug in this program; use --device cpu.");
        }
    }

    [LibraryImport(Driver, EntryPoint = "cuDeviceGetAttribute")]
    private static partial int GetDeviceAttribute(out int value, int attribute, int device);

    [LibraryImport(Driver, EntryPoint = "cuFuncSetAttribute")]
    private static partial int SetFunctionAttribute(nint function, int attribute, int value);
}
