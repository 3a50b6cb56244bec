using ILGPU;
using ILGPU.Runtime;

namespace Simulator.Ilgpu.Execution;

/// <summary>Copies between a device's memory and this program's, and how many bytes they were.</summary>
/// <remarks>
/// Filling a device's memory moves nothing over the bus and is not counted; launches are not either. Arrays are pinned until a
/// copy has ended: ILGPU takes their address and does not hold them, so a garbage collection would move them away from under
/// the driver. On an H200, 6 of 1,080 points of sweeps had sums of 0 for a replicate because of that.
/// </remarks>
internal sealed class DeviceBus
{
    private long _fromDevice;
    private long _toDevice;

    /// <summary>Copied from the device so far. [byte]</summary>
    public long FromDevice => Interlocked.Read(ref _fromDevice);

    /// <summary>Copied to the device so far. [byte]</summary>
    public long ToDevice => Interlocked.Read(ref _toDevice);

    /// <summary>Memory of a device with a copy of an array.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(Accelerator accelerator, T[] values)
        where T : unmanaged
    {
        var memory = accelerator.Allocate1D<T>(values.Length);
        Write(accelerator.DefaultStream, memory.View, values);
        return memory;
    }

    /// <summary>A copy of some of a device's memory; waits for what the stream was given before.</summary>
    public T[] Read<T>(AcceleratorStream stream, ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
    {
        var values = new T[view.Length];
        Read(stream, view, values);
        return values;
    }

    /// <summary>Copies some of a device's memory to the beginning of an array; waits for what the stream was given before.</summary>
    public void Read<T>(AcceleratorStream stream, ArrayView1D<T, Stride1D.Dense> view, T[] values)
        where T : unmanaged
    {
        Interlocked.Add(ref _fromDevice, view.LengthInBytes);
        if (view.Length > 0)
        {
            using var pinned = values.AsMemory().Pin();
            view.CopyToCPU(stream, ref values[0], view.Length);
            stream.Synchronize();
        }
    }

    /// <summary>Copies an array to the beginning of some memory of a device, after what the stream was given before.</summary>
    public void Write<T>(AcceleratorStream stream, ArrayView1D<T, Stride1D.Dense> view, T[] values)
        where T : unmanaged
    {
        if (values.Length == 0)
        {
            return;
        }

        var target = view.SubView(0, values.Length);
        Interlocked.Add(ref _toDevice, target.LengthInBytes);
        using var pinned = values.AsMemory().Pin();
        target.CopyFromCPU(stream, ref values[0], values.Length);
        stream.Synchronize();
    }
}
