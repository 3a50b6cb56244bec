using Simulator.Engine;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Transforms;

namespace Simulator.Ilgpu.Emission;

/// <summary>What kernels can compute: a plan that needs anything else is refused by name, not computed in another way.</summary>
internal static class KernelSupport
{
    private static readonly HashSet<Operation> Operations =
    [
        Operation.Draw, Operation.Multiply, Operation.Divide, Operation.Reciprocal, Operation.AddScaled, Operation.AddConstant,
        Operation.SubtractFrom, Operation.Scale, Operation.MaximumScaled, Operation.MaximumConstant, Operation.SquareRoot, Operation.Tally,
        Operation.WindowMean, Operation.WindowMeanLasting, Operation.WindowMeanFrom,
    ];

    private static readonly HashSet<TransformKind> Transforms =
    [
        TransformKind.Constant, TransformKind.Uniform, TransformKind.LogUniform, TransformKind.Normal, TransformKind.Lognormal,
        TransformKind.Triangular, TransformKind.Exponential, TransformKind.Steps, TransformKind.Mixture, TransformKind.Table,
        TransformKind.ExponentialTable, TransformKind.LogisticTable,
    ];

    /// <summary>Refuses a plan that the kernels do not support.</summary>
    /// <param name="device">The device.</param>
    /// <param name="plan">The plan.</param>
    /// <exception cref="DeviceException">Something is missing; the message names it.</exception>
    public static void Check(string device, SimulationPlan plan)
    {
        if (Missing(plan) is { } missing)
        {
            throw new DeviceException($"{device} cannot compute {missing} yet; use --device cpu.");
        }
    }

    /// <summary>The first thing that a plan needs and kernels do not have; null if they have all.</summary>
    public static string? Missing(SimulationPlan plan)
    {
        foreach (var step in plan.Program.Steps.Where(step => !Operations.Contains(step.Operation)))
        {
            return $"the operation {step.Operation}";
        }

        return plan.Draws.FirstOrDefault(draw => !IsSupported(draw.Transform)) is { } draw
            ? $"the distribution of {draw.Name} ({draw.Transform.Kind})"
            : null;
    }

    private static bool IsSupported(Transform transform) => Transforms.Contains(transform.Kind) && transform.Components.All(IsSupported);
}
