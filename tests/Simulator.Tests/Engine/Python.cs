using System.ComponentModel;
using System.Diagnostics;

namespace Simulator.Tests.Engine;

/// <summary>Scripts of NumPy, where there is one.</summary>
internal static class Python
{
    private static readonly Lazy<string?> WithNumPy = new(() => Array.Find(["python3", "/usr/bin/python3", "python"], name => Run(name, "import numpy", "") is not null));

    /// <summary>Whether a script can be run.</summary>
    public static bool HasNumPy => WithNumPy.Value is not null;

    /// <summary>What a script prints; null if it fails.</summary>
    public static string? Run(string script, string argument) => Run(WithNumPy.Value!, script, argument);

    private static string? Run(string python, string script, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", script, argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.Wait();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A test that is skipped where there is no NumPy.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NumPyFactAttribute : FactAttribute
{
    public NumPyFactAttribute() => Skip = Python.HasNumPy ? null : "There is no Python with NumPy.";
}
