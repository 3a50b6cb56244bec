using Simulator.Distributions;

namespace Simulator.Studies.Sensitivity;

/// <summary>Where a value lies in a distribution.</summary>
internal static class Positions
{
    // Wider than the rounding of a float, narrower than any two values that a user means to differ.
    private const double Around = 1e-6;

    /// <summary>Probability below a value; within an atom (a choice, data) half of the atom counts. [-]</summary>
    public static double Of(Distribution distribution, double value)
    {
        var margin = Around * Math.Abs(value);
        return (distribution.Cdf(value - margin) + distribution.Cdf(value + margin)) / 2;
    }
}
