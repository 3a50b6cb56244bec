using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Sampling.Lanes;

/// <summary>Four 64-bit elements: AVX2.</summary>
/// <param name="value">The elements.</param>
internal readonly unsafe struct Wide256(Vector256<ulong> value) : IWideLane<Wide256>
{
    /// <summary>The elements.</summary>
    public readonly Vector256<ulong> Value = value;

    /// <inheritdoc/>
    public static int Width => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Broadcast(ulong value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 EverySecond(uint first) => new(Vector256.Create(first, first + 2ul, first + 4ul, first + 6ul));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 MultiplyLow(Wide256 left, Wide256 right) =>
        new(Avx2.Multiply(left.Value.AsUInt32(), right.Value.AsUInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 HighHalf(Wide256 value) => new(value.Value >> 32);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Xor(Wide256 left, Wide256 right) => new(left.Value ^ right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Xor(Wide256 first, Wide256 second, Wide256 third) => new(first.Value ^ second.Value ^ third.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(Wide256 even, Wide256 odd, uint* destination) =>
        Vector256.ConditionalSelect(Vector256.Create((ulong)uint.MaxValue), even.Value, odd.Value << 32).AsUInt32().Store(destination);
}
