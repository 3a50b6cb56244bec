using System.Text.RegularExpressions;

namespace Simulator.Cli.Output;

/// <summary>A hidden folder in which the files of a run wait until all of them are there.</summary>
internal sealed partial class StagingFolder : IDisposable
{
    /// <summary>Name of the file that is held open as long as the run lives.</summary>
    public const string Sign = ".running";

    private const int MostAttempts = 10;

    // A folder is there for a moment before its sign is, and a file before its lock.
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(2);

    private readonly FileStream _sign;

    private StagingFolder(string path)
    {
        Path = path;
        var sign = System.IO.Path.Combine(path, Sign);
        _sign = new FileStream(sign, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (!File.Exists(sign))
        {
            _sign.Dispose();
            throw new IOException("removed before it was locked");
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>A new one inside a folder, on the same file system.</summary>
    public static StagingFolder In(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new StagingFolder(Directory.CreateDirectory(System.IO.Path.Combine(folder, $".{Guid.NewGuid():N}.tmp")).FullName);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Another run found it without a lock and removed it, see Remove.
            }
        }
    }

    /// <summary>Removes what runs that were killed left in a folder; what a running one still needs is locked.</summary>
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
                // Another process has it open, or it is already gone.
            }
        }
    }

    public void Dispose()
    {
        _sign.Dispose();
        try
        {
            // Mostly its files have all been moved away.
            File.Delete(System.IO.Path.Combine(Path, Sign));
            Directory.Delete(Path, recursive: Directory.EnumerateFileSystemEntries(Path).Any());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run into the folder removes it.
        }
    }

    private static void Remove(string path)
    {
        var sign = System.IO.Path.Combine(path, Sign);
        if (!Directory.Exists(path) || !File.Exists(sign))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < Youth)
            {
                return;
            }

            sign = path;
        }

        // Where a file is there before its lock is, its owner has to find it locked as long as it is not gone.
        if (!Directory.Exists(sign))
        {
            using var held = new FileStream(sign, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (!OperatingSystem.IsWindows())
            {
                Delete(path);
                return;
            }
        }

        Delete(path);
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
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
