namespace Simulator.Engine;

/// <summary>Which dimension of the Sobol' sequence serves which draw.</summary>
internal static class SobolDimensions
{
    /// <summary>Dimensions that a plan needs: one a draw, in order of first use, then one a mixture for its selector.</summary>
    public static int Of(SimulationPlan plan) => plan.Draws.Count + plan.Draws.Count(draw => draw.Transform.NeedsSelector);

    /// <summary>Dimension of the selector of a draw, from 1.</summary>
    public static int OfSelector(SimulationPlan plan, int draw) =>
        plan.Draws.Count + 1 + plan.Draws.Take(draw).Count(earlier => earlier.Transform.NeedsSelector);
}
