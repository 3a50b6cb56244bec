using System.Text;
using System.Text.Json.Nodes;
using Simulator.Runs;
using Simulator.Studies.Sharding;

namespace Simulator.Tests.Studies;

/// <summary>Parts of every kind of study that another program made: the hash is right, and what they say is not.</summary>
public sealed class HostileStudyTests : IDisposable
{
    private static readonly RunOptions Options = new() { Replicates = 2, Samples = 2048, Device = "cpu" };

    private readonly DrawnParts _parts = new(isTimed: true);

    public void Dispose() => _parts.Dispose();

    [Theory]
    [InlineData("run", "counts values")]
    [InlineData("sensitivity", "counts values indices")]
    [InlineData("sweep", "figures")]
    [InlineData("schedule", "figures counts values")]
    public void Every_byte_counts_and_the_sections_are_those_of_the_kind(string kind, string sections)
    {
        var path = Drawn(kind);
        Assert.Equal(sections, string.Join(' ', PartFile.Open(path).Header.Holds!));
        Assert.Single(PartSet.Read([path]).Parts);
        var bytes = File.ReadAllBytes(path);
        for (var at = 40; at < bytes.Length; at += bytes.Length / 9)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 4;
            Assert.Contains("changed after it was written", Refusal(changed), StringComparison.Ordinal);
            Assert.Contains("cut off", Refusal(bytes[..at]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("run")]
    [InlineData("sensitivity")]
    [InlineData("sweep")]
    [InlineData("schedule")]
    public void Content_that_is_cut_short_or_too_long_is_refused(string kind)
    {
        var (header, body) = PartBytes.Opened(File.ReadAllBytes(Drawn(kind)));
        foreach (var length in new[] { body.Length - 1, body.Length * 2 / 3, body.Length / 2, Files + 2, Files, 0 })
        {
            Assert.Contains("allowed:", Refusal(PartBytes.Closed(header, body[..length])), StringComparison.Ordinal);
        }

        Assert.Contains("found more than the header names", Refusal(PartBytes.Closed(header, [.. body, 0])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "{\"kind\": \"comparison\", \"asked\": {}}", "an unknown kind of study")]
    [InlineData("sweep", "{\"kind\": null, \"asked\": {}}", "")]
    [InlineData("sweep", "{\"kind\": \"sweep\", \"asked\": null}", "")]
    [InlineData("sweep", "{\"kind\": \"sweep\"}", "")]
    [InlineData("sweep", "{\"kind\": \"sweep\", \"asked\": {\"--vary\": null}}", "something missing")]
    [InlineData("sweep", "{\"kind\": \"sweep\", \"asked\": {\"--vary\": [null]}}", "something missing")]
    [InlineData("sweep", "{\"kind\": \"sweep\", \"asked\": {\"--rm\": [\"x\"]}}", "an unknown option of a study")]
    [InlineData("sensitivity", "{\"kind\": \"sensitivity\", \"asked\": {\"--replicates of the analysis\": [\"1000000000\"]}}", "without a possible number of replicates")]
    [InlineData("sensitivity", "{\"kind\": \"sensitivity\", \"asked\": {\"--replicates of the analysis\": [\"-1\"]}}", "without a possible number of replicates")]
    public void A_study_that_no_command_line_asks_for_is_refused(string kind, string study, string reason)
    {
        var (header, body) = PartBytes.Opened(File.ReadAllBytes(Drawn(kind)));
        Assert.Contains(reason, Refusal(PartBytes.Closed(With(header, "study", study), body)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "[\"values\", \"counts\"]")]
    [InlineData("run", "[\"counts\", \"counts\"]")]
    [InlineData("run", "[\"counts\", \"nothing\"]")]
    [InlineData("run", "[\"counts\", null]")]
    [InlineData("run", "[\"counts\"]")]
    [InlineData("run", "[]")]
    [InlineData("sweep", "[\"counts\"]")]
    [InlineData("sweep", "[\"figures\", \"indices\"]")]
    [InlineData("schedule", "[\"figures\"]")]
    [InlineData("sensitivity", "[\"indices\"]")]
    public void Sections_that_are_not_there_or_not_in_order_are_refused(string kind, string holds)
    {
        var (header, body) = PartBytes.Opened(File.ReadAllBytes(Drawn(kind)));
        Assert.Contains("allowed:", Refusal(PartBytes.Closed(With(header, "holds", holds), body)), StringComparison.Ordinal);
    }

    /// <summary>Numbers that claim what no file of this size can hold, wherever a section has one.</summary>
    [Theory]
    [InlineData("sweep", 0, int.MaxValue)] // points
    [InlineData("sweep", 0, -1)]
    [InlineData("sweep", 8, -1)] // samples of a point
    [InlineData("sweep", 13, int.MaxValue)] // notices
    [InlineData("schedule", 0, int.MaxValue)]
    [InlineData("schedule", 12, -1)] // replicates
    [InlineData("run", 0, int.MaxValue)]
    [InlineData("sensitivity", -8, int.MaxValue)] // roots of the indices
    [InlineData("sensitivity", -4, int.MaxValue)] // factors
    [InlineData("sensitivity", -4, -1)]
    [InlineData("run", -12, -1)] // roots of the values
    [InlineData("run", -12, int.MaxValue)]
    [InlineData("run", -16, int.MaxValue)] // ranges of the values
    public void Enormous_counts_are_refused_before_memory_is_taken(string kind, int offset, int value)
    {
        var (header, body) = PartBytes.Opened(File.ReadAllBytes(Drawn(kind)));
        var at = offset >= 0 ? Files + offset : (kind, offset) switch
        {
            ("sensitivity", _) => Start(kind, body, PartSection.Indices) + 8 + offset,
            (_, -12) => Start(kind, body, PartSection.Values) + 8,
            _ => Start(kind, body, PartSection.Values) + 12,
        };
        BitConverter.TryWriteBytes(body.AsSpan(at), value);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("allowed:", Refusal(PartBytes.Closed(header, body)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
    }

    [Fact]
    public void Bombs_are_refused_in_little_memory()
    {
        foreach (var (kind, section) in new[] { ("run", PartSection.Values), ("sweep", PartSection.Figures), ("sensitivity", PartSection.Indices) })
        {
            var (header, body) = PartBytes.Opened(File.ReadAllBytes(Drawn(kind)));
            using var bomb = new MemoryStream();
            bomb.Write(body, 0, Start(kind, body, section));
            using (var writer = new BinaryWriter(bomb, Encoding.UTF8, leaveOpen: true))
            {
                switch (section.Name)
                {
                    case "values":
                        writer.Write(1024L);
                        writer.Write(1);
                        writer.Write(0);
                        writer.Write([.. Enumerable.Repeat((byte)1, 100_000_000)]);
                        break;
                    case "figures":
                        writer.Write(1_000_000);
                        for (var point = 0; point < 1_000_000; point++)
                        {
                            writer.Write(1L);
                            writer.Write(1);
                            writer.Write((byte)0);
                            writer.Write(1);
                            writer.WriteText(new string('x', 100));
                            writer.Write(0);
                            writer.Write(0);
                        }

                        break;
                    default:
                        writer.Write(1000);
                        writer.Write(1000);
                        writer.Write([.. Enumerable.Repeat((byte)1, 100_000_000)]);
                        break;
                }
            }

            var part = PartBytes.Closed(With(header, "drawn", kind == "run" ? "2048" : "9000000"), bomb.ToArray());
            var path = Write(part);
            Assert.True(part.Length < 3_000_000, $"{kind}: {part.Length}");
            var before = GC.GetTotalMemory(forceFullCollection: true);
            Assert.Contains("allowed:", Assert.Throws<PartException>(() => PartSet.Read([path])).Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 10_000_000);
        }
    }

    private int Files => _parts.Read.Files.Values.Sum(bytes => bytes.Length);

    private static byte[] With(byte[] header, string key, string value)
    {
        var lines = Encoding.UTF8.GetString(header).Split('\n');
        var node = JsonNode.Parse(lines[1])!.AsObject();
        node[key] = JsonNode.Parse(value);
        return PartBytes.Lines(node.ToJsonString());
    }

    private string Drawn(string kind) => _parts.Draw(_parts.Study(kind, Options), 1, 1);

    // Where a section starts: behind those that are read before it.
    private int Start(string kind, byte[] body, PartSection section)
    {
        var header = PartFile.Open(Drawn(kind)).Header;
        using var stream = new MemoryStream(body, Files, body.Length - Files);
        using var reader = new BinaryReader(stream);
        foreach (var before in header.Sections.TakeWhile(before => before != section))
        {
            before.Check(reader, header, body.Length);
        }

        return Files + (int)stream.Position;
    }

    private string Refusal(byte[] part)
    {
        var path = Write(part);
        var message = Assert.Throws<PartException>(() => PartSet.Read([path])).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        return message;
    }

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_parts.Folder, Guid.NewGuid().ToString("N"))).FullName, "made.part");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
