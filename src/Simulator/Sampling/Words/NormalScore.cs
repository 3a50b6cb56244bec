using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;

namespace Simulator.Sampling.Words;

/// <summary>Standard normal scores of random words, by segments of the tail probability.</summary>
internal static unsafe class NormalScore
{
    private const uint SignBit = 0x80000000;

    // Below this tail probability the table ends: two samples in five hundred.
    private const float TableBegin = 1f / 512;

    /// <summary>Standard normal score z = Φ⁻¹(u) of the word, with a relative error below 3e-7, given t.</summary>
    /// <param name="word">The word; see <see cref="WordMath"/> for t.</param>
    /// <param name="planes"><c>NormalScoreTable.Planes</c>, or a copy on a device.</param>
    /// <remarks>
    /// z = (½ − t)·p(f) with the coefficients of t's segment looked up in registers: half the operations of a logarithm
    /// and two polynomials. Beyond the table, a polynomial in √w with w = −log₂(4t(1 − t)), evaluated only if one element
    /// needs it; fitted (Lawson, relative maximum error) to 1.2e-7.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Evaluate<TLane>(TLane word, float* planes)
        where TLane : struct, ILane<TLane>
    {
        var t = WordMath.Tail(word);
        var segment = TLane.ShiftRightBits(t, 21);
        var f = TLane.ConvertFromInt32(TLane.AndBits(t, TLane.BroadcastBits(0x1FFFFF)));
        var p = TLane.Lookup32(planes + (4 * NormalScoreTable.Size), segment);
        p = TLane.FusedMultiplyAdd(p, f, TLane.Lookup32(planes + (3 * NormalScoreTable.Size), segment));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Lookup32(planes + (2 * NormalScoreTable.Size), segment));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Lookup32(planes + NormalScoreTable.Size, segment));
        p = TLane.FusedMultiplyAdd(p, f, TLane.Lookup32(planes, segment));
        var z = (TLane.Broadcast(0.5f) - t) * p;
        if (TLane.AnyLessThan(t, TLane.Broadcast(TableBegin)))
        {
            z = TLane.Select(TLane.LessThan(t, TLane.Broadcast(TableBegin)), Beyond(t), z);
        }

        return TLane.XorBits(z, TLane.AndBits(word, TLane.BroadcastBits(SignBit)));
    }

    // −|z| as a polynomial in s = √w − 4, with w from 7 to 31; elements inside the table are kept in range and not used.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Beyond<TLane>(TLane t)
        where TLane : struct, ILane<TLane>
    {
        var four = TLane.Broadcast(4f) * t;
        var w = TLane.Broadcast(0f) - LaneMath.CoarseLog2(TLane.FusedMultiplyAdd(TLane.Broadcast(0f) - four, t, four));
        var s = TLane.SquareRoot(TLane.Max(w, TLane.Broadcast(6.9f))) - TLane.Broadcast(4f);
        var p = TLane.Broadcast(-6.69428937e-06f);
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(6.16439095e-08f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(0.000120206088f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-0.000542523048f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(0.00178264768f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-0.00400674623f));
        p = TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-1.18471706f));
        return TLane.FusedMultiplyAdd(p, s, TLane.Broadcast(-4.47532797f));
    }
}
