using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Simulator.Runs;

/// <summary>Which program this is: its version, the commit that it was built from, and what it runs on.</summary>
internal static class ProgramBuild
{
    // The SDK writes the version and, in a clone, the commit behind a plus sign.
    private static readonly string[] Informational =
        (typeof(ProgramBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+', 2);

    /// <summary>Version of this program.</summary>
    public static string Version => Informational[0];

    /// <summary>
    /// Commit that it was built from, in full; ends in <c>.modified</c> if files were changed since. Null if the sources were
    /// not in a clone.
    /// </summary>
    public static string? Commit => Informational.Length > 1 ? Informational[1] : null;

    /// <summary>What it runs on, e.g. <c>.NET 10.0.0, linux-x64</c>.</summary>
    public static string Runtime { get; } =
        $"{RuntimeInformation.FrameworkDescription}{(RuntimeFeature.IsDynamicCodeSupported ? "" : " native")}, {RuntimeInformation.RuntimeIdentifier}";

    /// <summary>All of it in one line.</summary>
    public static string Description => $"{Version}, {(Commit is null ? "commit unknown" : $"commit {Commit}")}, {Runtime}";
}
