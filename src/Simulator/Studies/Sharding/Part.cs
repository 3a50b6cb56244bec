using Simulator.Engine;
using Simulator.Runs;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sharding;

/// <summary>One of several parts of a run, in whole virtual blocks.</summary>
/// <remarks>
/// Every block gives the same sums wherever it is drawn, so the parts add up to the bits of a single run. A run is split by the
/// points of all replicates; where there are more parts than blocks of a replicate, by replicates too. Where there are more parts
/// than blocks in all, some parts have nothing to draw.
/// </remarks>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Of">Parts in all.</param>
internal readonly record struct Part(int Number, int Of)
{
    /// <summary>Most parts that a run may have.</summary>
    public const int Most = 100_000;

    /// <summary>Whether parts of this size hold some of the replicates only.</summary>
    /// <param name="request">The samples of the whole run.</param>
    public bool SplitsReplicates(in SamplingRequest request) => Of > BlocksOf(request.Points);

    /// <summary>The samples of this part, ascending; parts differ by one block at most.</summary>
    /// <param name="request">The samples of the whole run.</param>
    public IReadOnlyList<SampleRange> RangesOf(SamplingRequest request)
    {
        var (blocks, replicates) = (BlocksOf(request.Points), SplitsReplicates(request) ? request.Replicates : 1);
        var (first, end) = (ShareOf(blocks * replicates, Number - 1), ShareOf(blocks * replicates, Number));
        var ranges = new List<SampleRange>();
        if (replicates == 1)
        {
            Add(first, end, new(0, request.Replicates));
            return ranges;
        }

        // Block after block, and in each block replicate after replicate.
        for (var block = first / replicates; first < end && block * replicates < end; block++)
        {
            var before = block * replicates;
            Add(block, block + 1, new((int)Math.Max(0, first - before), (int)Math.Min(replicates, end - before)));
        }

        return ranges;

        void Add(long firstBlock, long endBlock, ReplicateRange replicates)
        {
            var points = new PointRange(firstBlock * MomentSums.VirtualBlock, Math.Min(request.Points, endBlock * MomentSums.VirtualBlock));
            ranges.AddRange(Steps(request, points).Select(step => new SampleRange(step, replicates)));
        }
    }

    // Apart wherever a run of independent samples keeps its state, so that it can be computed from the parts too.
    private static IEnumerable<PointRange> Steps(SamplingRequest request, PointRange points)
    {
        var ends = request.Sampler == Sampler.Random
            ? SamplingRounds.StepEnds(request.Points).Where(end => end > points.First && end < points.End)
            : [];
        var first = points.First;
        foreach (var end in ends.Append(points.End).Where(end => end > first))
        {
            yield return new PointRange(first, end);
            first = end;
        }
    }

    private static long BlocksOf(long points) => (points + MomentSums.VirtualBlock - 1) / MomentSums.VirtualBlock;

    private long ShareOf(long blocks, int parts) => blocks * parts / Of;
}

/// <summary>Consecutive points of some consecutive replicates.</summary>
/// <param name="Points">The points.</param>
/// <param name="Replicates">The replicates.</param>
internal readonly record struct SampleRange(PointRange Points, ReplicateRange Replicates)
{
    /// <summary>Samples.</summary>
    public long Samples => Points.Count * Replicates.Count;
}

/// <summary>Consecutive replicates.</summary>
/// <param name="First">First replicate, from 0.</param>
/// <param name="End">Replicate after the last.</param>
internal readonly record struct ReplicateRange(int First, int End)
{
    /// <summary>Replicates.</summary>
    public int Count => End - First;
}

/// <summary>Consecutive points.</summary>
/// <param name="First">First point.</param>
/// <param name="End">Point after the last.</param>
internal readonly record struct PointRange(long First, long End)
{
    /// <summary>Points.</summary>
    public long Count => End - First;

    /// <summary>Whether it holds all points of another range.</summary>
    public bool Holds(PointRange other) => First <= other.First && other.End <= End;
}
