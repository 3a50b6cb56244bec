using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Execution;

/// <summary>The sums of some virtual blocks of a sensitivity analysis, made of the columns that a device has summed up.</summary>
/// <remarks>As in the CPU engine (<c>PickFreezeLoops</c>): the columns of a segment in double, in order, then the segments, in order.</remarks>
internal sealed class BlockSums
{
    private readonly long _first;
    private readonly long _end;
    private readonly int _factors;
    private readonly double[][] _bases;
    private readonly double[][] _changes;

    private BlockSums(PickFreezeLayout layout, long first, long end)
    {
        (_first, _end, _factors) = (first, end, layout.Factors);
        var blocks = (int)((end - first + MomentSums.VirtualBlock - 1) / MomentSums.VirtualBlock);
        var roots = layout.Graph.Roots.Count;
        _bases = [.. Enumerable.Range(0, blocks).Select(_ => new double[roots * PickFreezeTallies.BaseSums])];
        _changes = [.. Enumerable.Range(0, blocks).Select(_ => new double[roots * layout.Factors * PickFreezeTallies.PickFreezeSums])];
    }

    /// <summary>Empty sums of the blocks of some points.</summary>
    /// <param name="layout">The analysis.</param>
    /// <param name="first">First point, where a virtual block begins.</param>
    /// <param name="end">First point behind the last.</param>
    public static BlockSums Of(PickFreezeLayout layout, long first, long end) => new(layout, first, end);

    /// <summary>Adds what a launch summed up; the launches of a kernel come in the order of their points.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="columns">Sum after sum, the columns of all segments of the launch.</param>
    /// <param name="length">Columns of all segments of the launch.</param>
    /// <param name="start">First point of the launch.</param>
    /// <param name="threads">Threads to use.</param>
    public void Add(IReadOnlyList<PickFreezeSum> sums, float[] columns, int length, long start, int threads) => OnAllCores.For(sums.Count, threads, number =>
    {
        var (root, factor, sum) = sums[number];
        var place = factor < 0 ? (root * PickFreezeTallies.BaseSums) + sum : (((root * _factors) + factor) * PickFreezeTallies.PickFreezeSums) + sum;
        var segments = columns.AsSpan(number * length, length);
        for (var at = 0; at < length; at += PickFreezeRange.Columns)
        {
            double total = 0;
            foreach (var column in segments.Slice(at, PickFreezeRange.Columns))
            {
                total += column;
            }

            var point = start + ((long)at / PickFreezeRange.Columns * PickFreezeRange.Segment);
            var block = (int)((point - _first) / MomentSums.VirtualBlock);
            (factor < 0 ? _bases : _changes)[block][place] += total;
        }
    });

    /// <summary>Adds the blocks to the tallies of a replicate.</summary>
    public void HandOver(int replicate, PickFreezeTallies tallies)
    {
        for (var block = 0; block < _bases.Length; block++)
        {
            var points = Math.Min(MomentSums.VirtualBlock, _end - _first - ((long)block * MomentSums.VirtualBlock));
            tallies.Add(replicate, points, _bases[block], _changes[block]);
        }
    }
}
