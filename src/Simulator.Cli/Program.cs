using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Cli.Output;
using Simulator.Cli.Supervision;
using Simulator.Engine;
using Simulator.Reporting.Documents;
using Simulator.Scenarios.Text;

namespace Simulator.Cli;

internal static class Program
{
    /// <summary>No response files: a scenario's name may begin with @.</summary>
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    private static int Main(string[] arguments)
    {
        try
        {
            return Begin(arguments);
        }
        catch (Exception exception)
        {
            try
            {
                SayWithoutConsole(exception);
            }
            catch (IOException) when (!OperatingSystem.IsWindows())
            {
                // Not even what writes messages could be loaded; this is a part of the runtime's core.
                using var error = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
                error.Write("error: a part of the program could not be loaded: a file is missing, or too few may be open ('ulimit -n').\n"u8);
            }

            return ExitCode.Failed;
        }
    }

    // There is no console yet, or too few files may be open to load it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SayWithoutConsole(Exception exception) =>
        Failures.WriteRaw(Failures.Explain(exception) ?? $"error: {exception.Message}");

    // Apart, so that a part of the program that cannot be loaded is caught as well.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Begin(string[] arguments)
    {
        var limits = MemoryLimits.OfProcess;
        if (limits.Space is not null)
        {
            AddressSpace.Spare();
        }

        Failures.Prepare(arguments.FirstOrDefault(), limits.AreTight ? limits.Words : null);
        if (Supervisor.IsNeeded(limits) && new Supervisor(limits, arguments, StagingFolder.CleanUp).Run() is { } exitCode)
        {
            return exitCode;
        }

        // Before anything that takes time: a user may press Ctrl-C at any time and must be told what became of the command.
        var interruption = Interruption.OfProcess;
        var pulse = Pulse.Begin();
        AtomicFile.Entering = folder =>
        {
            // A signal from now on does not end the process in the middle of a file.
            interruption.BeginWork();
            pulse?.Enter(folder);
        };

        AppDomain.CurrentDomain.UnhandledException += EndInWords;
        return Run(arguments, Session.OfConsole(interruption));
    }

    /// <summary>Where a thread of the runtime itself gets no memory, nothing can catch it.</summary>
    private static void EndInWords(object sender, UnhandledExceptionEventArgs failure)
    {
        if (failure.ExceptionObject is Exception exception && Failures.Explain(exception) is { } sentence)
        {
            Failures.WriteRaw(sentence);
            Environment.Exit(ExitCode.Failed);
        }
    }

    /// <summary>Runs one command line and returns its exit code; no exception escapes.</summary>
    internal static int Run(IReadOnlyList<string> arguments, Session session)
    {
        try
        {
            var exitCode = Invoke(arguments.Count > 0 ? arguments : ["--help"], session with { CommandLine = ShellWords.Join([CommandTree.Name, .. arguments]) });
            session.Output.Flush();
            return session.HasCutCharts ? ExitCode.Interrupted : exitCode;
        }
        catch (ScenarioException exception)
        {
            return Explain(session, string.Join(Environment.NewLine, exception.Errors), ExitCode.Wrong);
        }
        catch (ExplainedException exception)
        {
            return Explain(session, exception.Message, exception.ExitCode);
        }
        catch (DeviceException exception)
        {
            return Explain(session, exception.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            return Explain(session, Interruption.BeforeAnyResult, ExitCode.Interrupted);
        }
        catch (IOException exception) when (IsBrokenPipe(exception))
        {
            return ExitCode.Fine;
        }
        catch (Exception exception) when (!session.Debug && Failures.Explain(exception) is { } sentence)
        {
            return Explain(session, sentence, ExitCode.Failed);
        }
        catch (Exception exception) when (Failures.IsOfFiles(exception) && !session.Debug)
        {
            return Explain(session, $"error: reading or writing failed: {exception.Message}", ExitCode.Failed);
        }
        catch (Exception exception)
        {
            return Explain(session, session.Debug ? $"error: {exception}" : Failures.Unexpected(exception), ExitCode.Failed);
        }
    }

    private static int Invoke(IReadOnlyList<string> arguments, Session session)
    {
        var tree = CommandTree.Build(session, arguments);
        var parsed = tree.Parse(arguments, Words);
        var streams = new InvocationConfiguration
        {
            Output = session.Output,
            Error = session.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var command = parsed.CommandResult.Command;
        var help = $"Try '{(command == tree ? CommandTree.Name : $"{CommandTree.Name} {command.Name}")} --help'.";

        // What else is wrong may follow from these mistakes, so they are reported alone.
        var asksForHelp = parsed.Action is HelpWithExamples || (command == tree && parsed.Action is not ParseErrorAction);
        if (!asksForHelp && CommandTree.MistakesIn(parsed, tree, arguments, session) is { Count: > 0 } mistakes)
        {
            return Explain(session, string.Join(Environment.NewLine, [.. mistakes, help]), ExitCode.Wrong);
        }

        if (parsed.Action is not ParseErrorAction mistake)
        {
            return parsed.Invoke(streams);
        }

        // Everything that is said about a wrong command line goes to the error stream.
        mistake.ShowHelp = false;
        mistake.ShowTypoCorrections = false;
        streams.Output = session.Error;
        parsed.Invoke(streams);
        return Explain(session, help, ExitCode.Wrong);
    }

    private static int Explain(Session session, string message, int exitCode)
    {
        try
        {
            session.Output.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure to write has been reported, or is about to be.
        }

        session.Error.WriteLine(message);
        return exitCode;
    }

    /// <summary>Whether the reader of our output has gone, e.g. <c>| head</c>: EPIPE, ERROR_BROKEN_PIPE, ERROR_NO_DATA.</summary>
    private static bool IsBrokenPipe(IOException exception) =>
        exception.HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
