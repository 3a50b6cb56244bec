namespace Simulator.Sampling.Lanes;

/// <summary>One double: the oracle of the tests, and of scenarios in which nothing is uncertain.</summary>
/// <param name="value">The element.</param>
public readonly struct DoubleLane(double value) : IArithmeticLane<DoubleLane>
{
    /// <summary>The element.</summary>
    public readonly double Value = value;

    /// <inheritdoc/>
    public static DoubleLane Constant(double value) => new(value);

    /// <inheritdoc/>
    public static DoubleLane operator +(DoubleLane left, DoubleLane right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static DoubleLane operator -(DoubleLane left, DoubleLane right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static DoubleLane operator *(DoubleLane left, DoubleLane right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static DoubleLane operator /(DoubleLane left, DoubleLane right) => new(left.Value / right.Value);

    /// <summary>The larger of two; NaN if one of them is.</summary>
    public static DoubleLane Max(DoubleLane left, DoubleLane right) =>
        left.Value > right.Value || double.IsNaN(left.Value) ? left : right;

    /// <inheritdoc/>
    public static DoubleLane SquareRoot(DoubleLane value) => new(Math.Sqrt(value.Value));
}
