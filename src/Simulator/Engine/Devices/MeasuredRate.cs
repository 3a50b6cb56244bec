using Simulator.Statistics.Counting;

namespace Simulator.Engine.Devices;

/// <summary>How fast the CPU was at the last part of a work that is done in parts.</summary>
/// <param name="firstPart">Samples of the first part; at least a virtual block of each replicate.</param>
/// <param name="untilKnown">Parts until the rate is trusted.</param>
internal sealed class MeasuredRate(long firstPart, int untilKnown)
{
    private int _parts;
    private double _samplesPerSecond;

    /// <summary>Whether enough parts were done.</summary>
    public bool IsKnown => _parts >= untilKnown;

    /// <summary>Points of the next part: whole virtual blocks, twice as many in every part.</summary>
    /// <param name="replicates">Replicates that have as many.</param>
    public long PartPoints(int replicates)
    {
        var samples = firstPart << Math.Min(_parts, 32);
        return Math.Max(MomentSums.VirtualBlock, samples / replicates / MomentSums.VirtualBlock * MomentSums.VirtualBlock);
    }

    /// <summary>Notes a part.</summary>
    public void Add(long samples, double seconds) => (_parts, _samplesPerSecond) = (_parts + 1, samples / seconds);

    /// <summary>What some samples are expected to take. [s]</summary>
    public double Seconds(double samples) => samples / _samplesPerSecond;
}
