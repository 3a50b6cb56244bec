using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Simulator.Ilgpu.Emission;

namespace Simulator.Ilgpu.Execution;

/// <summary>How the threads of a launch are grouped; no result depends on it.</summary>
/// <param name="GroupSize">Threads of a group.</param>
/// <param name="GroupsPerProcessor">Groups for each multiprocessor at most; more blocks than threads go round.</param>
/// <param name="SharedCounters">Counters of 32 bits in the memory of a group.</param>
internal readonly record struct LaunchShape(int GroupSize, int GroupsPerProcessor, int SharedCounters)
{
    // What the first-level cache keeps of the memory that it shares with the groups: enough for the cubics of a dozen draws.
    private const int CachedBytes = 96 << 10;

    // What a driver may need of a group's memory.
    private const int SparedBytes = 1 << 10;

    // More would take longer to empty and to add up than it spares.
    private const int MostSharedBytes = 128 << 10;

    // Two warps; more groups would have fewer bins each in the memory of a multiprocessor.
    private const int SmallestGroup = 64;

    /// <summary>Counters of a group that every card has.</summary>
    public static int UsualSharedCounters => Counters(PlanLayout.UsualSharedBytes);

    /// <summary>The shape for a device.</summary>
    /// <remarks>
    /// A thread keeps a word of every stream and two sums of every root in registers: NVIDIA's assembler takes 96 from Sobol'
    /// points and 208 from random ones for the README's scenario. What the driver says of a kernel decides: see
    /// <see cref="Fitting"/>. On ILGPU's CPU accelerator a group is one thread that keeps a core busy: more
    /// would wait for each other at every barrier.
    /// </remarks>
    public static LaunchShape For(Accelerator accelerator)
    {
        var bytes = Math.Min(accelerator.MaxSharedMemoryPerGroup, PlanLayout.UsualSharedBytes);
        if (accelerator is CudaAccelerator cuda)
        {
            var largest = Math.Min(CudaSharedMemory.Most(cuda), cuda.MaxSharedMemoryPerMultiprocessor - CachedBytes);
            return new(Math.Min(512, cuda.MaxNumThreadsPerGroup), 1, Counters(Math.Max(bytes, Math.Min(largest, MostSharedBytes))));
        }

        return accelerator.AcceleratorType == AcceleratorType.CPU
            ? new(1, 1, Counters(bytes))
            : new(Math.Min(256, accelerator.MaxNumThreadsPerGroup), 2, Counters(bytes));
    }

    private static int Counters(int bytes) => (bytes - SparedBytes) / sizeof(uint);

    /// <summary>The shape for a kernel to which the driver allows smaller groups than the device could have.</summary>
    /// <param name="largestGroup">Threads of a group at most.</param>
    public LaunchShape Within(int largestGroup) => this with { GroupSize = Math.Clamp(largestGroup, 1, GroupSize) };

    /// <summary>The shape in which most threads of a kernel are on a multiprocessor at once; the larger groups where two have as many.</summary>
    /// <param name="groupsThatFit">How many groups of a size the driver lets a multiprocessor run, with the kernel's registers and memory.</param>
    public LaunchShape Fitting(Func<int, int> groupsThatFit)
    {
        var best = this with { GroupsPerProcessor = groupsThatFit(GroupSize) };
        for (var size = GroupSize / 2; size >= SmallestGroup; size /= 2)
        {
            var groups = groupsThatFit(size);
            if (size * groups > best.GroupSize * best.GroupsPerProcessor)
            {
                best = this with { GroupSize = size, GroupsPerProcessor = groups };
            }
        }

        return best.GroupsPerProcessor > 0 ? best : this;
    }

    /// <summary>Groups and threads for a number of virtual blocks.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="processors">Multiprocessors of the device.</param>
    /// <param name="launches">Launches of as many blocks that the device has at the same time.</param>
    /// <param name="shared">Words of 32 bits in the memory of each group that the launch requests.</param>
    public KernelConfig For(int blocks, int processors, int launches = 1, int shared = 0)
    {
        // Few blocks are better spread over all multiprocessors than packed into full groups.
        var share = (uint)Math.Min((long)blocks * launches / processors, GroupSize);
        var size = (int)Math.Clamp(System.Numerics.BitOperations.RoundUpToPowerOf2(share), Math.Min(32, GroupSize), GroupSize);
        var groups = Math.Clamp((blocks + size - 1) / size, 1, processors * GroupsPerProcessor);
        return new KernelConfig(groups, size, shared == 0 ? SharedMemoryConfig.Empty : SharedMemoryConfig.RequestDynamic<uint>(shared));
    }
}
