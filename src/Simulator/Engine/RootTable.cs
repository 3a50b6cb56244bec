using Simulator.Engine.Tracing;
using Simulator.Statistics;

namespace Simulator.Engine;

/// <summary>The distinct nodes that outputs are multiples of; each is tallied once.</summary>
/// <param name="trace">The recorded arithmetic.</param>
/// <param name="draws">The draws in it.</param>
internal sealed class RootTable(Trace trace, IReadOnlyList<PlannedDraw> draws)
{
    private readonly List<int> _nodes = [];
    private readonly List<bool> _counted = [];
    private readonly Dictionary<int, int> _rootOf = [];

    /// <summary>Nodes by root.</summary>
    public IReadOnlyList<int> Nodes => _nodes;

    /// <summary>Makes sure that a value is tallied.</summary>
    /// <param name="value">The value; constants need no tally, unknown values are null.</param>
    /// <param name="isCounted">Whether quantiles are wanted.</param>
    public void Add(TraceLane? value, bool isCounted)
    {
        if (value is not { IsConstant: false } lane)
        {
            return;
        }

        if (_rootOf.TryGetValue(lane.NodeIndex, out var root))
        {
            _counted[root] |= isCounted;
            return;
        }

        _rootOf.Add(lane.NodeIndex, _nodes.Count);
        _nodes.Add(lane.NodeIndex);
        _counted.Add(isCounted);
    }

    /// <summary>A value as a multiple of its root.</summary>
    /// <param name="value">A value that was added; null if it is not known.</param>
    /// <param name="unit">Printed value over the model's value.</param>
    public PlannedValue Value(TraceLane? value, double unit) => value switch
    {
        null => PlannedValue.Unknown,
        { IsConstant: true } constant => new PlannedValue(-1, constant.Factor * unit),
        { } lane => new PlannedValue(_rootOf[lane.NodeIndex], lane.Factor * unit),
    };

    /// <summary>The roots, with deviations measured from the output at the medians of all inputs.</summary>
    public IReadOnlyList<PlannedRoot> Build()
    {
        var typical = trace.Evaluate(draw => draws[draw].Distribution.Quantile(0.5) / draws[draw].Factor);
        return [.. _nodes.Select((node, root) => new PlannedRoot(node, _counted[root], MomentReference.At(typical[node])))];
    }
}
