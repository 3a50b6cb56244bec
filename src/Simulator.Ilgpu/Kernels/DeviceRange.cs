using ILGPU;

namespace Simulator.Ilgpu.Kernels;

/// <summary>Which points the current thread draws; called by kernels.</summary>
public static class DeviceRange
{
    /// <summary>The thread's first virtual block, counted from the launch's own first.</summary>
    public static int FirstBlock() => (Grid.IdxX * Group.DimX) + Group.IdxX;

    /// <summary>From one of the thread's blocks to the next.</summary>
    public static int Stride() => Grid.DimX * Group.DimX;

    /// <summary>First point of a block.</summary>
    public static long Start(KernelRange range, int block) => (range.FirstBlock + block) * KernelRange.BlockPoints;

    /// <summary>First place within a block that counts.</summary>
    public static int Begin(KernelRange range, int block)
    {
        var before = range.First - Start(range, block);
        return before > 0 ? (int)before : 0;
    }

    /// <summary>First place within a block behind those that count.</summary>
    public static int End(KernelRange range, int block)
    {
        var left = range.End - Start(range, block);
        return left < KernelRange.BlockPoints ? (int)left : KernelRange.BlockPoints;
    }
}
