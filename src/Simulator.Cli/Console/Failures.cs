using System.Text;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Console;

/// <summary>Failures of the machine rather than of the program or its input, in words.</summary>
internal static class Failures
{
    // ENOMEM.
    private const int NoMemory = 12;

    /// <summary>Whether standard error is closed, so that something else may have its number.</summary>
    public static bool IsErrorClosed { get; } = !Descriptor.IsInherited(Descriptor.Error);

    /// <summary>The sentence about too little memory. Said where there may be none for another text.</summary>
    private static string _lackOfMemory = LackOfMemory(null, null);
    private static string? _limit;

    /// <summary>What is known of the command before it begins.</summary>
    /// <param name="command">Its name: the advice depends on it.</param>
    /// <param name="limit">The limit of memory, in words; null if it is not tight.</param>
    public static void Prepare(string? command, string? limit) => (_lackOfMemory, _limit) = (LackOfMemory(command, limit), limit);

    /// <summary>A sentence about a failure of any other kind.</summary>
    public static string Unexpected(Exception exception) =>
        $"error: {exception.Message} ({exception.GetType().Name}; {(_limit is null ? "" : $"perhaps too little memory: {_limit}; ")}SIMULATOR_DEBUG=1 shows where)";

    /// <summary>The sentence about too little memory.</summary>
    /// <param name="command">Name of the command: the advice depends on it.</param>
    /// <param name="reason">What is known of the reason, in words; null if nothing.</param>
    public static string LackOfMemory(string? command, string? reason) =>
        $"error: there is not enough memory{(reason is null ? "" : $" ({reason})")}; use {Advice(command)}, or raise the limit ('ulimit -v', DOTNET_GCHeapHardLimit, the container's).";

    private static string Advice(string? command) => command switch
    {
        "import" => "a shorter log",
        "fit" => "a column with fewer values",
        "check" or "list" or "explain" or "schema" or "devices" or "new" or "completion" => "a smaller scenario",
        _ => "fewer replicates, threads or outputs at a time, leave the charts out with --no-plots",
    };

    /// <summary>A sentence about a failure; null if it is none of these.</summary>
    /// <remarks>With as few other assemblies as can be: one that is not loaded yet may not be found any more.</remarks>
    public static string? Explain(Exception exception)
    {
        try
        {
            return Explain(exception, AddressSpace.Limit() is not null);
        }
        catch (Exception other) when (other is IOException or BadImageFormatException)
        {
            return Explain(exception, isLimited: true);
        }
    }

    /// <summary>A sentence about a failure; null if it is none of these.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="isLimited">Whether the address space of the process is limited.</param>
    public static string? Explain(Exception exception, bool isLimited)
    {
        // Charts are drawn side by side, and each can fail.
        if (exception is AggregateException several)
        {
            foreach (var inner in several.Flatten().InnerExceptions)
            {
                if (Explain(inner, isLimited) is { } sentence)
                {
                    return sentence;
                }
            }

            return null;
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OutOfMemoryException:
                    return _lackOfMemory;

                // The library that draws and the one that compresses say no more where they get no address space.
                case NullReferenceException or ArgumentNullException or TypeInitializationException when isLimited:
                case IOException when isLimited && IsOfCompression(cause):
                case DllNotFoundException or FileNotFoundException { FileName: not null } or FileLoadException or BadImageFormatException when isLimited:
                    return _lackOfMemory;
                case IOException { HResult: NoMemory }:
                    return _lackOfMemory;
                case IOException { HResult: 23 or 24 }: // ENFILE, EMFILE
                    return "error: too many files are open; raise the limit with 'ulimit -n'.";
                case DllNotFoundException missing:
                    return $"error: a library could not be loaded: a file of the program is missing, or too few may be open ('ulimit -n'), or there is too little memory: {missing.Message.Split('\n', '\r')[0]}";
                case FileNotFoundException { FileName: { } name } when name.Contains("Version=", StringComparison.Ordinal):
                    return $"error: {name.Split(',')[0]} could not be loaded: a file of the program is missing, or too few may be open ('ulimit -n').";
            }
        }

        return null;
    }

    // Its type is internal to the runtime.
    private static bool IsOfCompression(Exception exception) => exception is IOException && exception.GetType().Name == "ZLibException";

    /// <summary>Whether files could not be read or written; parts of the program that could not be loaded are none.</summary>
    public static bool IsOfFiles(Exception exception) =>
        exception is (IOException or UnauthorizedAccessException) and not FileLoadException and not IOException { HResult: NoMemory } && !IsOfCompression(exception)
        && !(exception is FileNotFoundException { FileName: { } name } && name.Contains("Version=", StringComparison.Ordinal));

    /// <summary>Writes a message to standard error with nothing but what the runtime has loaded already.</summary>
    public static void WriteRaw(string message) => WriteRaw(message, Encoding.UTF8);

    /// <summary>The same in another encoding.</summary>
    public static void WriteRaw(string message, Encoding encoding)
    {
        if (IsErrorClosed)
        {
            return;
        }

        try
        {
            Descriptor.WriteError(encoding.GetBytes(message + Environment.NewLine));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // There is nowhere to write it.
        }
    }
}
