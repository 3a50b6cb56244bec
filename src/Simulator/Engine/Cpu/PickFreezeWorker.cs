using System.Runtime.InteropServices;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Cpu;

/// <summary>One thread's way through a sensitivity analysis: a segment of base points at a time, a column at a time.</summary>
/// <remarks>
/// The inputs are drawn and transformed once for A and once for B. All values at A are kept in columns, and for each
/// factor only what depends on it is computed again: that, not the number of factors, is what it costs.
/// </remarks>
internal sealed unsafe class PickFreezeWorker<TLane, TWide> : IDisposable
    where TLane : struct, ILane<TLane>
    where TWide : struct, IWideLane<TWide>
{
    private const int Segment = PickFreezeLoops.Segment;

    private readonly SimulationPlan _plan;
    private readonly ValueGraph _graph;
    private readonly IReadOnlyList<int> _draws;
    private readonly PickFreezeProgram _atB;
    private readonly PickFreezeProgram[] _programs;
    private readonly int _firstDeviation;
    private readonly int _factors;
    private readonly float* _columns;
    private readonly uint* _selectors;
    private readonly double[] _bases;
    private readonly double[] _sums;
    private readonly CorrelatedWords<TLane> _correlatedA;
    private readonly CorrelatedWords<TLane> _correlatedB;

    public PickFreezeWorker(SimulationPlan plan, ValueGraph graph, IReadOnlyList<PlannedFactor> factors)
    {
        (_plan, _graph, _factors) = (plan, graph, factors.Count);
        _draws = graph.Draws;

        // Values at A, draws at B, deviations of the roots at B, then whatever a program needs for itself.
        var columnOfB = _draws.Select((draw, i) => (draw, Column: graph.Nodes.Count + i)).ToDictionary(pair => pair.draw, pair => pair.Column);
        _firstDeviation = graph.Nodes.Count + _draws.Count;
        var firstOwn = _firstDeviation + graph.Roots.Count;
        _atB = PickFreezeProgram.Compile(graph, [.. _draws], draw => columnOfB[draw], firstOwn);
        _programs = [.. factors.Select(factor => PickFreezeProgram.Compile(graph, [.. factor.Draws], draw => columnOfB[draw], firstOwn))];
        var columns = firstOwn + _programs.Append(_atB).Max(program => program.ColumnCount);
        _columns = (float*)NativeMemory.AlignedAlloc((nuint)(columns * Segment * sizeof(float)), 64);
        _selectors = (uint*)NativeMemory.AlignedAlloc(Segment * sizeof(uint), 64);
        _bases = new double[graph.Roots.Count * PickFreezeTallies.BaseSums];
        _sums = new double[graph.Roots.Count * factors.Count * PickFreezeTallies.PickFreezeSums];
        _correlatedA = new CorrelatedWords<TLane>(plan, Segment);
        _correlatedB = new CorrelatedWords<TLane>(plan, Segment);
    }

    /// <summary>Adds up points first to first + count of one replicate and hands the sums over; at most a virtual block.</summary>
    public void Run(WordSource a, WordSource b, int replicate, long first, int count, PickFreezeTallies tallies)
    {
        for (var done = 0; done < count; done += Segment)
        {
            RunSegment(a, b, first + done, Math.Min(Segment, count - done));
        }

        tallies.Add(replicate, count, _bases, _sums);
        Array.Clear(_bases);
        Array.Clear(_sums);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_columns);
        NativeMemory.AlignedFree(_selectors);
        _correlatedA.Dispose();
        _correlatedB.Dispose();
    }

    private float* Column(int index) => _columns + ((nint)index * Segment);

    private void RunSegment(WordSource a, WordSource b, long first, int count)
    {
        var padded = (count + 63) & ~63;
        _correlatedA.BeginBlock();
        _correlatedB.BeginBlock();
        for (var value = 0; value < _graph.Nodes.Count; value++)
        {
            var node = _graph.Nodes[value];
            if (node.Operation == Operation.Draw)
            {
                ColumnWorker<TLane, TWide>.Draw(_plan, _correlatedA, _selectors, a, node.Left, first, padded, Column(value));
            }
            else
            {
                ColumnArithmetic.Run<TLane>(
                    node.Operation, Column(value), Column(node.Left), Column(Math.Max(node.Right, 0)), node.Constant, node.Series, padded);
            }
        }

        for (var i = 0; i < _draws.Count; i++)
        {
            ColumnWorker<TLane, TWide>.Draw(_plan, _correlatedB, _selectors, b, _draws[i], first, padded, Column(_graph.Nodes.Count + i));
        }

        fixed (double* bases = _bases, sums = _sums)
        {
            for (var root = 0; root < _graph.Roots.Count; root++)
            {
                if (_graph.Roots[root] >= 0)
                {
                    // The deviations at A are only summed up: the place of those at B is free until then.
                    var sumsOfA = bases + (root * PickFreezeTallies.BaseSums);
                    PickFreezeLoops.Deviations<TLane>(Column(_graph.Roots[root]), Column(_firstDeviation + root), _plan.Roots[root].Reference, count, sumsOfA);
                }
            }

            foreach (ref readonly var step in _atB.Steps.AsSpan())
            {
                if (step.Operation == Operation.Tally)
                {
                    var sumsOfB = bases + (step.Target * PickFreezeTallies.BaseSums) + 2;
                    PickFreezeLoops.Deviations<TLane>(
                        Column(step.Left), Column(_firstDeviation + step.Target), _plan.Roots[step.Target].Reference, count, sumsOfB);
                }
                else
                {
                    Compute(step, padded);
                }
            }

            for (var factor = 0; factor < _factors; factor++)
            {
                PickFreeze(factor, padded, count, sums);
            }
        }
    }

    private void PickFreeze(int factor, int padded, int count, double* sums)
    {
        foreach (ref readonly var step in _programs[factor].Steps.AsSpan())
        {
            if (step.Operation == Operation.Tally)
            {
                var root = step.Target;
                PickFreezeLoops.Changes<TLane>(
                    Column(step.Left), Column(_graph.Roots[root]), Column(_firstDeviation + root), _plan.Roots[root].Reference, count,
                    sums + (((root * _factors) + factor) * PickFreezeTallies.PickFreezeSums));
            }
            else
            {
                Compute(step, padded);
            }
        }
    }

    private void Compute(in Step step, int count) => ColumnArithmetic.Run<TLane>(
        step.Operation, Column(step.Target), Column(step.Left), Column(Math.Max(step.Right, 0)), step.Constant, step.Series, count);
}
