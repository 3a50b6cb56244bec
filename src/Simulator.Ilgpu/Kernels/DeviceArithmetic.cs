using ILGPU;
using ILGPU.IR.Intrinsics;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Kernels;

/// <summary>The arithmetic of a sample on a card, as calls that ILGPU does not look into.</summary>
/// <remarks>
/// ILGPU simplifies expressions as if floats were real numbers: it makes a − (1 − b) from a − 1 + b, and swaps the operands
/// of a comparison without keeping apart what a NaN makes of the two. NVIDIA's assembler fuses a product and a sum that have
/// no explicit rounding; compilers for other cards do not. So every operation is one instruction of its own, with its
/// rounding stated, and every backend computes the bits of the
/// CPU engine. ILGPU's CPU accelerator runs <see cref="ScalarLane"/>'s own methods instead.
/// </remarks>
internal static class DeviceArithmetic
{
#pragma warning disable CS1591 // named as the lane's own
    [IntrinsicImplementation]
    public static float Add(float left, float right) => left + right;

    [IntrinsicImplementation]
    public static float Subtract(float left, float right) => left - right;

    [IntrinsicImplementation]
    public static float Multiply(float left, float right) => left * right;

    [IntrinsicImplementation]
    public static float Divide(float left, float right) => left / right;

    [IntrinsicImplementation]
    public static float SquareRoot(float value) => MathF.Sqrt(value);

    [IntrinsicImplementation]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

#pragma warning restore CS1591

    /// <summary>left &lt; right; false where one of them is not a number.</summary>
    [IntrinsicImplementation]
    public static bool IsLess(float left, float right) => left < right;

    /// <summary>All threads of the group wait for each other, and see what the others wrote to either memory.</summary>
    [IntrinsicImplementation]
    public static void Barrier() => Group.Barrier();
}
