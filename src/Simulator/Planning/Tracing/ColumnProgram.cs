using Simulator.Model;

namespace Simulator.Planning.Tracing;

/// <summary>One pass over a column of samples.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Target">Column written; for a tally, the index of the root.</param>
/// <param name="Left">Column of the first operand; for a draw, the index of the draw.</param>
/// <param name="Right">Column of the second operand; −1 if there is none.</param>
/// <param name="Constant">Constant operand.</param>
internal readonly record struct Step(Operation Operation, int Target, int Left, int Right, float Constant)
{
    /// <summary>The series of a mean over a window; null for every other operation.</summary>
    public SeriesIntegral? Series { get; init; }
}

/// <summary>The steps that turn random words into counted columns, in an order that keeps few columns alive.</summary>
/// <param name="Steps">The steps, in order.</param>
/// <param name="ColumnCount">Columns needed at once.</param>
/// <param name="Roots">Nodes that are tallied, by root index.</param>
internal sealed record ColumnProgram(IReadOnlyList<Step> Steps, int ColumnCount, IReadOnlyList<int> Roots)
{
    /// <summary>Orders the operations that the roots need and assigns columns to them.</summary>
    /// <param name="nodes">Operations, each after its operands.</param>
    /// <param name="roots">Nodes to be tallied.</param>
    public static ColumnProgram Compile(IReadOnlyList<Node> nodes, IReadOnlyList<int> roots)
    {
        var order = Order(nodes, roots);
        var uses = CountUses(nodes, order);
        var rootOf = roots.Select((node, root) => (node, root)).ToDictionary(pair => pair.node, pair => pair.root);
        var steps = new List<Step>();
        var columnOf = new Dictionary<int, int>();
        var free = new Stack<int>();
        var columns = 0;

        foreach (var index in order)
        {
            var node = nodes[index];
            var isDraw = node.Operation == Operation.Draw;
            var left = isDraw ? node.Left : columnOf[node.Left];
            var right = node.Right < 0 ? -1 : columnOf[node.Right];

            // An operand that is not needed again gives its column to the result: every operation works in place.
            if (!isDraw)
            {
                Release(node.Left);
                if (node.Right >= 0)
                {
                    Release(node.Right);
                }
            }

            var target = free.Count > 0 ? free.Pop() : columns++;
            columnOf[index] = target;
            steps.Add(new Step(node.Operation, target, left, right, node.Constant) { Series = node.Series });
            if (rootOf.TryGetValue(index, out var root))
            {
                steps.Add(new Step(Operation.Tally, root, target, -1, 0));
                if (uses[index] == 0)
                {
                    free.Push(target);
                }
            }
        }

        return new ColumnProgram(steps, columns, roots);

        void Release(int operand)
        {
            if (--uses[operand] == 0)
            {
                free.Push(columnOf[operand]);
            }
        }
    }

    private static List<int> Order(IReadOnlyList<Node> nodes, IReadOnlyList<int> roots)
    {
        var order = new List<int>();
        var seen = new bool[nodes.Count];
        foreach (var root in roots)
        {
            Visit(root);
        }

        return order;

        void Visit(int index)
        {
            if (seen[index])
            {
                return;
            }

            seen[index] = true;
            var node = nodes[index];
            if (node.Operation != Operation.Draw)
            {
                Visit(node.Left);
                if (node.Right >= 0)
                {
                    Visit(node.Right);
                }
            }

            order.Add(index);
        }
    }

    private static int[] CountUses(IReadOnlyList<Node> nodes, List<int> order)
    {
        var uses = new int[nodes.Count];
        foreach (var index in order)
        {
            var node = nodes[index];
            if (node.Operation != Operation.Draw)
            {
                uses[node.Left]++;
                if (node.Right >= 0)
                {
                    uses[node.Right]++;
                }
            }
        }

        return uses;
    }
}
