using System.Globalization;
using System.Numerics;

namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>A unit of measure: a dimension and an exact factor to the base units kWh, h, kg, L, m², USD and FLOP.</summary>
/// <param name="Text">As written, without superfluous spaces; empty for plain numbers.</param>
/// <param name="Numerator">Numerator of the factor.</param>
/// <param name="Denominator">Denominator of the factor.</param>
/// <param name="Dimension">What it measures.</param>
internal sealed record Unit(string Text, BigInteger Numerator, BigInteger Denominator, Dimension Dimension)
{
    /// <summary>The unit of plain numbers.</summary>
    public static Unit None { get; } = new("", 1, 1, default);

    /// <summary>Hundredths, as columns of data are given in.</summary>
    public static Unit Percent { get; } = new("%", 1, 100, default);

    /// <summary>Whether one of its parts is a thousandth, such as mW: a letter's case away from the unit of a thousand million times the size.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Whether it is the unit of plain numbers.</summary>
    public bool IsNone => Dimension == default && Text.Length == 0;

    /// <summary>Unit of a product.</summary>
    public static Unit operator *(Unit a, Unit b) =>
        new($"{a.Text}*{b.Text}", a.Numerator * b.Numerator, a.Denominator * b.Denominator, a.Dimension * b.Dimension) { IsSmall = a.IsSmall || b.IsSmall };

    /// <summary>Unit of a quotient.</summary>
    public static Unit operator /(Unit a, Unit b) =>
        new($"{a.Text}/{b.Text}", a.Numerator * b.Denominator, a.Denominator * b.Numerator, a.Dimension / b.Dimension) { IsSmall = a.IsSmall || b.IsSmall };

    /// <summary>A number of this unit in another of the same dimension; exact wherever the result is.</summary>
    /// <remarks>Multiplies and divides by whole numbers, so that 350 W are 0.35 kW and not a neighbour of it.</remarks>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public double Convert(double value, Unit to)
    {
        var (numerator, denominator) = Ratio(to);
        return value * numerator / denominator;
    }

    /// <summary>A number of this unit in another: the shortest decimal number that converts to it.</summary>
    /// <remarks>
    /// Either conversion may round, so that 700 W could come back as 699.9999999999999 W. Rounding moves a number by less
    /// than half a unit in the 15th digit, so whatever was written with at most 15 digits comes back as it was written.
    /// </remarks>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public double ConvertBack(double value, Unit to)
    {
        var back = Convert(value, to);
        double[] candidates = [Rounded("E14"), Rounded("E15"), back, Math.BitIncrement(back), Math.BitDecrement(back)];
        return candidates.Where(candidate => to.Convert(candidate, this) == value).Append(back).First();

        double Rounded(string format) => double.Parse(back.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>One of this unit in another of the same dimension.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public double In(Unit other) => Convert(1, other);

    /// <summary>As written.</summary>
    public override string ToString() => Text;

    private (double Numerator, double Denominator) Ratio(Unit to)
    {
        if (Dimension != to.Dimension)
        {
            throw new ArgumentException($"'{Text}' is {Dimension}, '{to.Text}' is {to.Dimension}.", nameof(to));
        }

        var numerator = Numerator * to.Denominator;
        var denominator = Denominator * to.Numerator;
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return ((double)(numerator / common), (double)(denominator / common));
    }
}
