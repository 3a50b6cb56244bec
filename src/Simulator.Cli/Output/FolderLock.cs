namespace Simulator.Cli.Output;

/// <summary>Lets one process at a time change a results folder. The system releases the lock of a process that has ended.</summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>Name of the file that is locked; it is there only meanwhile.</summary>
    public const string FileName = ".simulator.lock";

    // What Linux and macOS say of a file that another process has locked (EWOULDBLOCK), and Windows (ERROR_SHARING_VIOLATION).
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private const int LongestMark = 1 << 20; // no bytes are written: it takes no room on the disk

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Whether a failure means that another process holds the lock.</summary>
    public static bool IsTaken(IOException exception) => Taken.Contains(exception.HResult);

    /// <summary>Waits for the lock of a folder.</summary>
    /// <exception cref="IOException">Another process has held it for half a minute, or the folder cannot be written to.</exception>
    public static FolderLock Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, Options);
                if (IsStill(path, file))
                {
                    return new FolderLock(file);
                }
            }
            catch (IOException exception) when (IsTaken(exception) && waited < Patience)
            {
                Thread.Sleep(Pause);
            }
            catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && waited < Patience)
            {
                Thread.Sleep(Pause); // it is being deleted
            }
        }
    }

    private static FileOptions Options => OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(_file.Name);
        }

        _file.Dispose();
    }

    // On Unix the process before may have deleted the file after it was opened here; then another can lock a new one.
    private static bool IsStill(string path, FileStream file)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        // Opened a second time, it would be taken by ourselves; its length can be looked at.
        file.SetLength(Random.Shared.Next(1, LongestMark));
        if (new FileInfo(path) is { Exists: true } found && found.Length == file.Length)
        {
            return true;
        }

        file.Dispose();
        return false;
    }
}
