using System.Runtime.InteropServices;
using Simulator.Engine.Tracing;
using Simulator.Sampling;
using Simulator.Uncertainty;

namespace Simulator.Engine.Cpu;

/// <summary>Receives the finished columns of a block.</summary>
internal unsafe interface IColumnSink
{
    /// <summary>Takes a column.</summary>
    /// <param name="root">Which root.</param>
    /// <param name="values">Its values; the memory is the worker's and is used again.</param>
    /// <param name="count">How many of them count.</param>
    void Take(int root, float* values, int count);
}

/// <summary>One thread's way through a plan: a block of samples at a time, a column at a time.</summary>
/// <typeparam name="TLane">Lane of the arithmetic.</typeparam>
/// <typeparam name="TWide">Lane of the generator.</typeparam>
internal sealed unsafe class ColumnWorker<TLane, TWide> : IDisposable
    where TLane : struct, ILane<TLane>
    where TWide : struct, IWideLane<TWide>
{
    private readonly SimulationPlan _plan;
    private readonly Step[] _steps;
    private readonly ulong _seed;
    private readonly int _blockSize;
    private readonly float* _columns;
    private readonly uint* _selectors;

    public ColumnWorker(SimulationPlan plan, ulong seed, int blockSize)
    {
        _plan = plan;
        _steps = [.. plan.Program.Steps];
        _seed = seed;
        _blockSize = blockSize;
        _columns = (float*)NativeMemory.AlignedAlloc((nuint)(plan.Program.ColumnCount * blockSize * sizeof(float)), 64);
        _selectors = (uint*)NativeMemory.AlignedAlloc((nuint)(blockSize * sizeof(uint)), 64);
    }

    /// <summary>Draws and computes samples first to first + count, and hands the roots to a sink.</summary>
    /// <param name="first">First sample, a multiple of 64.</param>
    /// <param name="count">Samples, at most the block size.</param>
    /// <param name="sink">Receives the columns.</param>
    public void Run<TSink>(long first, int count, TSink sink)
        where TSink : IColumnSink
    {
        // The generator works in groups of 64 samples; the sink is told how many count.
        var padded = (count + 63) & ~63;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            switch (step.Operation)
            {
                case Operation.Draw:
                    Draw(_plan.Draws[step.Left], first, padded, Column(step.Target));
                    break;
                case Operation.Tally:
                    sink.Take(step.Target, Column(step.Left), count);
                    break;
                default:
                    ColumnArithmetic.Run<TLane>(
                        step.Operation, Column(step.Target), Column(step.Left), Column(Math.Max(step.Right, 0)), step.Constant, padded);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_columns);
        NativeMemory.AlignedFree(_selectors);
    }

    private float* Column(int index) => _columns + ((nint)index * _blockSize);

    private void Draw(PlannedDraw draw, long first, int count, float* column)
    {
        var words = (uint*)column;
        Philox.Fill<TWide>(_seed, draw.Hash, StreamPurpose.A, first, words, count);
        if (draw.Transform.NeedsSelector)
        {
            Philox.Fill<TWide>(_seed, draw.Hash, StreamPurpose.Selector, first, _selectors, count);
        }

        TransformColumn.Apply<TLane>(draw.Transform, words, _selectors, column, count);
    }
}
