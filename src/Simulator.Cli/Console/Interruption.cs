using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Simulator.Cli.Console;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP. Until a command begins its work, the first one ends the process at once: the program may wait
/// for a pipe or read a large file. After that, the first one asks the command to stop, and the second ends the process.
/// </summary>
internal sealed class Interruption
{
    /// <summary>What is said if nothing was begun.</summary>
    public const string BeforeAnyResult = "Interrupted before any result was complete; nothing was written.";

    /// <summary>That of this process, from its first use until the process has ended.</summary>
    public static readonly Interruption OfProcess = new();

    // Of a signal that arrives twice: 'timeout' sends it to the process and to its group, a terminal to a process and its supervisor, who passes it on.
    private static readonly TimeSpan OneWish = TimeSpan.FromMilliseconds(500);

    // SIGXFSZ: a file has reached the limit of 'ulimit -f'. Where the signal is ignored, writing fails with a message.
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private bool _isAtWork;
    private long _first;

    // Kept alive: without them the signals end the process.
    private readonly PosixSignalRegistration[] _registrations;

    private Interruption() => _registrations =
    [
        .. Signals.OfInterruption.Select(signal => PosixSignalRegistration.Create(signal, OnSignal)),
        .. OperatingSystem.IsWindows() ? [] : new[] { PosixSignalRegistration.Create(FileTooLarge, static context => context.Cancel = true) },
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>From now on the command itself stops in an orderly way: it may have results to print and files to complete.</summary>
    public void BeginWork()
    {
        lock (_lock)
        {
            _isAtWork = true;
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        // Held until the process has ended, so that no work begins in between.
        lock (_lock)
        {
            if (!_isAtWork)
            {
                // Not through the console, which is locked while the command waits for the reader of its output. The reader of messages may not read either.
                Task.Run(() => Failures.WriteRaw(BeforeAnyResult)).Wait(TimeSpan.FromSeconds(1));
            }

            var isSame = _source.IsCancellationRequested && Stopwatch.GetElapsedTime(_first) < OneWish;
            if (!_isAtWork || (_source.IsCancellationRequested && !isSame))
            {
                Environment.Exit(ExitCode.Interrupted);
            }

            // Only of the first: one more each time must not put off the end.
            if (!isSame)
            {
                _first = Stopwatch.GetTimestamp();
            }
        }

        context.Cancel = true;
        _source.Cancel();
    }
}
