namespace Simulator.Studies.Sharding;

/// <summary>A section of a part. Which sections there are depends on the study; their order is always that of <see cref="All"/>.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Check">
/// Reads the section without keeping it, and checks that it can be what the header says; throws
/// <see cref="InvalidDataException"/>, <see cref="EndOfStreamException"/> or <see cref="FormatException"/>.
/// </param>
internal sealed record PartSection(string Name, PartSectionCheck Check)
{
    /// <summary>The points of a sweep, or the starts of a schedule, with their figures.</summary>
    public static readonly PartSection Figures = new("figures", (reader, _, length) => FigureCodec.Check(reader, length));

    /// <summary>Counts and sums of the part's samples.</summary>
    public static readonly PartSection Counts = new("counts", (reader, header, length) =>
        TallyCodec.Check(reader, new Part(header.Part, header.Of).RangesOf(header.Request), header.Replicates, length));

    /// <summary>The samples near the wanted quantiles.</summary>
    public static readonly PartSection Values = new("values", (reader, header, length) => NearValues.Check(reader, header.Drawn, length));

    /// <summary>The sums behind Sobol' indices.</summary>
    public static readonly PartSection Indices = new("indices", (reader, header, _) => PickFreezeCodec.Check(reader, header.Asks.OwnReplicates ?? header.Replicates));

    /// <summary>All of them, in their order.</summary>
    public static readonly IReadOnlyList<PartSection> All = [Figures, Counts, Values, Indices];
}

/// <summary>See <see cref="PartSection.Check"/>.</summary>
/// <param name="reader">Stands before the section.</param>
/// <param name="header">The header of the part.</param>
/// <param name="length">Length of the part's file. [bytes]</param>
internal delegate void PartSectionCheck(BinaryReader reader, PartHeader header, long length);
