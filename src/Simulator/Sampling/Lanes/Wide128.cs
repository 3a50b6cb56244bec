using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Sampling.Lanes;

/// <summary>Two 64-bit elements: SSE on x86, NEON on Arm.</summary>
/// <param name="value">The elements.</param>
internal readonly unsafe struct Wide128(Vector128<ulong> value) : IWideLane<Wide128>
{
    /// <summary>The elements.</summary>
    public readonly Vector128<ulong> Value = value;

    /// <inheritdoc/>
    public static int Width => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Broadcast(ulong value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 EverySecond(uint first) => new(Vector128.Create(first, first + 2ul));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 MultiplyLow(Wide128 left, Wide128 right)
    {
        if (Sse2.IsSupported)
        {
            return new(Sse2.Multiply(left.Value.AsUInt32(), right.Value.AsUInt32()));
        }

        if (AdvSimd.IsSupported)
        {
            return new(AdvSimd.MultiplyWideningLower(
                AdvSimd.ExtractNarrowingLower(left.Value), AdvSimd.ExtractNarrowingLower(right.Value)));
        }

        return new((left.Value & Vector128.Create((ulong)uint.MaxValue)) * (right.Value & Vector128.Create((ulong)uint.MaxValue)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 HighHalf(Wide128 value) => new(value.Value >> 32);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Xor(Wide128 left, Wide128 right) => new(left.Value ^ right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Xor(Wide128 first, Wide128 second, Wide128 third) => new(first.Value ^ second.Value ^ third.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(Wide128 even, Wide128 odd, uint* destination) =>
        Vector128.ConditionalSelect(Vector128.Create((ulong)uint.MaxValue), even.Value, odd.Value << 32).AsUInt32().Store(destination);
}
