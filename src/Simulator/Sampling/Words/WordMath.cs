using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;

namespace Simulator.Sampling.Words;

/// <summary>Random words as probabilities and as standard normal scores.</summary>
/// <remarks>
/// A word k stands for the probability u whose distance to the nearer end is t = (k mod 2³¹ + ½)·2⁻³², in (0, ½]:
/// u = t where bit 31 is clear (the lower tail), u = 1 − t where it is set. Keeping t keeps both tails precise, down to
/// 2⁻³³ (6.34 standard deviations).
/// </remarks>
internal static class WordMath
{
    private const uint SignBit = 0x80000000;

    /// <summary>Distance t of the word's probability to the nearer end of [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tail<TLane>(TLane word)
        where TLane : struct, ILane<TLane>
    {
        var magnitude = TLane.ConvertFromInt32(TLane.AndBits(word, TLane.BroadcastBits(~SignBit)));
        return TLane.FusedMultiplyAdd(magnitude, TLane.Broadcast(2.3283064365386963e-10f), TLane.Broadcast(1.1641532182693481e-10f));
    }

    /// <summary>All bits set where the word belongs to the upper half, else none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane UpperHalf<TLane>(TLane word)
        where TLane : struct, ILane<TLane> => TLane.ShiftRightSigned(word, 31);

    /// <summary>Probability u of the word, in (0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Uniform<TLane>(TLane word)
        where TLane : struct, ILane<TLane>
    {
        var tail = Tail(word);
        return TLane.Select(UpperHalf(word), TLane.Broadcast(1f) - tail, tail);
    }

    /// <summary>The words put in the order of their probabilities: u = (rank + ½)·2⁻³².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Rank<TLane>(TLane word)
        where TLane : struct, ILane<TLane> => TLane.XorBits(word, TLane.ShiftRightBits(UpperHalf(word), 1));

    /// <summary>Standard normal score of the word: see <see cref="NormalScore"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe TLane Normal<TLane>(TLane word)
        where TLane : struct, ILane<TLane> => NormalScore.Evaluate(word, NormalScoreTable.Planes);

    /// <summary>The word whose normal score is z: the inverse of <see cref="Normal"/>.</summary>
    /// <remarks>
    /// t = Φ(−|z|) = e^(−z²/2)·p(q) with q = (|z| − 3.6)/(|z| + 3.6) and p of degree 8, fitted (Remez, relative maximum
    /// error) to 4.1e-9 on [0, 6.5]; z² is carried in two parts, because its rounding alone would cost 1e-6 far out. What
    /// rounding leaves is a relative error of t below 3e-7. The word is t·2³² without its fraction: 24 bits of it count,
    /// and beyond 6.23 standard deviations it is the outermost of its side.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane WordOfScore<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        const float LargestMagnitude = 2147483520f; // the last float below 2³¹

        var sign = TLane.AndBits(z, TLane.BroadcastBits(SignBit));
        var x = TLane.Min(TLane.XorBits(z, sign), TLane.Broadcast(8f));
        var q = (x - TLane.Broadcast(3.6f)) / (x + TLane.Broadcast(3.6f));
        var p = TLane.Broadcast(0.00017400784f);
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(0.0005561884f));
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(-0.0011871085f));
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(-0.0028234222f));
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(0.021567233f));
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(-0.06403953f));
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(0.1258104f));
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(-0.18359452f));
        p = TLane.FusedMultiplyAdd(p, q, TLane.Broadcast(0.10373418f));

        var square = x * x;
        var rest = TLane.FusedMultiplyAdd(x, x, TLane.Broadcast(0f) - square);
        var exponential = LaneMath.Exp(square * TLane.Broadcast(-0.5f));
        exponential = TLane.FusedMultiplyAdd(exponential * TLane.Broadcast(-0.5f), rest, exponential);

        var magnitude = TLane.Min(exponential * TLane.Broadcast(4294967296f) * p, TLane.Broadcast(LargestMagnitude));
        return TLane.OrBits(TLane.ConvertToInt32(magnitude), TLane.XorBits(sign, TLane.BroadcastBits(SignBit)));
    }
}
