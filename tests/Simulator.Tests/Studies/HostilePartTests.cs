using System.Text;
using System.Text.Json.Nodes;
using Simulator.Runs;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sharding;

namespace Simulator.Tests.Studies;

/// <summary>Parts that another program made: the hash is right, and what they say is not.</summary>
public sealed class HostilePartTests : IDisposable
{
    private static readonly RunOptions Options = new() { Replicates = 2, Samples = MomentSums.VirtualBlock };

    private readonly DrawnParts _parts = new();
    private readonly byte[] _header;
    private readonly byte[] _body;

    public HostilePartTests()
    {
        var (lines, body) = PartBytes.Opened(File.ReadAllBytes(_parts.Draw(Options, 1, 1)));
        _header = lines[(Array.IndexOf(lines, (byte)'\n') + 1)..^1];
        _body = body;
    }

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void Made_as_the_program_makes_it_a_part_is_read() => Assert.Single(PartSet.Read([Made(Encoding.UTF8.GetString(_header), _body)]).Parts);

    [Theory]
    [InlineData("version", "null")]
    [InlineData("scenario", "null")]
    [InlineData("sampler", "null")]
    [InlineData("sampler", "\"halton\"")]
    [InlineData("device", "null")]
    [InlineData("files", "null")]
    [InlineData("files", "[]")]
    [InlineData("files", "[null]")]
    [InlineData("files", "[{\"path\": null, \"bytes\": 1, \"sha256\": \"\"}]")]
    [InlineData("files", "[{\"path\": \"x\", \"bytes\": -1, \"sha256\": \"\"}]")]
    [InlineData("files", "[{\"path\": \"x\", \"bytes\": 2147483647, \"sha256\": \"\"}]")]
    [InlineData("files", "[{\"path\": \"x\", \"bytes\": 33000000, \"sha256\": \"\"}]")]
    [InlineData("files", "[{\"path\": \"a\\u0000b\", \"bytes\": 1, \"sha256\": \"\"}]")]
    [InlineData("limits", "null")]
    [InlineData("limits", "[null]")]
    [InlineData("notices", "null")]
    [InlineData("notices", "[null]")]
    [InlineData("of", "2147483647")]
    [InlineData("of", "0")]
    [InlineData("of", "-1")]
    [InlineData("of", "1e9")]
    [InlineData("part", "0")]
    [InlineData("part", "2")]
    [InlineData("samples", "-1")]
    [InlineData("samples", "9223372036854775807")]
    [InlineData("replicates", "0")]
    [InlineData("replicates", "2147483647")]
    [InlineData("replicates", "3")]
    [InlineData("interval", "2")]
    [InlineData("drawn", "-1")]
    [InlineData("drawn", "1")]
    [InlineData("drawn", "9223372036854775807")]
    [InlineData("threads", "-1")]
    [InlineData("seconds", "-1")]
    [InlineData("equivalences", "1")]
    [InlineData("seed", "-1")]
    [InlineData("seed", "\"x\"")]
    public void A_header_that_no_run_writes_is_refused_by_name(string key, string value)
    {
        var header = JsonNode.Parse(_header)!.AsObject();
        Assert.True(header.ContainsKey(key), $"the header has {string.Join(", ", header.Select(pair => pair.Key))}");
        header[key] = JsonNode.Parse(value);
        Refused(header.ToJsonString(), _body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"a\": 1")]
    [InlineData("hunter2")]
    public void Something_else_in_place_of_the_header_is_refused_and_not_quoted(string header) =>
        Assert.DoesNotContain("hunter2", Refused(header, _body), StringComparison.Ordinal);

    [Fact]
    public void Counts_that_are_cut_or_followed_by_something_are_refused()
    {
        var header = Encoding.UTF8.GetString(_header);
        Refused(header, _body[..^1]);
        Refused(header, _body[..(_body.Length / 2)]);
        Refused(header, []);
        Refused(header, [.. _body, 0]);
        Refused(header, null); // no zlib
    }

    [Theory]
    [InlineData(0, int.MaxValue)] // ranges
    [InlineData(0, -1)]
    [InlineData(0, 0)]
    [InlineData(4, -1)] // first point
    [InlineData(12, -1)] // end
    [InlineData(20, -1)] // first replicate
    [InlineData(24, -1)] // end
    [InlineData(28, int.MaxValue)] // outputs
    [InlineData(28, 0)]
    [InlineData(32, -5)] // replicates
    [InlineData(40, int.MaxValue)] // length of the first window
    [InlineData(40, -1)]
    public void Counts_that_no_run_has_drawn_are_refused(int offset, int value)
    {
        var counts = _parts.Read.Files.Values.Sum(bytes => bytes.Length);
        var body = (byte[])_body.Clone();
        BitConverter.TryWriteBytes(body.AsSpan(counts + offset), value);
        Refused(Encoding.UTF8.GetString(_header), body);
    }

    [Fact]
    public void A_bomb_is_refused_in_little_memory()
    {
        // As many bins as fit, each of one sample: a thousand times longer than the file.
        var counts = _parts.Read.Files.Values.Sum(bytes => bytes.Length);
        var firstTally = counts + 36 + (16 * BitConverter.ToInt32(_body, counts + 28));
        using var body = new MemoryStream();
        body.Write(_body, 0, firstTally);
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(1L << 40);
            writer.Write7BitEncodedInt(1);
            writer.Write((byte)0);
            writer.Write7BitEncodedInt(1);
            writer.Write((byte)0);
            writer.Write(new byte[2 + 8 + 16]);
            writer.Write7BitEncodedInt(int.MaxValue);
        }

        body.Write([.. Enumerable.Repeat((byte)1, 100_000_000)]);
        var header = JsonNode.Parse(_header)!.AsObject();
        header["points"] = 1L << 40;
        var bytes = body.ToArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(counts + 12), 1L << 40);
        var path = Made(header.ToJsonString(), bytes);
        Assert.True(new FileInfo(path).Length < 2_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(path, Assert.Throws<PartException>(() => PartSet.Read([path])).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    private string Refused(string header, byte[]? body)
    {
        var path = Made(header, body);
        var message = Assert.Throws<PartException>(() => PartSet.Read([path])).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("allowed:", message, StringComparison.Ordinal);
        return message;
    }

    private string Made(string header, byte[]? body) =>
        Write(PartBytes.Sealed(PartBytes.Lines(header), body is null ? "not zlib"u8.ToArray() : PartBytes.Packed(body)));

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_parts.Folder, Guid.NewGuid().ToString("N"))).FullName, "made.part");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
