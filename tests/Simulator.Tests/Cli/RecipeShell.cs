using System.Diagnostics;

namespace Simulator.Tests.Cli;

/// <summary>A folder in which a recipe is run by bash, with the program that was built here on the path.</summary>
internal sealed class RecipeShell : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-recipe-").FullName;

    /// <summary>Whether this machine has a tool.</summary>
    public static bool Has(string tool) => !OperatingSystem.IsWindows()
        && Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    public string InFolder(string name) => Path.Combine(_folder, name);

    /// <summary>Puts an executable script into a folder; those in <c>tools</c> are on the path.</summary>
    public void AddTool(string folder, string name, string script)
    {
        Directory.CreateDirectory(InFolder(folder));
        var path = Path.Combine(InFolder(folder), name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>Puts a program <c>simulator</c> into a folder, which starts the one that was built here.</summary>
    public void AddProgram(string folder) =>
        AddTool(folder, "simulator", $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "Simulator.Cli.dll")}' \"$@\"");

    /// <summary>Runs a script and returns its exit code; what it printed is in <c>output.txt</c>.</summary>
    public int Run(string script, IReadOnlyDictionary<string, string> environment, IEnumerable<string> paths)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = string.Join(Path.PathSeparator, [.. paths, InFolder("tools"), start.Environment["PATH"]!]);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        File.WriteAllText(InFolder("output.txt"), output + error.Result);
        return process.ExitCode;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
