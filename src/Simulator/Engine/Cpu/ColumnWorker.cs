using System.Runtime.InteropServices;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Transforms;

namespace Simulator.Engine.Cpu;

/// <summary>One thread's way through a plan: a block of samples at a time, a column at a time.</summary>
/// <typeparam name="TLane">Lane of the arithmetic.</typeparam>
/// <typeparam name="TWide">Lane of the generator.</typeparam>
internal sealed unsafe class ColumnWorker<TLane, TWide> : IDisposable
    where TLane : struct, ILane<TLane>
    where TWide : struct, IWideLane<TWide>
{
    private readonly SimulationPlan _plan;
    private readonly Step[] _steps;
    private readonly int _blockSize;
    private readonly float* _columns;
    private readonly uint* _selectors;
    private readonly CorrelatedWords<TLane> _correlated;

    public ColumnWorker(SimulationPlan plan, int blockSize)
    {
        _plan = plan;
        _steps = [.. plan.Program.Steps];
        _blockSize = blockSize;
        _columns = (float*)NativeMemory.AlignedAlloc((nuint)(plan.Program.ColumnCount * blockSize * sizeof(float)), 64);
        _selectors = (uint*)NativeMemory.AlignedAlloc((nuint)(blockSize * sizeof(uint)), 64);
        _correlated = new CorrelatedWords<TLane>(plan, blockSize);
    }

    /// <summary>Draws and computes points first to first + count, and hands the roots to a sink.</summary>
    /// <param name="source">Where the random words come from.</param>
    /// <param name="first">First point, a multiple of 64.</param>
    /// <param name="count">Points, at most the block size.</param>
    /// <param name="sink">Receives the columns.</param>
    public void Run<TSink>(WordSource source, long first, int count, TSink sink)
        where TSink : IColumnSink
    {
        // The generator works in groups of 64 samples; the sink receives the number that count.
        var padded = (count + 63) & ~63;
        _correlated.BeginBlock();
        foreach (ref readonly var step in _steps.AsSpan())
        {
            switch (step.Operation)
            {
                case Operation.Draw:
                    Draw(_plan, _correlated, _selectors, source, step.Left, first, padded, Column(step.Target));
                    break;
                case Operation.Tally:
                    sink.Take(step.Target, Column(step.Left), count);
                    break;
                default:
                    ColumnArithmetic.Run<TLane>(
                        step.Operation, Column(step.Target), Column(step.Left), Column(Math.Max(step.Right, 0)), step.Constant, step.Series, padded);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_columns);
        NativeMemory.AlignedFree(_selectors);
        _correlated.Dispose();
    }

    private float* Column(int index) => _columns + ((nint)index * _blockSize);

    /// <summary>The values of one draw but for its factor.</summary>
    internal static void Draw(
        SimulationPlan plan, CorrelatedWords<TLane> correlated, uint* selectors, WordSource source, int draw, long first, int count, float* column)
    {
        var words = (uint*)column;
        var transform = plan.Draws[draw].Transform;
        var isCorrelated = correlated.TryFill(source, draw, first, words, count);
        if (isCorrelated ? source.TryApply(draw, column, count) : source.TryDraw(draw, first, column, count))
        {
            return;
        }

        if (!isCorrelated)
        {
            source.Fill(draw, false, first, words, count);
        }

        if (transform.NeedsSelector)
        {
            source.Fill(draw, true, first, selectors, count);
        }

        TransformColumn.Apply<TLane>(transform, words, selectors, column, count);
    }
}
