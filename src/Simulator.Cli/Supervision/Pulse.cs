using System.IO.Pipes;

namespace Simulator.Cli.Supervision;

/// <summary>Signs of life that a supervised command gives to its supervisor: a byte each second through a pipe.</summary>
internal static class Pulse
{
    /// <summary>The environment variable that names the pipe; only the supervisor sets it.</summary>
    public const string Variable = "SIMULATOR_SUPERVISOR_PIPE";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Whether a supervisor started this process.</summary>
    public static bool IsExpected => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Begins to give them.</summary>
    /// <returns>False without a supervisor: nothing happens.</returns>
    public static bool Begin()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } handle)
        {
            return false;
        }

        try
        {
            var pipe = new AnonymousPipeClientStream(PipeDirection.Out, handle);
            new Thread(() => Beat(pipe)) { IsBackground = true }.UnsafeStart();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or FormatException)
        {
            // Someone else has set the variable, and nobody listens.
            return false;
        }
    }

    private static void Beat(AnonymousPipeClientStream pipe)
    {
        try
        {
            while (true)
            {
                pipe.WriteByte(1);
                Thread.Sleep(Interval);
            }
        }
        catch (IOException)
        {
            // The supervisor was killed, and so was this command with it: nobody could pass signals on any more.
            Environment.Exit(Console.ExitCode.Interrupted);
        }
    }
}
