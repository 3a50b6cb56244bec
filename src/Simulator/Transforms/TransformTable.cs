using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;

namespace Simulator.Transforms;

/// <summary>Tables T(z) of quantile functions over the standard normal score: polynomials of degree 5 between even nodes.</summary>
/// <remarks>
/// z, not u, because every quantile function that matters is smooth in it, tails included. Thirty-two segments
/// suffice nearly always and then lie in two registers a coefficient (AVX-512); 256 are there for sharp bends.
/// Segment n covers z·density in [n − ½, n + ½]; it stands at entry n mod size of each plane of coefficients, so that
/// rounding z·density gives the entry without further arithmetic. The nodes reach beyond the largest score of a word.
/// </remarks>
internal static unsafe class TransformTable
{
    /// <summary>Coefficients of a segment.</summary>
    public const int Planes = 6;

    /// <summary>Segments per unit of z and per entry: 6.36 · 2.4375 is just below 15.5, the end of the last of 32 segments.</summary>
    internal const double DensityPerEntry = 2.4375 / 32;

    private const float RoundingShift = 12582912f; // see LaneMath

    /// <summary>T(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Evaluate<TLane>(TLane z, float* planes, int size)
        where TLane : struct, ILane<TLane>
    {
        var density = TLane.Broadcast((float)DensityPerEntry * size);
        var shifted = TLane.FusedMultiplyAdd(z, density, TLane.Broadcast(RoundingShift));
        var x = TLane.FusedMultiplyAdd(z, density, TLane.Broadcast(RoundingShift) - shifted);
        var entry = TLane.AndBits(shifted, TLane.BroadcastBits((uint)size - 1));

        // Estrin's order, as in LaneMath.
        var x2 = x * x;
        var low = TLane.FusedMultiplyAdd(Plane(planes, 1, entry, size), x, Plane(planes, 0, entry, size));
        var middle = TLane.FusedMultiplyAdd(Plane(planes, 3, entry, size), x, Plane(planes, 2, entry, size));
        var high = TLane.FusedMultiplyAdd(Plane(planes, 5, entry, size), x, Plane(planes, 4, entry, size));
        return TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(high, x2, middle), x2, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Plane<TLane>(float* planes, int plane, TLane entry, int size)
        where TLane : struct, ILane<TLane> => QuantileFunctions.Entry(planes + (plane * size), entry, size);
}
