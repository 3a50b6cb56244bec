using ILGPU;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Emission;

/// <summary>The arguments of the kernels of a sensitivity analysis, in order; those that a draw needs stand where <see cref="KernelArguments"/> has them.</summary>
internal static class PickFreezeArguments
{
    public const int Range = 0;
    public const int WordsOfB = 1;
    public const int Words = KernelArguments.Words;
    public const int Tables = KernelArguments.Tables;
    public const int Cubics = KernelArguments.Cubics;
    public const int Sums = 5;
    public const int Numbers = 6;

    public static readonly Type[] Types =
    [
        typeof(PickFreezeRange), typeof(ArrayView<uint>), typeof(ArrayView<uint>), typeof(ArrayView<float>), typeof(ArrayView<StratumCubic>),
        typeof(ArrayView<float>), typeof(PlanNumbers), typeof(ArrayView<float>),
    ];
}
