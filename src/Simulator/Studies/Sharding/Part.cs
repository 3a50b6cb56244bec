using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>One of several parts of a run: a range of points of every replicate, in whole virtual blocks.</summary>
/// <remarks>Every block gives the same sums wherever it is drawn, so the parts add up to the bits of a single run.</remarks>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Of">Parts in all.</param>
public readonly record struct Part(int Number, int Of)
{
    /// <summary>Most parts that a run may have.</summary>
    public const int Most = 100_000;

    /// <summary>The most parts of which each has something to draw.</summary>
    /// <param name="points">Points of each replicate.</param>
    public static long MostFor(long points) => (points + MomentSums.VirtualBlock - 1) / MomentSums.VirtualBlock;

    /// <summary>The points of this part; parts differ by one block at most.</summary>
    /// <param name="points">Points of each replicate.</param>
    public PointRange RangeOf(long points)
    {
        var blocks = MostFor(points);
        return new PointRange(
            blocks * (Number - 1) / Of * MomentSums.VirtualBlock,
            Math.Min(points, blocks * Number / Of * MomentSums.VirtualBlock));
    }
}

/// <summary>Consecutive points of every replicate.</summary>
/// <param name="First">First point.</param>
/// <param name="End">Point after the last.</param>
public readonly record struct PointRange(long First, long End)
{
    /// <summary>Points.</summary>
    public long Count => End - First;

    /// <summary>Whether it holds all points of another range.</summary>
    public bool Holds(PointRange other) => First <= other.First && other.End <= End;
}
