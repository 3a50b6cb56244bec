using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Transforms;

/// <summary>The core functions of <see cref="TransformKind"/>, and the step from a core to a value.</summary>
/// <remarks>
/// Uniform and normal cores are <see cref="WordMath"/>'s own. Kinds that take z are fed <see cref="WordMath.Normal"/>,
/// tables come from <see cref="TransformTable.Evaluate"/>.
/// </remarks>
internal static unsafe class QuantileFunctions
{
    /// <summary>offset + scale · core, kept within bounds: the last step of every kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Finish<TLane>(TLane core, float offset, float scale, float minimum, float maximum)
        where TLane : struct, ILane<TLane>
    {
        // The value stands on the right of the comparisons, so that a NaN comes through and is counted.
        var value = TLane.FusedMultiplyAdd(core, TLane.Broadcast(scale), TLane.Broadcast(offset));
        return TLane.Min(TLane.Broadcast(maximum), TLane.Max(TLane.Broadcast(minimum), value));
    }

    /// <summary>Lognormal and loguniform: 2^(shape·x), with x the score or the probability.</summary>
    /// <remarks>The scale is the median, not part of the exponent: rounding exp(57 + σz) alone would cost 5e-6 relative.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Power<TLane>(TLane x, float shape)
        where TLane : struct, ILane<TLane> => LaneMath.Exp2OfProduct(x, TLane.Broadcast(shape));

    /// <summary>Triangular on [0, 1] with mode c: √(c·u) below the mode, 1 − √((1 − c)(1 − u)) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Triangular<TLane>(TLane word, float mode)
        where TLane : struct, ILane<TLane>
    {
        // Both u and 1 − u come from the tail t without cancellation.
        TLane tail = WordMath.Tail(word), rest = TLane.Broadcast(1f) - tail, isUpper = WordMath.UpperHalf(word);
        TLane lower = TLane.Select(isUpper, rest, tail), upper = TLane.Select(isUpper, tail, rest);
        var below = TLane.LessThan(lower, TLane.Broadcast(mode));
        var root = TLane.SquareRoot(TLane.Select(below, lower * TLane.Broadcast(mode), upper * (TLane.Broadcast(1f) - TLane.Broadcast(mode))));
        return TLane.Select(below, root, TLane.Broadcast(1f) - root);
    }

    /// <summary>Exponential: −ln(1 − u).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exponential<TLane>(TLane word)
        where TLane : struct, ILane<TLane>
    {
        // Upper half: 1 − u is t. Lower half: 1 − t, and what its rounding loses is given back after the logarithm.
        TLane tail = WordMath.Tail(word), rest = TLane.Broadcast(1f) - tail, isUpper = WordMath.UpperHalf(word);
        var lost = TLane.Select(isUpper, TLane.Broadcast(0f), tail - (TLane.Broadcast(1f) - rest));
        return lost - LaneMath.Log(TLane.Select(isUpper, tail, rest));
    }

    /// <summary>Table of logarithms: 2^T, within the exponents that a float can take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TablePower<TLane>(TLane entry)
        where TLane : struct, ILane<TLane> => Power(Bounded(entry), 1f);

    /// <summary>Table of log-odds: 1/(1 + 2^−T).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TableLogistic<TLane>(TLane entry)
        where TLane : struct, ILane<TLane> =>
        TLane.Broadcast(1f) / (TLane.Broadcast(1f) + Power(Bounded(entry), -1f));

    /// <summary>Steps: the first value whose threshold lies above the word's rank, by a search of log₂(size) probes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Steps<TLane>(TLane word, float* values, uint* thresholds, int size)
        where TLane : struct, ILane<TLane>
    {
        var rank = WordMath.Rank(word);
        var index = TLane.BroadcastBits(0);
        for (var step = size / 2; step > 0; step /= 2)
        {
            var probe = TLane.AddBits(index, TLane.BroadcastBits((uint)step - 1));
            var isBelow = TLane.LessThanBits(rank, Entry((float*)thresholds, probe, size));
            index = TLane.Select(isBelow, index, TLane.AddBits(index, TLane.BroadcastBits((uint)step)));
        }

        return Entry(values, index, size);
    }

    /// <summary>table[index], from registers where the table is small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Entry<TLane>(float* table, TLane index, int size)
        where TLane : struct, ILane<TLane> =>
        size == Transform.SmallSize ? TLane.Lookup32(table, index) : TLane.Gather(table, index);

    // Exponents that a float's own can take. Entries of tables are finite: no NaN gets here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Bounded<TLane>(TLane exponent)
        where TLane : struct, ILane<TLane> =>
        TLane.Min(TLane.Max(exponent, TLane.Broadcast(-126f)), TLane.Broadcast(126f));
}
