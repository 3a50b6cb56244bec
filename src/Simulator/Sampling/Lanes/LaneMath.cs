using System.Runtime.CompilerServices;

namespace Simulator.Sampling.Lanes;

/// <summary>Exponential and logarithm of our own, so that results depend neither on the lane's width nor on a runtime's library.</summary>
/// <remarks>
/// Range reduction by the float's exponent bits, then a polynomial fitted to least maximum error (Lawson's reweighted
/// least squares on 2,000 to 8,000 points, in double) and rounded to float; measured errors are checked by tests.
/// </remarks>
internal static class LaneMath
{
    // Adding 1.5·2²³ to a small float rounds it to an integer, which then stands in the lowest bits.
    private const float RoundingShift = 12582912f;

    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the high one has 9 trailing zero bits, so that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Bits of 2/3: subtracting them leaves the exponent that brings the mantissa into [2/3, 4/3).
    private const uint TwoThirdsBits = 0x3F2AAAAB;
    private const uint ExponentMask = 0xFF800000;

    /// <summary>e to the power x, within 1 ulp; x is kept within [−87.3, 88.7], so the result is a normal float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        x = TLane.Min(TLane.Max(x, TLane.Broadcast(-87.3f)), TLane.Broadcast(88.7f));
        var shifted = TLane.FusedMultiplyAdd(x, TLane.Broadcast(Log2E), TLane.Broadcast(RoundingShift));
        var n = shifted - TLane.Broadcast(RoundingShift);
        var r = TLane.FusedMultiplyAdd(n, TLane.Broadcast(-Ln2High), x);
        r = TLane.FusedMultiplyAdd(n, TLane.Broadcast(-Ln2Low), r);

        // e^r = 1 + r + r²·p(r) on |r| ≤ ln 2 / 2.
        var p = TLane.Broadcast(0.0013813998f);
        p = TLane.FusedMultiplyAdd(p, r, TLane.Broadcast(0.008368992f));
        p = TLane.FusedMultiplyAdd(p, r, TLane.Broadcast(0.041668415f));
        p = TLane.FusedMultiplyAdd(p, r, TLane.Broadcast(0.16666518f));
        p = TLane.FusedMultiplyAdd(p, r, TLane.Broadcast(0.49999994f));
        p = TLane.FusedMultiplyAdd(p, r * r, r);
        p += TLane.Broadcast(1f);

        // Scaling by 2ⁿ: n stands in the lowest bits of the shifted sum and goes to the exponent's. At the ends of the
        // range the mantissa is on the side that keeps the sum of exponents within 1 to 254.
        return TLane.AddBits(p, TLane.ShiftLeftBits(shifted, 23));
    }

    /// <summary>2 to the power y·z, for draws: within 1.7e-7 relative, shorter than <see cref="Exp"/>.</summary>
    /// <param name="z">First factor.</param>
    /// <param name="y">Second factor; the product must stay within ±126.</param>
    /// <remarks>Cheaper than <see cref="Exp"/>: the caller's constant already holds log₂e, and nothing has to be kept in range.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp2OfProduct<TLane>(TLane z, TLane y)
        where TLane : struct, ILane<TLane>
    {
        var shifted = TLane.FusedMultiplyAdd(z, y, TLane.Broadcast(RoundingShift));
        var minusN = TLane.Broadcast(RoundingShift) - shifted;
        var r = TLane.FusedMultiplyAdd(z, y, minusN);

        // 2^r on |r| ≤ 1/2, in Estrin's order: the chain of dependent operations is what bounds the speed of a draw.
        var r2 = r * r;
        var p01 = TLane.FusedMultiplyAdd(TLane.Broadcast(0.6931472f), r, TLane.Broadcast(1f));
        var p23 = TLane.FusedMultiplyAdd(TLane.Broadcast(0.055503312f), r, TLane.Broadcast(0.24022648f));
        var p45 = TLane.FusedMultiplyAdd(TLane.Broadcast(0.0013399391f), r, TLane.Broadcast(0.0096184425f));
        var p456 = TLane.FusedMultiplyAdd(TLane.Broadcast(0.00015352915f), r2, p45);
        var p = TLane.FusedMultiplyAdd(p456, r2 * r2, TLane.FusedMultiplyAdd(p23, r2, p01));
        return TLane.AddBits(p, TLane.ShiftLeftBits(shifted, 23));
    }

    /// <summary>Natural logarithm of a positive normal float, within 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        var exponent = TLane.SubtractBits(x, TLane.BroadcastBits(TwoThirdsBits));
        var f = TLane.SubtractBits(x, TLane.AndBits(exponent, TLane.BroadcastBits(ExponentMask))) - TLane.Broadcast(1f);
        var e = TLane.ConvertFromInt32(TLane.ShiftRightSigned(exponent, 23));

        // ln(1 + f) = f − f²/2 + f³·p(f) on f in [−1/3, 1/3).
        var p = TLane.Broadcast(-0.12891795f);
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(0.13984588f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(-0.12184239f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(0.14005841f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(-0.16680488f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(0.20010407f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(-0.24999797f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(0.33333215f));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Broadcast(-0.5f));
        p = TLane.FusedMultiplyAdd(e, TLane.Broadcast(Ln2Low), p * (f * f));
        return TLane.FusedMultiplyAdd(e, TLane.Broadcast(Ln2High), p + f);
    }

    /// <summary>Binary logarithm of a positive normal float, within 3e-7 absolute: enough for normal scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane CoarseLog2<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        var exponent = TLane.SubtractBits(x, TLane.BroadcastBits(TwoThirdsBits));
        var f = TLane.SubtractBits(x, TLane.AndBits(exponent, TLane.BroadcastBits(ExponentMask))) - TLane.Broadcast(1f);
        var e = TLane.ConvertFromInt32(TLane.ShiftRightSigned(exponent, 23));

        // log₂(1 + f) = f·p(f), fitted to 4.5e-8 absolute; Estrin's order.
        var f2 = f * f;
        var p01 = TLane.FusedMultiplyAdd(TLane.Broadcast(-0.7213441f), f, TLane.Broadcast(1.4426941f));
        var p23 = TLane.FusedMultiplyAdd(TLane.Broadcast(-0.36091992f), f, TLane.Broadcast(0.4810204f));
        var p45 = TLane.FusedMultiplyAdd(TLane.Broadcast(-0.23478322f), f, TLane.Broadcast(0.28457975f));
        var p67 = TLane.FusedMultiplyAdd(TLane.Broadcast(-0.23154333f), f, TLane.Broadcast(0.2520583f));
        var high = TLane.FusedMultiplyAdd(p67, f2, p45);
        var p = TLane.FusedMultiplyAdd(high, f2 * f2, TLane.FusedMultiplyAdd(p23, f2, p01));
        return TLane.FusedMultiplyAdd(p, f, e);
    }
}
