namespace Simulator.Cli.Console;

/// <summary>Exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    public const int Failed = 1;

    /// <summary>The scenario or the command line is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>A limit or a published figure does not hold. An undecided limit does not count.</summary>
    public const int NotAsStated = 3;

    /// <summary>Ctrl-C or a request to terminate, as shells report it.</summary>
    public const int Interrupted = 130;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<int> All = [Fine, Failed, Wrong, NotAsStated, Interrupted];
}

/// <summary>A run cannot start or continue; the message explains why in one sentence.</summary>
internal sealed class ExplainedException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
