using System.Runtime.CompilerServices;

namespace Simulator.Sampling;

/// <summary>Random words as probabilities and as standard normal scores.</summary>
/// <remarks>
/// A word k stands for the probability u whose distance to the nearer end is t = (k mod 2³¹ + ½)·2⁻³², in (0, ½]:
/// u = t where bit 31 is clear (the lower tail), u = 1 − t where it is set. Keeping t keeps both tails precise, down to
/// 2⁻³³ (6.34 standard deviations).
/// </remarks>
public static class WordMath
{
    private const uint SignBit = 0x80000000;

    // v = 3 − w of the normal score below which the tail's polynomial takes over.
    private const float TailBegin = -5f;

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

    /// <summary>Standard normal score z = Φ⁻¹(u) of the word, with a relative error below 3e-7, given t.</summary>
    /// <remarks>
    /// With x = 2t − 1 and w = −log₂(4t(1 − t)): z = x·p(w) for w below 8, which is all but two in a thousand, and a
    /// polynomial in √w beyond, evaluated only if one element needs it. Fitted (Lawson, relative maximum error, against
    /// AS241 in double) to 3.4e-8 and 8.0e-8.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Normal<TLane>(TLane word)
        where TLane : struct, ILane<TLane>
    {
        NormalArguments(word, out var x, out var v);
        return NormalFromArguments(word, x, v);
    }

    /// <summary>The two arguments of the normal score's polynomials: x = 2t − 1 and v = 3 + log₂(4t(1 − t)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void NormalArguments<TLane>(TLane word, out TLane x, out TLane v)
        where TLane : struct, ILane<TLane>
    {
        var scaled = ScaledTail(word);
        x = TLane.FusedMultiplyAdd(scaled, TLane.Broadcast(-0.125f), TLane.Broadcast(-1f));
        v = LaneMath.CoarseLog2(scaled * TLane.FusedMultiplyAdd(scaled, TLane.Broadcast(-0.125f), TLane.Broadcast(-2f)));
    }

    /// <summary>x = 2t − 1 alone, bit for bit as <see cref="NormalArguments"/> gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Centered<TLane>(TLane word)
        where TLane : struct, ILane<TLane>
    {
        var scaled = ScaledTail(word);
        return TLane.FusedMultiplyAdd(scaled, TLane.Broadcast(-0.125f), TLane.Broadcast(-1f));
    }

    /// <summary>The normal score from the word (for its sign) and its arguments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane NormalFromArguments<TLane>(TLane word, TLane x, TLane v)
        where TLane : struct, ILane<TLane>
    {
        // Estrin's order: the chain of dependent operations is what bounds the speed of a draw.
        TLane v2 = v * v, v4 = v2 * v2;
        var p01 = TLane.FusedMultiplyAdd(TLane.Broadcast(-0.24449967f), v, TLane.Broadcast(1.9757184f));
        var p23 = TLane.FusedMultiplyAdd(TLane.Broadcast(0.00076446176f), v, TLane.Broadcast(-0.0016055632f));
        var p45 = TLane.FusedMultiplyAdd(TLane.Broadcast(-1.2209204e-06f), v, TLane.Broadcast(7.1252616e-05f));
        var p67 = TLane.FusedMultiplyAdd(TLane.Broadcast(-3.4759978e-08f), v, TLane.Broadcast(-7.222585e-07f));
        var p89 = TLane.FusedMultiplyAdd(TLane.Broadcast(3.7241069e-10f), v, TLane.Broadcast(3.774813e-09f));
        var high = TLane.FusedMultiplyAdd(p89, v4, TLane.FusedMultiplyAdd(p67, v2, p45));
        var z = x * TLane.FusedMultiplyAdd(high, v4, TLane.FusedMultiplyAdd(p23, v2, p01));

        if (TLane.AnyLessThan(v, TLane.Broadcast(TailBegin)))
        {
            z = TLane.Select(TLane.LessThan(v, TLane.Broadcast(TailBegin)), NormalTail(v), z);
        }

        return TLane.XorBits(z, TLane.AndBits(word, TLane.BroadcastBits(SignBit)));
    }

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

    // −16t, so that a product with −2(1 − t) gives 32·t(1 − t), whose logarithm is v without an addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ScaledTail<TLane>(TLane word)
        where TLane : struct, ILane<TLane>
    {
        var magnitude = TLane.ConvertFromInt32(TLane.AndBits(word, TLane.BroadcastBits(~SignBit)));
        return TLane.FusedMultiplyAdd(magnitude, TLane.Broadcast(-3.725290298461914e-9f), TLane.Broadcast(-1.862645149230957e-9f));
    }

    // −|z| as a polynomial in √w − 4, with w = 3 − v from 9 to 31.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane NormalTail<TLane>(TLane v)
        where TLane : struct, ILane<TLane>
    {
        var s = TLane.SquareRoot(TLane.Max(TLane.Broadcast(3f) - v, TLane.Broadcast(8f))) - TLane.Broadcast(4f);
        var p = TLane.Broadcast(-4.8738643e-06f);
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-3.0998947e-06f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(0.00011668351f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-0.0005361365f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(0.0017844283f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-0.0040097334f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-1.1847173f));
        return TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-4.475328f));
    }
}
