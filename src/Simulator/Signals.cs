using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Simulator;

/// <summary>Signals between processes.</summary>
internal static partial class Signals
{
    /// <summary>Those that ask a command to stop.</summary>
    public static readonly IReadOnlyList<PosixSignal> OfInterruption = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>The number that Unix systems give to a signal.</summary>
    public static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => (int)signal,
    };

    /// <summary>Sends a signal. On Windows the console has sent it to both processes.</summary>
    public static void Send(Process process, PosixSignal signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            Kill(process.Id, NumberOf(signal));
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
