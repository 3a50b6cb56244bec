using Simulator.Sampling.Lanes;

namespace Simulator.Transforms;

/// <summary>How random words become values of one distribution: data only, the same for every engine.</summary>
/// <remarks>
/// A value is offset + scale · core(word), kept within [minimum, maximum]; everything is scalars and flat arrays, so
/// that it can be copied to a device as it is.
/// </remarks>
internal sealed class Transform
{
    private readonly Lock _strataLock = new();
    private QuantileStrata? _strata;
    private bool _hasStrata;
    private volatile Lazy<TailStrata?>? _tailStrata;

    private Transform(TransformKind kind) => Kind = kind;

    /// <summary>Which core function.</summary>
    public TransformKind Kind { get; }

    /// <summary>Added to the scaled core; the value itself for a constant.</summary>
    public float Offset { get; private init; }

    /// <summary>Factor of the core; negative where a core runs down from an upper bound.</summary>
    public float Scale { get; private init; } = 1;

    // What Scale was before it was rounded to single precision.
    private double FullScale { get; init; } = 1;

    /// <summary>The kind's own parameter: see <see cref="TransformKind"/>.</summary>
    public float Shape { get; private init; }

    /// <summary>Results below are raised to this: rounding must not leave the support.</summary>
    public float Minimum { get; private init; } = float.NegativeInfinity;

    /// <summary>Results above are lowered to this.</summary>
    public float Maximum { get; private init; } = float.PositiveInfinity;

    /// <summary>Coefficients (tables: six planes of <see cref="Size"/>), or values (steps: <see cref="Size"/>).</summary>
    public float[] Table { get; private init; } = [];

    /// <summary>Entries of a plane: a power of two, at least <see cref="SmallSize"/>.</summary>
    public int Size { get; private init; }

    /// <summary>Steps: rank at which each next value begins. Mixture: selector word at which each next component begins.</summary>
    public uint[] Thresholds { get; private init; } = [];

    /// <summary>Components of a mixture; none of them is a mixture.</summary>
    public IReadOnlyList<Transform> Components { get; private init; } = [];

    /// <summary>Whether a second word, from the stream of purpose <c>StreamPurpose.Selector</c>, is needed for each sample.</summary>
    public bool NeedsSelector => Kind == TransformKind.Mixture;

    /// <summary>Size of tables that fit the registers of <c>ILane.Lookup32</c>.</summary>
    public const int SmallSize = 32;

    /// <summary>Whether a core is not yet a value: something is to be scaled, shifted or kept within bounds.</summary>
    public bool NeedsFinish =>
        Offset != 0 || Scale != 1 || !float.IsNegativeInfinity(Minimum) || !float.IsPositiveInfinity(Maximum);

    /// <summary>This transform without a factor that a user can apply later, and the factor; the same transform and 1 if there is none.</summary>
    /// <remarks>Only of lognormals, whose core is positive and unbounded as it is; they are most of what is drawn.</remarks>
    public (Transform Transform, double Factor) WithoutFactor() =>
        Kind == TransformKind.Lognormal && Offset == 0 && Minimum <= 0 && float.IsPositiveInfinity(Maximum)
            ? (Closed(Kind, 0, 1, Shape), FullScale)
            : (this, 1);

    /// <summary>Whether random words go through the transform itself, although it could be cut: see <see cref="Uncut"/>.</summary>
    public bool IsUncut { get; private init; }

    /// <summary>This transform as it was before random words were drawn from <see cref="Transforms.TailStrata"/>: parts that were drawn so are drawn so again.</summary>
    public Transform Uncut() =>
        new(Kind)
        {
            Offset = Offset, Scale = Scale, FullScale = FullScale, Shape = Shape, Minimum = Minimum, Maximum = Maximum, Table = Table, Size = Size,
            Thresholds = Thresholds, Components = Components, IsUncut = true,
        };

    /// <summary>This transform cut into strata, made when first requested; null if that would not help. See <see cref="QuantileStrata"/>.</summary>
    /// <typeparam name="TLane">Lane of the arithmetic; every one gives the same.</typeparam>
    public QuantileStrata? Strata<TLane>()
        where TLane : struct, ILane<TLane>
    {
        lock (_strataLock)
        {
            if (!_hasStrata)
            {
                _strata = QuantileStrata.Fit<TLane>(this);
                _hasStrata = true;
            }

            return _strata;
        }
    }

    /// <summary>This transform cut into strata of the tail probability, made when first requested; null if that would not help. See <see cref="Transforms.TailStrata"/>.</summary>
    /// <typeparam name="TLane">Lane of the arithmetic; every one gives the same.</typeparam>
    public TailStrata? TailStrata<TLane>()
        where TLane : struct, ILane<TLane>
    {
        if (_tailStrata is not { } made)
        {
            lock (_strataLock)
            {
                _tailStrata = made = _tailStrata ?? new(IsUncut ? null : Transforms.TailStrata.Fit<TLane>(this));
            }
        }

        return made.Value;
    }

    /// <summary>Always the same value.</summary>
    public static Transform Constant(double value) => new(TransformKind.Constant) { Offset = (float)value, Scale = 0 };

    /// <summary>A kind that needs no table.</summary>
    /// <param name="kind">Which core function.</param>
    /// <param name="offset">Added to the scaled core.</param>
    /// <param name="scale">Factor of the core.</param>
    /// <param name="shape">The kind's own parameter.</param>
    /// <param name="minimum">Smallest value of the distribution.</param>
    /// <param name="maximum">Largest value of the distribution.</param>
    internal static Transform Closed(
        TransformKind kind, double offset, double scale, double shape = 0,
        double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity) =>
        new(kind)
        {
            Offset = (float)offset, Scale = (float)scale, FullScale = scale, Shape = (float)shape,
            Minimum = (float)minimum, Maximum = (float)maximum,
        };

    /// <summary>A kind with a table of six planes of coefficients: see <see cref="TransformTable"/>.</summary>
    internal static Transform Tabulated(
        TransformKind kind, double offset, double scale, float[] planes, double minimum, double maximum) =>
        new(kind)
        {
            Offset = (float)offset, Scale = (float)scale, Table = planes, Size = planes.Length / TransformTable.Planes,
            Minimum = (float)minimum, Maximum = (float)maximum,
        };

    /// <summary>A list of values, each with the rank at which the next begins.</summary>
    /// <param name="values">Values in ascending order.</param>
    /// <param name="cumulative">Probability of this value or a smaller one; the last is 1.</param>
    internal static Transform Steps(IReadOnlyList<double> values, IReadOnlyList<double> cumulative)
    {
        // Padded to a power of two with thresholds that no rank, or only the last, reaches, so that a search has no
        // ends to look after.
        var size = Math.Max(SmallSize, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)values.Count));
        var padded = new float[size];
        var thresholds = new uint[size];
        for (var i = 0; i < size; i++)
        {
            padded[i] = (float)values[Math.Min(i, values.Count - 1)];
            thresholds[i] = i < values.Count - 1 ? ThresholdOf(cumulative[i]) : uint.MaxValue;
        }

        return new(TransformKind.Steps) { Table = padded, Size = size, Thresholds = thresholds };
    }

    /// <summary>Several transforms with their probabilities.</summary>
    /// <param name="components">Transforms, none a mixture.</param>
    /// <param name="cumulative">Probability of this component or an earlier one; the last is 1.</param>
    internal static Transform Mixture(IReadOnlyList<Transform> components, IReadOnlyList<double> cumulative) =>
        new(TransformKind.Mixture)
        {
            Components = components,
            Thresholds = [.. cumulative.Take(components.Count - 1).Select(ThresholdOf)],
        };

    /// <summary>The transform of scale · X + offset.</summary>
    internal Transform Affine(double scale, double offset) =>
        new(Kind)
        {
            Offset = (float)((scale * Offset) + offset),
            Scale = (float)(scale * Scale),
            FullScale = scale * FullScale,
            Shape = Shape,
            Minimum = (float)((scale * Minimum) + offset),
            Maximum = (float)((scale * Maximum) + offset),
            Table = Table,
            Size = Size,
            Thresholds = Thresholds,
            Components = [.. Components.Select(component => component.Affine(scale, offset))],
        };

    // Number of 32-bit words below a probability; 1 itself would not fit and is never requested.
    private static uint ThresholdOf(double probability) =>
        (uint)Math.Min(Math.Round(probability * 4294967296.0), uint.MaxValue);
}
