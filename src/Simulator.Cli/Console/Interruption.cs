using System.Runtime.InteropServices;

namespace Simulator.Cli.Console;

/// <summary>Turns the first Ctrl-C or SIGTERM into a request to stop, and lets the second end the process.</summary>
internal sealed class Interruption
{
    /// <summary>That of this process, from its first use until the process has ended.</summary>
    public static readonly Interruption OfProcess = new();

    private readonly CancellationTokenSource _source = new();

    // Kept alive: without them the signals end the process.
    private readonly PosixSignalRegistration[] _registrations;

    private Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken Token => _source.Token;

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            Environment.Exit(ExitCode.Interrupted);
        }

        context.Cancel = true;
        _source.Cancel();
    }
}
