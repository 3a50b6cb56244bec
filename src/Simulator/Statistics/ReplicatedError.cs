using MathNet.Numerics.Distributions;

namespace Simulator.Statistics;

/// <summary>Errors of independent replicates, from the spread of each statistic between them.</summary>
internal sealed class ReplicatedError : SamplingError
{
    private readonly Dictionary<double, double> _ofQuantiles;
    private readonly Dictionary<double, double> _ofTailMeans;
    private readonly Dictionary<float, double> _ofExceeding;

    public ReplicatedError(IReadOnlyList<OutputTally> replicates, BinCounts pooled, WantedStatistics wanted)
    {
        // A run that was interrupted early may not have come to every replicate.
        var drawn = replicates.Where(replicate => replicate.Count > 0).ToList();
        Reach = drawn.Count > 1 ? StudentT.InvCDF(0, 1, drawn.Count - 1, 0.975) : double.NaN;
        OfMean = Of([.. drawn.Select(replicate => replicate.Mean)]);

        // One replicate's counts at a time: all of them at once would be most of the program's memory.
        var quantiles = wanted.Probabilities.ToDictionary(probability => probability, _ => new List<double>());
        var tails = wanted.TailShares.ToDictionary(share => share, _ => new List<double>());
        var shares = wanted.Thresholds.Distinct().ToDictionary(least => least, _ => new List<double>());
        var atoms = pooled.ResolvedAtoms.ToList();
        foreach (var replicate in quantiles.Count + tails.Count + shares.Count > 0 ? drawn : [])
        {
            // An atom is the same value in every replicate; taken as spread over its bin it would seem to move.
            var counts = replicate.ToCounts();
            counts.Refine(atoms);
            foreach (var (probability, values) in quantiles)
            {
                values.Add(counts.Quantile(probability));
            }

            foreach (var (share, values) in tails)
            {
                values.Add(counts.OfLargest(share).Mean);
            }

            foreach (var (least, values) in shares)
            {
                values.Add(ShareFrom(least, counts, pooled));
            }
        }

        _ofQuantiles = quantiles.ToDictionary(pair => pair.Key, pair => Of(pair.Value));
        _ofTailMeans = tails.ToDictionary(pair => pair.Key, pair => Of(pair.Value));
        _ofExceeding = shares.ToDictionary(pair => pair.Key, pair => OfShares(pair.Value, pooled.From(pair.Key), pooled.Total));
    }

    /// <inheritdoc/>
    public override double OfMean { get; }

    /// <inheritdoc/>
    public override double Reach { get; }

    /// <inheritdoc/>
    public override double OfQuantile(double probability) => _ofQuantiles[probability];

    /// <inheritdoc/>
    public override double OfTailMean(double share) => _ofTailMeans[share];

    /// <inheritdoc/>
    public override double OfExceeding(float least) => _ofExceeding[least];

    // Within the bin of the threshold a replicate is not resolved; what all of them together show there serves for each.
    private static double ShareFrom(float least, BinCounts counts, BinCounts pooled)
    {
        var own = counts.From(least);
        return (own.Higher + (own.InBin * pooled.From(least).ShareOfBin)) / counts.Total;
    }

    /// <summary>The spread between replicates, and what it cannot show: how the values of one bin fall to either side of the threshold.</summary>
    private static double OfShares(List<double> shares, ExceedingCount exceeding, long samples)
    {
        if (exceeding.Count == 0 || exceeding.Count == samples)
        {
            // No sample on one side: there is no spread to read an error off, so that of independent samples has to serve.
            return OfShare(exceeding.Count, samples);
        }

        var spread = Of(shares);
        var withinBin = exceeding.InBin * exceeding.ShareOfBin * (1 - exceeding.ShareOfBin) / samples / samples;
        return Math.Sqrt((spread * spread) + withinBin + (exceeding.Variance / samples / samples));
    }

    private static double Of(List<double> values)
    {
        if (values.Count < 2)
        {
            return double.NaN;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1.0) / values.Count);
    }
}
