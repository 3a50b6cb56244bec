using Simulator.Engine;

namespace Simulator.Studies;

/// <summary>Which uncertain inputs the scenarios of a comparison share, and how far.</summary>
internal static class SharedInputs
{
    /// <summary>One entry for each name, in the order of first use.</summary>
    /// <param name="plan">The plan of the comparison.</param>
    /// <param name="names">Names of the scenarios.</param>
    public static IReadOnlyList<ComparedInput> Of(ComparisonPlan plan, IReadOnlyList<string> names)
    {
        var grouped = plan.Whole.Groups.SelectMany(group => group.Draws).ToHashSet();
        return [.. plan.Draws.SelectMany(own => own.Keys).Distinct(StringComparer.Ordinal).Select(path =>
        {
            var having = Enumerable.Range(0, names.Count).Where(scenario => plan.Draws[scenario].ContainsKey(path)).ToList();
            var draws = having.Select(scenario => plan.Draws[scenario][path]).Distinct().ToList();
            return new ComparedInput(path, [.. having.Select(scenario => names[scenario])], Sharing(having.Count, draws, plan.Whole, grouped));
        })];
    }

    private static InputSharing Sharing(int scenarios, IReadOnlyList<int> draws, SimulationPlan plan, HashSet<int> grouped)
    {
        if (scenarios == 1)
        {
            return InputSharing.Nothing;
        }

        if (draws.Count == 1)
        {
            return InputSharing.Values;
        }

        // The first member of a group keeps the words of its own stream; so do inputs without a group.
        var keepWords = draws.All(draw => !grouped.Contains(draw) || plan.Groups.Any(group => group.Draws[0] == draw));
        return keepWords || SameGroups(draws, plan) ? InputSharing.Words : InputSharing.PartOfWords;
    }

    // Members of groups with the same names and the same correlations are made of the same words.
    private static bool SameGroups(IReadOnlyList<int> draws, SimulationPlan plan)
    {
        var groups = draws.Select(draw => plan.Groups.FirstOrDefault(group => group.Draws.Contains(draw))).ToList();
        return groups[0] is { } first && groups.TrueForAll(group => group is not null
            && group.Factor.AsSpan().SequenceEqual(first.Factor)
            && group.Draws.Select(draw => plan.Draws[draw].Name).SequenceEqual(first.Draws.Select(draw => plan.Draws[draw].Name), StringComparer.Ordinal));
    }
}
