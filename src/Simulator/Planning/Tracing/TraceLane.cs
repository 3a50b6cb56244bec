using Simulator.Model;
using Simulator.Sampling.Lanes;

namespace Simulator.Planning.Tracing;

/// <summary>A lane that records the arithmetic done on it instead of doing it.</summary>
/// <remarks>
/// A value is a constant, or a constant factor times a node. Constants are folded in double precision, so a scenario
/// without any uncertain input is computed to the last digit here and now. Factors are positive and carried along, not
/// multiplied sample by sample; two outputs with the same node are recognized as multiples of each other.
/// </remarks>
public readonly struct TraceLane : IArithmeticLane<TraceLane>, IEquatable<TraceLane>
{
    // Beyond this a constant of single precision may overflow, or square to something that does.
    private const double LargestRatio = 1e18;

    private readonly Trace? _trace;
    private readonly int _node;
    private readonly int _expression;

    internal TraceLane(Trace? trace, int node, int expression, double factor)
    {
        _trace = trace;
        _node = node;
        _expression = expression;
        Factor = factor;
    }

    /// <summary>Whether the value is the same in every sample.</summary>
    public bool IsConstant => _trace is null;

    /// <summary>The constant, or the factor in front of the node.</summary>
    public double Factor { get; }

    /// <summary>The node that varies; only for values that are not constant.</summary>
    public int NodeIndex => _trace is null ? throw new InvalidOperationException("A constant has no node.") : _node;

    /// <inheritdoc/>
    public static TraceLane Constant(double value) => new(null, 0, 0, value);

    /// <summary>Where it is recorded; null for a constant.</summary>
    internal Trace? Trace => _trace;

    /// <summary>What the node stands for in double precision.</summary>
    internal int ExpressionIndex => _expression;

    /// <inheritdoc/>
    public static TraceLane operator +(TraceLane left, TraceLane right)
    {
        if (left.IsConstant)
        {
            return right.IsConstant ? Constant(left.Factor + right.Factor) : Offset(right, left.Factor);
        }

        if (right.IsConstant)
        {
            return Offset(left, right.Factor);
        }

        if (left._node == right._node)
        {
            return Scaled(left.Mixed(right), left.Factor + right.Factor);
        }

        // The larger one stands first where the constant would leave single precision.
        return right.Factor / left.Factor > LargestRatio
            ? right.Record(Operation.AddScaled, left, left.Factor / right.Factor, right.Factor)
            : left.Record(Operation.AddScaled, right, right.Factor / left.Factor, left.Factor);
    }

    /// <inheritdoc/>
    public static TraceLane operator -(TraceLane left, TraceLane right)
    {
        if (right.IsConstant)
        {
            return left + Constant(-right.Factor);
        }

        if (left.IsConstant)
        {
            return Math.Abs(left.Factor / right.Factor) > LargestRatio
                ? Opposite(right) + left
                : right.Record(Operation.SubtractFrom, left.Factor / right.Factor, right.Factor);
        }

        if (left._node == right._node)
        {
            return Scaled(left, left.Factor - right.Factor);
        }

        return right.Factor / left.Factor > LargestRatio
            ? Opposite(right - left)
            : left.Record(Operation.AddScaled, right, -right.Factor / left.Factor, left.Factor);
    }

    /// <inheritdoc/>
    public static TraceLane operator *(TraceLane left, TraceLane right)
    {
        if (left.IsConstant)
        {
            return right.IsConstant ? Constant(left.Factor * right.Factor) : Scaled(right, left.Factor * right.Factor);
        }

        return right.IsConstant
            ? Scaled(left, left.Factor * right.Factor)
            : left.Record(Operation.Multiply, right, 0, left.Factor * right.Factor);
    }

    /// <inheritdoc/>
    public static TraceLane operator /(TraceLane left, TraceLane right)
    {
        if (right.IsConstant)
        {
            return left.IsConstant ? Constant(left.Factor / right.Factor) : Scaled(left, left.Factor / right.Factor);
        }

        return left.IsConstant
            ? Scaled(right.Record(Operation.Reciprocal, 0, 1), left.Factor / right.Factor)
            : left.Record(Operation.Divide, right, 0, left.Factor / right.Factor);
    }

    /// <inheritdoc/>
    public static TraceLane Max(TraceLane left, TraceLane right)
    {
        if (left.IsConstant && right.IsConstant)
        {
            return Constant(Math.Max(left.Factor, right.Factor));
        }

        if (left.IsConstant)
        {
            return Max(right, left);
        }

        if (right.IsConstant)
        {
            return Math.Abs(right.Factor / left.Factor) > LargestRatio
                ? left.InUnitsOf(right.Factor).Record(Operation.MaximumConstant, Math.Sign(right.Factor), Math.Abs(right.Factor))
                : left.Record(Operation.MaximumConstant, right.Factor / left.Factor, left.Factor);
        }

        return right.Factor / left.Factor > LargestRatio
            ? right.Record(Operation.MaximumScaled, left, left.Factor / right.Factor, right.Factor)
            : left.Record(Operation.MaximumScaled, right, right.Factor / left.Factor, left.Factor);
    }

    /// <inheritdoc/>
    public static TraceLane SquareRoot(TraceLane value) => value.IsConstant
        ? Constant(Math.Sqrt(value.Factor))
        : value.Record(Operation.SquareRoot, 0, Math.Sqrt(value.Factor));

    /// <summary>Mean of a series over a window (Eq. M21).</summary>
    /// <param name="start">Beginning. [cells of the series]</param>
    /// <param name="length">Length. [cells of the series]</param>
    /// <param name="series">The series.</param>
    internal static TraceLane WindowMean(TraceLane start, TraceLane length, SeriesIntegral series)
    {
        if (start.IsConstant && length.IsConstant)
        {
            return Constant(series.Mean(start.Factor, length.Factor));
        }

        var (left, right) = (start.WithoutFactor(), length.WithoutFactor());
        return start.IsConstant ? right.Record(Operation.WindowMeanFrom, start.Factor, series)
            : length.IsConstant ? left.Record(Operation.WindowMeanLasting, length.Factor, series)
            : left.Record(Operation.WindowMean, right, series);
    }

    /// <inheritdoc/>
    public bool Equals(TraceLane other) =>
        ReferenceEquals(_trace, other._trace) && _node == other._node && Factor.Equals(other.Factor);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TraceLane other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_node, Factor);

    private static TraceLane Offset(TraceLane value, double constant) => constant switch
    {
        0 => value,
        _ when Math.Abs(constant / value.Factor) > LargestRatio =>
            value.InUnitsOf(constant).Record(Operation.AddConstant, Math.Sign(constant), Math.Abs(constant)),
        _ => value.Record(Operation.AddConstant, constant / value.Factor, value.Factor),
    };

    // A factor of zero ends the dependence on the sample. A factor stays positive, so that the order of a multiple's
    // values is that of its node's: a sign is carried out on the samples.
    private static TraceLane Scaled(TraceLane value, double factor) => factor switch
    {
        0 => Constant(0),
        < 0 => value.Record(Operation.Scale, -1, -factor),
        _ => new TraceLane(value._trace, value._node, value._expression, factor),
    };

    private static TraceLane Opposite(TraceLane value) => Scaled(value, -value.Factor);

    // The node in units of a constant that is very much larger than its factor.
    private TraceLane InUnitsOf(double constant) => Record(Operation.Scale, Factor / Math.Abs(constant), 1);

    // One node may stand for two expressions whose constants agree in single precision only.
    private TraceLane Mixed(TraceLane other) => _expression == other._expression ? this : new TraceLane(
        _trace, _node,
        _trace!.Record(
            new TracedExpression(
                Operation.Scale,
                _trace.Record(new TracedExpression(Operation.AddScaled, _expression, other._expression, other.Factor / Factor), _node),
                -1, Factor / (Factor + other.Factor)),
            _node),
        Factor);

    private TraceLane WithoutFactor() => IsConstant || Factor == 1 ? this : Record(Operation.Scale, Factor, 1);

    private TraceLane Record(Operation operation, double constant, SeriesIntegral series)
    {
        var node = _trace!.Record(new Node(operation, _node, -1, (float)constant) { Series = series });
        return new(_trace, node, _trace.Record(new TracedExpression(operation, _expression, -1, constant) { Series = series }, node), 1);
    }

    private TraceLane Record(Operation operation, TraceLane right, SeriesIntegral series)
    {
        var node = _trace!.Record(new Node(operation, _node, right._node, 0) { Series = series });
        return new(_trace, node, _trace.Record(new TracedExpression(operation, _expression, right._expression, 0) { Series = series }, node), 1);
    }

    private TraceLane Record(Operation operation, double constant, double factor)
    {
        var node = _trace!.Record(new Node(operation, _node, -1, (float)constant));
        return new(_trace, node, _trace.Record(new TracedExpression(operation, _expression, -1, constant), node), factor);
    }

    private TraceLane Record(Operation operation, TraceLane right, double constant, double factor)
    {
        var node = _trace!.Record(new Node(operation, _node, right._node, (float)constant));
        return new(_trace, node, _trace.Record(new TracedExpression(operation, _expression, right._expression, constant), node), factor);
    }
}
