using Simulator.Planning.Tracing;
using Simulator.Statistics.Counting;

namespace Simulator.Planning;

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

    /// <summary>The roots, with deviations measured from the output at the medians of all inputs, or where that is 0, at others of their quantiles.</summary>
    public IReadOnlyList<PlannedRoot> Build()
    {
        double[] probabilities = [0.5, 0.9, 0.99, 0.999, 0.1, 0.01, 0.001];
        var typical = trace.Evaluate(draw => draws[draw].Distribution.Quantile(probabilities[0]) / draws[draw].Factor);
        foreach (var probability in probabilities.Skip(1).TakeWhile(_ => _nodes.Exists(node => !MomentReference.At(typical[node]).IsRelative)))
        {
            var other = trace.Evaluate(draw => draws[draw].Distribution.Quantile(probability) / draws[draw].Factor);
            _nodes.ForEach(node => typical[node] = MomentReference.At(typical[node]).IsRelative ? typical[node] : other[node]);
        }

        var isPositive = Positive();
        return [.. _nodes.Select((node, root) => new PlannedRoot(_counted[root], MomentReference.At(typical[node])) { IsPositive = isPositive[node] })];
    }

    // Whether a value of 0 can only come from values too small for single precision.
    private bool[] Positive()
    {
        var isPositive = new bool[trace.Nodes.Count];
        for (var index = 0; index < isPositive.Length; index++)
        {
            var (operation, left, right, constant) = trace.Nodes[index];
            isPositive[index] = operation switch
            {
                Operation.Draw => draws[left].Distribution is { Minimum: >= 0 } distribution && distribution.Cdf(0) == 0,
                Operation.Multiply or Operation.Divide => isPositive[left] && isPositive[right],
                Operation.Reciprocal or Operation.SquareRoot => isPositive[left],
                Operation.Scale => constant > 0 && isPositive[left],
                Operation.AddConstant => constant >= 0 && isPositive[left],
                Operation.AddScaled => constant >= 0 && isPositive[left] && isPositive[right],
                Operation.MaximumConstant => constant > 0 || isPositive[left],
                Operation.MaximumScaled => isPositive[left] || (constant > 0 && isPositive[right]),
                Operation.WindowMean or Operation.WindowMeanLasting or Operation.WindowMeanFrom => trace.Nodes[index].Series!.IsPositive,
                _ => false,
            };
        }

        return isPositive;
    }
}
