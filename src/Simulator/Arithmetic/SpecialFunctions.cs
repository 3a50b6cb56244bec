namespace Simulator.Arithmetic;

/// <summary>The gamma and beta functions and the normal distribution, with the same bits on every platform.</summary>
/// <remarks>
/// MathNet's functions of these names end in the exponential and logarithm of the platform's C library; see <see cref="PortableMath"/>.
/// Sources: Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), by the numbers of its formulas, and the NIST
/// Digital Library of Mathematical Functions.
/// </remarks>
internal static class SpecialFunctions
{
    // Above this the asymptotic series below are exact to the last bit.
    private const double IsLarge = 10;

    private const double HalfLogTwoPi = 0.91893853320467274;

    // B₂ₖ/(2k(2k − 1)) for k = 1 to 8.
    private static readonly double[] Stirling =
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400];

    // B₂ₖ/(2k) for k = 1 to 8.
    private static readonly double[] Digamma =
        [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12, -3617.0 / 8160];

    /// <summary>ln Γ(x), x above 0: Stirling's series (6.1.41), after as many steps of Γ(x + 1) = x·Γ(x) as it needs.</summary>
    public static double GammaLn(double x) => LongGammaLn(x).High;

    /// <summary>ln B(a, b), both above 0.</summary>
    public static double BetaLn(double a, double b) => (LongGammaLn(a) + LongGammaLn(b) - LongGammaLn(a + b)).High;

    /// <summary>The derivative of ln Γ at x above 0: 6.3.18, after steps of ψ(x + 1) = ψ(x) + 1/x.</summary>
    public static double DiGamma(double x)
    {
        double steps = 0;
        for (; x < IsLarge; x++)
        {
            steps += 1 / x;
        }

        var square = 1 / (x * x);
        return PortableMath.Log(x) - (0.5 / x) - (square * Series(Digamma, square)) - steps;
    }

    /// <summary>The regularized incomplete beta function I(a, b, x), x from 0 to 1: DLMF 8.17.22 by Lentz's method.</summary>
    public static double BetaRegularized(double a, double b, double x)
    {
        var factor = PortableMath.Exp((a * PortableMath.Log(x)) + (b * SmallArguments.Log1P(-x)) - BetaLn(a, b));
        return x < (a + 1) / (a + b + 2) ? factor * BetaFraction(a, b, x) / a : 1 - (factor * BetaFraction(b, a, 1 - x) / b);
    }

    /// <summary>Probability of a standard normal score below <paramref name="z"/>, with a relative error below 2e-15 in the lower tail too.</summary>
    /// <remarks>The series 26.2.11 near the middle; beyond 1.4 deviations the continued fraction 26.2.14, from its end.</remarks>
    public static double NormalCdf(double z)
    {
        const double IsTail = 1.4, Terms = 400, IsZero = 39;
        var distance = Math.Abs(z);
        if (distance > IsZero)
        {
            return z < 0 ? 0 : 1;
        }

        var square = DoubleDouble.Product(distance, distance);
        var density = PortableMath.Exp(-square.High / 2) * (1 - (square.Low / 2)) * 0.3989422804014327;
        if (!(distance > IsTail))
        {
            double term = distance, sum = distance;
            for (var k = 3; term > sum * 1e-17; k += 2)
            {
                term *= square.High / k;
                sum += term;
            }

            return z < 0 ? 0.5 - (density * sum) : 0.5 + (density * sum);
        }

        var n = Math.Ceiling(Terms / square.High) + 5;
        var fraction = (distance + Math.Sqrt(square.High + (4 * n))) / 2;
        for (; n > 0; n--)
        {
            fraction = distance + (n / fraction);
        }

        var tail = density / fraction;
        return z < 0 ? tail : 1 - tail;
    }

    // The sum of large terms is small near 1 and 2, and so is ln B of large arguments: they are added with more than 53 bits.
    private static DoubleDouble LongGammaLn(double x)
    {
        var product = 1.0;
        for (; x < IsLarge; x++)
        {
            product *= x;
        }

        return (PortableMath.LogParts(x) * (x - 0.5)) - x + (HalfLogTwoPi + (Series(Stirling, 1 / (x * x)) / x)) - PortableMath.LogParts(product);
    }

    // Σ cₖ·xᵏ.
    private static double Series(double[] coefficients, double x)
    {
        double sum = 0;
        for (var k = coefficients.Length - 1; k >= 0; k--)
        {
            sum = (sum * x) + coefficients[k];
        }

        return sum;
    }

    private static double BetaFraction(double a, double b, double x)
    {
        const int MostTerms = 100_000;
        const double Least = 1e-300;
        double c = 1, d = NotZero(1 - ((a + b) * x / (a + 1)));
        d = 1 / d;
        var value = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            value *= c * d;
            if (Math.Abs((c * d) - 1) < 2e-16)
            {
                break;
            }
        }

        return value;

        static double NotZero(double number) => Math.Abs(number) < Least ? Least : number;
    }
}
