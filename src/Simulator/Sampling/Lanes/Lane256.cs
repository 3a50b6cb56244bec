using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Sampling.Lanes;

/// <summary>Eight floats: AVX2 with FMA.</summary>
/// <param name="value">The elements.</param>
public readonly unsafe struct Lane256(Vector256<float> value) : ILane<Lane256>
{
    /// <summary>The elements.</summary>
    public readonly Vector256<float> Value = value;

    /// <inheritdoc/>
    public static int Width => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Constant(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Broadcast(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 BroadcastBits(uint value) => new(Vector256.Create(value).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Load(float* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane256 value, float* destination) => value.Value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator +(Lane256 left, Lane256 right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator -(Lane256 left, Lane256 right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator *(Lane256 left, Lane256 right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator /(Lane256 left, Lane256 right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 FusedMultiplyAdd(Lane256 a, Lane256 b, Lane256 c) =>
        new(Fma.MultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 SquareRoot(Lane256 value) => new(Vector256.Sqrt(value.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Max(Lane256 left, Lane256 right) => new(Avx.Max(left.Value, right.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Min(Lane256 left, Lane256 right) => new(Avx.Min(left.Value, right.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LessThan(Lane256 left, Lane256 right) => new(Vector256.LessThan(left.Value, right.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 EqualBits(Lane256 left, Lane256 right) =>
        new(Vector256.Equals(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LessThanBits(Lane256 left, Lane256 right) =>
        new(Vector256.LessThan(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Select(Lane256 mask, Lane256 whenSet, Lane256 whenClear) =>
        new(Vector256.ConditionalSelect(mask.Value, whenSet.Value, whenClear.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane256 mask) => Vector256.ExtractMostSignificantBits(mask.Value) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLessThan(Lane256 left, Lane256 right) => Vector256.LessThanAny(left.Value, right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ConvertFromInt32(Lane256 bits) => new(Vector256.ConvertToSingle(bits.Value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ConvertToInt32(Lane256 value) => new(Vector256.ConvertToInt32Native(value.Value).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 AddBits(Lane256 left, Lane256 right) => new((left.Value.AsUInt32() + right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 SubtractBits(Lane256 left, Lane256 right) => new((left.Value.AsUInt32() - right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 AndBits(Lane256 left, Lane256 right) => new((left.Value.AsUInt32() & right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 OrBits(Lane256 left, Lane256 right) => new((left.Value.AsUInt32() | right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 XorBits(Lane256 left, Lane256 right) => new((left.Value.AsUInt32() ^ right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ShiftLeftBits(Lane256 value, int count) => new((value.Value.AsUInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ShiftRightBits(Lane256 value, int count) => new((value.Value.AsUInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ShiftRightSigned(Lane256 value, int count) => new((value.Value.AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 MinBits(Lane256 left, Lane256 right) =>
        new(Vector256.Min(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Gather(float* table, Lane256 indices) => new(Vector256.Create(
        Lane128.Gather(table, new(indices.Value.GetLower())).Value,
        Lane128.Gather(table, new(indices.Value.GetUpper())).Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane256 First, Lane256 Second, Lane256 Third, Lane256 Fourth) GatherFour(float* table, uint* indices)
    {
        // Elements 0 to 3 in the lower halves, 4 to 7 in the upper: then four by four turned around in each half.
        Vector256<float> a = Two(table, indices), b = Two(table, indices + 1), c = Two(table, indices + 2), d = Two(table, indices + 3);
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> restOfAb = Avx.UnpackHigh(a, b).AsDouble(), restOfCd = Avx.UnpackHigh(c, d).AsDouble();
        return (
            new(Avx.UnpackLow(ab, cd).AsSingle()), new(Avx.UnpackHigh(ab, cd).AsSingle()),
            new(Avx.UnpackLow(restOfAb, restOfCd).AsSingle()), new(Avx.UnpackHigh(restOfAb, restOfCd).AsSingle()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Lookup32(float* table, Lane256 indices)
    {
        // Four registers of eight entries: bits 0 to 2 of an index pick within each, bits 3 and 4 between them.
        var within = indices.Value.AsInt32();
        var bit3 = (within << 28).AsSingle();
        var bit4 = (within << 27).AsSingle();
        var low = Avx.BlendVariable(
            Avx2.PermuteVar8x32(Vector256.Load(table), within), Avx2.PermuteVar8x32(Vector256.Load(table + 8), within), bit3);
        var high = Avx.BlendVariable(
            Avx2.PermuteVar8x32(Vector256.Load(table + 16), within), Avx2.PermuteVar8x32(Vector256.Load(table + 24), within), bit3);
        return new(Avx.BlendVariable(low, high, bit4));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ExchangePattern(int distance) => new((Vector256<int>.Indices ^ Vector256.Create(distance & 7)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Exchange(Lane256 value, Lane256 pattern) => new(Avx2.PermuteVar8x32(value.Value, pattern.Value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Two(float* table, uint* indices) =>
        Vector256.Create(Vector128.LoadAligned(table + indices[0]), Vector128.LoadAligned(table + indices[4]));
}
