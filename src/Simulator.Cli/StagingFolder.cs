using System.Text.RegularExpressions;

namespace Simulator.Cli;

/// <summary>A hidden folder in which the files of a run wait until all of them are there.</summary>
internal sealed partial class StagingFolder : IDisposable
{
    /// <summary>Name of the file that is held open as long as the run lives.</summary>
    public const string Sign = ".running";

    // A folder is there for a moment before its sign is.
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    private readonly FileStream _sign;

    private StagingFolder(string path)
    {
        Path = path;
        _sign = new FileStream(System.IO.Path.Combine(path, Sign), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>A new one inside a folder, on the same file system.</summary>
    public static StagingFolder In(string folder) =>
        new(Directory.CreateDirectory(System.IO.Path.Combine(folder, $".{Guid.NewGuid():N}.tmp")).FullName);

    /// <summary>Removes what runs that were killed left in a folder; what a living one still needs is locked.</summary>
    public static void RemoveAbandoned(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, ".*.tmp").Where(path => OwnName().IsMatch(System.IO.Path.GetFileName(path))).ToList())
        {
            try
            {
                Remove(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody holds it, or it is gone already.
            }
        }
    }

    public void Dispose()
    {
        _sign.Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run into the folder removes it.
        }
    }

    private static void Remove(string path)
    {
        var isFolder = Directory.Exists(path);
        var held = isFolder ? System.IO.Path.Combine(path, Sign) : path;
        if (isFolder && !File.Exists(held))
        {
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(path) > Youth)
            {
                Directory.Delete(path, recursive: true);
            }

            return;
        }

        using (new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            // It opens, so nobody holds it.
        }

        if (isFolder)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    // Names that only this program makes: an identifier of 32 digits, alone or behind the name of a file.
    [GeneratedRegex(@"^\.(.+\.)?[0-9a-f]{32}\.tmp$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnName();
}
