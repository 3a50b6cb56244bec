using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Sampling.Lanes;

/// <summary>Which lane widths this processor runs.</summary>
internal static class CpuDevices
{
    /// <summary>Sixteen floats: <see cref="Lane512"/>, <see cref="Wide512"/>.</summary>
    public const string Avx512 = "cpu-avx512";

    /// <summary>Eight floats: <see cref="Lane256"/>, <see cref="Wide256"/>.</summary>
    public const string Avx2 = "cpu-avx2";

    /// <summary>Four floats on x86: <see cref="Lane128"/>, <see cref="Wide128"/>.</summary>
    public const string Sse = "cpu-sse";

    /// <summary>Four floats on Arm: <see cref="Lane128"/>, <see cref="Wide128"/>.</summary>
    public const string Neon = "cpu-neon";

    /// <summary>One float: <see cref="ScalarLane"/>, <see cref="WideScalar"/>.</summary>
    public const string Scalar = "cpu-scalar";

    /// <summary>Names of the lanes that run here, widest first; the scalar one is always there.</summary>
    public static IReadOnlyList<string> Available { get; } = Detect();

    /// <summary>The widest lane that runs here.</summary>
    public static string Best => Available[0];

    private static string[] Detect()
    {
        var names = new List<string>();

        // Asked by instruction set, not by Vector512.IsHardwareAccelerated: that one is false on processors that
        // lower their clock for 512 bits, where twice the width still wins.
        if (Avx512F.IsSupported && Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported)
        {
            names.Add(Avx512);
        }

        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported && Fma.IsSupported)
        {
            names.Add(Avx2);
        }

        if (Sse2.IsSupported && Vector128.IsHardwareAccelerated)
        {
            names.Add(Sse);
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            names.Add(Neon);
        }

        names.Add(Scalar);
        return [.. names];
    }
}
