namespace Simulator.Distributions;

/// <summary>Roots of rising functions.</summary>
internal static class Bracketed
{
    private const int MostSteps = 200;

    /// <summary>The root of a rising function: Newton's method, with bisection where a step would leave the bracket.</summary>
    /// <param name="function">Value and slope at a point; the value may be infinite.</param>
    /// <param name="guess">Where to begin.</param>
    /// <param name="low">A point left of the root.</param>
    /// <param name="high">A point right of the root.</param>
    public static double Solve(Func<double, (double Value, double Slope)> function, double guess, double low, double high)
    {
        var x = guess > low && guess < high ? guess : low + ((high - low) / 2);
        for (var step = 0; step < MostSteps; step++)
        {
            var (value, slope) = function(x);
            if (value == 0)
            {
                return x;
            }

            if (value < 0)
            {
                low = x;
            }
            else
            {
                high = x;
            }

            var next = x - (value / slope);
            if (!(next > low && next < high))
            {
                next = low + ((high - low) / 2);
            }

            // Newton's last step was below rounding, or the bracket has no number left inside.
            if (Math.Abs(next - x) <= 1e-16 * Math.Abs(x) || next <= low || next >= high)
            {
                return next;
            }

            x = next;
        }

        return x;
    }
}
