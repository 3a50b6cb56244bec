namespace Simulator.Engine;

/// <summary>Which dimension of the Sobol' sequence serves which draw.</summary>
/// <remarks>
/// A dimension belongs to a stream, that is to a name: where a comparison draws one input from two distributions, both
/// draws are made of the same words.
/// </remarks>
internal static class SobolDimensions
{
    /// <summary>Dimensions that a plan needs: one a stream, in order of first use, then one a mixture for its selector.</summary>
    public static int Of(SimulationPlan plan) =>
        Streams(plan.Draws).Count + Streams(plan.Draws.Where(draw => draw.Transform.NeedsSelector)).Count;

    /// <summary>Dimensions of the draws, from 1.</summary>
    public static IReadOnlyList<int> OfDraws(SimulationPlan plan)
    {
        var streams = Streams(plan.Draws);
        return [.. plan.Draws.Select(draw => 1 + streams[draw.Hash])];
    }

    /// <summary>Dimension of the selector of a draw, from 1.</summary>
    public static int OfSelector(SimulationPlan plan, int draw) =>
        1 + Streams(plan.Draws).Count + Streams(plan.Draws.Where(other => other.Transform.NeedsSelector))[plan.Draws[draw].Hash];

    private static Dictionary<uint, int> Streams(IEnumerable<PlannedDraw> draws)
    {
        var streams = new Dictionary<uint, int>();
        foreach (var draw in draws)
        {
            streams.TryAdd(draw.Hash, streams.Count);
        }

        return streams;
    }
}
