using System.Text;

namespace Simulator.Cli.Output;

/// <summary>Where the files of a run go.</summary>
internal static class OutputFolders
{
    private const string Default = "results";
    private const int LongestName = 80;

    private static readonly HashSet<string> ReservedOnWindows = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder for the results of a scenario or a study; where it holds those of another, <see cref="ResultFolder"/> finds one beside it.</summary>
    /// <param name="name">Name of the scenario or the study.</param>
    /// <param name="asked">What the user requested; null for the default.</param>
    /// <param name="isOnly">Whether it is the only one of its command, so that what was requested is its own folder.</param>
    public static string For(string name, string? asked, bool isOnly = true) =>
        asked is not null && isOnly ? asked : Path.Combine(asked ?? Default, SafeName(name));

    /// <summary>A scenario's name as the name of a folder on every system.</summary>
    public static string SafeName(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var character in name.Trim())
        {
            if (char.IsLetterOrDigit(character) || character is '.' or '_' or '-' or ' ')
            {
                safe.Append(character);
            }
            else if (safe.Length > 0 && safe[^1] != '-')
            {
                safe.Append('-');
            }
        }

        var text = safe.ToString(0, Math.Min(safe.Length, LongestName)).Trim('-', '.', ' ');
        return text.Length == 0 ? "scenario" : ReservedOnWindows.Contains(text.Split('.')[0]) ? $"{text}_" : text;
    }

    /// <summary>Why nothing can be written below a full path: Windows takes names such as NUL, CON and nul.csv for devices; null for any other path.</summary>
    public static string? DeviceRefusal(string fullPath) =>
        fullPath.StartsWith(@"\\.\", StringComparison.Ordinal) ? $"Windows takes this name for the device '{fullPath[4..]}'; choose another name" : null;

    /// <summary>Creates a folder and checks that files can be written to it; returns what is wrong, or null.</summary>
    public static string? Refusal(string folder)
    {
        try
        {
            if (DeviceRefusal(Path.GetFullPath(folder)) is { } device)
            {
                return device;
            }

            for (var above = Path.GetFullPath(folder); above is not null && !Directory.Exists(above); above = Path.GetDirectoryName(above))
            {
                if (File.Exists(above))
                {
                    return $"'{above}' is a file, not a folder";
                }
            }

            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return exception.Message;
        }
    }
}
