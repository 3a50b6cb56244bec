using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>Makes the tables of <see cref="TransformTable"/> from quantile functions.</summary>
internal static class QuantileTable
{
    /// <summary>The transform of a distribution without a closed form.</summary>
    /// <remarks>
    /// Tried in this order, the first within 2e-7 relative is taken, else the best: the value itself, then its logarithm
    /// (support bounded on one side) or log-odds (on both); each with 32, then with 256 segments.
    /// </remarks>
    public static Transform Build(Distribution distribution)
    {
        const double WantedError = 2e-7;
        (double Error, Transform Transform) best = (double.PositiveInfinity, Transform.Constant(distribution.Mean));
        foreach (var size in (int[])[Transform.SmallSize, 8 * Transform.SmallSize])
        {
            var nodes = new TableNodes(distribution, size, TransformTable.DensityPerEntry * size);
            foreach (var space in TableSpace.Of(distribution))
            {
                var (error, planes) = nodes.Fit(space);
                if (error < best.Error)
                {
                    best = (error, Transform.Tabulated(
                        space.Kind, space.Offset, space.Scale, planes, distribution.Minimum, distribution.Maximum));
                }

                if (error <= WantedError)
                {
                    return best.Transform;
                }
            }
        }

        return best.Transform;
    }
}
