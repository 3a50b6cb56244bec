using Simulator.Planning.Tracing;

namespace Simulator.Engine.Cpu;

/// <summary>The steps that recompute what depends on some draws, and nothing else.</summary>
/// <param name="Steps">The steps; a tally hands over a root that depends on the draws.</param>
/// <param name="ColumnCount">Columns of its own that it needs at once.</param>
internal sealed record PickFreezeProgram(Step[] Steps, int ColumnCount)
{
    /// <summary>Compiles the steps.</summary>
    /// <param name="graph">All values; value v at A stands in column v.</param>
    /// <param name="draws">The draws that are taken from B.</param>
    /// <param name="columnOfB">Column of a draw's values at B.</param>
    /// <param name="firstOwn">First column of its own.</param>
    public static PickFreezeProgram Compile(ValueGraph graph, IReadOnlyCollection<int> draws, Func<int, int> columnOfB, int firstOwn)
    {
        var depends = graph.DependentOn(draws);
        var uses = Uses(graph, depends);
        var rootsOf = graph.Roots.Select((value, root) => (value, root)).Where(pair => pair.value >= 0).ToLookup(pair => pair.value, pair => pair.root);
        var columnOf = Enumerable.Range(0, depends.Length).ToArray();
        var free = new Stack<int>();
        var columns = 0;
        var steps = new List<Step>();
        for (var value = 0; value < depends.Length; value++)
        {
            if (!depends[value])
            {
                continue;
            }

            var node = graph.Nodes[value];
            if (node.Operation == Operation.Draw)
            {
                columnOf[value] = columnOfB(node.Left);
            }
            else
            {
                var (left, right) = (columnOf[node.Left], node.Right < 0 ? -1 : columnOf[node.Right]);
                Release(node.Left);
                if (node.Right >= 0)
                {
                    Release(node.Right);
                }

                columnOf[value] = free.Count > 0 ? free.Pop() : firstOwn + columns++;
                steps.Add(new Step(node.Operation, columnOf[value], left, right, node.Constant) { Series = node.Series });
            }

            steps.AddRange(rootsOf[value].Select(root => new Step(Operation.Tally, root, columnOf[value], -1, 0)));
            if (uses[value] == 0 && columnOf[value] >= firstOwn)
            {
                free.Push(columnOf[value]);
            }
        }

        return new PickFreezeProgram([.. steps], columns);

        void Release(int operand)
        {
            if (depends[operand] && --uses[operand] == 0 && columnOf[operand] >= firstOwn)
            {
                free.Push(columnOf[operand]);
            }
        }
    }

    private static int[] Uses(ValueGraph graph, bool[] depends)
    {
        var uses = new int[depends.Length];
        for (var value = 0; value < uses.Length; value++)
        {
            if (depends[value] && graph.Nodes[value] is { Operation: not Operation.Draw } node)
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
