using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sharding;

/// <summary>Writes part files.</summary>
internal static class PartWriter
{
    /// <summary>Describes a part.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">How it was run, with the limits of the command line alone.</param>
    /// <param name="equivalences">Edition of the equivalences that the command line states; null if it states none.</param>
    /// <param name="counts">What was counted.</param>
    /// <param name="files">The files that the scenario was read from.</param>
    public static PartHeader Describe(Scenario scenario, RunOptions options, int? equivalences, PartCounts counts, RecordedFiles files) => new()
    {
        Version = ProgramBuild.Version,
        Scenario = scenario.Name,
        Files = [.. files.Files.Select(file => new HeldFile(file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))],
        Samples = options.Samples ?? RunOptions.DefaultSamples,
        Sampler = options.Sampler == Sampler.Random ? "random" : "sobol",
        Replicates = counts.Request.Replicates,
        Seed = options.Seed,
        Interval = options.Interval,
        Exact = options.IsExact,
        Limits = [.. options.Limits.Select(limit => limit.Text)],
        Equivalences = equivalences,
        Part = counts.Part.Number,
        Of = counts.Part.Of,
        Drawn = counts.Samples,
        Device = counts.Device,
        Threads = options.Threads,
        Seconds = counts.Seconds,
        Notices = counts.Notices,
    };

    /// <summary>Writes a part.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="header">The header of the part.</param>
    /// <param name="files">The files that the scenario was read from.</param>
    /// <param name="drawn">What was counted.</param>
    public static void Write(Stream stream, PartHeader header, RecordedFiles files, IReadOnlyList<DrawnRange> drawn)
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            hashed.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{PartFormat.Start}{PartFormat.Version}\n")));
            hashed.Write([.. JsonSerializer.SerializeToUtf8Bytes(header, PartJson.InOneLine.PartHeader), (byte)'\n']);
            using var compressed = new ZLibStream(hashed, CompressionLevel.Optimal, leaveOpen: true);
            using var writer = new BinaryWriter(compressed);
            foreach (var bytes in files.Files.Values)
            {
                writer.Write(bytes);
            }

            writer.Write(drawn.Count);
            foreach (var range in drawn)
            {
                TallyCodec.Write(writer, range);
            }
        }

        stream.Write(PartFormat.EndMark);
        stream.Write(hash.Hash!);
    }
}
