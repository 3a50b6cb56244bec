using System.Text;
using Simulator.Catalog;

namespace Simulator.Scenarios.Text;

/// <summary>Reads the bytes of a scenario file; anything but a small UTF-8 text is refused with a message.</summary>
internal static class ScenarioText
{
    /// <summary>Largest file that is read. [bytes]</summary>
    public const int LargestFile = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, or reports why not and returns null.</summary>
    /// <param name="path">Path on disk.</param>
    /// <param name="file">Path as it is shown to the user.</param>
    /// <param name="from">Where a mistake is reported: the file as a whole, or the line that names it.</param>
    /// <param name="files">Where to find it.</param>
    /// <param name="findings">Receives the errors.</param>
    public static byte[]? ReadFile(string path, string file, SourcePosition from, SourceFiles files, Findings findings)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(file))
            {
                findings.Error(from, "", "an empty name", "a scenario file (.yaml, .yml or .json)");
                return null;
            }

            if (files.IsFolder(path))
            {
                findings.Error(from, "", $"the folder {file}", "a scenario file (.yaml, .yml or .json)", "name a file in it");
                return null;
            }

            if (!files.Exists(path))
            {
                findings.Error(from, "", $"no file {file}", "a scenario file that exists", NearestFile(path));
                return null;
            }

            // Opening a pipe would wait for a writer.
            if (files.IsEmpty(path))
            {
                findings.Error(from, "", $"no content in {file}, {PlainFile.NoContent}", "a scenario with at least name, hardware and training", "use - to read standard input");
                return null;
            }

            return ReadLimited(files.Open(path), file, from, findings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            findings.Error(from, "", $"{file}, which cannot be read ({exception.Message})", "a file that can be read");
            return null;
        }
    }

    /// <summary>Decodes UTF-8, or reports the first byte that is not and returns null.</summary>
    public static string? Decode(byte[] bytes, string file, Findings findings)
    {
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        try
        {
            return StrictUtf8.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException exception)
        {
            // The index is relative to the decoded part and can lie before it for a sequence cut off at the end.
            var offset = Math.Clamp(start + exception.Index, 0, bytes.Length - 1);
            var before = bytes.AsSpan(0, offset);
            var line = 1 + before.Count((byte)'\n');
            var column = offset - before.LastIndexOf((byte)'\n');
            var hint = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? "this looks like UTF-16; save the file as UTF-8" : "save the file as UTF-8";
            findings.Error(
                new SourcePosition(file, line, column), "",
                FormattableString.Invariant($"a byte at offset {offset} that is not UTF-8"), "UTF-8 text", hint);
            return null;
        }
    }

    /// <summary>Reports a text that is too large.</summary>
    public static void ReportTooLarge(string file, SourcePosition from, string size, Findings findings) =>
        findings.Error(from, "", $"{file} with {size}", "at most 1 MB", "a scenario file contains text; data belongs in a CSV file that empirical(…) reads");

    private static byte[]? ReadLimited(Stream opened, string file, SourcePosition from, Findings findings)
    {
        using var stream = opened;
        if (stream.CanSeek && stream.Length > LargestFile)
        {
            ReportTooLarge(file, from, FormattableString.Invariant($"{stream.Length / 1e6:0.#} MB"), findings);
            return null;
        }

        // The length of a device or a growing file is not reliable, so the limit also applies while reading.
        var buffer = new byte[LargestFile + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > LargestFile)
        {
            ReportTooLarge(file, from, "more than 1 MB", findings);
            return null;
        }

        return buffer[..length];
    }

    private static string? NearestFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var names = Directory.EnumerateFiles(folder).Take(1000).Select(name => Path.GetFileName(name));
        return Spelling.Hint(Path.GetFileName(path), names);
    }
}
