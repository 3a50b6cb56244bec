using Simulator.Results;
using Simulator.Statistics.Counting;

namespace Simulator.Studies.Sensitivity;

/// <summary>Sobol' indices from the sums of an analysis.</summary>
/// <remarks>
/// First order: A. Saltelli et al. 2010, "Variance based sensitivity analysis of model output", Comput. Phys. Commun. 181,
/// 259, doi:10.1016/j.cpc.2009.09.018, Table 2 (b): Sᵢ = mean(f(B)·(f(Aᵢ) − f(A)))/V, with f(B) measured from the mean,
/// without which the product would be that of large numbers. Total: M. J. W. Jansen 1999, Comput. Phys. Commun. 117, 35,
/// doi:10.1016/S0010-4655(98)00154-4: Tᵢ = mean((f(A) − f(Aᵢ))²)/(2V). V is the variance over A and B together.
/// Replicates are independent, so an index' standard error is s/√R of the index in each of the R replicates.
/// </remarks>
public static class SobolEstimator
{
    // Values are floats: a relative standard deviation below a few roundings is rounding.
    private const double LeastVariance = 1e-13;

    /// <summary>Why a root has no indices; null if it has.</summary>
    /// <param name="tallies">The sums.</param>
    /// <param name="root">The root.</param>
    public static string? Refusal(PickFreezeTallies tallies, int root)
    {
        var isLost = Enumerable.Range(0, tallies.Factors).Any(factor => !double.IsFinite(First(tallies, root, factor, All(tallies))));
        var variance = Variance(tallies, root, All(tallies));
        return variance < LeastVariance ? "it varies by less than single precision can tell"
            : isLost || !double.IsFinite(variance) ? "it is not a finite number in some samples"
            : null;
    }

    /// <summary>First-order index of a factor.</summary>
    /// <param name="tallies">The sums.</param>
    /// <param name="root">The root.</param>
    /// <param name="factor">The factor.</param>
    public static SensitivityIndex First(PickFreezeTallies tallies, int root, int factor) =>
        Index(tallies, replicates => First(tallies, root, factor, replicates));

    /// <summary>Total index of a factor.</summary>
    /// <param name="tallies">The sums.</param>
    /// <param name="root">The root.</param>
    /// <param name="factor">The factor.</param>
    public static SensitivityIndex Total(PickFreezeTallies tallies, int root, int factor) =>
        Index(tallies, replicates => Total(tallies, root, factor, replicates));

    private static SensitivityIndex Index(PickFreezeTallies tallies, Func<Range, double> estimate)
    {
        var each = Enumerable.Range(0, tallies.Replicates)
            .Where(replicate => tallies.Points(replicate) > 0)
            .Select(replicate => estimate(replicate..(replicate + 1)))
            .ToList();
        var mean = each.Average();
        var error = Math.Sqrt(each.Sum(index => (index - mean) * (index - mean)) / (each.Count - 1.0) / each.Count);
        return new SensitivityIndex(estimate(All(tallies)), error);
    }

    private static double First(PickFreezeTallies tallies, int root, int factor, Range replicates)
    {
        var points = Points(tallies, replicates);
        var product = Sum(replicates, r => tallies.PickFreeze(r, root, factor, 2)) / points;
        var change = Sum(replicates, r => tallies.PickFreeze(r, root, factor, 0)) / points;
        return (product - (Mean(tallies, root, replicates) * change)) / Variance(tallies, root, replicates);
    }

    private static double Total(PickFreezeTallies tallies, int root, int factor, Range replicates) =>
        Sum(replicates, r => tallies.PickFreeze(r, root, factor, 1)) / Points(tallies, replicates) / (2 * Variance(tallies, root, replicates));

    private static double Mean(PickFreezeTallies tallies, int root, Range replicates) =>
        Sum(replicates, r => tallies.Base(r, root, 0), r => tallies.Base(r, root, 2)) / (2 * Points(tallies, replicates));

    private static double Variance(PickFreezeTallies tallies, int root, Range replicates)
    {
        var squares = Sum(replicates, r => tallies.Base(r, root, 1), r => tallies.Base(r, root, 3)) / (2 * Points(tallies, replicates));
        var mean = Mean(tallies, root, replicates);
        return squares - (mean * mean);
    }

    private static double Points(PickFreezeTallies tallies, Range replicates)
    {
        double points = 0;
        for (var replicate = replicates.Start.Value; replicate < replicates.End.Value; replicate++)
        {
            points += tallies.Points(replicate);
        }

        return points;
    }

    private static double Sum(Range replicates, params ReadOnlySpan<Func<int, FixedPointSum>> sums)
    {
        var total = default(FixedPointSum);
        for (var replicate = replicates.Start.Value; replicate < replicates.End.Value; replicate++)
        {
            foreach (var sum in sums)
            {
                total.Add(sum(replicate));
            }
        }

        return total.Value;
    }

    private static Range All(PickFreezeTallies tallies) => ..tallies.Replicates;
}
