using System.Text.Json.Serialization;
using Simulator.Catalog;
using Simulator.Engine;
using Simulator.Runs;

namespace Simulator.Studies.Sharding;

/// <summary>The header of a part file: which study it belongs to, and which part it is.</summary>
internal sealed record PartHeader
{
    /// <summary>Most bytes of all files that a part holds. [bytes]</summary>
    public const long LargestContent = 1L << 25;

    private const int MostFiles = 1000;
    private const int LongestText = 1 << 12;
    private const int MostReplicates = 1024;
    /// <summary>Most samples of a run that is split. [-]</summary>
    public const long MostSamples = 1_000_000_000_000_000;

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The scenario's file, the files that it extends, and its data, in the order of reading; the part holds their bytes.</summary>
    public required IReadOnlyList<HeldFile> Files { get; init; }

    /// <summary>Samples requested, over all parts.</summary>
    public required long Samples { get; init; }

    /// <summary>sobol or random.</summary>
    public required string Sampler { get; init; }

    /// <summary>How random words became values: see <see cref="PartFormat.RandomDraws"/>; null for sobol, and for random where it was 1.</summary>
    public int? RandomDraws { get; init; }

    /// <summary>Independent randomizations; 1 for random.</summary>
    public required int Replicates { get; init; }

    /// <summary>Seed of all streams.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Level of the printed intervals. [-]</summary>
    public required double Interval { get; init; }

    /// <summary>Whether quantiles are to be exact however many samples there are.</summary>
    public required bool Exact { get; init; }

    /// <summary>Limits of the command line; those of the scenario are in its file.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>Edition of the equivalences that the command line states; null if it states none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? Equivalences { get; init; }

    /// <summary>Which study it belongs to; null for a run without analyses.</summary>
    public PartStudy? Study { get; init; }

    /// <summary>Sections that it holds, in their order; null for counts alone.</summary>
    public IReadOnlyList<string>? Holds { get; init; }

    /// <summary>Which part, from 1.</summary>
    public required int Part { get; init; }

    /// <summary>Parts in all.</summary>
    public required int Of { get; init; }

    /// <summary>Samples that this part has drawn; 0 if there are more parts than virtual blocks.</summary>
    public required long Drawn { get; init; }

    /// <summary>What they were computed on.</summary>
    public required string Device { get; init; }

    /// <summary>Threads used.</summary>
    public required int Threads { get; init; }

    /// <summary>Wall-clock time of sampling. [s]</summary>
    public required double Seconds { get; init; }

    /// <summary>What the reader needs to know about the device.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>Whether random words went through whole transforms: see <see cref="Scenarios.Scenario.DrawsUncut"/>.</summary>
    [JsonIgnore]
    public bool DrawsUncut => Sampler == "random" && RandomDraws is null;

    /// <summary>The kind of the study, and what it asks for.</summary>
    [JsonIgnore]
    public PartStudy Asks => Study ?? PartStudy.PlainRun;

    /// <summary>The sections that it holds.</summary>
    [JsonIgnore]
    public IEnumerable<PartSection> Sections => (Holds ?? [PartSection.Counts.Name]).Select(name => PartSection.All.First(section => section.Name == name));

    /// <summary>The samples of the whole run.</summary>
    [JsonIgnore]
    public SamplingRequest Request => SamplingRounds.RequestFor(
        new RunOptions { Samples = Samples, Sampler = Sampler == "random" ? Engine.Sampler.Random : Engine.Sampler.Sobol, Replicates = Replicates, Seed = Seed });

    /// <summary>The bytes of files that are more than a part can hold; null if they are not.</summary>
    public static long? IsTooLarge(IEnumerable<byte[]> files) => files.Sum(bytes => (long)bytes.Length) is var length && length > LargestContent ? length : null;

    /// <summary>What is wrong with it: a header comes from a file, which anybody can have written. Null if nothing is.</summary>
    public string? Mistake()
    {
        // Nothing but the JSON says what may be missing.
        if (Version is null || Scenario is null || Sampler is null || Device is null || Files is null || Limits is null || Notices is null
            || Files.Any(file => file is null || file.Path is null || file.Sha256 is null) || Limits.Contains(null!) || Notices.Contains(null!))
        {
            return "a header with something missing";
        }

        return (Study?.Mistake() ?? (Holds is null || PartSection.All.Select(section => section.Name).Where(Holds.Contains).SequenceEqual(Holds) ? null : "unknown sections")) is { } mistake ? mistake
            : Files.Count is 0 or > MostFiles ? FormattableString.Invariant($"{Files.Count} files")
            : Files.Any(file => file.Bytes < 0) || Files.Sum(file => (long)file.Bytes) > LargestContent ? FormattableString.Invariant($"files of {Files.Sum(file => (long)file.Bytes)} bytes")
            : Files.Any(file => file.Path.Length is 0 or > LongestText || file.Path.Contains('\0')) ? "a file without a possible path"
            : Of is < 1 or > Sharding.Part.Most || Part < 1 || Part > Of ? FormattableString.Invariant($"part {Part} of {Of}")
            : Samples is < 1 or > MostSamples ? FormattableString.Invariant($"{Samples} samples")
            : Sampler is not ("sobol" or "random") ? "an unknown sampler"
            : RandomDraws is { } draws && (draws != PartFormat.RandomDraws || Sampler != "random")
                ? FormattableString.Invariant($"samples of {Sampler} drawn in way {draws}; this program knows ways 1 and {PartFormat.RandomDraws} of random")
            : Replicates is < 1 or > MostReplicates ? FormattableString.Invariant($"{Replicates} replicates")
            : Asks.OwnReplicates is < 1 or > MostReplicates ? "an analysis without a possible number of replicates"
            : Interval is not (> 0 and < 1) ? "an interval that is no share between 0 and 1"
            : Drawn < 0 || Drawn > MostSamples ? FormattableString.Invariant($"{Drawn} samples drawn")
            : Equivalences is { } year && !BuiltInCatalog.EquivalenceEditions.Contains(year) ? FormattableString.Invariant($"the equivalences of {year}")
            : Threads < 1 ? FormattableString.Invariant($"{Threads} threads")
            : Seconds is not (>= 0 and < double.PositiveInfinity) ? "a time that is none"
            : null;
    }
}

/// <summary>A file that a part holds.</summary>
/// <param name="Path">Path under which it was read.</param>
/// <param name="Bytes">Its length. [bytes]</param>
/// <param name="Sha256">Hash of its bytes, lower-case hexadecimal.</param>
internal sealed record HeldFile(string Path, int Bytes, string Sha256);
