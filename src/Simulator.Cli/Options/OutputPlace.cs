using System.CommandLine;
using System.CommandLine.Parsing;

namespace Simulator.Cli.Options;

/// <summary>Options that name where files go: a name that cannot be one is refused before anything is computed.</summary>
internal static class OutputPlace
{
    private static readonly string[] Devices = ["/dev/", "/proc/", "/sys/"];

    /// <summary>The option <c>--out</c> for a folder.</summary>
    public static Option<string?> Folder(string description) => Checked(new("--out", "-o") { Description = description, HelpName = "DIR" }, MistakeInFolder);

    /// <summary>The option <c>--out</c> for a file.</summary>
    public static Option<string?> File(string description) => Checked(new("--out", "-o") { Description = description, HelpName = "FILE" }, MistakeInFile);

    /// <summary>Another option for a file.</summary>
    public static Option<string?> File(string description, string name) => Checked(new(name) { Description = description, HelpName = "FILE" }, MistakeInFile);

    private static string? MistakeInFile(string path) =>
        string.IsNullOrWhiteSpace(path) ? "found an empty name; allowed: the name of a file."
        : Directory.Exists(path) ? $"found '{path}', which is a folder; allowed: a file, e.g. {Path.Combine(path, "scenario.yaml")}."
        : Path.GetDirectoryName(path) is { Length: > 0 } folder && FileIn(folder) is { } file ? $"found '{file}', which is a file; allowed: a folder."
        : MistakeInKind(path);

    /// <summary>What is wrong with what is in the place of a file to be written; null if nothing is.</summary>
    public static string? MistakeInKind(string path) =>
        IsSpecial(path) ? $"found '{path}', which is not a plain file; allowed: a file, which is replaced as a whole." : null;

    private static Option<string?> Checked(Option<string?> option, Func<string, string?> mistake)
    {
        option.Validators.Add(result => Check(result, option.Name, mistake));
        return option;
    }

    private static void Check(OptionResult result, string name, Func<string, string?> mistake)
    {
        if (result.Tokens.Count > 0 && mistake(result.Tokens[0].Value) is { } what)
        {
            result.AddError($"{name}: {what}");
        }
    }

    private static string? MistakeInFolder(string path) =>
        string.IsNullOrWhiteSpace(path) ? "found an empty name; allowed: the name of a folder, or . for this one."
        : FileIn(path) is { } file ? $"found '{file}', which is a file; allowed: a folder."
        : null;

    // A file is replaced by renaming another over it: that would take a device or a pipe away from the system.
    private static bool IsSpecial(string path)
    {
        if (OperatingSystem.IsWindows() || !System.IO.File.Exists(path))
        {
            return false;
        }

        if (Devices.Any(folder => Path.GetFullPath(path).StartsWith(folder, StringComparison.Ordinal)))
        {
            return true;
        }

        try
        {
            // For reading too: to open a pipe for writing alone would wait for its reader.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return !file.CanSeek;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // a file that is written to or cannot be, but can be replaced; a socket is kept by that
        }
    }

    /// <summary>The path, or what it lies in, that is a file; null if there is none.</summary>
    private static string? FileIn(string path)
    {
        for (var part = path; !string.IsNullOrEmpty(part); part = Path.GetDirectoryName(part))
        {
            if (System.IO.File.Exists(part))
            {
                return part;
            }
        }

        return null;
    }
}
