using MathNet.Numerics.Distributions;

namespace Simulator.Statistics;

/// <summary>Errors of independent replicates, from the spread of each statistic between them.</summary>
internal sealed class ReplicatedError : SamplingError
{
    private static FoundReach? _found;

    private readonly WantedStatistics _wanted;
    private readonly double[] _ofQuantiles;
    private readonly double[] _ofTailMeans;
    private readonly double[] _ofExceeding;

    public ReplicatedError(IReadOnlyList<OutputTally> replicates, BinCounts pooled, WantedStatistics wanted)
    {
        // A run that was interrupted early may not have come to every replicate.
        List<OutputTally> drawn = [.. replicates.Where(replicate => replicate.Count > 0)];
        _wanted = wanted;
        Reach = drawn.Count > 1 ? ReachOf(drawn.Count - 1).Value : double.NaN;
        OfMean = Of(Array.ConvertAll<OutputTally, double>([.. drawn], replicate => replicate.Mean));
        var quantiles = Table(wanted.Probabilities.Count, drawn.Count);
        var tails = Table(wanted.TailShares.Count, drawn.Count);
        var shares = Table(wanted.Thresholds.Count, drawn.Count);
        if (quantiles.Length + tails.Length + shares.Length > 0)
        {
            // One replicate's counts at a time: all of them at once would be most of the program's memory.
            var buffer = new BinBuffer();
            var atoms = pooled.ResolvedAtoms.ToList();
            for (var replicate = 0; replicate < drawn.Count; replicate++)
            {
                // An atom is the same value in every replicate; taken as spread over its bin it would seem to move.
                var counts = drawn[replicate].ToCounts(buffer);
                counts.Refine(atoms);
                for (var i = 0; i < quantiles.Length; i++)
                {
                    quantiles[i][replicate] = counts.Quantile(wanted.Probabilities[i]);
                }

                for (var i = 0; i < tails.Length; i++)
                {
                    tails[i][replicate] = counts.OfLargest(wanted.TailShares[i]).Mean;
                }

                for (var i = 0; i < shares.Length; i++)
                {
                    shares[i][replicate] = ShareFrom(wanted.Thresholds[i], counts, pooled);
                }
            }
        }

        _ofQuantiles = Array.ConvertAll(quantiles, Of);
        _ofTailMeans = Array.ConvertAll(tails, Of);
        _ofExceeding = new double[shares.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            _ofExceeding[i] = OfShares(shares[i], pooled.From(wanted.Thresholds[i]), pooled.Total);
        }
    }

    /// <inheritdoc/>
    public override double OfMean { get; }

    /// <inheritdoc/>
    public override double Reach { get; }

    /// <inheritdoc/>
    public override double OfQuantile(double probability) => _ofQuantiles[IndexOf(_wanted.Probabilities, probability)];

    /// <inheritdoc/>
    public override double OfTailMean(double share) => _ofTailMeans[IndexOf(_wanted.TailShares, share)];

    /// <inheritdoc/>
    public override double OfExceeding(float least) => _ofExceeding[IndexOf(_wanted.Thresholds, least)];

    // The same for every root of a run.
    private static FoundReach ReachOf(int degrees) =>
        _found is { } found && found.Degrees == degrees ? found : _found = new FoundReach(degrees, StudentT.InvCDF(0, 1, degrees, 0.975));

    // A handful of figures: no dictionary is worth its making.
    private static int IndexOf<T>(IReadOnlyList<T> wanted, T figure)
        where T : IEquatable<T>
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Equals(figure))
            {
                return i;
            }
        }

        throw new KeyNotFoundException(FormattableString.Invariant($"The error at {figure} was not asked for before the run."));
    }

    private static double[][] Table(int figures, int replicates)
    {
        var table = new double[figures][];
        for (var i = 0; i < figures; i++)
        {
            table[i] = new double[replicates];
        }

        return table;
    }

    // Within the bin of the threshold a replicate is not resolved; what all of them together show there serves for each.
    private static double ShareFrom(float least, BinCounts counts, BinCounts pooled)
    {
        var own = counts.From(least);
        return (own.Higher + (own.InBin * pooled.From(least).ShareOfBin)) / counts.Total;
    }

    /// <summary>The spread between replicates, and what it cannot show: how the values of one bin fall to either side of the threshold.</summary>
    private static double OfShares(double[] shares, ExceedingCount exceeding, long samples)
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

    private static double Of(double[] values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1.0) / values.Length);
    }

    private sealed record FoundReach(int Degrees, double Value);
}
