namespace Simulator.Cli.Supervision;

/// <summary>The limits of memory that a process runs under.</summary>
/// <param name="Heap">Largest heap. [byte]</param>
/// <param name="Space">Address space; null where it is not limited. [byte]</param>
internal sealed record MemoryLimits(long Heap, long? Space)
{
    // Where the heap may be larger, an allocation that fails is a large one, and what is left is enough to say so.
    private const long Tight = 2_000_000_000;

    /// <summary>Those of this process.</summary>
    public static MemoryLimits OfProcess => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, AddressSpace.Limit());

    /// <summary>Whether the memory may end at any allocation, even of the few bytes that an error needs.</summary>
    /// <remarks>Where address space ends, the runtime, its compiler and the library that draws get none either.</remarks>
    public bool AreTight => HasTightHeap || Space is not null;

    private bool HasTightHeap => Heap is > 0 and < Tight;

    /// <summary>In words, e.g. <c>the heap is limited to 25 MB</c>.</summary>
    public string Words => string.Join(" and ", new[] { HasTightHeap ? Of("heap", Heap) : null, Space is { } space ? Of("address space", space) : null }.OfType<string>());

    private static string Of(string what, long bytes) => FormattableString.Invariant($"the {what} is limited to {bytes / 1e6:#,0.#} MB");
}
