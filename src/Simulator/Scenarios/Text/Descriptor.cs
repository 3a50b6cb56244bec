using System.Runtime.InteropServices;

namespace Simulator.Scenarios.Text;

/// <summary>Open files of the process by their numbers: 0 is standard input, 1 standard output, 2 standard error.</summary>
internal static partial class Descriptor
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

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

    /// <summary>Writes to a file, with nothing but the system; what cannot be written is lost.</summary>
    /// <param name="number">The number.</param>
    /// <param name="bytes">What to write.</param>
    public static void Write(int number, ReadOnlySpan<byte> bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            using var stream = number == Error ? Console.OpenStandardError() : Console.OpenStandardOutput();
            stream.Write(bytes);
            return;
        }

        while (bytes.Length > 0 && Write(number, bytes, bytes.Length) is > 0 and var written)
        {
            bytes = bytes[(int)written..];
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int number, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int number, int command);
}
