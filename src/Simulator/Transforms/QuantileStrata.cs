using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Simulator.Arithmetic;
using Simulator.Sampling.Lanes;

namespace Simulator.Transforms;

/// <summary>A transform cut into 512 strata of equal probability, with a cubic in each: for sequences that visit strata in a known order; <see cref="TailStrata"/> is for words that come in none.</summary>
/// <remarks>
/// The upper nine bits of a word are its stratum, the others its place inside. Where a cubic misses the transform by more
/// than rounding does — far out in the tails, at the bends of a table, at the jump of a choice — the stratum is left to
/// the transform itself. A value depends on its word alone, never on what is drawn beside it.
/// </remarks>
internal sealed unsafe class QuantileStrata
{
    /// <summary>Bits of a word that name its stratum.</summary>
    public const int Digits = 9;

    /// <summary>Number of strata.</summary>
    public const int Count = 1 << Digits;

    /// <summary>Bits of a word that say where in its stratum it lies; as many as a float's mantissa has.</summary>
    public const int PlaceBits = 32 - Digits;

    /// <summary>Mask of the place.</summary>
    public const uint PlaceMask = (1u << PlaceBits) - 1;

    /// <summary>Bits that make of a place the number y in [1, 2) that the cubics are of.</summary>
    public const uint OneBits = 0x3F80_0000;

    /// <summary>Coefficients of a cubic.</summary>
    public const int Planes = 4;

    /// <summary>Strata that may be left to the transform: with more, their known order would gain little.</summary>
    public const int MostExact = Count / 4;

    // A cubic from the first four Chebyshev coefficients of eight values: within a few percent of the best one.
    private const int Nodes = 8;

    // Relative to the value and to what half of the values spread over; a transform itself is good to 3e-7.
    private const double Tolerance = 4e-7;

    private readonly float[] _coefficients = new float[Planes * Count];

    private QuantileStrata()
    {
    }

    /// <summary>
    /// Four planes of <see cref="Count"/>: c0 to c3 of c0 + c1·y + c2·y² + c3·y³, where y is the place with
    /// <see cref="OneBits"/>; c0 is not a number where a stratum is left to the transform.
    /// </summary>
    public ReadOnlySpan<float> Coefficients => _coefficients;

    /// <summary>Strata that are left to the transform.</summary>
    public int ExactCount { get; private set; }

    /// <summary>Whether a stratum is left to the transform.</summary>
    public bool IsExact(int stratum) => float.IsNaN(_coefficients[stratum]);

    /// <summary>Cuts a transform; null if too few strata are smooth, or if its values need a second word.</summary>
    public static QuantileStrata? Fit<TLane>(Transform transform)
        where TLane : struct, ILane<TLane>
    {
        if (transform.NeedsSelector)
        {
            return null;
        }

        var places = Places();
        var values = (float*)NativeMemory.AlignedAlloc(Count * Nodes * sizeof(float), 64);
        try
        {
            for (var i = 0; i < Count * Nodes; i++)
            {
                ((uint*)values)[i] = ((uint)(i / Nodes) << PlaceBits) | places[i % Nodes];
            }

            TransformColumn.Apply<TLane>(transform, (uint*)values, null, values, Count * Nodes);
            var strata = new QuantileStrata();
            strata.Fit(transform, values, places);
            return strata.ExactCount <= MostExact ? strata : null;
        }
        finally
        {
            NativeMemory.AlignedFree(values);
        }
    }

    /// <summary>The cubic of a stratum at y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Evaluate<TLane>(TLane y, TLane c0, TLane c1, TLane c2, TLane c3)
        where TLane : struct, ILane<TLane> =>
        TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(c3, y, c2), y, c1), y, c0);

    /// <summary>The value of a word whose stratum has a cubic; not a number where the stratum is left to the transform.</summary>
    /// <param name="word">The word.</param>
    /// <param name="c0">Coefficients of the word's stratum, of <see cref="Coefficients"/>.</param>
    /// <param name="c1">Of y.</param>
    /// <param name="c2">Of y².</param>
    /// <param name="c3">Of y³.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ValueOf<TLane>(TLane word, TLane c0, TLane c1, TLane c2, TLane c3)
        where TLane : struct, ILane<TLane> => Evaluate(
            TLane.OrBits(TLane.AndBits(word, TLane.BroadcastBits(PlaceMask)), TLane.BroadcastBits(OneBits)), c0, c1, c2, c3);

    // Chebyshev's extrema, from the end of a stratum to its beginning.
    private static uint[] Places() =>
        [.. Enumerable.Range(0, Nodes).Select(k => (uint)Math.Round(PlaceMask * (1 + PortableMath.Cos(Math.PI * k / (Nodes - 1))) / 2))];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fit(Transform transform, float* values, uint[] places)
    {
        var cosines = new double[Planes * Nodes];
        for (var i = 0; i < cosines.Length; i++)
        {
            var (order, node) = (i / Nodes, i % Nodes);
            var half = (order == 0 ? 0.5 : 1) * (node is 0 or Nodes - 1 ? 0.5 : 1);
            cosines[i] = 2.0 / (Nodes - 1) * half * PortableMath.Cos(Math.PI * order * node / (Nodes - 1));
        }

        // The strata of the lower half ascend, those of the upper half descend from the end.
        var spread = Math.Abs(values[(Count / 4 * Nodes)] - (double)values[(Count * 3 / 4 * Nodes)]);
        for (var stratum = 0; stratum < Count; stratum++)
        {
            var own = values + (stratum * Nodes);
            if (!FitOne(stratum, own, cosines) || !Holds(transform, stratum, own, places, spread))
            {
                ExactCount++;
                _coefficients[stratum] = float.NaN;
                for (var plane = 1; plane < Planes; plane++)
                {
                    _coefficients[(plane * Count) + stratum] = 0;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FitOne(int stratum, float* values, double[] cosines)
    {
        Span<double> a = stackalloc double[Planes];
        for (var order = 0; order < Planes; order++)
        {
            var sum = 0.0;
            for (var node = 0; node < Nodes; node++)
            {
                sum += cosines[(order * Nodes) + node] * values[node];
            }

            a[order] = sum;
        }

        // From Chebyshev's polynomials of x in [−1, 1] to powers of y, with x = slope·y − (slope + 1).
        var (b0, b1, b2, b3) = (a[0] - a[2], a[1] - (3 * a[3]), 2 * a[2], 4 * a[3]);
        const double Slope = 2.0 * (PlaceMask + 1) / PlaceMask;
        const double Shift = Slope + 1;
        var isFlat = true;
        for (var node = 1; node < Nodes; node++)
        {
            isFlat &= values[node] == values[0];
        }

        _coefficients[stratum] = isFlat ? values[0] : (float)(b0 - (Shift * (b1 - (Shift * (b2 - (Shift * b3))))));
        _coefficients[Count + stratum] = isFlat ? 0 : (float)(Slope * (b1 - (Shift * ((2 * b2) - (3 * Shift * b3)))));
        _coefficients[(2 * Count) + stratum] = isFlat ? 0 : (float)(Slope * Slope * (b2 - (3 * Shift * b3)));
        _coefficients[(3 * Count) + stratum] = isFlat ? 0 : (float)(Slope * Slope * Slope * b3);
        return float.IsFinite(_coefficients[stratum]);
    }

    // As it will be computed, at every node: near enough, and strictly within the support, where rounding must not leave it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Holds(Transform transform, int stratum, float* values, uint[] places, double spread)
    {
        var isFlat = (_coefficients[Count + stratum], _coefficients[(2 * Count) + stratum], _coefficients[(3 * Count) + stratum]) == (0, 0, 0);
        for (var node = 0; node < Nodes; node++)
        {
            var value = ValueOf(
                ScalarLane.BroadcastBits(places[node]),
                new(_coefficients[stratum]),
                new(_coefficients[Count + stratum]),
                new(_coefficients[(2 * Count) + stratum]),
                new ScalarLane(_coefficients[(3 * Count) + stratum])).Value;
            var allowed = Tolerance * (Math.Abs(values[node]) + spread);
            if (!(Math.Abs(value - (double)values[node]) <= allowed)
                || (!isFlat && !(values[node] - allowed > transform.Minimum && values[node] + allowed < transform.Maximum)))
            {
                return false;
            }
        }

        return true;
    }
}
