using System.Runtime.CompilerServices;
using Simulator.Distributions;
using Simulator.Model;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Philox;
using Simulator.Statistics.Counting;
using Simulator.Transforms;

namespace Simulator.Planning;

/// <summary>A scenario, or a custom model, made ready for sampling: what is drawn, what is computed from it, what is counted.</summary>
/// <remarks>Made by <see cref="PlanBuilder"/>.</remarks>
public sealed record SimulationPlan
{
    internal SimulationPlan(
        IReadOnlyList<PlannedDraw> draws,
        ColumnProgram program,
        IReadOnlyList<PlannedRoot> roots,
        IReadOnlyList<PlannedOutput> outputs,
        IReadOnlyList<PlannedMeans> components,
        IReadOnlyList<PlannedMeans> phases,
        IReadOnlyList<string> notices) =>
        (Draws, Program, Roots, Outputs, Components, Phases, Notices) = (draws, program, roots, outputs, components, phases, notices);

    /// <summary>Uncertain inputs; each says which stream it is drawn from.</summary>
    internal IReadOnlyList<PlannedDraw> Draws { get; init; }

    /// <summary>The arithmetic in columns.</summary>
    internal ColumnProgram Program { get; init; }

    /// <summary>What is tallied, in the order of the program's roots.</summary>
    internal IReadOnlyList<PlannedRoot> Roots { get; init; }

    /// <summary>Outputs as constants or multiples of roots, in the order of the documentation.</summary>
    internal IReadOnlyList<PlannedOutput> Outputs { get; init; }

    /// <summary>Mean energy, emissions and cost by component.</summary>
    internal IReadOnlyList<PlannedMeans> Components { get; init; }

    /// <summary>Mean energy, emissions and cost by phase.</summary>
    internal IReadOnlyList<PlannedMeans> Phases { get; init; }

    /// <summary>Outputs left out and why, and other remarks for the reader.</summary>
    public IReadOnlyList<string> Notices { get; init; }

    /// <summary>Draws whose normal scores are correlated; no draw is in two groups.</summary>
    internal IReadOnlyList<PlannedGroup> Groups { get; init; } = [];

    /// <summary>Draws that mean something together only: the shares of a generation mix.</summary>
    internal IReadOnlyList<PlannedBundle> Bundles { get; init; } = [];

    /// <summary>Where the draws of one scenario end and those of the next begin, in a plan of several scenarios; empty for one.</summary>
    internal IReadOnlyList<int> ScenarioEnds { get; init; } = [];

    /// <summary>Whether anything differs from sample to sample.</summary>
    public bool IsUncertain => Roots.Count > 0;

    /// <summary>The plan of one output: the same draws and the same arithmetic, sample by sample.</summary>
    /// <param name="output">Its name; without such an output, the plan has none.</param>
    internal SimulationPlan Only(string output)
    {
        List<PlannedOutput> outputs = [.. Outputs.Where(one => one.Spec.Name == output)];
        List<int> roots = [.. outputs.Select(one => one.Value.Root).Where(root => root >= 0)];
        var graph = ValueGraph.Of(Program, roots.Contains);
        return this with
        {
            Program = ColumnProgram.Compile(graph.Nodes, [.. roots.Select(root => graph.Roots[root])]),
            Roots = [.. roots.Select(root => Roots[root])],
            Outputs = [.. outputs.Select(one => one with { Value = one.Value with { Root = one.Value.Root < 0 ? -1 : 0 } })],
            Components = [],
            Phases = [],
        };
    }
}

/// <summary>One uncertain input.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Hash">The 32 bits of its stream's name that enter the generator's counter; the stream is named after the path, unless a comparison says otherwise.</param>
/// <param name="Distribution">Its distribution, in the model's unit.</param>
/// <param name="Transform">How random words become its values, but for a factor.</param>
/// <param name="Factor">The factor.</param>
internal sealed record PlannedDraw(string Name, uint Hash, Distribution Distribution, Transform Transform, double Factor)
{
    // Points of a study share most of their distributions; what has been made of one is good for all.
    private static readonly ConditionalWeakTable<Distribution, Recipe> Known = [];

    /// <summary>The draw of an input; the same distribution gives the same transform.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="distribution">Its distribution.</param>
    /// <param name="isUncut">See <see cref="Transforms.Transform.Uncut"/>.</param>
    public static PlannedDraw Of(string name, Distribution distribution, bool isUncut = false)
    {
        var recipe = Known.GetValue(distribution, RecipeOf);
        return new PlannedDraw(name, StreamName.Hash(name), distribution, isUncut ? recipe.Transform.Uncut() : recipe.Transform, recipe.Factor);
    }

    private static Recipe RecipeOf(Distribution distribution)
    {
        // A pure factor (the median of a lognormal) is carried by the trace instead of being multiplied sample by sample;
        // so is the power of two that brings values of any size to where single precision has room on both sides.
        var unit = SinglePrecision.UnitOf(distribution);
        var (transform, factor) = (unit == 1 ? distribution : distribution.Affine(1 / unit, 0)).ToTransform().WithoutFactor();
        return new Recipe(transform, unit * factor);
    }

    private sealed record Recipe(Transform Transform, double Factor);
}

/// <summary>Draws that are correlated with each other.</summary>
/// <param name="Draws">Indices into <see cref="SimulationPlan.Draws"/>, in the ordinal order of the names.</param>
/// <param name="Factor">Lower triangle L of their correlations, row after row; scores z become L·z.</param>
internal sealed record PlannedGroup(IReadOnlyList<int> Draws, float[] Factor);

/// <summary>Draws that mean something together only.</summary>
/// <param name="Name">What they make up, e.g. <c>grid.mix</c>.</param>
/// <param name="Draws">Indices into <see cref="SimulationPlan.Draws"/>.</param>
internal sealed record PlannedBundle(string Name, IReadOnlyList<int> Draws);

/// <summary>One node whose values are tallied; outputs are multiples of it.</summary>
/// <param name="IsCounted">Whether quantiles are wanted, or only the mean.</param>
/// <param name="Reference">Where its deviations are measured from.</param>
internal sealed record PlannedRoot(bool IsCounted, MomentReference Reference)
{
    /// <summary>Whether its values are above 0, so that a value of 0 was too small for single precision.</summary>
    public bool IsPositive { get; init; }
}

/// <summary>A constant, or a factor times a root, in the printed unit.</summary>
/// <param name="Root">Index into <see cref="SimulationPlan.Roots"/>; −1 for a constant.</param>
/// <param name="Factor">The constant or the factor.</param>
internal readonly record struct PlannedValue(int Root, double Factor)
{
    /// <summary>Not known from the inputs.</summary>
    public static readonly PlannedValue Unknown = new(-1, double.NaN);
}

/// <summary>One output.</summary>
/// <param name="Spec">Name, unit, boundary.</param>
/// <param name="IsEquivalent">Whether it only restates another output in everyday terms.</param>
/// <param name="Value">What it is a multiple of.</param>
internal sealed record PlannedOutput(OutputSpec Spec, bool IsEquivalent, PlannedValue Value);

/// <summary>Means of a component or a phase.</summary>
/// <param name="Name">Which.</param>
/// <param name="Energy">Energy. [MWh]</param>
/// <param name="Emissions">Emissions; unknown for components. [t]</param>
/// <param name="Cost">Cost. [USD]</param>
internal sealed record PlannedMeans(string Name, PlannedValue Energy, PlannedValue Emissions, PlannedValue Cost);
