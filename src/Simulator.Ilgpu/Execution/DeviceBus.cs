using ILGPU;
using ILGPU.Runtime;

namespace Simulator.Ilgpu.Execution;

/// <summary>Copies between a device's memory and this program's, and how many bytes they were.</summary>
/// <remarks>Filling a device's memory moves nothing over the bus and is not counted; launches are not either.</remarks>
internal sealed class DeviceBus
{
    /// <summary>Copied from the device so far. [byte]</summary>
    public long FromDevice { get; private set; }

    /// <summary>Copied to the device so far. [byte]</summary>
    public long ToDevice { get; private set; }

    /// <summary>Memory of a device with a copy of an array.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(Accelerator accelerator, T[] values)
        where T : unmanaged
    {
        ToDevice += (long)values.Length * Interop.SizeOf<T>();
        return accelerator.Allocate1D(values);
    }

    /// <summary>A copy of some of a device's memory; waits for what was launched before.</summary>
    public T[] Read<T>(ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
    {
        FromDevice += view.LengthInBytes;
        return view.GetAsArray1D();
    }

    /// <summary>Copies some of a device's memory to the beginning of an array; waits for what was launched before.</summary>
    public void Read<T>(ArrayView1D<T, Stride1D.Dense> view, T[] values)
        where T : unmanaged
    {
        FromDevice += view.LengthInBytes;
        if (view.Length > 0)
        {
            view.CopyToCPU(ref values[0], view.Length);
        }
    }

    /// <summary>Copies an array to the beginning of some memory of a device.</summary>
    public void Write<T>(ArrayView1D<T, Stride1D.Dense> view, T[] values)
        where T : unmanaged
    {
        var target = view.SubView(0, values.Length);
        ToDevice += target.LengthInBytes;
        target.CopyFromCPU(values);
    }
}
