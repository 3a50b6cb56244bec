namespace Simulator.Cli.Console;

/// <summary>
/// The limits of memory that this process runs under. The runtime and the library that draws do not survive it where address
/// space ends: a command that cannot succeed is refused before it begins.
/// </summary>
internal static class MemoryLimits
{
    // Measured with two processors; more of them have more threads, each with a stack and an arena of its own.
    private const int MeasuredProcessors = 2;
    private const long OfProcessor = 80;

    // Megabytes of heap, and of address space with and without the just-in-time compiler.
    private static readonly Need Small = new(4, 1700, 400);
    private static readonly Need Sampling = new(20, 2000, 500);
    private static readonly Need Charts = new(40, 3000, 800);

    private static readonly string[] SamplingCommands = ["run", "compare", "sweep", "schedule", "sensitivity", "solve", "validate", "replay", "merge"];

    /// <summary>Why a command cannot be run in the memory that there is; null if it can.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="draws">Whether it draws charts.</param>
    public static string? Refusal(string command, bool draws) =>
        Refusal(command, draws, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, AddressSpace.Limit(), Environment.ProcessorCount);

    /// <summary>Why a command cannot be run in the memory that there is; null if it can.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="draws">Whether it draws charts.</param>
    /// <param name="heap">Largest heap. [byte]</param>
    /// <param name="space">Address space; null where it is not limited. [byte]</param>
    /// <param name="processors">Processors that it runs on.</param>
    public static string? Refusal(string command, bool draws, long heap, long? space, int processors)
    {
        var isSampling = SamplingCommands.Contains(command);
        var need = !isSampling ? Small : draws ? Charts : Sampling;
        var hint = isSampling && draws ? ", or leave the charts out with --no-plots" : "";
        if (heap > 0 && heap < need.Heap * 1_000_000)
        {
            return FormattableString.Invariant($"error: there is too little memory: the heap is limited to {heap / 1e6:0.#} MB, and this command needs at least {need.Heap} MB; raise the limit (DOTNET_GCHeapHardLimit, the container's){hint}.");
        }

        var least = need.Space + (isSampling ? OfProcessor * Math.Max(0, processors - MeasuredProcessors) : 0);
        return space < least * 1_000_000
            ? FormattableString.Invariant($"error: there is too little memory: the address space is limited to {space / 1e6:N0} MB, and this command needs at least {least:N0} MB on {processors} processors; raise the limit ('ulimit -v'){hint}.")
            : null;
    }

    private sealed record Need(long Heap, long JustInTime, long Native)
    {
        public long Space => System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported ? JustInTime : Native;
    }
}
