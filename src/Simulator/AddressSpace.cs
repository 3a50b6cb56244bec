using System.Runtime.InteropServices;

namespace Simulator;

/// <summary>The address space of this process.</summary>
internal static partial class AddressSpace
{
    // RLIMIT_AS of Linux.
    private const int Resource = 9;

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

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Pair pair);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Pair
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
