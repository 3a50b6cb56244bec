using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Cpu;

/// <summary>Counts columns: what a run is for.</summary>
/// <param name="plan">The plan.</param>
/// <param name="totals">Where the counts of this thread go.</param>
/// <param name="kept">Where the values go; null to keep none.</param>
internal sealed unsafe class TallySink<TLane>(SimulationPlan plan, RunTallies totals, KeptColumns? kept) : IColumnSink, IDisposable
    where TLane : struct, ILane<TLane>
{
    private readonly ColumnTally[] _tallies =
        [.. plan.Roots.Select((root, i) => new ColumnTally(totals.Windows[i], root.Reference))];

    // A thread's counters have 32 bits: they are handed over before four thousand million samples have gone into them.
    private const int MostBlocks = (int)(uint.MaxValue / MomentSums.VirtualBlock);

    private int _replicate = -1;
    private int _blocks;

    /// <inheritdoc/>
    public void Begin(int replicate)
    {
        if (replicate != _replicate)
        {
            HandOver();
            _replicate = replicate;
        }
    }

    /// <inheritdoc/>
    public void Take(int root, float* values, int count)
    {
        _tallies[root].Add<TLane>(values, count);
        kept?.Add(root, _replicate, values, count);
    }

    /// <inheritdoc/>
    public void CloseVirtualBlock()
    {
        foreach (var tally in _tallies)
        {
            tally.CloseVirtualBlock();
        }

        if (++_blocks == MostBlocks)
        {
            HandOver();
        }
    }

    /// <summary>Adds what was counted of the current replicate to the totals.</summary>
    public void HandOver()
    {
        _blocks = 0;
        if (_replicate < 0)
        {
            return;
        }

        for (var root = 0; root < _tallies.Length; root++)
        {
            var total = totals[root, _replicate];
            lock (total)
            {
                _tallies[root].HandOver(total);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tally in _tallies)
        {
            tally.Dispose();
        }
    }
}

/// <summary>Looks where the outputs of one block lie.</summary>
internal sealed unsafe class WindowSink(SimulationPlan plan) : IColumnSink
{
    /// <summary>A window around the values of each root; empty for one that is only summed.</summary>
    public BinWindow[] Windows { get; } = new BinWindow[plan.Roots.Count];

    /// <inheritdoc/>
    public void Take(int root, float* values, int count) =>
        Windows[root] = plan.Roots[root].IsCounted ? BinWindow.Around(new ReadOnlySpan<float>(values, count)) : default;
}

/// <summary>Keeps the columns of some samples.</summary>
internal sealed unsafe class CollectingSink(int roots) : IColumnSink
{
    /// <summary>Values by root.</summary>
    public float[][] Values { get; } = [.. Enumerable.Repeat(Array.Empty<float>(), roots)];

    /// <inheritdoc/>
    public void Take(int root, float* values, int count) =>
        Values[root] = [.. Values[root], .. new ReadOnlySpan<float>(values, count)];
}
