using Simulator.Distributions;
using Simulator.Statistics.Counting;

namespace Simulator.Statistics.Errors;

/// <summary>Errors of independent replicates, from the spread between them.</summary>
internal sealed class ReplicatedError : SamplingError
{
    private static FoundCriticalValue? _found;

    private readonly WantedStatistics _wanted;
    private readonly long _samples;
    private readonly double _sum;
    private readonly double[] _ofQuantiles;
    private readonly double[] _ofTailMeans;
    private readonly double[] _ofExceeding;

    public ReplicatedError(IReadOnlyList<OutputTally> replicates, BinCounts pooled, WantedStatistics wanted)
    {
        // A run that was interrupted early may not have come to every replicate.
        List<OutputTally> drawn = [.. replicates.Where(replicate => replicate.Count > 0)];
        _wanted = wanted;
        var means = new double[drawn.Count];
        for (var i = 0; i < means.Length; i++)
        {
            var count = drawn[i].Count;
            means[i] = drawn[i].Mean;
            _samples += count;
            _sum += means[i] * count;
        }

        CriticalValue = drawn.Count > 1 ? CriticalValueOf(drawn.Count - 1).Value : double.NaN;
        OfMean = StandardError.Rounded(Of(means), _sum / _samples);
        if (pooled.Total == 0)
        {
            // No sample gave a finite number.
            (_ofQuantiles, _ofTailMeans, _ofExceeding) = (Unknown(wanted.Probabilities.Count), Unknown(wanted.TailShares.Count), Unknown(wanted.Thresholds.Count));
            return;
        }

        var spreads = new RankSpreads(drawn, [.. wanted.Probabilities.Select(pooled.BinOf), .. wanted.Thresholds.Select(FloatBins.Of)]);
        _ofQuantiles = [.. wanted.Probabilities.Select(probability => OfQuantile(probability, pooled, spreads))];
        _ofTailMeans = [.. wanted.TailShares.Select(share => OfTailMean(share, drawn, pooled))];
        _ofExceeding = [.. wanted.Thresholds.Select(least => OfExceeding(least, pooled, spreads))];
    }

    /// <inheritdoc/>
    public override double OfMean { get; }

    /// <inheritdoc/>
    public override double OfOccurrence => OfShare(_sum, _samples, OfMean * OfMean * _samples * _samples, CriticalValue);

    /// <inheritdoc/>
    public override double CriticalValue { get; }

    /// <inheritdoc/>
    public override double OfQuantile(double probability) => _ofQuantiles[IndexOf(_wanted.Probabilities, probability)];

    /// <inheritdoc/>
    public override double OfTailMean(double share) => _ofTailMeans[IndexOf(_wanted.TailShares, share)];

    /// <inheritdoc/>
    public override double OfExceeding(float least) => _ofExceeding[IndexOf(_wanted.Thresholds, least)];

    // The printed quantile is that of all samples together, and so is its error: what varies between replicates is the share
    // of samples below that one value.
    private double OfQuantile(double probability, BinCounts pooled, RankSpreads spreads)
    {
        var variance = spreads.Variance(pooled.BinOf(probability), probability * pooled.Total);
        var binomial = probability * (1 - probability) * pooled.Total;
        return pooled.QuantileError(probability, Math.Sqrt(HasTooFewBeyond(probability, pooled.Total) ? Math.Max(variance, binomial) : variance), CriticalValue);
    }

    // By how much the values of a replicate exceed the quantile of all. That this quantile is itself an estimate changes nothing
    // in the first order: there, the mean of the largest does not depend on where they are taken to begin.
    private static double OfTailMean(double share, IReadOnlyList<OutputTally> drawn, BinCounts pooled)
    {
        var tail = pooled.ExcessesAbove(share);
        var excesses = new BinWeights(tail.Bins, tail.Excesses);
        var ofReplicates = new double[drawn.Count];
        for (var i = 0; i < ofReplicates.Length; i++)
        {
            ofReplicates[i] = drawn[i].Weighted(excesses) / share / drawn[i].Count;
        }

        var spread = Of(ofReplicates);

        // Within the quantile's own bin a replicate is not resolved: as for ranks.
        var within = tail.OwnVariance * tail.OwnCount * tail.OwnCount / pooled.Total / (share * pooled.Total) / (share * pooled.Total);
        return StandardError.Rounded(Math.Sqrt((spread * spread) + within + (tail.Bias * tail.Bias)), tail.Quantile);
    }

    private double OfExceeding(float least, BinCounts pooled, RankSpreads spreads)
    {
        var exceeding = pooled.From(least);
        var variance = spreads.Variance(FloatBins.Of(least), pooled.Total - exceeding.Count);
        return OfShare(exceeding.Count, pooled.Total, variance + exceeding.Variance, CriticalValue);
    }

    // The same for every root of a run.
    private static FoundCriticalValue CriticalValueOf(int degrees) =>
        _found is { } found && found.Degrees == degrees ? found : _found = new FoundCriticalValue(degrees, StudentT.CriticalValue(degrees));

    private static double[] Unknown(int figures) => [.. Enumerable.Repeat(double.NaN, figures)];

    // A few figures, too few for a dictionary.
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

        throw new KeyNotFoundException(FormattableString.Invariant($"The error at {figure} was not requested before the run."));
    }

    private static double Of(double[] values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value;
        }

        mean /= values.Length;
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in values)
        {
            var deviation = value - mean;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }

        return squares == 0 ? 0 : Math.Sqrt(squares / (values.Length - 1.0) / values.Length) * Widening(cubes * cubes / (squares * squares * squares));
    }

    private sealed record FoundCriticalValue(int Degrees, double Value);
}
