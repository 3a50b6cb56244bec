using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sharding;

/// <summary>Writes part files.</summary>
internal static class PartWriter
{
    /// <summary>Describes a part.</summary>
    /// <param name="study">What it is a part of; its limits are those of the command line alone.</param>
    /// <param name="equivalences">Edition of the equivalences that the command line states; null if it states none.</param>
    /// <param name="content">What was drawn.</param>
    /// <param name="files">The files that the scenario was read from.</param>
    public static PartHeader Describe(ISplitStudy study, int? equivalences, PartContent content, RecordedFiles files)
    {
        var options = study.Options;
        return new PartHeader
        {
            Version = ProgramBuild.Version,
            Scenario = study.Scenario.Name,
            Files = [.. files.Files.Select(file => new HeldFile(file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))],
            Study = study.Study.Kind == PartStudy.Run && study.Study.Asked.Count == 0 ? null : study.Study,
            Holds = [.. content.Sections().Select(section => section.Section.Name)],
            Samples = options.Samples ?? RunOptions.DefaultSamples,
            Sampler = options.Sampler == Sampler.Random ? "random" : "sobol",
            RandomDraws = options.Sampler == Sampler.Random ? PartFormat.RandomDraws : null,
            Replicates = SamplingRounds.RequestFor(options).Replicates,
            Seed = options.Seed,
            Interval = options.Interval,
            Exact = options.IsExact,
            Limits = [.. options.Limits.Select(limit => limit.Text)],
            Equivalences = equivalences,
            Part = content.Part.Number,
            Of = content.Part.Of,
            Drawn = content.Samples,
            Device = content.Device,
            Threads = options.Threads,
            Seconds = content.Seconds,
            Notices = content.Notices,
        };
    }

    /// <summary>Writes a part.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="header">The header of the part.</param>
    /// <param name="files">The files that the scenario was read from.</param>
    /// <param name="content">What was drawn.</param>
    public static void Write(Stream stream, PartHeader header, RecordedFiles files, PartContent content)
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

            foreach (var (_, write) in content.Sections())
            {
                write(writer);
            }
        }

        stream.Write(PartFormat.EndMark);
        stream.Write(hash.Hash!);
    }
}
