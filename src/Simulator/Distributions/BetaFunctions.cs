using Simulator.Arithmetic;

namespace Simulator.Distributions;

/// <summary>The standard beta distribution's probabilities and quantiles, in both tails.</summary>
internal static class BetaFunctions
{
    /// <summary>Probability below x: the regularized incomplete beta function I(a, b, x).</summary>
    public static double Lower(double a, double b, double x) => x <= 0 ? 0 : x >= 1 ? 1 : SpecialFunctions.BetaRegularized(a, b, x);

    /// <summary>Probability above x, precise where it is small; below the mean taken from the probability below.</summary>
    /// <param name="a">First shape.</param>
    /// <param name="b">Second shape.</param>
    /// <param name="x">The value.</param>
    /// <param name="complement">1 − x, given apart because its digits are lost in a value near 1.</param>
    public static double Upper(double a, double b, double x, double complement) =>
        x * b < complement * a ? 1 - Lower(a, b, x) : Lower(b, a, complement);

    /// <summary>The value x with probability <paramref name="lower"/> below and <paramref name="upper"/> above, and 1 − x, each to 1e-13 relative.</summary>
    /// <remarks>
    /// Newton's method for ln I as a function of the log-odds of x, where it is nearly a straight line in each tail; the
    /// upper half is solved as the lower half of the mirrored distribution.
    /// </remarks>
    public static (double Value, double Complement) Quantile(double a, double b, double lower, double upper)
    {
        if (lower > upper)
        {
            var (rest, value) = Quantile(b, a, upper, lower);
            return (value, rest);
        }

        if (lower <= 0)
        {
            return (0, 1);
        }

        // Begin at the mean's log-odds less the score in units of the logit's deviation, or on the power law of the far tail.
        var logBeta = SpecialFunctions.BetaLn(a, b);
        var far = (PortableMath.Log(lower) + PortableMath.Log(a) + logBeta) / a;
        var near = PortableMath.Log(a / b) + (StandardNormal.Quantile(lower, upper) * Math.Sqrt((1 / a) + (1 / b)));
        var logOdds = Bracketed.Solve(
            s =>
            {
                var (x, rest) = FromLogOdds(s);
                var p = Lower(a, b, x);

                // Slope of I on the log-odds: x(1 − x)·density.
                return (PortableMath.Log(p / lower), PortableMath.Exp((a * PortableMath.Log(x)) + (b * PortableMath.Log(rest)) - logBeta) / p);
            },
            far < near ? near : far,
            -700,
            700);
        return FromLogOdds(logOdds);
    }

    /// <summary>ln(x/(1 − x)) of the value x with probability <paramref name="lower"/> below and <paramref name="upper"/> above, for any shapes.</summary>
    /// <remarks>
    /// Shapes near zero leave values such as 1e-4000: out there I is the power law xᵃ/(a·B), exact in logarithms. Between the
    /// two power laws the root is found as in <see cref="Quantile"/>, each probability taken from the side of its small tail.
    /// </remarks>
    public static double LogOdds(double a, double b, double lower, double upper)
    {
        const double IsPowerLaw = -50;
        var logBeta = SpecialFunctions.BetaLn(a, b);
        var low = (Log(lower, upper) + PortableMath.Log(a) + logBeta) / a;
        var high = (Log(upper, lower) + PortableMath.Log(b) + logBeta) / b;
        if (low < IsPowerLaw || high < IsPowerLaw)
        {
            return low < IsPowerLaw ? low : -high;
        }

        return lower > upper ? -Between(b, a, upper, -high, logBeta) : Between(a, b, lower, low, logBeta);
    }

    private static double Between(double a, double b, double lower, double guess, double logBeta) => Bracketed.Solve(
        s =>
        {
            var (x, rest) = FromLogOdds(s);
            var p = x < 0.5 ? Lower(a, b, x) : 1 - Lower(b, a, rest);
            return (PortableMath.Log(p / lower), PortableMath.Exp((a * PortableMath.Log(x)) + (b * PortableMath.Log(rest)) - logBeta) / p);
        },
        guess,
        -100,
        100);

    // ln p, precise near 1.
    private static double Log(double probability, double rest) => probability < 0.5 ? PortableMath.Log(probability) : SmallArguments.Log1P(-rest);

    /// <summary>x and 1 − x of ln(x/(1 − x)).</summary>
    internal static (double Value, double Complement) FromLogOdds(double s)
    {
        var small = PortableMath.Exp(-Math.Abs(s));
        double less = small / (1 + small), more = 1 / (1 + small);
        return s < 0 ? (less, more) : (more, less);
    }
}
