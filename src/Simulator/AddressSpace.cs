using System.Runtime.InteropServices;

namespace Simulator;

/// <summary>The address space of this process.</summary>
internal static partial class AddressSpace
{
    // RLIMIT_AS of Linux.
    private const int Resource = 9;

    // M_ARENA_MAX of glibc.
    private const int MostArenas = -8;

    /// <summary>What it is limited to (<c>ulimit -v</c>); null where it is not limited, or where that is not known. [byte]</summary>
    public static long? Limit()
    {
        try
        {
            return OperatingSystem.IsLinux() && Environment.Is64BitProcess && GetLimit(Resource, out var pair) == 0 && pair.Soft < long.MaxValue ? (long)pair.Soft : null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Lets all threads share the memory of the C library. Of its own accord glibc reserves 64 MB for each thread, more than a
    /// thread of ours ever needs. Other C libraries do not, and nothing happens.
    /// </summary>
    public static void Spare()
    {
        try
        {
            _ = SetOption(MostArenas, 1);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // No option of that kind.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Pair pair);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Pair
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
