namespace Simulator.Planning;

/// <summary>Which dimension of the Sobol' sequence serves which draw.</summary>
/// <remarks>
/// A dimension belongs to a stream: where a comparison draws one input from two distributions, both draws are made of the
/// same words. The dimensions of one scenario come before those of the next, so the first has the points of a run of its own.
/// </remarks>
internal static class SobolDimensions
{
    /// <summary>Dimensions that a plan needs: scenario by scenario, one a stream in order of first use, then one a mixture for its selector.</summary>
    public static int Of(SimulationPlan plan)
    {
        var (words, selectors) = Assign(plan);
        return words.Count + selectors.Count;
    }

    /// <summary>Dimensions of the draws, from 1.</summary>
    public static IReadOnlyList<int> OfDraws(SimulationPlan plan)
    {
        var words = Assign(plan).Words;
        return [.. plan.Draws.Select(draw => words[draw.Hash])];
    }

    /// <summary>Dimensions of the selectors of the draws, from 1; 0 for a draw that is no mixture.</summary>
    public static IReadOnlyList<int> OfSelectors(SimulationPlan plan)
    {
        var selectors = Assign(plan).Selectors;
        return [.. plan.Draws.Select(draw => draw.Transform.NeedsSelector ? selectors[draw.Hash] : 0)];
    }

    private static (Dictionary<uint, int> Words, Dictionary<uint, int> Selectors) Assign(SimulationPlan plan)
    {
        var (words, selectors) = (new Dictionary<uint, int>(), new Dictionary<uint, int>());
        var first = 0;
        foreach (var end in plan.ScenarioEnds.Append(plan.Draws.Count))
        {
            Add(words, plan.Draws.Take(first..end));
            Add(selectors, plan.Draws.Take(first..end).Where(draw => draw.Transform.NeedsSelector));
            first = end;
        }

        return (words, selectors);

        void Add(Dictionary<uint, int> dimensions, IEnumerable<PlannedDraw> draws)
        {
            foreach (var draw in draws)
            {
                dimensions.TryAdd(draw.Hash, 1 + words.Count + selectors.Count);
            }
        }
    }
}
