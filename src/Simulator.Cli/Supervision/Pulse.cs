using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Supervision;

/// <summary>What a supervised command tells its supervisor through a pipe: each second that it lives, and where it writes.</summary>
internal sealed class Pulse
{
    /// <summary>The environment variable that names the pipe; only the supervisor sets it.</summary>
    public const string Variable = "SIMULATOR_SUPERVISOR_PIPE";

    // Heartbeats need next to nothing, and the usual stack may be more than the address space that is left.
    public const int StackSize = 256 << 10;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly BinaryWriter _pipe;

    private Pulse(Stream pipe) => _pipe = new BinaryWriter(pipe);

    /// <summary>Whether a supervisor started this process.</summary>
    public static bool IsExpected => Handle is not null;

    /// <summary>The pipe; null where another program set the variable, and the number is that of no file, or of a file of the runtime.</summary>
    private static nint? Handle =>
        nint.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var handle)
        && (OperatingSystem.IsWindows() || (handle is > Descriptor.Error and <= int.MaxValue && Descriptor.IsInherited((int)handle))) ? handle : null;

    /// <summary>Begins with the signs of life; null without a supervisor.</summary>
    public static Pulse? Begin()
    {
        if (Handle is not { } handle)
        {
            return null;
        }

        try
        {
            // As a file: the stream of pipes writes through sockets, whose first use takes much memory.
            var pipe = new FileStream(new SafeFileHandle(handle, ownsHandle: true), FileAccess.Write, bufferSize: 0);
            if (pipe.CanSeek)
            {
                return null;
            }

            var pulse = new Pulse(pipe);
            new Thread(pulse.Beat, StackSize) { IsBackground = true }.UnsafeStart();
            return pulse;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // The variable was set by another program, and no supervisor listens.
            return null;
        }
    }

    /// <summary>Tells a folder in which temporary files may be left.</summary>
    /// <param name="folder">Full path.</param>
    public void Enter(string folder) => Tell(folder);

    private void Beat()
    {
        try
        {
            while (true)
            {
                Tell("");
                Thread.Sleep(Interval);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The supervisor was killed, and no process can pass signals on to this one any more.
            Environment.Exit(Console.ExitCode.Interrupted);
        }
    }

    private void Tell(string text)
    {
        lock (_lock)
        {
            _pipe.Write(text);
        }
    }
}
