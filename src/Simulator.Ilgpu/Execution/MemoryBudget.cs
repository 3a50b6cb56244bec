using System.Globalization;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;

namespace Simulator.Ilgpu.Execution;

/// <summary>How much of a device's memory a run may take.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Bytes">All buffers together. [byte]</param>
/// <param name="LargestBuffer">One buffer. [byte]</param>
/// <param name="IsStated">Whether the user stated it; otherwise it is half of the card's memory.</param>
internal sealed record MemoryBudget(string Device, long Bytes, long LargestBuffer, bool IsStated)
{
    // The emulated device has this process's memory, which holds the tallies too.
    private const long OfEmulated = 128L << 20;

    /// <summary>The budget on a device.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="hardware">The device.</param>
    /// <param name="stated">What the user stated; null for half of the card's memory. [byte]</param>
    /// <exception cref="DeviceException">More was stated than the device has.</exception>
    public static MemoryBudget Of(string device, Device hardware, long? stated)
    {
        var has = hardware.AcceleratorType == AcceleratorType.CPU ? long.MaxValue : hardware.MemorySize;
        if (stated > has)
        {
            throw new DeviceException($"{device} has {Text(has)} of memory, and a budget of {Text(stated.Value)} was stated; state less by --device-memory, or leave it out for half of the card's memory.");
        }

        var usual = hardware.AcceleratorType == AcceleratorType.CPU ? OfEmulated : has / 2;
        return new(device, stated ?? usual, LargestOf(hardware), stated is not null);
    }

    /// <summary>Bytes as a reader likes them, rounded up.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) >> 10:N0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(bytes + (1 << 20) - 1) >> 20:N0} MiB"),
    };

    /// <summary>The refusal of a run that does not fit however it is divided.</summary>
    /// <param name="what">What needs the memory.</param>
    /// <param name="needed">The least that it takes. [byte]</param>
    public DeviceException Refusal(string what, long needed) => new(
        $"{Device}: {what} needs at least {Text(needed)} of the device's memory, and the budget is {Text(Bytes)}, "
        + (IsStated ? "as stated by --device-memory; state more" : "half of the card's memory; state more by --device-memory")
        + ", or use --device cpu.");

    private static long LargestOf(Device hardware) => hardware is CLDevice opencl
        ? CLAPI.CurrentAPI.GetDeviceInfo<long>(opencl.DeviceId, CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE)
        : long.MaxValue;
}
