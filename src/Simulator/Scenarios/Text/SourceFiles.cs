namespace Simulator.Scenarios.Text;

/// <summary>Where the reader finds the files of a scenario: those named, those they extend, and their data.</summary>
internal abstract class SourceFiles
{
    /// <summary>The files on disk.</summary>
    public static readonly SourceFiles OnDisk = new DiskFiles();

    internal abstract bool Exists(string path);

    internal abstract bool IsFolder(string path);

    /// <summary>Whether a file has no content that could be known without opening it: empty files, pipes and devices.</summary>
    internal virtual bool IsEmpty(string path) => false;

    internal abstract Stream Open(string path);

    private sealed class DiskFiles : SourceFiles
    {
        internal override bool Exists(string path) => File.Exists(path);

        internal override bool IsFolder(string path) => Directory.Exists(path);

        internal override bool IsEmpty(string path) => new FileInfo(path).Length == 0;

        internal override Stream Open(string path) => File.OpenRead(path);
    }
}

/// <summary>Reads files on disk and keeps every one as it was read, so that a scenario can be read again without them.</summary>
internal sealed class RecordedFiles : SourceFiles
{
    // A scenario is small, and a column of a million numbers takes some 20 MB.
    private const int LargestFile = 1 << 28;

    private readonly OrderedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>The files read so far, by path, in the order of reading.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Keeps a text that was not read from a file, such as standard input, under the name that stands for it.</summary>
    public void Keep(string name, string text) => _files[name] = System.Text.Encoding.UTF8.GetBytes(text);

    internal override bool Exists(string path) => OnDisk.Exists(path);

    internal override bool IsFolder(string path) => OnDisk.IsFolder(path);

    internal override bool IsEmpty(string path) => OnDisk.IsEmpty(path);

    internal override Stream Open(string path)
    {
        if (!_files.TryGetValue(path, out var bytes))
        {
            using var stream = OnDisk.Open(path);
            var buffer = new MemoryStream();
            var chunk = new byte[1 << 16];
            for (int count; (count = stream.Read(chunk)) > 0;)
            {
                buffer.Write(chunk, 0, count);
                if (buffer.Length > LargestFile)
                {
                    throw new IOException(FormattableString.Invariant($"more than {LargestFile >> 20} MB, which is more than can be kept"));
                }
            }

            _files[path] = bytes = buffer.ToArray();
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
