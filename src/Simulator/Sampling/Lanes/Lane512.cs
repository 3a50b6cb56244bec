using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Sampling.Lanes;

/// <summary>Sixteen floats: AVX-512 (F, BW, DQ and VL).</summary>
/// <param name="value">The elements.</param>
/// <remarks>
/// Written with the instruction-set classes where <see cref="Vector512"/> would consult
/// <see cref="Vector512.IsHardwareAccelerated"/>, which is false on processors that lower their clock for 512 bits.
/// </remarks>
public readonly unsafe struct Lane512(Vector512<float> value) : ILane<Lane512>
{
    /// <summary>The elements.</summary>
    public readonly Vector512<float> Value = value;

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Constant(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 BroadcastBits(uint value) => new(Vector512.Create(value).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane512 value, float* destination) => value.Value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator +(Lane512 left, Lane512 right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator -(Lane512 left, Lane512 right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator *(Lane512 left, Lane512 right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator /(Lane512 left, Lane512 right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 FusedMultiplyAdd(Lane512 a, Lane512 b, Lane512 c) =>
        new(Avx512F.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 SquareRoot(Lane512 value) => new(Vector512.Sqrt(value.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Max(Lane512 left, Lane512 right) => new(Avx512F.Max(left.Value, right.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Min(Lane512 left, Lane512 right) => new(Avx512F.Min(left.Value, right.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LessThan(Lane512 left, Lane512 right) => new(Vector512.LessThan(left.Value, right.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 EqualBits(Lane512 left, Lane512 right) =>
        new(Vector512.Equals(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LessThanBits(Lane512 left, Lane512 right) =>
        new(Vector512.LessThan(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Select(Lane512 mask, Lane512 whenSet, Lane512 whenClear) =>
        new(Vector512.ConditionalSelect(mask.Value, whenSet.Value, whenClear.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane512 mask) => Vector512.ExtractMostSignificantBits(mask.Value) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLessThan(Lane512 left, Lane512 right) => Vector512.LessThanAny(left.Value, right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ConvertFromInt32(Lane512 bits) => new(Vector512.ConvertToSingle(bits.Value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ConvertToInt32(Lane512 value) => new(Vector512.ConvertToInt32Native(value.Value).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 AddBits(Lane512 left, Lane512 right) => new((left.Value.AsUInt32() + right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 SubtractBits(Lane512 left, Lane512 right) => new((left.Value.AsUInt32() - right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 AndBits(Lane512 left, Lane512 right) => new((left.Value.AsUInt32() & right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 OrBits(Lane512 left, Lane512 right) => new((left.Value.AsUInt32() | right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 XorBits(Lane512 left, Lane512 right) => new((left.Value.AsUInt32() ^ right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ShiftLeftBits(Lane512 value, int count) => new((value.Value.AsUInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ShiftRightBits(Lane512 value, int count) => new((value.Value.AsUInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ShiftRightSigned(Lane512 value, int count) => new((value.Value.AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 MinBits(Lane512 left, Lane512 right) =>
        new(Vector512.Min(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Gather(float* table, Lane512 indices) => new(Vector512.Create(
        Lane256.Gather(table, new(indices.Value.GetLower())).Value,
        Lane256.Gather(table, new(indices.Value.GetUpper())).Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane512 First, Lane512 Second, Lane512 Third, Lane512 Fourth) GatherFour(float* table, uint* indices)
    {
        // Elements 0 to 3 in the first quarters, 4 to 7 in the next, and so on: then four by four turned around in each quarter.
        Vector512<float> a = Four(table, indices), b = Four(table, indices + 1), c = Four(table, indices + 2), d = Four(table, indices + 3);
        Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), cd = Avx512F.UnpackLow(c, d).AsDouble();
        Vector512<double> restOfAb = Avx512F.UnpackHigh(a, b).AsDouble(), restOfCd = Avx512F.UnpackHigh(c, d).AsDouble();
        return (
            new(Avx512F.UnpackLow(ab, cd).AsSingle()), new(Avx512F.UnpackHigh(ab, cd).AsSingle()),
            new(Avx512F.UnpackLow(restOfAb, restOfCd).AsSingle()), new(Avx512F.UnpackHigh(restOfAb, restOfCd).AsSingle()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Lookup32(float* table, Lane512 indices) => new(Avx512F.PermuteVar16x32x2(
        Vector512.Load(table), indices.Value.AsInt32(), Vector512.Load(table + 16)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ExchangePattern(int distance) => new((Vector512<int>.Indices ^ Vector512.Create(distance & 15)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Exchange(Lane512 value, Lane512 pattern) => new(Avx512F.PermuteVar16x32(value.Value, pattern.Value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Four(float* table, uint* indices)
    {
        var four = Vector128.LoadAligned(table + indices[0]).ToVector256Unsafe().ToVector512Unsafe();
        four = Avx512F.InsertVector128(four, Vector128.LoadAligned(table + indices[4]), 1);
        four = Avx512F.InsertVector128(four, Vector128.LoadAligned(table + indices[8]), 2);
        return Avx512F.InsertVector128(four, Vector128.LoadAligned(table + indices[12]), 3);
    }
}
