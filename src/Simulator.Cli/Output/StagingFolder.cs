using System.Text.RegularExpressions;
using Simulator.Reporting.Documents;

namespace Simulator.Cli.Output;

/// <summary>A hidden folder in which the files of a run wait until all of them are there.</summary>
internal sealed partial class StagingFolder : IDisposable
{
    /// <summary>Name of the file that is held open as long as the run lives.</summary>
    public const string Sign = ".running";

    private const int MostAttempts = 10;

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
        AtomicFile.Entering?.Invoke(System.IO.Path.GetFullPath(folder));
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

    /// <summary>Removes what a process that has just crashed left in a folder, its lock included.</summary>
    public static void CleanUp(string folder)
    {
        if (Directory.Exists(folder))
        {
            using var held = FolderLock.Of(folder);
            RemoveAbandoned(folder);
        }
    }

    public void Dispose()
    {
        try
        {
            RemoveFiles(Path);
            _sign.Dispose();
            File.Delete(System.IO.Path.Combine(Path, Sign));
            Directory.Delete(Path, recursive: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run into the folder removes it.
        }
        finally
        {
            _sign.Dispose();
        }
    }

    private static void Remove(string path)
    {
        if (!Directory.Exists(path))
        {
            RemoveFile(path);
            return;
        }

        var sign = System.IO.Path.Combine(path, Sign);
        if (!File.Exists(sign))
        {
            // Only an empty one: its run may be about to put the sign in.
            Directory.Delete(path, recursive: false);
            return;
        }

        // Unix deletes what is open. The run that made the sign may not have locked it yet; then it finds it gone.
        using (var held = OpenAbandoned(sign))
        {
            RemoveFiles(path);
            if (!OperatingSystem.IsWindows())
            {
                Directory.Delete(path, recursive: true);
                return;
            }
        }

        Directory.Delete(path, recursive: true);
    }

    // The sign goes last, so that a folder without one is empty, also where a run is killed while it removes what another left.
    private static void RemoveFiles(string path)
    {
        foreach (var file in Directory.EnumerateFiles(path).Where(file => System.IO.Path.GetFileName(file) != Sign).ToList())
        {
            File.Delete(file);
        }
    }

    private static void RemoveFile(string path)
    {
        using (var held = OpenAbandoned(path))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
                return;
            }
        }

        // Windows renames only what is closed, see AtomicFile.
        if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) >= Youth)
        {
            File.Delete(path);
        }
    }

    // Fails while the run that made the file lives.
    private static FileStream OpenAbandoned(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    // Names that only this program makes: an identifier of 32 digits, alone or behind the name of a file.
    [GeneratedRegex(@"^\.(.+\.)?[0-9a-f]{32}\.tmp$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnName();
}
