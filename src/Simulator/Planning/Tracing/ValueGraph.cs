namespace Simulator.Planning.Tracing;

/// <summary>The values of a program, each by itself, so that one can ask which depend on what.</summary>
/// <param name="Nodes">Operations, each after its operands, which are numbers of values here.</param>
/// <param name="Roots">Value of each root of the program; −1 for a root that was left out.</param>
internal sealed record ValueGraph(IReadOnlyList<Node> Nodes, IReadOnlyList<int> Roots)
{
    /// <summary>The values that some roots of a program need, in the program's order.</summary>
    /// <param name="program">The program.</param>
    /// <param name="isWanted">Which roots, by index.</param>
    public static ValueGraph Of(ColumnProgram program, Func<int, bool> isWanted)
    {
        var nodes = new List<Node>();
        var roots = Enumerable.Repeat(-1, program.Roots.Count).ToArray();
        var valueIn = new Dictionary<int, int>();
        foreach (var step in program.Steps)
        {
            if (step.Operation == Operation.Tally)
            {
                roots[step.Target] = isWanted(step.Target) ? valueIn[step.Left] : -1;
                continue;
            }

            var isDraw = step.Operation == Operation.Draw;
            nodes.Add(new Node(
                step.Operation, isDraw ? step.Left : valueIn[step.Left], step.Right < 0 ? -1 : valueIn[step.Right], step.Constant) { Series = step.Series });
            valueIn[step.Target] = nodes.Count - 1;
        }

        return new ValueGraph(nodes, roots).Pruned();
    }

    /// <summary>Draws that occur, ascending.</summary>
    public IReadOnlyList<int> Draws => [.. Nodes.Where(node => node.Operation == Operation.Draw).Select(node => node.Left).Order()];

    /// <summary>Which values change with any of some draws.</summary>
    /// <param name="draws">Indices of the draws.</param>
    public bool[] DependentOn(IReadOnlyCollection<int> draws)
    {
        var depends = new bool[Nodes.Count];
        for (var value = 0; value < depends.Length; value++)
        {
            var node = Nodes[value];
            depends[value] = node.Operation == Operation.Draw
                ? draws.Contains(node.Left)
                : depends[node.Left] || (node.Right >= 0 && depends[node.Right]);
        }

        return depends;
    }

    /// <summary>Every value for one value of each draw, in double precision.</summary>
    /// <param name="valueOfDraw">Value by index of the draw.</param>
    public double[] Evaluate(Func<int, double> valueOfDraw) => Trace.Evaluate(Nodes, valueOfDraw);

    private ValueGraph Pruned()
    {
        var isNeeded = new bool[Nodes.Count];
        foreach (var root in Roots.Where(root => root >= 0))
        {
            isNeeded[root] = true;
        }

        for (var value = Nodes.Count - 1; value >= 0; value--)
        {
            if (isNeeded[value] && Nodes[value] is { Operation: not Operation.Draw } node)
            {
                isNeeded[node.Left] = true;
                if (node.Right >= 0)
                {
                    isNeeded[node.Right] = true;
                }
            }
        }

        var kept = new List<Node>();
        var numberOf = new int[Nodes.Count];
        for (var value = 0; value < Nodes.Count; value++)
        {
            if (isNeeded[value])
            {
                var node = Nodes[value];
                numberOf[value] = kept.Count;
                kept.Add(node.Operation == Operation.Draw
                    ? node
                    : node with { Left = numberOf[node.Left], Right = node.Right < 0 ? -1 : numberOf[node.Right] });
            }
        }

        return new ValueGraph(kept, [.. Roots.Select(root => root < 0 ? -1 : numberOf[root])]);
    }
}
