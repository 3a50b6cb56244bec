using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;

namespace Simulator.Transforms;

/// <summary>
/// A transform cut into 1,024 strata of the tail probability, sixteen to an octave on either side, with a cubic in each: for
/// independent words, which meet the strata in no order.
/// </summary>
/// <remarks>
/// <para>
/// With t as in <c>WordMath</c>, no stratum is wider than a sixteenth of its distance to the nearer end of the distribution, and
/// a quantile function is about as smooth in one as in the next. So the cubics hold to the last word of either tail, and no word needs
/// the transform. A value is one load of four coefficients and three multiplications.
/// </para>
/// <para>
/// t is multiplied by 2⁻³⁰ and by 1 − 2⁻²⁴, which keeps it below the end of the last octave whatever is rounded: its
/// exponents then are 64 to 95 with their bias, and bit 5 of the exponent is free for the side. The exponent's lowest six
/// bits and the first four of the mantissa are the stratum, the other 19 are the place inside.
/// </para>
/// </remarks>
internal sealed unsafe class TailStrata
{
    /// <summary>Strata of an octave on one side.</summary>
    public const int PerOctave = 16;

    /// <summary>Octaves of t, from 2⁻³³ to ½.</summary>
    public const int Octaves = 32;

    /// <summary>Number of strata: those of the lower half, then those of the upper, each from the tail to the median.</summary>
    public const int Count = 2 * Octaves * PerOctave;

    /// <summary>Coefficients of a cubic.</summary>
    public const int Planes = 4;

    /// <summary>Bits of a place that say where in its stratum it lies.</summary>
    public const int PlaceBits = 19;

    // 2⁻⁶²·(1 − 2⁻²⁴) and 2⁻⁶³: of a word's magnitude k, (k + ½)·2⁻³² with the factors of the remarks.
    private const float PerWord = 2.1684042e-19f;
    private const float HalfWord = 1.0842022e-19f;

    private const uint MagnitudeBits = 0x7FFF_FFFF;
    private const uint UpperHalf = 32u << 23;
    private const int BitsToSide = 3; // from a word's highest bit to the exponent's bit 5
    private const uint MantissaMask = 0x007F_FFFF;
    private const uint OneBits = 0x3F80_0000;

    // Samples whose places are held at once.
    private const int Chunk = 256;
    private const int Line = 64 / sizeof(float);

    private readonly float[] _memory = GC.AllocateUninitializedArray<float>((Planes * Count) + Line, pinned: true);
    private readonly Transform _transform;

    private TailStrata(Transform transform)
    {
        _transform = transform;
        Coefficients = (float*)(((nint)Unsafe.AsPointer(ref _memory[Line - 1])) & -64);
    }

    /// <summary>c0 to c3 of c0 + c1·y + c2·y² + c3·y³, stratum after stratum, where y in [1, 2) is the place in the stratum.</summary>
    public float* Coefficients { get; }

    /// <summary>Whether values are kept within bounds, which rounding could leave.</summary>
    public static bool IsBounded(Transform transform) => !float.IsNegativeInfinity(transform.Minimum) || !float.IsPositiveInfinity(transform.Maximum);

    /// <summary>Cuts a transform; null if a stratum is not smooth, or if the transform is as fast.</summary>
    public static TailStrata? Fit<TLane>(Transform transform)
        where TLane : struct, ILane<TLane>
    {
        // Scores and logarithms alone are as fast on AVX-512; uniforms and square roots are faster.
        if (transform.Kind is not (TransformKind.Lognormal or TransformKind.Table or TransformKind.ExponentialTable or TransformKind.LogisticTable))
        {
            return null;
        }

        var strata = new TailStrata(transform);
        return TailStrataFit.Fit<TLane>(transform, strata) ? strata : null;
    }

    /// <summary>Side, octave and place of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane PlaceOf<TLane>(TLane word)
        where TLane : struct, ILane<TLane>
    {
        var magnitude = TLane.ConvertFromInt32(TLane.AndBits(word, TLane.BroadcastBits(MagnitudeBits)));
        var tail = TLane.FusedMultiplyAdd(magnitude, TLane.Broadcast(PerWord), TLane.Broadcast(HalfWord));
        return TLane.OrBits(tail, TLane.AndBits(TLane.ShiftRightBits(word, BitsToSide), TLane.BroadcastBits(UpperHalf)));
    }

    /// <summary>Where the coefficients of a place begin: four times its stratum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane FirstCoefficient<TLane>(TLane place)
        where TLane : struct, ILane<TLane> =>
        TLane.AndBits(TLane.ShiftRightBits(place, PlaceBits - 2), TLane.BroadcastBits((Count - 1) * Planes));

    /// <summary>Where in its stratum a place lies: y, from 1 at the tail's end to less than 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Inside<TLane>(TLane place)
        where TLane : struct, ILane<TLane> => TLane.OrBits(
            TLane.AndBits(TLane.ShiftLeftBits(place, 23 - PlaceBits), TLane.BroadcastBits(MantissaMask)), TLane.BroadcastBits(OneBits));

    /// <summary>A value kept within bounds; one that is not a number stays so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Within<TLane>(TLane value, float minimum, float maximum)
        where TLane : struct, ILane<TLane> => TLane.Min(TLane.Broadcast(maximum), TLane.Max(TLane.Broadcast(minimum), value));

    /// <summary>Values of random words.</summary>
    /// <param name="words">One word a sample.</param>
    /// <param name="values">Where the values go; may be <paramref name="words"/>.</param>
    /// <param name="count">Number of samples, a multiple of 16: of every lane's width.</param>
    public void Apply<TLane>(uint* words, float* values, int count)
        where TLane : struct, ILane<TLane> =>
            Apply<TLane>(Coefficients, (float*)words, values, count, IsBounded(_transform), _transform.Minimum, _transform.Maximum);

    // Two short loops in turn: where a register's addresses were read back at once, a draw took twice as long.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TLane>(float* coefficients, float* words, float* values, int count, bool isBounded, float minimum, float maximum)
        where TLane : struct, ILane<TLane>
    {
        // Where the coefficients begin, and behind them y.
        var memory = stackalloc float[(2 * Chunk) + Line];
        var scratch = (float*)(((nint)(memory + Line - 1)) & -64);
        for (; count > 0; count -= Chunk, words += Chunk, values += Chunk)
        {
            var length = Math.Min(Chunk, count);
            for (var i = 0; i < length; i += TLane.Width)
            {
                var place = PlaceOf(TLane.Load(words + i));
                TLane.Store(FirstCoefficient(place), scratch + i);
                TLane.Store(Inside(place), scratch + Chunk + i);
            }

            if (isBounded)
            {
                for (var i = 0; i < length; i += TLane.Width)
                {
                    TLane.Store(Within(Evaluate<TLane>(coefficients, scratch + i), minimum, maximum), values + i);
                }
            }
            else
            {
                for (var i = 0; i < length; i += TLane.Width)
                {
                    TLane.Store(Evaluate<TLane>(coefficients, scratch + i), values + i);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Evaluate<TLane>(float* coefficients, float* scratch)
        where TLane : struct, ILane<TLane>
    {
        var (c0, c1, c2, c3) = TLane.GatherFour(coefficients, (uint*)scratch);
        return QuantileStrata.Evaluate(TLane.Load(scratch + Chunk), c0, c1, c2, c3);
    }
}
