using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Simulator;

/// <summary>Signals between processes.</summary>
internal static partial class Signals
{
    private const int EndOfProcess = 17;
    private const int EndOfProcessOnMac = 20;
    private const nint Default = 0;

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

    /// <summary>
    /// Before the first process is started: lets the runtime hear of its end, also where whoever started this program ignores
    /// SIGCHLD. A program inherits that, and the runtime would then wait for an end that has long been.
    /// </summary>
    public static void HearOfEnds()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            SetHandler(OperatingSystem.IsMacOS() ? EndOfProcessOnMac : EndOfProcess, Default);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Then it is as it was.
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
