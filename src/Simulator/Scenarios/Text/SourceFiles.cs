namespace Simulator.Scenarios.Text;

/// <summary>Where the reader finds the files of a scenario: those named, those they extend, and their data.</summary>
internal abstract class SourceFiles
{
    /// <summary>Largest file that is read: a scenario is small, and a column of a million numbers takes some 20 MB. [bytes]</summary>
    internal const int LargestFile = 1 << 28;

    /// <summary>The files on disk; a scenario may name those in its own folder and below it.</summary>
    public static readonly SourceFiles OnDisk = new DiskFiles(isConfined: true);

    /// <summary>The files on disk; a scenario may name any of them.</summary>
    public static readonly SourceFiles Anywhere = new DiskFiles(isConfined: false);

    /// <summary>The same files as a scenario may name them.</summary>
    /// <param name="scenario">Path of the scenario file.</param>
    internal virtual SourceFiles NamedIn(string scenario) => this;

    /// <summary>Why a scenario may not name the file, and what it may name; null if it may.</summary>
    internal virtual (string Found, string Allowed)? Refusal(string path) => null;

    /// <summary>Whether messages may quote the content of the file.</summary>
    internal virtual bool MayQuote(string path) => true;

    internal abstract bool Exists(string path);

    internal abstract bool IsFolder(string path);

    /// <inheritdoc cref="PlainFile.HasNoContent"/>
    internal virtual bool IsEmpty(string path) => false;

    internal abstract Stream Open(string path);

    private sealed class DiskFiles(bool isConfined) : SourceFiles
    {
        internal override SourceFiles NamedIn(string scenario) => new NamedFiles(this, Path.GetDirectoryName(scenario) ?? "", isConfined);

        internal override bool Exists(string path) => File.Exists(path);

        internal override bool IsFolder(string path) => Directory.Exists(path);

        internal override bool IsEmpty(string path) => PlainFile.HasNoContent(path);

        internal override Stream Open(string path)
        {
            var stream = File.OpenRead(path);
            if (!stream.CanSeek || stream.Length <= LargestFile)
            {
                return stream;
            }

            stream.Dispose();
            throw new IOException(FormattableString.Invariant($"more than {LargestFile >> 20} MB"));
        }
    }
}

/// <summary>Files as one scenario may name them.</summary>
/// <param name="files">All files.</param>
/// <param name="folder">Folder of the scenario.</param>
/// <param name="isConfined">Whether it may name those in its folder and below it only.</param>
internal sealed class NamedFiles(SourceFiles files, string folder, bool isConfined) : SourceFiles
{
    private const string Allowed = "a file in the folder of the scenario or below it, links followed; --allow-outside lifts this";

    // What has another name can be a key, a password or a configuration.
    private static readonly string[] Quotable = [".csv", ".tsv", ".txt", ".yaml", ".yml", ".json"];

    internal override SourceFiles NamedIn(string scenario) => this;

    internal override (string Found, string Allowed)? Refusal(string path) =>
        OwnFolder.IsCircle(path) ? ("links that lead in a circle", "a file, or a link to one")
        : isConfined && !OwnFolder.Holds(folder, path) ? ("a file outside the folder of the scenario", Allowed)
        : null;

    internal override bool MayQuote(string path) =>
        Quotable.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        && !path.Split('/', '\\').Any(part => part.StartsWith('.') && part is not ("." or ".."))
        && OwnFolder.Holds(folder, path);

    internal override bool Exists(string path) => files.Exists(path);

    internal override bool IsFolder(string path) => files.IsFolder(path);

    internal override bool IsEmpty(string path) => files.IsEmpty(path);

    internal override Stream Open(string path) => files.Open(path);
}

/// <summary>Reads files on disk and keeps every one as it was read, so that a scenario can be read again without them.</summary>
/// <param name="disk">The files on disk; null for those in the folder of the scenario.</param>
internal sealed class RecordedFiles(SourceFiles? disk = null) : SourceFiles
{
    private readonly SourceFiles _disk = disk ?? OnDisk;
    private readonly OrderedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>The files read so far, by path, in the order of reading.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Keeps a text that was not read from a file, such as standard input, under the name that stands for it.</summary>
    public void Keep(string name, string text) => _files[name] = System.Text.Encoding.UTF8.GetBytes(text);

    internal override SourceFiles NamedIn(string scenario) => new NamedFiles(this, Path.GetDirectoryName(scenario) ?? "", _disk != Anywhere);

    internal override bool Exists(string path) => _disk.Exists(path);

    internal override bool IsFolder(string path) => _disk.IsFolder(path);

    internal override bool IsEmpty(string path) => _disk.IsEmpty(path);

    internal override Stream Open(string path)
    {
        if (!_files.TryGetValue(path, out var bytes))
        {
            using var stream = _disk.Open(path);
            _files[path] = bytes = PlainFile.ReadAll(stream, LargestFile);
        }

        return new MemoryStream(bytes, writable: false);
    }
}

/// <summary>Files that were kept; the disk is not looked at.</summary>
/// <param name="files">Their bytes, by the path under which they were read.</param>
internal sealed class HeldFiles(IEnumerable<KeyValuePair<string, byte[]>> files) : SourceFiles
{
    // They may come from a system with other separators.
    private readonly Dictionary<string, byte[]> _files = files.DistinctBy(file => Portable(file.Key), StringComparer.Ordinal)
        .ToDictionary(file => Portable(file.Key), file => file.Value, StringComparer.Ordinal);

    /// <summary>A path of any system as one of this system.</summary>
    public static string PathHere(string path) => OperatingSystem.IsWindows() ? path : Portable(path);

    internal override bool Exists(string path) => _files.ContainsKey(Portable(path));

    internal override bool IsFolder(string path) => false;

    internal override Stream Open(string path) => new MemoryStream(_files[Portable(path)], writable: false);

    private static string Portable(string path) => path.Replace('\\', '/');
}
