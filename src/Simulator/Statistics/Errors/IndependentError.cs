using Simulator.Distributions;
using Simulator.Statistics.Counting;

namespace Simulator.Statistics.Errors;

/// <summary>Errors of independent samples.</summary>
internal sealed class IndependentError(OutputTally tally, BinCounts counts) : SamplingError
{
    // Outputs that restate another one ask for the same errors again.
    private readonly Dictionary<double, double> _ofQuantiles = [];
    private readonly Dictionary<double, double> _ofTailMeans = [];
    private double? _ofMean;

    // Beyond this, Student's t is the normal distribution to three digits.
    private const long Few = 1000;

    /// <inheritdoc/>
    public override double OfMean => _ofMean ??=
        StandardError.Rounded(tally.StandardDeviation / Math.Sqrt(tally.Count - 1.0) * Widening(counts.SkewnessPerSample()), tally.Mean);

    /// <inheritdoc/>
    public override double CriticalValue => tally.Count switch
    {
        < 2 => double.NaN,
        < Few => StudentT.CriticalValue(tally.Count - 1),
        _ => StandardError.NormalCriticalValue,
    };

    /// <inheritdoc/>
    public override double OfOccurrence => OfShare(tally.Mean * tally.Count, tally.Count, tally.Mean * (1 - tally.Mean) * tally.Count, CriticalValue);

    /// <inheritdoc/>
    public override double OfQuantile(double probability) => Known(_ofQuantiles, probability, at => counts.QuantileError(at, CriticalValue));

    /// <inheritdoc/>
    /// <remarks>
    /// Manistre and Hancock 2005, doi:10.1080/10920277.2005.10596207: the spread of the excesses over the quantile, of which all
    /// but a share are 0.
    /// </remarks>
    public override double OfTailMean(double share) => Known(_ofTailMeans, share, TailMeanError);

    /// <summary>Computes errors that will be requested, on a thread for each output instead of one thread for all.</summary>
    /// <param name="wanted">Of which statistics.</param>
    public void Compute(WantedStatistics wanted)
    {
        foreach (var probability in wanted.Probabilities)
        {
            OfQuantile(probability);
        }

        foreach (var share in wanted.TailShares)
        {
            OfTailMean(share);
        }

        _ofMean = wanted.Probabilities.Count > 0 ? OfMean : null;
    }

    private static double Known(Dictionary<double, double> known, double figure, Func<double, double> error)
    {
        if (!known.TryGetValue(figure, out var found))
        {
            known.Add(figure, found = error(figure));
        }

        return found;
    }

    private double TailMeanError(double share)
    {
        if (counts.Total == 0)
        {
            return double.NaN;
        }

        var (quantile, bins, excesses, own, variance, bias) = counts.ExcessesAbove(share);
        double count = tally.Count;
        var mean = tally.Weighted(bins, excesses) / count;

        // Central moments; all that lies in lower bins has no excess.
        double[] second = [.. excesses.Select(excess => (excess - mean) * (excess - mean))];
        double[] third = [.. excesses.Select(excess => (excess - mean) * (excess - mean) * (excess - mean))];
        var below = count - tally.Weighted(bins, [.. excesses.Select(_ => 1.0)]);
        var squares = (below * mean * mean) + tally.Weighted(bins, second) + (own * variance);
        var cubes = (-below * mean * mean * mean) + tally.Weighted(bins, third);

        if (squares == 0)
        {
            return 0;
        }

        var error = Math.Sqrt(squares) / count / share * Widening(cubes * cubes / (squares * squares * squares));
        return StandardError.Rounded(Math.Sqrt((error * error) + (bias * bias)), quantile);
    }

    /// <inheritdoc/>
    public override double OfExceeding(float least)
    {
        if (counts.Total == 0)
        {
            return double.NaN;
        }

        var exceeding = counts.From(least);
        var share = exceeding.Count / counts.Total;
        return OfShare(exceeding.Count, counts.Total, (share * (1 - share) * counts.Total) + exceeding.Variance, CriticalValue);
    }
}
