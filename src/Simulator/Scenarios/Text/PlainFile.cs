using System.Globalization;

namespace Simulator.Scenarios.Text;

/// <summary>Distinguishes files with content from those that may never end, or whose opening would wait for a writer.</summary>
internal static class PlainFile
{
    // Standard input, and what shells hand over for <(command): it is open already.
    private static readonly string[] Descriptors = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"];

    /// <summary>What is said of a file that <see cref="HasNoContent"/>.</summary>
    public const string NoContent = "which is empty or not a plain file";

    /// <summary>Whether a file has no content that could be known without opening it: empty files, pipes, sockets and devices.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    public static bool HasNoContent(string path) => IsDescriptor(path) ? !IsHandedOver(path) : new FileInfo(path).Length == 0;

    /// <summary>Whether a path stands for a file that whoever started the process has opened, such as standard input.</summary>
    public static bool IsHandedOver(string path) => IsDescriptor(path) && Descriptor.IsInherited(
        int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Descriptor.Input);

    private static bool IsDescriptor(string path) => Descriptors.Any(start => path.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Reads a file as a whole.</summary>
    /// <param name="stream">The file; its length is not relied on.</param>
    /// <param name="most">Most bytes that are read.</param>
    /// <exception cref="IOException">There are more.</exception>
    public static byte[] ReadAll(Stream stream, long most)
    {
        using var buffer = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, most) : 0);
        var chunk = new byte[1 << 16];
        for (int count; (count = stream.Read(chunk)) > 0;)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > most)
            {
                throw new IOException(FormattableString.Invariant($"more than {most >> 20} MB"));
            }
        }

        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }
}
