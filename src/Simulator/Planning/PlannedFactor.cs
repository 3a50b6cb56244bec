namespace Simulator.Planning;

/// <summary>Uncertain inputs that a sensitivity analysis exchanges together; usually one.</summary>
/// <param name="Name">Path of the input or of the generation mix; for correlated inputs, their paths joined by <c> + </c>.</param>
/// <param name="Draws">Indices into <see cref="SimulationPlan.Draws"/>.</param>
internal sealed record PlannedFactor(string Name, IReadOnlyList<int> Draws)
{
    /// <summary>The factors of a plan: groups of correlated inputs, mixes, and every other uncertain input by itself.</summary>
    /// <param name="plan">The plan.</param>
    /// <remarks>
    /// A group is one factor because the variance of an output cannot be divided among inputs that are not independent;
    /// the shares of a mix, because they are one draw from a Dirichlet distribution.
    /// </remarks>
    public static IReadOnlyList<PlannedFactor> Of(SimulationPlan plan)
    {
        var factors = new List<PlannedFactor>();
        foreach (var group in plan.Groups)
        {
            factors.Add(new PlannedFactor(string.Join(" + ", group.Draws.Select(draw => plan.Draws[draw].Name)), group.Draws));
        }

        foreach (var bundle in plan.Bundles)
        {
            factors.Add(new PlannedFactor(bundle.Name, bundle.Draws));
        }

        var taken = factors.SelectMany(factor => factor.Draws).ToHashSet();
        factors.AddRange(plan.Draws
            .Select((draw, index) => new PlannedFactor(draw.Name, [index]))
            .Where(factor => !taken.Contains(factor.Draws[0])));
        return [.. factors.OrderBy(factor => factor.Draws.Min())];
    }
}
