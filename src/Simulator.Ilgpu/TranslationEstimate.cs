using Simulator.Planning;
using Simulator.Transforms;

namespace Simulator.Ilgpu;

/// <summary>How long ILGPU takes to translate the kernel of a plan; what the driver then takes for its own part is not known.</summary>
/// <remarks>
/// Fitted to the processor time of first translations to PTX on one core of a Zen 5 processor, .NET 10, of plans with 2 to
/// 400 draws and outputs (for example 100 draws and one output 2.1 s, 10 and 400: 3.7 s, 200 and 200: 5.8 s): a start,
/// in which .NET compiles ILGPU itself, and shares that grow as the plan does. Steps of the model add too little to be seen.
/// </remarks>
internal static class TranslationEstimate
{
    private const double StartSeconds = 0.3;
    private const double SecondsPerDraw = 0.02;
    private const double SecondsPerRoot = 0.008;

    /// <summary>The time that a first translation is expected to take. [s]</summary>
    /// <param name="plan">The plan.</param>
    public static double Seconds(SimulationPlan plan) =>
        StartSeconds + (SecondsPerDraw * plan.Draws.Sum(draw => Functions(draw.Transform))) + (SecondsPerRoot * plan.Roots.Count);

    // Every component of a mixture has a quantile function of its own.
    private static int Functions(Transform transform) => Math.Max(1, transform.Components.Sum(Functions));
}
