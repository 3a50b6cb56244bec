namespace Simulator.Statistics.Counting;

/// <summary>Standard errors of figures that are made of values in single precision.</summary>
internal static class StandardError
{
    /// <summary>Quantile of the standard normal distribution at 97.5%.</summary>
    public const double NormalCriticalValue = 1.959963984540054;

    /// <summary>A standard error that claims no more than the 24 bits of the values: each is off by half the last of them.</summary>
    /// <param name="error">The standard error; where it is 0, all values are the same.</param>
    /// <param name="value">What it is the error of.</param>
    public static double Rounded(double error, double value)
    {
        const double Rounding = 1.0 / (1 << 24);
        return error == 0 ? 0 : Math.Sqrt((error * error) + (Rounding * Rounding * value * value));
    }
}
