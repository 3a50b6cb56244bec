using Simulator.Arithmetic;

namespace Simulator.Distributions;

/// <summary>What of a distribution single precision can hold, and in which unit it holds it best.</summary>
/// <remarks>
/// A float reaches from 1.2·10⁻³⁸ to 3.4·10³⁸. Samples are floats; units, medians of lognormals and constants are doubles,
/// so a distribution may lie anywhere, as long as it is not too wide.
/// </remarks>
internal static class SinglePrecision
{
    /// <summary>Orders of magnitude between the smallest and the largest values of a distribution that samples tell from 0 and from infinity.</summary>
    public const int Orders = 36;

    /// <summary>Smallest magnitude that an input may have as a whole, so that products of inputs stay within double precision.</summary>
    public const double Smallest = 1e-36;

    /// <summary>Largest magnitude that an input may have.</summary>
    public const double Largest = 1e36;

    // Products of a few inputs within this range stay within that of single precision.
    private const int RoomyExponent = 40;
    private const int LargestExponent = 100;
    private const double Extreme = 1e-9;
    private static readonly double[] Probes = [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999];

    /// <summary>The unit in which values are drawn: 1, or a power of four for distributions that lie far from 1.</summary>
    /// <param name="distribution">The distribution.</param>
    public static double UnitOf(Distribution distribution)
    {
        double least = Math.ScaleB(1, -RoomyExponent), most = Math.ScaleB(1, RoomyExponent);
        if (distribution.Minimum >= least && distribution.Maximum <= most)
        {
            return 1;
        }

        var (low, high) = Magnitudes(distribution);
        if (high == 0 || !double.IsFinite(high) || (high >= least && high <= most && (low >= least || !HasGaps(distribution))))
        {
            return 1;
        }

        // An even power, of which the square root is one too: values are then the same but for their exponents. What reaches
        // down to 0 may have a smallest value of any size; the largest has to stay within single precision.
        var middle = (PortableMath.Log2(low) + PortableMath.Log2(high)) / 2;
        return Math.ScaleB(1, 2 * (int)Math.Round(Math.Max(middle, PortableMath.Log2(high) - LargestExponent) / 2));
    }

    /// <summary>Smallest and largest magnitude among typical and extreme values that are not 0; 0 if there are none.</summary>
    /// <param name="distribution">The distribution.</param>
    public static (double Low, double High) Magnitudes(Distribution distribution)
    {
        var high = Math.Max(Math.Abs(distribution.Quantile(Extreme)), Math.Abs(distribution.Quantile(1 - Extreme)));
        var all = Probes.Select(probe => Math.Abs(distribution.Quantile(probe))).Where(value => value > 0).Append(high).ToList();
        return (all.Min(), all.Max());
    }

    /// <summary>Whether a distribution has values so many orders of magnitude apart that samples of the small ones would be 0.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <remarks>Only of those that have nothing in between: a density that reaches down to 0 has values of every size.</remarks>
    public static bool IsTooWide(Distribution distribution)
    {
        if (!HasGaps(distribution))
        {
            return false;
        }

        var (low, high) = Magnitudes(distribution);
        return Math.Min(low, distribution.Minimum > 0 ? distribution.Minimum : low) < high * PortableMath.Pow(10, -Orders);
    }

    private static bool HasGaps(Distribution distribution) => distribution is StepDistribution or LogUniform or Mixture;
}
