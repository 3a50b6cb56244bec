using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Philox;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Emission;

/// <summary>What the kernels of a sensitivity analysis compute: the programs of the CPU engine, and where their sums stand.</summary>
/// <remarks>
/// Every pair of an output and a factor has three sums, so there may be thousands. A kernel takes a part of the factors:
/// its sums are local variables, and each kernel computes the values at A and at B again.
/// </remarks>
internal sealed class PickFreezeLayout
{
    private const int MostSums = 768;

    /// <summary>Divides an analysis into kernels.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="factors">What is exchanged.</param>
    /// <param name="mostSums">Sums of a kernel, unless one factor alone has more.</param>
    public PickFreezeLayout(SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, int mostSums = MostSums)
    {
        Factors = factors.Count;
        Graph = ValueGraph.Of(plan.Program, root => plan.Roots[root].IsCounted);
        Draws = Graph.Draws;
        var columnOfB = Draws.Select((draw, i) => (draw, Column: Graph.Nodes.Count + i)).ToDictionary(pair => pair.draw, pair => pair.Column);
        FirstOwn = Graph.Nodes.Count + Draws.Count;
        AtB = PickFreezeProgram.Compile(Graph, [.. Draws], draw => columnOfB[draw], FirstOwn);
        Exchanged = [.. factors.Select(factor => PickFreezeProgram.Compile(Graph, [.. factor.Draws], draw => columnOfB[draw], FirstOwn))];
        AtA = [.. Graph.Nodes.Select(StepOf)];
        Step[] all = [.. AtA, .. AtB.Steps, .. Exchanged.SelectMany(program => program.Steps)];
        Plan = new PlanLayout(plan with { Program = new ColumnProgram(all, 0, plan.Program.Roots) }, 0);
        Kernels = Divide(mostSums);
    }

    /// <summary>Where the tables and the streams at A lie; the program of its plan is all steps of the analysis, one part after the other.</summary>
    public PlanLayout Plan { get; }

    /// <summary>Number of factors.</summary>
    public int Factors { get; }

    /// <summary>The values behind the counted roots; value v at A is column v.</summary>
    public ValueGraph Graph { get; }

    /// <summary>The draws that occur; those at B are the columns behind the values at A.</summary>
    public IReadOnlyList<int> Draws { get; }

    /// <summary>First column of the programs' own.</summary>
    public int FirstOwn { get; }

    /// <summary>The values at A.</summary>
    public IReadOnlyList<Step> AtA { get; }

    /// <summary>The values at B.</summary>
    public PickFreezeProgram AtB { get; }

    /// <summary>By factor, the values at A with the factor taken from B.</summary>
    public IReadOnlyList<PickFreezeProgram> Exchanged { get; }

    /// <summary>What each kernel sums up.</summary>
    public IReadOnlyList<PickFreezeKernel> Kernels { get; }

    /// <summary>Sums of the largest kernel.</summary>
    public int MostSumsOfKernel => Kernels.Max(kernel => kernel.Sums.Count);

    /// <summary>The roots that a program hands over.</summary>
    public static IEnumerable<int> RootsOf(PickFreezeProgram program) =>
        program.Steps.Where(step => step.Operation == Operation.Tally).Select(step => step.Target);

    /// <summary>The Sobol' streams of B in one replicate: the dimensions after those of A, as in the CPU engine.</summary>
    public uint[] StreamsOfB(ulong seed, int replicate) => Plan.Streams(
        seed, replicate, SobolDimensions.Of(Plan.Plan), StreamPurpose.B, StreamPurpose.SelectorB);

    /// <summary>Where the steps of a program begin among all.</summary>
    public int PlaceOf(PickFreezeProgram program) => AtA.Count + (ReferenceEquals(program, AtB)
        ? 0
        : AtB.Steps.Length + Exchanged.TakeWhile(other => !ReferenceEquals(other, program)).Sum(other => other.Steps.Length));

    private static Step StepOf(Node node, int value) => new(node.Operation, value, node.Left, node.Right, node.Constant) { Series = node.Series };

    private List<PickFreezeKernel> Divide(int mostSums)
    {
        var bases = Enumerable.Range(0, Graph.Roots.Count).Where(root => Graph.Roots[root] >= 0)
            .SelectMany(root => Enumerable.Range(0, PickFreezeTallies.BaseSums).Select(sum => new PickFreezeSum(root, -1, sum))).ToList();
        var kernels = new List<PickFreezeKernel> { new([], bases) };
        for (var factor = 0; factor < Factors; factor++)
        {
            List<PickFreezeSum> sums =
            [
                .. from root in RootsOf(Exchanged[factor])
                   from sum in Enumerable.Range(0, PickFreezeTallies.PickFreezeSums)
                   select new PickFreezeSum(root, factor, sum),
            ];
            var last = kernels[^1];
            if (last.Sums.Count == 0 || last.Sums.Count + sums.Count <= mostSums)
            {
                kernels[^1] = new([.. last.Factors, factor], [.. last.Sums, .. sums]);
            }
            else
            {
                kernels.Add(new([factor], sums));
            }
        }

        return kernels;
    }
}

/// <summary>One of the kernels of an analysis.</summary>
/// <param name="Factors">The factors that it exchanges.</param>
/// <param name="Sums">Its sums, in the order in which they are kept.</param>
internal sealed record PickFreezeKernel(IReadOnlyList<int> Factors, IReadOnlyList<PickFreezeSum> Sums);

/// <summary>One of the sums of <see cref="PickFreezeTallies"/>.</summary>
/// <param name="Root">The root.</param>
/// <param name="Factor">The factor; −1 for a sum of the root alone.</param>
/// <param name="Sum">Its number among those of the root, or of the root and the factor.</param>
internal readonly record struct PickFreezeSum(int Root, int Factor, int Sum);
