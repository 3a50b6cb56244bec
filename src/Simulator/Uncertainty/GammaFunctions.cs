using MathNet.Numerics;

namespace Simulator.Uncertainty;

/// <summary>The standard gamma distribution's probabilities and quantiles, in both tails.</summary>
internal static class GammaFunctions
{
    /// <summary>Probability below x: the regularized incomplete gamma function P(a, x).</summary>
    public static double Lower(double shape, double x) =>
        double.IsPositiveInfinity(x) ? 1 : SpecialFunctions.GammaLowerRegularized(shape, x);

    /// <summary>Probability above x: Q(a, x) = 1 − P(a, x).</summary>
    public static double Upper(double shape, double x) =>
        double.IsPositiveInfinity(x) ? 0 : SpecialFunctions.GammaUpperRegularized(shape, x);

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

        var logGamma = SpecialFunctions.GammaLn(shape);
        var root = 1 - (1 / (9 * shape)) + (StandardNormal.Quantile(lower, upper) / (3 * Math.Sqrt(shape)));
        var guess = root > 0.3
            ? Math.Log(shape) + (3 * Math.Log(root))
            : (Math.Log(lower) + logGamma + Math.Log(shape)) / shape;

        // Slope of P on ln x: x·density.
        double Density(double s) => Math.Exp((shape * s) - Math.Exp(s) - logGamma);
        return Math.Exp(lower < upper
            ? Bracketed.Solve(
                s =>
                {
                    var p = Lower(shape, Math.Exp(s));
                    return (Math.Log(p / lower), Density(s) / p);
                },
                guess, -700, 700)
            : Bracketed.Solve(
                s =>
                {
                    var q = Upper(shape, Math.Exp(s));
                    return (Math.Log(upper / q), Density(s) / q);
                },
                guess, -700, 700));
    }
}
