using Simulator.Ilgpu.Emission;
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
    private const double SecondsPerSum = 0.001;

    /// <summary>The time that a first translation is expected to take. [s]</summary>
    /// <param name="plan">The plan.</param>
    public static double Seconds(SimulationPlan plan) =>
        StartSeconds + (SecondsPerDraw * plan.Draws.Sum(draw => Functions(draw.Transform))) + (SecondsPerRoot * plan.Roots.Count);

    /// <summary>The time that a first translation of all kernels of a sensitivity analysis is expected to take. [s]</summary>
    /// <remarks>Each has all draws twice. Fitted to one analysis, of the README's scenario: 17 draws, 353 sums, 2.7 s with the driver's part.</remarks>
    /// <param name="layout">The analysis.</param>
    public static double Seconds(PickFreezeLayout layout) =>
        StartSeconds + (2 * SecondsPerDraw * layout.Kernels.Count * layout.Plan.Plan.Draws.Sum(draw => Functions(draw.Transform)))
            + (SecondsPerSum * layout.Kernels.Sum(kernel => kernel.Sums.Count));

    // Every component of a mixture has a quantile function of its own.
    private static int Functions(Transform transform) => Math.Max(1, transform.Components.Sum(Functions));
}
