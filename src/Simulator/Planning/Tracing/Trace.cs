namespace Simulator.Planning.Tracing;

/// <summary>The arithmetic of a scenario, written down once by evaluating the model with <see cref="TraceLane"/>.</summary>
/// <remarks>
/// Equal operations on equal operands become one node, so what phases share is computed once. A node's value depends on
/// its own operands alone: nothing is rearranged because of other outputs, so that a new input cannot change the last
/// bit of an output that does not use it.
/// </remarks>
internal sealed class Trace
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Node, int> _known = [];
    private readonly List<TracedExpression> _expressions = [];
    private readonly List<int> _nodeOf = [];

    // Of each node the last expression that it computes, and of each expression the one before it with the same node; −1 for
    // none. Nearly always a node has one.
    private readonly List<int> _lastOf = [];
    private readonly List<int> _before = [];

    /// <summary>The operations, each after its operands.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The value drawn for an input.</summary>
    /// <param name="draw">Index of the draw.</param>
    public TraceLane Draw(int draw)
    {
        var node = Record(new Node(Operation.Draw, draw, -1, 0));
        return new(this, node, Record(new TracedExpression(Operation.Draw, draw, -1, 0), node), 1);
    }

    /// <summary>What is recorded, with constants in double precision; each after its operands.</summary>
    internal IReadOnlyList<TracedExpression> Expressions => _expressions;

    /// <summary>The value of an expression, as it is computed sample by sample.</summary>
    internal TraceLane ValueOf(int expression) => new(this, _nodeOf[expression], expression, 1);

    /// <summary>The number of an expression, new or known.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="node">The node that computes it in single precision.</param>
    internal int Record(TracedExpression expression, int node)
    {
        while (_lastOf.Count <= node)
        {
            _lastOf.Add(-1);
        }

        var index = _lastOf[node];
        while (index >= 0 && _expressions[index] != expression)
        {
            index = _before[index];
        }

        if (index < 0)
        {
            index = _expressions.Count;
            _expressions.Add(expression);
            _nodeOf.Add(node);
            _before.Add(_lastOf[node]);
            _lastOf[node] = index;
        }

        return index;
    }

    /// <summary>The node of an operation, new or known.</summary>
    public int Record(Node node)
    {
        if (!_known.TryGetValue(node, out var index))
        {
            index = _nodes.Count;
            _nodes.Add(node);
            _known.Add(node, index);
        }

        return index;
    }

    /// <summary>The value of every node for one value of each draw, in double precision.</summary>
    /// <param name="valueOfDraw">Value by index of the draw.</param>
    public double[] Evaluate(Func<int, double> valueOfDraw) => Evaluate(_nodes, valueOfDraw);

    internal static double[] Evaluate(IReadOnlyList<Node> nodes, Func<int, double> valueOfDraw)
    {
        var values = new double[nodes.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var node = nodes[i];
            var left = node.Operation == Operation.Draw ? valueOfDraw(node.Left) : values[node.Left];
            var right = node.Right < 0 ? 0 : values[node.Right];
            values[i] = node.Operation switch
            {
                Operation.Draw => left,
                Operation.Multiply => left * right,
                Operation.Divide => left / right,
                Operation.Reciprocal => 1 / left,
                Operation.AddScaled => left + (node.Constant * right),
                Operation.AddConstant => left + node.Constant,
                Operation.SubtractFrom => node.Constant - left,
                Operation.Scale => left * node.Constant,
                Operation.MaximumScaled => Math.Max(left, right * node.Constant),
                Operation.MaximumConstant => Math.Max(left, node.Constant),
                Operation.SquareRoot => Math.Sqrt(left),
                Operation.WindowMean => node.Series!.Mean(left, right),
                Operation.WindowMeanLasting => node.Series!.Mean(left, node.Constant),
                Operation.WindowMeanFrom => node.Series!.Mean(node.Constant, left),
                _ => throw new InvalidOperationException($"{node.Operation} is not an operation of the model."),
            };
        }

        return values;
    }
}
