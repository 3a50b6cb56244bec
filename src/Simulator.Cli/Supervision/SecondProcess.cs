using System.Diagnostics;

namespace Simulator.Cli.Supervision;

/// <summary>How to start this program a second time, with the same streams, folder and environment.</summary>
internal static class SecondProcess
{
    /// <summary>How to start it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="pipe">The pipe for signs of life.</param>
    public static ProcessStartInfo Of(IReadOnlyList<string> arguments, string pipe)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the program is not known.");
        var isHost = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase);
        string[] before = isHost ? [Path.Combine(AppContext.BaseDirectory, typeof(SecondProcess).Assembly.GetName().Name + ".dll")] : [];

        // A terminal is handed over, for the progress bar.
        return new(program, [.. before, .. arguments])
        {
            RedirectStandardError = System.Console.IsErrorRedirected,
            StandardErrorEncoding = System.Console.IsErrorRedirected ? Messages.Encoding : null,
            Environment = { [Pulse.Variable] = pipe },
        };
    }
}
