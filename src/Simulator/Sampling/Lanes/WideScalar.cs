using System.Runtime.CompilerServices;

namespace Simulator.Sampling.Lanes;

/// <summary>One 64-bit element.</summary>
/// <param name="value">The element.</param>
internal readonly unsafe struct WideScalar(ulong value) : IWideLane<WideScalar>
{
    /// <summary>The element.</summary>
    public readonly ulong Value = value;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideScalar Broadcast(ulong value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideScalar EverySecond(uint first) => new(first);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideScalar MultiplyLow(WideScalar left, WideScalar right) => new((ulong)(uint)left.Value * (uint)right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideScalar HighHalf(WideScalar value) => new(value.Value >> 32);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideScalar Xor(WideScalar left, WideScalar right) => new(left.Value ^ right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideScalar Xor(WideScalar first, WideScalar second, WideScalar third) => new(first.Value ^ second.Value ^ third.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(WideScalar even, WideScalar odd, uint* destination)
    {
        destination[0] = (uint)even.Value;
        destination[1] = (uint)odd.Value;
    }
}
