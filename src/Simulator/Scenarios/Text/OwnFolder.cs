namespace Simulator.Scenarios.Text;

/// <summary>
/// The folder of a scenario and those below it. A scenario from another person can name any file of the machine; what
/// is in such a file must end up neither in a result nor in a message.
/// </summary>
internal static class OwnFolder
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Whether the links on the way to a file lead in a circle, so that there is no such file.</summary>
    public static bool IsCircle(string path)
    {
        try
        {
            return Real(Path.Combine(Environment.CurrentDirectory, path)) is null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether a file is in a folder or below it, or is the folder; every link on the way counts as what it leads to.</summary>
    /// <param name="folder">The folder; empty for the current one.</param>
    /// <param name="path">Path of the file.</param>
    public static bool Holds(string folder, string path)
    {
        try
        {
            var root = Real(Path.Combine(Environment.CurrentDirectory, folder));
            var file = Real(Path.Combine(Environment.CurrentDirectory, path));
            return root is not null && file is not null && (file == root || file.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The path without links, and without the dots that would lead back out of a link; null if links lead in a circle.</summary>
    /// <param name="path">A full path, as the system would open it.</param>
    private static string? Real(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            path = Path.GetFullPath(path); // Windows removes the dots before it follows links
        }

        var real = Path.GetPathRoot(path)!;
        var left = new Stack<string>(Parts(path[real.Length..]));
        for (var links = 0; left.TryPop(out var part);)
        {
            var next = part switch { "." or "" => real, ".." => Path.GetDirectoryName(real) ?? real, _ => Path.Combine(real, part) };
            if (part is "." or "" or ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            var root = Path.GetPathRoot(target)!;
            real = root.Length > 0 ? root : real;
            foreach (var step in Parts(target[root.Length..]))
            {
                left.Push(step);
            }
        }

        return real;
    }

    private static IEnumerable<string> Parts(string path) => path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse();
}
