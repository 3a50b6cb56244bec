using Simulator.Arithmetic;

namespace Simulator.Distributions;

/// <summary>The standard gamma distribution's probabilities and quantiles, in both tails.</summary>
/// <remarks>Own code, because MathNet takes every x below 1e-15 for zero, and shapes below 1 have quantiles of 1e-30.</remarks>
internal static class GammaFunctions
{
    private const double Rounding = 1e-17;

    /// <summary>Probability below x: the regularized incomplete gamma function P(a, x).</summary>
    public static double Lower(double shape, double x) =>
        x <= 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : x < shape + 1 ? Series(shape, x) : 1 - Fraction(shape, x);

    /// <summary>Probability above x: Q(a, x) = 1 − P(a, x).</summary>
    public static double Upper(double shape, double x) =>
        x <= 0 ? 1 : double.IsPositiveInfinity(x) ? 0 : x < shape + 1 ? 1 - Series(shape, x) : Fraction(shape, x);

    /// <summary>The value with probability <paramref name="lower"/> below and <paramref name="upper"/> above, relative error 1e-13.</summary>
    /// <remarks>
    /// Newton's method for ln P (or ln Q) as a function of ln x, where both are nearly straight lines and the relative
    /// precision of a tail is kept; it starts from Wilson and Hilferty's cube root or, far down, from P ≈ xᵃ/(a·Γ(a)).
    /// </remarks>
    public static double Quantile(double shape, double lower, double upper)
    {
        if (lower <= 0 || upper <= 0)
        {
            return lower <= 0 ? 0 : double.PositiveInfinity;
        }

        var root = 1 - (1 / (9 * shape)) + (StandardNormal.Quantile(lower, upper) / (3 * Math.Sqrt(shape)));
        var guess = root > 0.3
            ? PortableMath.Log(shape) + (3 * PortableMath.Log(root))
            : (PortableMath.Log(lower) + SpecialFunctions.GammaLn(shape) + PortableMath.Log(shape)) / shape;

        // The slope of P on ln x is x·density, which is also the common factor of series and fraction.
        return PortableMath.Exp(lower < upper
            ? Bracketed.Solve(
                s =>
                {
                    var p = Lower(shape, PortableMath.Exp(s));
                    return (PortableMath.Log(p / lower), Factor(shape, PortableMath.Exp(s)) / p);
                },
                guess, -700, 700)
            : Bracketed.Solve(
                s =>
                {
                    var q = Upper(shape, PortableMath.Exp(s));
                    return (PortableMath.Log(upper / q), Factor(shape, PortableMath.Exp(s)) / q);
                },
                guess, -700, 700));
    }

    /// <summary>Logarithm of the value with probability <paramref name="lower"/> below and <paramref name="upper"/> above, for shapes below 1.</summary>
    /// <remarks>Far down P is the power law xᵃ/Γ(a + 1), exact in logarithms; above, ln Q is solved for, which is small there.</remarks>
    public static double LogQuantile(double shape, double lower, double upper)
    {
        const double IsPowerLaw = -50;
        var logLower = lower < 0.5 ? PortableMath.Log(lower) : SmallArguments.Log1P(-upper);
        var far = (logLower + SpecialFunctions.GammaLn(shape + 1)) / shape;
        return far < IsPowerLaw ? far : Bracketed.Solve(
            s =>
            {
                var q = Upper(shape, PortableMath.Exp(s));
                return (PortableMath.Log(upper / q), Factor(shape, PortableMath.Exp(s)) / q);
            },
            Math.Min(far, 0), -100, 100);
    }

    // xᵃ·e⁻ˣ/Γ(a).
    private static double Factor(double shape, double x) =>
        PortableMath.Exp((shape * PortableMath.Log(x)) - x - SpecialFunctions.GammaLn(shape));

    // P = factor · Σ xᵏ/(a(a + 1)…(a + k)); Abramowitz and Stegun 6.5.29.
    private static double Series(double shape, double x)
    {
        var term = 1 / shape;
        var sum = term;
        for (var k = 1; term > sum * Rounding; k++)
        {
            term *= x / (shape + k);
            sum += term;
        }

        return Factor(shape, x) * sum;
    }

    // Q = factor · 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − …)); Abramowitz and Stegun 6.5.31 by Lentz's method.
    private static double Fraction(double shape, double x)
    {
        const int MostTerms = 100_000;
        var b = x + 1 - shape;
        var c = double.MaxValue;
        var d = 1 / b;
        var value = d;
        for (var k = 1; k < MostTerms; k++)
        {
            var a = -k * (k - shape);
            b += 2;
            d = 1 / ((a * d) + b);
            c = b + (a / c);
            value *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }

        return Factor(shape, x) * value;
    }
}
