using Simulator.Distributions;
using Simulator.Transforms;

namespace Simulator.Studies.Comparison;

/// <summary>Finds out whether one distribution is another times a factor, plus an offset.</summary>
internal static class DistributionMultiple
{
    // Quantiles are good to about 1e-12; tables of them to less than single precision.
    private const double Tolerance = 1e-10;

    // Two values of single precision that differ by their rounding.
    private const double Rounding = 2e-7;

    private static readonly double[] Probes = [0.001, 0.05, 0.25, 0.4, 0.5, 0.6, 0.75, 0.95, 0.999];

    /// <summary>Factor and offset with which values of a distribution become those of another of the same probabilities; null if there are none.</summary>
    /// <param name="wanted">The other distribution.</param>
    /// <param name="drawn">The distribution.</param>
    public static (double Factor, double Shift)? Of(Distribution wanted, Distribution drawn)
    {
        if (drawn is StepDistribution or Mixture || wanted is StepDistribution or Mixture)
        {
            return OfSteps(wanted, drawn);
        }

        var (x, y) = (Array.ConvertAll(Probes, drawn.Quantile), Array.ConvertAll(Probes, wanted.Quantile));
        var width = x[^1] - x[0];
        if (!(width > 0) || !(y[^1] > y[0]))
        {
            return null;
        }

        // Most multiples have no offset: their factor is then most precise without a difference.
        var ratio = y[^1] / x[^1];
        if (ratio > 0 && Fits(ratio, 0))
        {
            return (ratio, 0);
        }

        var factor = (y[^1] - y[0]) / width;
        var shift = y[Probes.Length / 2] - (factor * x[Probes.Length / 2]);
        return Fits(factor, shift) ? (factor, shift) : null;

        bool Fits(double factor, double shift) => x.Zip(y).All(pair =>
            Math.Abs((factor * pair.First) + shift - pair.Second) <= Tolerance * Math.Max(Math.Abs(pair.Second), factor * Math.Abs(pair.First)));
    }

    // Between the probes there may be other values: all of them must be looked at.
    private static (double Factor, double Shift)? OfSteps(Distribution wanted, Distribution drawn)
    {
        var (x, y) = (drawn.ToTransform(), wanted.ToTransform());
        if (x.Kind != TransformKind.Steps || y.Kind != TransformKind.Steps || !x.Thresholds.AsSpan().SequenceEqual(y.Thresholds) || drawn.Maximum == 0)
        {
            return null;
        }

        var factor = wanted.Maximum / drawn.Maximum;
        return factor > 0 && x.Table.Zip(y.Table).All(pair => Math.Abs((factor * pair.First) - pair.Second) <= Rounding * Math.Abs(pair.Second)) ? (factor, 0) : null;
    }
}
