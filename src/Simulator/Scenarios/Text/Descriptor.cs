using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Simulator.Scenarios.Text;

/// <summary>Open files of the process by their numbers: 0 is standard input, 1 standard output, 2 standard error.</summary>
internal static partial class Descriptor
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const int Interrupted = 4;
    private const int AgainOnLinux = 11;
    private const int AgainOnMac = 35;

    /// <summary>Whether whoever started the process handed the file over.</summary>
    /// <remarks>
    /// Where a standard stream is closed, the runtime opens a file of its own under the number: the pipe that brings it the
    /// signals. To read that one waits forever and swallows Ctrl-C; what is written to it is taken for signals. A file of
    /// the runtime is closed on exec, one that was handed over cannot be: it has come through an exec.
    /// </remarks>
    /// <param name="number">The number.</param>
    public static bool IsInherited(int number)
    {
        try
        {
            return OperatingSystem.IsWindows() || FileControl(number, GetFlags) is var flags && flags >= 0 && (flags & CloseOnExec) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return true;
        }
    }

    /// <summary>Writes to standard error with nothing but the system; what cannot be written is lost.</summary>
    /// <param name="bytes">What to write.</param>
    public static void WriteError(ReadOnlySpan<byte> bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            WriteToConsole(bytes);
            return;
        }

        try
        {
            WriteThroughSystem(bytes);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or FileNotFoundException)
        {
            // Too many files are open to load what that needs. This stream is loaded, but begins at the same place of a file each time.
            using var stream = new FileStream(new SafeFileHandle(Error, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            stream.Write(bytes);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteThroughSystem(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (Write(Error, bytes, bytes.Length) is > 0 and var written)
            {
                bytes = bytes[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is Interrupted or AgainOnLinux or AgainOnMac)
            {
                // A pipe that does not block is full, as those of some other runtimes are.
                Thread.Sleep(1);
            }
            else
            {
                return;
            }
        }
    }

    // Apart: what names the console loads its assembly, and too many files may be open for that.
    private static void WriteToConsole(ReadOnlySpan<byte> bytes) => Console.OpenStandardError().Write(bytes);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int number, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int number, int command);
}
