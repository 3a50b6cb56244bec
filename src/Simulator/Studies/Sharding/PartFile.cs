using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Simulator.Scenarios.Text;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sweep;

namespace Simulator.Studies.Sharding;

/// <summary>A part file that is whole and unchanged.</summary>
internal sealed class PartFile : IDrawnPart
{
    private const int LongestLine = 1 << 22;

    private readonly long _content;

    private PartFile(string file, PartHeader header, long content) => (File, Header, _content) = (file, header, content);

    /// <summary>Its path.</summary>
    public string File { get; }

    /// <summary>Its header.</summary>
    public PartHeader Header { get; }

    /// <inheritdoc/>
    public string Device => Header.Device;

    /// <inheritdoc/>
    public int Threads => Header.Threads;

    /// <inheritdoc/>
    public double Seconds => Header.Seconds;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notices => Header.Notices;

    /// <inheritdoc/>
    public bool DrawsUncut => Header.DrawsUncut;

    /// <summary>Opens a part file and checks it from the first byte to the last.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="PartException">It is not a part file, has another format, was cut off or changed, or cannot be read.</exception>
    public static PartFile Open(string file)
    {
        try
        {
            // Opening a pipe would wait for a writer.
            if (PlainFile.HasNoContent(file))
            {
                throw new PartException($"{file}: found a file that is not a part of a study, {PlainFile.NoContent}; allowed: a file written with --shard.");
            }

            using var stream = System.IO.File.OpenRead(file);
            var first = ReadLine(stream);
            if (first?.StartsWith(PartFormat.Start, StringComparison.Ordinal) != true)
            {
                throw new PartException($"{file}: found a file that is not a part of a study; allowed: a file written with --shard.");
            }

            if (first[PartFormat.Start.Length..] is var format && format != FormattableString.Invariant($"{PartFormat.Version}"))
            {
                var isNumber = long.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var version);
                var isNewer = isNumber && version > PartFormat.Version;
                throw new PartException(
                    $"{file}: found {(isNumber ? FormattableString.Invariant($"format {version}") : "a format that is no number")}; allowed: format {PartFormat.Version}{(isNewer ? "; the part was written by a newer version of the program: merge it with that one" : "")}.");
            }

            var second = ReadLine(stream);
            var content = stream.Position;
            CheckEnd(stream, file);
            var header = second is null ? null : JsonSerializer.Deserialize(second, PartJson.InOneLine.PartHeader);
            return (header is null ? "no header" : header.Mistake()) is { } mistake ? throw NoPart(file, mistake) : new PartFile(file, header!, content);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PartException($"{file}: found no such file or folder; allowed: files written with --shard, or a folder of them.");
        }
        catch (JsonException)
        {
            // Its message would quote the file.
            throw NoPart(file, "a header that is not the JSON of one");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new PartException($"{file}: found a file that cannot be read ({exception.Message}); allowed: a file written with --shard.");
        }
    }

    /// <summary>Checks that the content is what the header says, in little memory: whoever wrote the file can have written anything.</summary>
    /// <exception cref="PartException">It is not.</exception>
    public void CheckContent()
    {
        try
        {
            using var reader = OpenContent();
            foreach (var (number, file) in Header.Files.Index())
            {
                if (!string.Equals(HashOf(reader, file.Bytes), file.Sha256, StringComparison.Ordinal))
                {
                    throw new InvalidDataException(FormattableString.Invariant($"file {number + 1} of those that it holds, which differs from what the header says"));
                }
            }

            var ranges = Header.Sections.Contains(PartSection.Counts) ? new Part(Header.Part, Header.Of).RangesOf(Header.Request) : [];
            if (Header.Sections.Contains(PartSection.Counts) && ranges.Sum(range => range.Samples) != Header.Drawn)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{Header.Drawn} samples drawn"));
            }

            var length = new FileInfo(File).Length;
            foreach (var section in Header.Sections)
            {
                section.Check(reader, Header, length);
            }

            BinaryText.Require(reader.BaseStream.ReadByte() < 0, "more than the header names");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            throw NoPart(File, exception is EndOfStreamException ? "content that is cut off" : exception is FormatException ? "a number that is none" : exception.Message);
        }
    }

    /// <summary>The bytes of the files that the scenario was read from, by path, in the order of the header.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> ReadFiles()
    {
        using var reader = OpenContent();
        return [.. Header.Files.Select(file => KeyValuePair.Create(file.Path, reader.ReadBytes(file.Bytes)))];
    }

    /// <summary>The points of a sweep or a schedule.</summary>
    public IEnumerable<DrawnPoint> ReadFigures() => Read(PartSection.Figures, reader => FigureCodec.Read(reader).ToList(), []);

    /// <inheritdoc/>
    /// <exception cref="PartException">The counts are those of another computation.</exception>
    public long AddTo(PointRange points, RunTallies tallies) => Read(
        PartSection.Counts,
        reader =>
        {
            long added = 0;
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                added += TallyCodec.Add(reader, points, tallies);
            }

            return added;
        },
        0);

    /// <inheritdoc/>
    public bool AddTo(long points, IReadOnlyList<Dictionary<int, RefinedBin>> bins) =>
        Read(PartSection.Values, reader => NearValues.Add(reader, points, bins), false);

    /// <inheritdoc/>
    /// <exception cref="PartException">The sums are those of another computation.</exception>
    public long AddTo(PickFreezeTallies tallies) => Read(PartSection.Indices, reader => PickFreezeCodec.Add(reader, tallies), 0);

    // What comes before a section is read over: all of it is one compressed stream.
    private T Read<T>(PartSection section, Func<BinaryReader, T> read, T otherwise)
    {
        if (!Header.Sections.Contains(section))
        {
            return otherwise;
        }

        using var reader = OpenContent();
        foreach (var file in Header.Files)
        {
            reader.ReadBytes(file.Bytes);
        }

        foreach (var before in Header.Sections.TakeWhile(before => before != section))
        {
            before.Check(reader, Header, new FileInfo(File).Length);
        }

        try
        {
            return read(reader);
        }
        catch (PartException exception)
        {
            throw new PartException($"{File}: {exception.Message}");
        }
    }

    private static PartException NoPart(string file, string mistake) =>
        new($"{file}: found {mistake}; allowed: a file as it was written with --shard.");

    private static string HashOf(BinaryReader reader, long bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        while (bytes > 0)
        {
            var count = reader.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes));
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            hash.AppendData(buffer, 0, count);
            bytes -= count;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private BinaryReader OpenContent()
    {
        var stream = System.IO.File.OpenRead(File);
        stream.Position = _content;
        return new BinaryReader(new BufferedStream(new ZLibStream(stream, CompressionMode.Decompress)));
    }

    private static void CheckEnd(FileStream stream, string file)
    {
        var end = stream.Length - PartFormat.EndLength;
        var mark = new byte[PartFormat.EndLength];
        if (end >= stream.Position)
        {
            stream.Position = end;
            stream.ReadExactly(mark);
        }

        if (!mark.AsSpan().StartsWith(PartFormat.EndMark))
        {
            throw new PartException($"{file}: found a part that was cut off; allowed: the whole file; copy it again, or draw it again.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        stream.Position = 0;
        while (stream.Position < end)
        {
            var count = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, end - stream.Position));
            hash.AppendData(buffer, 0, count);
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(mark.AsSpan(PartFormat.EndMark.Length)))
        {
            throw new PartException($"{file}: found a part that was changed after it was written; allowed: the file as it was written; copy it again, or draw it again.");
        }
    }

    // Null where no line ends.
    private static string? ReadLine(Stream stream)
    {
        var bytes = new List<byte>();
        for (int value; (value = stream.ReadByte()) >= 0 && bytes.Count < LongestLine;)
        {
            if (value == '\n')
            {
                return Encoding.UTF8.GetString([.. bytes]);
            }

            bytes.Add((byte)value);
        }

        return null;
    }
}
