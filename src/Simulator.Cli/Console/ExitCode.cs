namespace Simulator.Cli.Console;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    public const int Failed = 1;

    /// <summary>The scenario or the command line is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>Something that a file states does not hold: a limit, a published figure. A limit that is undecided does not count.</summary>
    public const int NotAsStated = 3;

    /// <summary>Ctrl-C or a request to terminate, as shells report it.</summary>
    public const int Interrupted = 130;
}

/// <summary>A run cannot start or go on for a reason that one sentence explains.</summary>
internal sealed class ExplainedException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
