using System.Diagnostics;

namespace Simulator.Tests.Cli;

/// <summary>PowerShell as a local tool of this repository: a machine with the SDK and the package registry needs nothing else.</summary>
internal static class PowerShell
{
    private static readonly Lazy<string?> Restored = new(() =>
    {
        var (exitCode, output) = Dotnet("tool", "restore");
        return exitCode == 0 ? null : $"PowerShell cannot be restored as a tool: {output.Trim()}";
    });

    /// <summary>Why it is not here; null if it is.</summary>
    public static string? Missing => Restored.Value;

    /// <summary>Runs a command of the SDK in the root of the repository, where the manifest of the tools is.</summary>
    public static (int ExitCode, string Output) Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}

/// <summary>A test that needs PowerShell.</summary>
internal sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute() => Skip = PowerShell.Missing;
}

/// <summary>A test with cases that needs PowerShell.</summary>
internal sealed class PowerShellTheoryAttribute : TheoryAttribute
{
    public PowerShellTheoryAttribute() => Skip = PowerShell.Missing;
}
