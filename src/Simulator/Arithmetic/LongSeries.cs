namespace Simulator.Arithmetic;

/// <summary>Elementary functions to about 100 bits, by their Taylor series: slow, for tables and for functions that few ask for.</summary>
internal static class LongSeries
{
    // A hundred bits of the series need as many terms.
    private const int LogarithmTerms = 22;
    private const int ExponentialTerms = 12;
    private const int SineTerms = 15;

    // The exponential is squared as often.
    private const int Halvings = 6;

    // π/2 in three parts.
    private static readonly DoubleDouble HalfPi = new(1.5707963267948966, 6.123233995736766e-17);
    private const double HalfPiRest = -1.4973849048591833e-33;

    /// <summary>ln x, for a positive normal x: twice the inverse hyperbolic tangent of (m − 1)/(m + 1), m the mantissa.</summary>
    public static DoubleDouble Log(double x)
    {
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        }

        var ratio = new DoubleDouble(mantissa - 1, 0) / DoubleDouble.Sum(mantissa, 1);
        var square = ratio * ratio;
        DoubleDouble sum = 0;
        for (var n = LogarithmTerms; n >= 0; n--)
        {
            sum = (sum * square) + ((DoubleDouble)1 / ((2 * n) + 1));
        }

        return (ratio * sum * 2) + (DoubleDouble.Ln2 * exponent);
    }

    /// <summary>eˣ as a number between 0.7 and 1.5 and the power of two that it is multiplied by.</summary>
    public static (DoubleDouble Mantissa, int Exponent) Exp(DoubleDouble x)
    {
        var exponent = Math.Round(x.High / DoubleDouble.Ln2.High);
        var rest = (x - (DoubleDouble.Ln2 * exponent)) * Math.ScaleB(1, -Halvings);
        DoubleDouble sum = 1;
        for (var n = ExponentialTerms; n >= 1; n--)
        {
            sum = (sum * rest / n) + 1;
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum *= sum;
        }

        return (sum, (int)exponent);
    }

    /// <summary>Sine and cosine of an angle below a million in size.</summary>
    public static (DoubleDouble Sine, DoubleDouble Cosine) SinCos(double angle)
    {
        var quarters = Math.Round(angle / HalfPi.High);
        var rest = angle - (DoubleDouble.Product(quarters, HalfPi.High) + DoubleDouble.Product(quarters, HalfPi.Low) + (quarters * HalfPiRest));
        DoubleDouble square = -(rest * rest), sine = 1, cosine = 1;
        for (var n = SineTerms; n >= 1; n--)
        {
            sine = (sine * square / (2 * n * ((2 * n) + 1))) + 1;
            cosine = (cosine * square / (2 * n * ((2 * n) - 1))) + 1;
        }

        sine *= rest;
        return ((int)quarters & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }
}
