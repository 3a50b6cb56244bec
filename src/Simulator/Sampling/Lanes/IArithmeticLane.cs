namespace Simulator.Sampling.Lanes;

/// <summary>A number, or several side by side, on which the model's equations are written once.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <remarks>
/// The equations need no more than + − × ÷, the larger of two and a square root, so that one double (the oracle of the tests),
/// sixteen floats (AVX-512), one float (a GPU thread) and a recorder of the arithmetic can all stand in.
/// </remarks>
public interface IArithmeticLane<TSelf>
    where TSelf : struct, IArithmeticLane<TSelf>
{
    /// <summary>The same constant in every element.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>Sum, element by element.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference, element by element.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Product, element by element.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Quotient, element by element, correctly rounded.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The larger of two, element by element; the right one where they do not compare (NaN).</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>Square root, element by element, correctly rounded.</summary>
    static abstract TSelf SquareRoot(TSelf value);
}
