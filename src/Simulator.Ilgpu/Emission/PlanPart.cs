using Simulator.Planning;
using Simulator.Planning.Tracing;

namespace Simulator.Ilgpu.Emission;

/// <summary>Some of the roots of a plan, with what they need: the same draws and the same arithmetic, sample by sample.</summary>
/// <param name="Plan">A plan of those roots. It has all draws of the whole, so that tables and streams lie in the same places.</param>
/// <param name="Roots">Their numbers in the whole plan.</param>
internal sealed record PlanPart(SimulationPlan Plan, IReadOnlyList<int> Roots)
{
    /// <summary>Divides a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="mostCounted">Roots with a histogram in a part at most.</param>
    /// <remarks>Parts are about equal. A root that is only summed goes with the counted one before it, which mostly needs the same values.</remarks>
    public static IReadOnlyList<PlanPart> Divide(SimulationPlan plan, int mostCounted)
    {
        var counted = plan.Roots.Count(root => root.IsCounted);
        var parts = Math.Max(1, (counted + mostCounted - 1) / mostCounted);
        if (parts == 1)
        {
            return [new(plan, [.. Enumerable.Range(0, plan.Roots.Count)])];
        }

        var roots = Enumerable.Range(0, parts).Select(_ => new List<int>()).ToList();
        var before = 0;
        for (var root = 0; root < plan.Roots.Count; root++)
        {
            before += plan.Roots[root].IsCounted ? 1 : 0;
            roots[(int)((long)Math.Max(0, before - 1) * parts / counted)].Add(root);
        }

        return [.. roots.Select(part => Of(plan, part))];
    }

    private static PlanPart Of(SimulationPlan plan, IReadOnlyList<int> roots)
    {
        var graph = ValueGraph.Of(plan.Program, roots.ToHashSet().Contains);
        var program = ColumnProgram.Compile(graph.Nodes, [.. roots.Select(root => graph.Roots[root])]);
        return new(plan with { Program = program, Roots = [.. roots.Select(root => plan.Roots[root])] }, roots);
    }
}
