using Simulator.Planning.Tracing;

namespace Simulator.Studies.Comparison;

/// <summary>A rising map of differences to positive numbers, so that they can be counted in bins of a relative width.</summary>
/// <remarks>
/// Bins of floats are fine around zero and coarse far away; a difference needs the same resolution around zero as anywhere
/// else, on both sides. With c the typical size of the difference d: y = c + d where d ≥ 0, and y = c²/(c − d) below. The
/// map is monotone, so quantiles and counts of y are those of d.
/// </remarks>
/// <param name="Center">c, a power of two; y of no difference.</param>
internal readonly record struct SignedScale(double Center)
{
    // The square must be a normal float.
    private const int LargestExponent = 60;

    /// <summary>The scale for differences of a typical size.</summary>
    /// <param name="typical">E.g. the median of their magnitudes; 0 if there is nothing to go by.</param>
    public static SignedScale For(double typical) => typical > 0 && double.IsFinite(typical)
        ? new SignedScale(Math.ScaleB(1, Math.Clamp(Math.ILogB(typical), -LargestExponent, LargestExponent)))
        : new SignedScale(1);

    /// <summary>y of a difference.</summary>
    public TraceLane Map(TraceLane difference)
    {
        var center = TraceLane.Constant(Center);
        var nothing = TraceLane.Constant(0);
        var above = TraceLane.Max(difference, nothing);
        var below = TraceLane.Max(nothing - difference, nothing);
        return above + (TraceLane.Constant(Center * Center) / (below + center));
    }

    /// <summary>The difference that a y stands for.</summary>
    public double Difference(double y) => y >= Center ? y - Center : Center - (Center * Center / y);

    /// <summary>The y of a difference.</summary>
    public double Position(double difference) => difference >= 0 ? Center + difference : Center * Center / (Center - difference);

    /// <summary>Differences per y at a y: what an error of y is as an error of the difference.</summary>
    public double Slope(double y) => y >= Center ? 1 : Center * Center / (y * y);
}
