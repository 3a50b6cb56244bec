namespace Simulator.Distributions;

/// <summary>Student's t distribution, with the same bits on every platform.</summary>
internal static class StudentT
{
    /// <summary>What the size of t exceeds in one of twenty cases: the quantile for 95% confidence.</summary>
    /// <param name="degrees">Degrees of freedom ν, above 0.</param>
    /// <remarks>ν/(ν + t²) has the beta distribution with shapes ν/2 and 1/2 (Abramowitz and Stegun 26.5.27, 26.7.1).</remarks>
    public static double CriticalValue(double degrees)
    {
        var (value, complement) = BetaFunctions.Quantile(degrees / 2, 0.5, 0.05, 0.95);
        return Math.Sqrt(degrees * complement / value);
    }
}
