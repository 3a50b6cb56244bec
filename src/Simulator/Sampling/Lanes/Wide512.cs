using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Sampling.Lanes;

/// <summary>Eight 64-bit elements: AVX-512.</summary>
/// <param name="value">The elements.</param>
internal readonly unsafe struct Wide512(Vector512<ulong> value) : IWideLane<Wide512>
{
    /// <summary>The elements.</summary>
    public readonly Vector512<ulong> Value = value;

    /// <inheritdoc/>
    public static int Width => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Broadcast(ulong value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 EverySecond(uint first) => new(
        Vector512.Create((ulong)first) + Vector512.Create(0ul, 2, 4, 6, 8, 10, 12, 14));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 MultiplyLow(Wide512 left, Wide512 right) =>
        new(Avx512F.Multiply(left.Value.AsUInt32(), right.Value.AsUInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 HighHalf(Wide512 value) => new(Avx512F.Shuffle(value.Value.AsUInt32(), 0b11_11_01_01).AsUInt64()); // a shift would wait for the multiplier's port

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Xor(Wide512 left, Wide512 right) => new(left.Value ^ right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Xor(Wide512 first, Wide512 second, Wide512 third) =>
        new(Avx512F.TernaryLogic(first.Value, second.Value, third.Value, 0x96));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(Wide512 even, Wide512 odd, uint* destination) =>
        Vector512.ConditionalSelect(Vector512.Create((ulong)uint.MaxValue), even.Value, odd.Value << 32).AsUInt32().Store(destination);
}
