using System.Text.Json.Serialization;

namespace Simulator.Studies.Sharding;

/// <summary>The header of a part file: which run it belongs to, and which part it is.</summary>
public sealed record PartHeader
{
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

    /// <summary>Which part, from 1.</summary>
    public required int Part { get; init; }

    /// <summary>Parts in all.</summary>
    public required int Of { get; init; }

    /// <summary>First point of every replicate that this part has drawn.</summary>
    public required long FirstPoint { get; init; }

    /// <summary>Points of every replicate that this part has drawn.</summary>
    public required long Points { get; init; }

    /// <summary>What they were computed on.</summary>
    public required string Device { get; init; }

    /// <summary>Threads used.</summary>
    public required int Threads { get; init; }

    /// <summary>Wall-clock time of sampling. [s]</summary>
    public required double Seconds { get; init; }

    /// <summary>What the reader needs to know about the device.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}

/// <summary>A file that a part holds.</summary>
/// <param name="Path">Path under which it was read.</param>
/// <param name="Bytes">Its length. [bytes]</param>
/// <param name="Sha256">Hash of its bytes, lower-case hexadecimal.</param>
public sealed record HeldFile(string Path, int Bytes, string Sha256);
