namespace Simulator.Scenarios.Quantities.Columns;

/// <summary>
/// What messages may quote: files in the folder of a scenario and below it. A scenario from another person can name any
/// file of the machine; what stands in such a file must not end up in a log.
/// </summary>
internal static class OwnFolder
{
    /// <summary>Whether a file lies in a folder or below it; a link counts as what it leads to.</summary>
    /// <param name="folder">The folder; empty for the current one.</param>
    /// <param name="path">Path of the file.</param>
    public static bool Holds(string folder, string path)
    {
        try
        {
            var file = new FileInfo(path);
            var relative = Path.GetRelativePath(Path.GetFullPath(folder.Length == 0 ? "." : folder), file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName);
            return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
