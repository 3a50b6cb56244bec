namespace Simulator.Reporting.Documents;

/// <summary>Writes files so that a reader finds the old content or the new, never a part of it.</summary>
internal static class AtomicFile
{
    private const int MostAttempts = 10;

    // What the runtime makes of EFBIG, which is no failure to read or write to it.
    private const string TooLarge = "Specified file length was too large";

    /// <summary>Told of each folder before a temporary file is made in it: what is left there after a crash can be removed.</summary>
    public static Action<string>? Entering { get; set; }

    /// <summary>Writes to a temporary name in the same folder, flushes to disk, and renames over the target.</summary>
    /// <param name="path">The file; its folder is made if there is none.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"{path} does not name a file.", nameof(path));
        Directory.CreateDirectory(folder);
        Entering?.Invoke(folder);
        for (var attempt = 1; ; attempt++)
        {
            var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
            try
            {
                WriteLocked(temporary, target, write);
                return;
            }
            catch (RemovedException) when (attempt < MostAttempts)
            {
                // Another run took it for what a killed one had left, before it was locked.
            }
            catch (ArgumentOutOfRangeException exception) when (exception.Message.StartsWith(TooLarge, StringComparison.Ordinal))
            {
                File.Delete(temporary);
                throw new IOException($"{target} would be too large: for the file system, or for a limit such as 'ulimit -f'", exception);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }
    }

    // It stays locked until it has its name, so that another run can tell it from what a killed one has left.
    private static void WriteLocked(string temporary, string target, Action<Stream> write)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(temporary))
        {
            throw new RemovedException();
        }

        using (stream)
        {
            if (!File.Exists(temporary))
            {
                throw new RemovedException();
            }

            write(stream);
            stream.Flush(flushToDisk: true);
            if (!OperatingSystem.IsWindows())
            {
                File.Move(temporary, target, overwrite: true);
                return;
            }
        }

        File.Move(temporary, target, overwrite: true); // Windows does not rename what is open
    }

    private sealed class RemovedException : IOException;

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        write(writer);
    });
}
