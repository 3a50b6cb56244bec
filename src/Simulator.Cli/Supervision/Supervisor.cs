using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Simulator.Cli.Console;

namespace Simulator.Cli.Supervision;

/// <summary>Runs a command in a second process, where memory is tight.</summary>
/// <remarks>
/// There the runtime itself can fail. It ends the process with words of its own, or never returns from collecting garbage, and
/// no handler of the process is called. The first process needs little memory: it can say what happened, end a command that
/// hangs, and pass signals on.
/// </remarks>
/// <param name="limits">The limits, for the message.</param>
/// <param name="arguments">The command line.</param>
/// <param name="cleanUp">Removes what a command that crashed left in a folder.</param>
internal sealed class Supervisor(MemoryLimits limits, IReadOnlyList<string> arguments, Action<string> cleanUp)
{
    // Of those that a system adds to the number of a signal that ended a process.
    private const int OfSignals = 128;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Endurance _endurance = new();
    private readonly HashSet<string> _folders = [];
    private Process? _command;

    /// <summary>Whether a command needs a second process: not in the second one.</summary>
    public static bool IsNeeded(MemoryLimits limits) => limits.AreTight && !Pulse.IsExpected;

    /// <summary>Runs the command and returns its exit code, which is never that of a crash; null if there can be no second process.</summary>
    public int? Run()
    {
        Signals.HearOfEnds();
        PosixSignalRegistration[] registrations = [.. Signals.OfInterruption.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        try
        {
            using var pulse = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            using var command = new Process { StartInfo = SecondProcess.Of(arguments, pulse.GetClientHandleAsString()) };
            Start(command);
            pulse.DisposeLocalCopyOfClientHandle();
            return Accompany(command, pulse);
        }
        catch (Win32Exception)
        {
            // E.g. under an emulator, or where no more processes are allowed. Without a supervisor the command can still succeed.
            return null;
        }
        finally
        {
            Array.ForEach(registrations, registration => registration.Dispose());
        }
    }

    private int Accompany(Process command, AnonymousPipeServerStream pulse)
    {
        try
        {
            InBackground(() => Listen(pulse));
            var messages = command.StartInfo.RedirectStandardError ? new Messages(line => Failures.WriteRaw(line, Messages.Encoding)) : null;
            var passing = messages is null ? null : InBackground(() => messages.PassOn(command.StandardError));
            var sentence = Wait(command);
            if (passing is null || IsReadToTheEnd(passing))
            {
                return End(command.ExitCode, sentence, messages);
            }
        }
        catch (OutOfMemoryException)
        {
            // No thread could be started, e.g. under 'ulimit -u'. The command must not go on after we have said that it failed.
            command.Kill();
            CleanUp();
            throw;
        }

        CleanUp();
        return ExitCode.Interrupted;
    }

    private static Thread InBackground(Action work)
    {
        var thread = new Thread(() => work(), Pulse.StackSize) { IsBackground = true };
        thread.UnsafeStart();
        return thread;
    }

    private void Start(Process command)
    {
        lock (_lock)
        {
            command.Start();
            _command = command;
            if (_endurance.IsInterrupted)
            {
                Signals.Send(command, PosixSignal.SIGTERM);
            }
        }
    }

    private void Listen(AnonymousPipeServerStream pulse)
    {
        try
        {
            // As a file: the stream of pipes reads through sockets, whose first use takes more memory than all else here.
            using var reader = new BinaryReader(new FileStream(new SafeFileHandle(pulse.SafePipeHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, bufferSize: 0));
            while (true)
            {
                var folder = reader.ReadString();
                _endurance.Beat();
                if (folder.Length > 0)
                {
                    lock (_folders)
                    {
                        _folders.Add(folder);
                    }
                }
            }
        }
        catch (Exception)
        {
            // The command has ended, or there is no memory to listen. Then nothing can be told from its silence.
            _endurance.StopListening();
        }
    }

    /// <summary>Waits for the end of the command, and why it had to be ended; null if it ended by itself.</summary>
    private string? Wait(Process command)
    {
        while (!command.WaitForExit(Step))
        {
            if (_endurance.IsOverAfterOneMoreStep())
            {
                command.Kill();
                command.WaitForExit();
                return _endurance.IsInterrupted
                    ? "Interrupted; the command did not stop by itself and was ended."
                    : LackOfMemory("no longer answers");
            }
        }

        return null;
    }

    /// <summary>Waits until the messages are passed on. After a signal not for long: their reader may not read.</summary>
    private bool IsReadToTheEnd(Thread passing)
    {
        while (!passing.Join(Step))
        {
            if (_endurance.IsInterrupted)
            {
                return false;
            }
        }

        return true;
    }

    private int End(int status, string? sentence, Messages? messages)
    {
        if (status != ExitCode.Fine)
        {
            CleanUp();
        }

        // A failure without a word: there was no memory for the words.
        var isMute = status == ExitCode.Failed && messages is { HasAny: false };
        if (sentence is null && ExitCode.All.Contains(status) && !isMute)
        {
            messages?.Complete();
            return status;
        }

        var isEarly = Signals.OfInterruption.Any(signal => status == OfSignals + Signals.NumberOf(signal));
        if (_endurance.IsInterrupted || isEarly)
        {
            Failures.WriteRaw(sentence ?? (isEarly ? Interruption.BeforeAnyResult : FormattableString.Invariant($"Interrupted; the command ended with status {status}.")));
            return ExitCode.Interrupted;
        }

        Failures.WriteRaw(sentence ?? LackOfMemory($"ended with status {status}"));
        return ExitCode.Failed;
    }

    private void CleanUp()
    {
        lock (_folders)
        {
            foreach (var folder in _folders)
            {
                try
                {
                    cleanUp(folder);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // The next command that writes there removes it.
                }
            }
        }
    }

    private string LackOfMemory(string symptom) => Failures.LackOfMemory(arguments.FirstOrDefault(), $"{limits.Words}, and the command {symptom}");

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _endurance.Interrupt();
        lock (_lock)
        {
            if (_command is not null)
            {
                Signals.Send(_command, context.Signal);
            }
        }
    }
}
