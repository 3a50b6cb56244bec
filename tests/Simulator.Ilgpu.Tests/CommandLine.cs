using Simulator.Cli;
using Simulator.Cli.Execution;

namespace Simulator.Ilgpu.Tests;

/// <summary>Runs a command line in this process, with real sampling.</summary>
internal static class CommandLine
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Program.Run(arguments, new Session(output, error) { Graphics = new GraphicsEngines() }), output.ToString(), error.ToString());
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Simulator.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Simulator.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
