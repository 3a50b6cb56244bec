using ILGPU;
using Simulator.Ilgpu.Kernels;

namespace Simulator.Ilgpu.Emission;

/// <summary>The arguments of every kernel, in order.</summary>
internal static class KernelArguments
{
    public const int Range = 0;
    public const int Firsts = 1;
    public const int Words = 2;
    public const int Tables = 3;
    public const int Cubics = 4;
    public const int Histogram = 5;
    public const int Refined = 6;
    public const int Sums = 7;
    public const int Extremes = 8;
    public const int Numbers = 9;

    public static readonly Type[] Types =
    [
        typeof(KernelRange), typeof(SharedFirsts), typeof(ArrayView<uint>), typeof(ArrayView<float>), typeof(ArrayView<StratumCubic>),
        typeof(ArrayView<uint>), typeof(ArrayView<uint>), typeof(ArrayView<long>), typeof(ArrayView<int>),
        typeof(PlanNumbers), typeof(ArrayView<float>),
    ];
}

/// <summary>What a kernel does with the values of the roots.</summary>
internal enum KernelKind
{
    /// <summary>Counts and sums them.</summary>
    Count,

    /// <summary>Counts the single floats of wanted bins.</summary>
    Refine,
}
