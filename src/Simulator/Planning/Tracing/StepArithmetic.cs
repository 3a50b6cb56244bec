using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;

namespace Simulator.Planning.Tracing;

/// <summary>What each <see cref="Operation"/> does to one sample, for the loops of the CPU and the kernels of a GPU alike.</summary>
internal static unsafe class StepArithmetic
{
    private const uint InfinityBits = 0x7F80_0000;
    private const uint MagnitudeBits = 0x7FFF_FFFF;

    /// <summary><see cref="Operation.Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Multiply<TLane>(TLane left, TLane right)
        where TLane : struct, ILane<TLane> => left * right;

    /// <summary><see cref="Operation.Divide"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Divide<TLane>(TLane left, TLane right)
        where TLane : struct, ILane<TLane> => left / right;

    /// <summary><see cref="Operation.Reciprocal"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Reciprocal<TLane>(TLane left)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(1) / left;

    /// <summary><see cref="Operation.SquareRoot"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SquareRoot<TLane>(TLane left)
        where TLane : struct, ILane<TLane> => TLane.SquareRoot(left);

    /// <summary><see cref="Operation.AddScaled"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane AddScaled<TLane>(TLane left, TLane right, TLane constant)
        where TLane : struct, ILane<TLane> => TLane.FusedMultiplyAdd(constant, right, left);

    /// <summary><see cref="Operation.AddConstant"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane AddConstant<TLane>(TLane left, TLane constant)
        where TLane : struct, ILane<TLane> => left + constant;

    /// <summary><see cref="Operation.SubtractFrom"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SubtractFrom<TLane>(TLane left, TLane constant)
        where TLane : struct, ILane<TLane> => constant - left;

    /// <summary><see cref="Operation.Scale"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Scale<TLane>(TLane left, TLane constant)
        where TLane : struct, ILane<TLane> => left * constant;

    /// <summary><see cref="Operation.MaximumScaled"/>; NaN if one of the two is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane MaximumScaled<TLane>(TLane left, TLane right, TLane constant)
        where TLane : struct, ILane<TLane> => Larger(left, right * constant);

    /// <summary><see cref="Operation.MaximumConstant"/>; NaN if one of the two is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane MaximumConstant<TLane>(TLane left, TLane constant)
        where TLane : struct, ILane<TLane> => Larger(left, constant);

    /// <summary><see cref="Operation.WindowMean"/>; the rest is that of <see cref="Model.WindowMean.Of"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane WindowMean<TLane>(TLane left, TLane right, float* table, int lastRow, float longest)
        where TLane : struct, ILane<TLane> => Model.WindowMean.Of(left, right, table, lastRow, longest);

    /// <summary><see cref="Operation.WindowMeanLasting"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane WindowMeanLasting<TLane>(TLane left, TLane constant, float* table, int lastRow, float longest)
        where TLane : struct, ILane<TLane> => Model.WindowMean.Of(left, constant, table, lastRow, longest);

    /// <summary><see cref="Operation.WindowMeanFrom"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane WindowMeanFrom<TLane>(TLane left, TLane constant, float* table, int lastRow, float longest)
        where TLane : struct, ILane<TLane> => Model.WindowMean.Of(constant, left, table, lastRow, longest);

    // TLane.Max gives the right operand where they do not compare, as SSE and AVX do; so a NaN on the left would be lost.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Larger<TLane>(TLane left, TLane right)
        where TLane : struct, ILane<TLane>
    {
        var isNotANumber = TLane.LessThanBits(TLane.BroadcastBits(InfinityBits), TLane.AndBits(left, TLane.BroadcastBits(MagnitudeBits)));
        return TLane.Select(isNotANumber, left, TLane.Max(left, right));
    }
}
