using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Sampling.Lanes;

/// <summary>Four floats: SSE on x86, NEON on Arm.</summary>
/// <param name="value">The elements.</param>
public readonly unsafe struct Lane128(Vector128<float> value) : ILane<Lane128>
{
    /// <summary>The elements.</summary>
    public readonly Vector128<float> Value = value;

    /// <inheritdoc/>
    public static int Width => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Constant(double value) => new(Vector128.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Broadcast(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 BroadcastBits(uint value) => new(Vector128.Create(value).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane128 value, float* destination) => value.Value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator +(Lane128 left, Lane128 right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator -(Lane128 left, Lane128 right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator *(Lane128 left, Lane128 right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator /(Lane128 left, Lane128 right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 FusedMultiplyAdd(Lane128 a, Lane128 b, Lane128 c) =>
        new(Vector128.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 SquareRoot(Lane128 value) => new(Vector128.Sqrt(value.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Max(Lane128 left, Lane128 right) => Sse.IsSupported
        ? new(Sse.Max(left.Value, right.Value))
        : Select(LessThan(right, left), left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Min(Lane128 left, Lane128 right) => Sse.IsSupported
        ? new(Sse.Min(left.Value, right.Value))
        : Select(LessThan(left, right), left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 LessThan(Lane128 left, Lane128 right) => new(Vector128.LessThan(left.Value, right.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 EqualBits(Lane128 left, Lane128 right) =>
        new(Vector128.Equals(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 LessThanBits(Lane128 left, Lane128 right) =>
        new(Vector128.LessThan(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Select(Lane128 mask, Lane128 whenSet, Lane128 whenClear) =>
        new(Vector128.ConditionalSelect(mask.Value, whenSet.Value, whenClear.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane128 mask) => Vector128.ExtractMostSignificantBits(mask.Value) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLessThan(Lane128 left, Lane128 right) => Vector128.LessThanAny(left.Value, right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ConvertFromInt32(Lane128 bits) => new(Vector128.ConvertToSingle(bits.Value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ConvertToInt32(Lane128 value) => new(Vector128.ConvertToInt32Native(value.Value).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 AddBits(Lane128 left, Lane128 right) => new((left.Value.AsUInt32() + right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 SubtractBits(Lane128 left, Lane128 right) => new((left.Value.AsUInt32() - right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 AndBits(Lane128 left, Lane128 right) => new((left.Value.AsUInt32() & right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 OrBits(Lane128 left, Lane128 right) => new((left.Value.AsUInt32() | right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 XorBits(Lane128 left, Lane128 right) => new((left.Value.AsUInt32() ^ right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ShiftLeftBits(Lane128 value, int count) => new((value.Value.AsUInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ShiftRightBits(Lane128 value, int count) => new((value.Value.AsUInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ShiftRightSigned(Lane128 value, int count) => new((value.Value.AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 MinBits(Lane128 left, Lane128 right) =>
        new(Vector128.Min(left.Value.AsUInt32(), right.Value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Gather(float* table, Lane128 indices)
    {
        // Element by element on every width: the gather instructions are four times slower than this on processors
        // with the microcode against Downfall (CVE-2022-40982), and no faster on most others.
        var index = indices.Value.AsInt32();
        return new(Vector128.Create(
            table[index.GetElement(0)], table[index.GetElement(1)], table[index.GetElement(2)], table[index.GetElement(3)]));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane128 First, Lane128 Second, Lane128 Third, Lane128 Fourth) GatherFour(float* table, uint* indices)
    {
        Vector128<float> a = Vector128.LoadAligned(table + indices[0]), b = Vector128.LoadAligned(table + indices[1]);
        Vector128<float> c = Vector128.LoadAligned(table + indices[2]), d = Vector128.LoadAligned(table + indices[3]);
        if (!Sse.IsSupported)
        {
            return (
                new(Vector128.Create(a.GetElement(0), b.GetElement(0), c.GetElement(0), d.GetElement(0))),
                new(Vector128.Create(a.GetElement(1), b.GetElement(1), c.GetElement(1), d.GetElement(1))),
                new(Vector128.Create(a.GetElement(2), b.GetElement(2), c.GetElement(2), d.GetElement(2))),
                new(Vector128.Create(a.GetElement(3), b.GetElement(3), c.GetElement(3), d.GetElement(3))));
        }

        Vector128<float> firsts = Sse.UnpackLow(a, b), seconds = Sse.UnpackLow(c, d), thirds = Sse.UnpackHigh(a, b), fourths = Sse.UnpackHigh(c, d);
        return (
            new(Sse.MoveLowToHigh(firsts, seconds)), new(Sse.MoveHighToLow(seconds, firsts)),
            new(Sse.MoveLowToHigh(thirds, fourths)), new(Sse.MoveHighToLow(fourths, thirds)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Lookup32(float* table, Lane128 indices) =>
        Gather(table, AndBits(indices, BroadcastBits(31)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ExchangePattern(int distance) =>
        new((Vector128<byte>.Indices ^ Vector128.Create((byte)((distance & 3) * sizeof(float)))).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Exchange(Lane128 value, Lane128 pattern) =>
        new(Vector128.ShuffleNative(value.Value.AsByte(), pattern.Value.AsByte()).AsSingle());
}
