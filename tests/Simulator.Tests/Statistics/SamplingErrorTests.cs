using MathNet.Numerics.Distributions;
using Simulator.Statistics.Counting;
using Simulator.Statistics.Errors;

namespace Simulator.Tests.Statistics;

/// <summary>Monte Carlo errors against formulas written down a second time over the sorted values.</summary>
public sealed class SamplingErrorTests
{
    private static readonly double[] Shares = [0.05, 0.2, 0.5];

    [Theory]
    [InlineData(0.5, 19, true)]
    [InlineData(0.5, 20, false)]
    [InlineData(0.05, 199, true)]
    [InlineData(0.05, 200, false)]
    [InlineData(0.95, 199, true)]
    [InlineData(0.95, 200, false)]
    [InlineData(0.999, 10_000, false)]
    public void A_quantile_needs_ten_samples_beyond_it(double probability, double samples, bool isOfTooFew)
    {
        Assert.Equal(isOfTooFew, SamplingError.HasTooFewBeyond(probability, samples));
        Assert.Equal(isOfTooFew, samples < SamplingError.SamplesFor(probability));
    }

    [Theory]
    [InlineData(0.5, 20)]
    [InlineData(0.95, 200)]
    [InlineData(0.97, 340)]
    [InlineData(0.013, 770)]
    [InlineData(0.4, 25)]
    [InlineData(0.00003, 340_000)]
    public void Samples_that_are_enough_are_rounded_up_to_two_digits(double probability, double samples) =>
        Assert.Equal(samples, SamplingError.SamplesFor(probability));

    [Fact]
    public void A_standard_error_ends_at_the_last_bit_of_the_values()
    {
        Assert.Equal(0, StandardError.Rounded(0, 5));
        Assert.Equal(3, StandardError.Rounded(3, 0));
        Assert.Equal(Math.Sqrt(9 + 16), StandardError.Rounded(3, 4.0 * (1 << 24)), 1e-12);
        Assert.Equal(3, SamplingError.Widening(0.5));
    }

    [Theory]
    [InlineData(50, 100, 25)]
    [InlineData(10, 100, 9)]
    [InlineData(90, 100, 0)]
    public void A_share_of_ten_or_more_has_two_imagined_samples_in_its_variance(double with, long samples, double variance) =>
        Assert.Equal(Math.Sqrt(variance + 2) / samples, SamplingError.OfShare(with, samples, variance, 2), 1e-15);

    [Fact]
    public void A_share_of_few_reaches_to_the_exact_upper_limit_unless_the_variance_does()
    {
        // χ² with 2·(4 + 1) degrees of freedom at 97.5%: 20.483, so a Poisson mean of up to 10.242 gives four or fewer.
        Assert.Equal((10.2416 - 4) / 1000 / 3, SamplingError.OfShare(4, 1000, 0, 3), 1e-7);
        Assert.Equal((10.2416 - 4) / 1000 / 3, SamplingError.OfShare(996, 1000, 0, 3), 1e-7);
        Assert.Equal(Math.Sqrt(902) / 1000, SamplingError.OfShare(4, 1000, 900, 3), 1e-12);
        Assert.Equal(SamplingError.OfShare(0, 1000, 0, 3), SamplingError.OfShare(-1e-9, 1000, 0, 3), 1e-9);
    }

    [Theory]
    [InlineData(1, double.NaN)]
    [InlineData(2, 12.706)]
    [InlineData(999, 1.9623)]
    [InlineData(1000, 1.95996)]
    public void The_reach_of_independent_samples_is_students(int samples, double expected)
    {
        var tally = CountTests.Tally(Lognormal(samples, 1));
        Assert.Equal(expected, SamplingError.OfIndependentSamples(tally, tally.ToCounts()).CriticalValue, 1e-3 * (samples < 3 ? 1 : 0.1));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(2000)]
    public void The_error_of_an_independent_mean_is_widened_by_the_skewness(int samples)
    {
        var values = Lognormal(samples, 2);
        var tally = CountTests.Tally(values);
        var mean = values.Average(value => (double)value);
        var squares = values.Sum(value => Math.Pow(value - mean, 2));
        var cubes = values.Sum(value => Math.Pow(value - mean, 3));
        var skewness = cubes * cubes / Math.Pow(squares, 3);
        var expected = Math.Sqrt(squares / samples / (samples - 1)) * (1 + (4 * skewness));

        // Skewness is taken from the middles of bins, up to a 4,000th of a value off.
        Assert.True(skewness > 1e-4);
        var error = SamplingError.OfIndependentSamples(tally, tally.ToCounts());
        Assert.Equal(expected, error.OfMean, 5e-4 * expected);
        Assert.Equal(0, SamplingError.OfIndependentSamples(CountTests.Tally([2, 2, 2]), CountTests.Tally([2, 2, 2]).ToCounts()).OfMean);
    }

    [Fact]
    public void The_error_of_an_occurrence_is_binomial()
    {
        float[] values = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 1f : 0)];
        var tally = CountTests.Tally(values);
        Assert.Equal(Math.Sqrt((400 * 0.25 * 0.75) + 2) / 400, SamplingError.OfIndependentSamples(tally, tally.ToCounts()).OfOccurrence, 1e-9);
        var least = SamplingError.OfIndependentSamples(tally, tally.ToCounts()).OfExceeding(1);
        Assert.Equal(Math.Sqrt((400 * 0.25 * 0.75) + (100.0 * 100 / 12) + 2) / 400, least, 1e-9);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    [InlineData(0.9)]
    public void The_error_of_a_quantile_is_read_off_the_sorted_values(double probability)
    {
        var values = Lognormal(1000, 3);
        var tally = CountTests.Tally(values);
        var counts = tally.ToCounts();
        var sorted = values.Order().Select(value => (double)value).ToArray();
        var half = 1.959963984540054 * Math.Sqrt(1000 * probability * (1 - probability));
        var (low, high, quantile) = (At((probability * 1000) - 0.5 - half), At((probability * 1000) - 0.5 + half), At(probability * 999));
        var (larger, smaller) = (Math.Max(high - quantile, quantile - low), Math.Min(high - quantile, quantile - low));
        Assert.True(larger < 3 * smaller);

        // A value is known to a bin, 0.05% of itself.
        Assert.Equal(((3 * larger) + smaller) / 4 / 1.959963984540054, counts.QuantileError(probability), 1e-3 * quantile);

        double At(double position) =>
            sorted[(int)position] + ((position - Math.Floor(position)) * (sorted[(int)position + 1] - sorted[(int)position]));
    }

    [Theory]
    [InlineData(0.5, 1.5, true)]
    [InlineData(0.5, 49.4, true)]
    [InlineData(0.5, 49.6, false)]
    [InlineData(0.02, 1.6, false)]
    [InlineData(0.98, 1.4, true)]
    [InlineData(0.98, 1.6, false)]
    public void The_error_of_a_quantile_is_unknown_where_its_interval_reaches_beyond_the_samples(double probability, double rankError, bool isKnown)
    {
        float[] values = [.. Enumerable.Range(0, 100).Select(i => 100f + i)];
        Assert.Equal(isKnown, double.IsFinite(CountTests.Tally(values).ToCounts().QuantileError(probability, rankError, 1)));
    }

    [Fact]
    public void An_interval_over_a_gap_is_as_wide_as_the_gap()
    {
        // Steps of 1 up to 149, then steps of 1 from 1,000: the median is next to the gap.
        float[] values = [.. Enumerable.Range(0, 50).Select(i => 100f + i), .. Enumerable.Range(0, 50).Select(i => 1000f + i)];
        var counts = CountTests.Tally(values).ToCounts();
        var quantile = counts.Quantile(0.41);
        Assert.Equal(1004.5 - counts.Quantile(0.45), counts.QuantileError(0.45, 10, 1), 2.0);
        Assert.Equal(1004.5 - quantile, counts.QuantileError(0.41, 14, 1), 2.0);
        Assert.Equal((1004.5 - quantile) / 2, counts.QuantileError(0.41, 7, 2), 1.0);

        // Everything within the interval is one value.
        var atom = CountTests.Tally([1, .. Enumerable.Repeat(2f, 98), 3]).ToCounts();
        var refined = new RefinedBin(FloatBins.Of(2));
        refined.Add(2);
        Assert.NotEqual(0, atom.QuantileError(0.5, 5, 1));
        atom.Refine([KeyValuePair.Create(FloatBins.Of(2), refined)]);
        Assert.Equal(0, atom.QuantileError(0.5, 5, 1));
    }

    [Fact]
    public void The_spread_of_a_rank_between_replicates_is_that_of_their_counts()
    {
        var replicates = Replicates(4, 500);
        var pooled = Pooled(replicates);
        float[] all = [.. replicates.SelectMany(values => values)];
        var tallies = replicates.Select(values => CountTests.Tally(values)).ToList();
        var bin = pooled.ToCounts().BinOf(0.7);
        var spreads = new RankSpreads(tallies, [bin, bin + 40]);
        var (low, high) = (AtEdge(FloatBins.LowerEdge(bin)), AtEdge(FloatBins.UpperEdge(bin)));
        var (below, inside) = (all.Count(value => value < FloatBins.LowerEdge(bin)), all.Count(value => FloatBins.Of(value) == bin));
        Assert.Equal(low, spreads.Variance(bin, below - 1), 1e-9 * low);
        Assert.Equal(high, spreads.Variance(bin, below + inside + 1), 1e-9 * high);
        var binomial = inside * 0.25 * 0.75;
        Assert.Equal((0.75 * low) + (0.25 * high) + Math.Min(binomial, (binomial * inside / 2000) + (4 / 12.0)), spreads.Variance(bin, below + (0.25 * inside)), 1e-9 * low);

        double AtEdge(float edge)
        {
            double[] counts = [.. replicates.Select(values => (double)values.Count(value => value < edge))];
            return counts.Sum(count => Math.Pow(count - counts.Average(), 2)) * 4 / 3;
        }
    }

    [Fact]
    public void Errors_of_replicates_are_the_spread_between_them()
    {
        const int Count = 5;
        var replicates = Replicates(Count, 400);
        var pooled = Pooled(replicates);
        var counts = pooled.ToCounts();
        var tallies = replicates.Select(values => CountTests.Tally(values)).ToList();
        float[] thresholds = [1.5f, 3];
        var error = SamplingError.OfReplicates([.. tallies, CountTests.Tally([])], counts, new WantedStatistics([0.3, 0.9, 0.999], Shares, thresholds));
        Assert.Equal(StudentT.InvCDF(0, 1, Count - 1, 0.975), error.CriticalValue, 1e-9);
        AssertNear(Spread([.. replicates.Select(values => values.Average(value => (double)value))]), error.OfMean, 1e-6);

        // By how much the values of each replicate exceed the common quantile, over the share.
        foreach (var share in Shares)
        {
            var quantile = counts.Quantile(1 - share);
            AssertNear(Spread([.. replicates.Select(values => values.Average(value => Math.Max(0, value - quantile)) / share)]), error.OfTailMean(share), 0.01);
        }

        foreach (var probability in new[] { 0.3, 0.9 })
        {
            var bin = counts.BinOf(probability);
            var variance = new RankSpreads(tallies, [bin]).Variance(bin, probability * counts.Total);
            Assert.Equal(counts.QuantileError(probability, Math.Sqrt(variance), error.CriticalValue), error.OfQuantile(probability));
        }

        // Two of 2,000 beyond: at least a binomial error, and that reaches beyond all samples.
        Assert.Equal(double.NaN, error.OfQuantile(0.999));
        foreach (var least in thresholds)
        {
            var from = counts.From(least);
            var variance = new RankSpreads(tallies, [FloatBins.Of(least)]).Variance(FloatBins.Of(least), counts.Total - from.Count);
            Assert.Equal(SamplingError.OfShare(from.Count, counts.Total, variance + from.Variance, error.CriticalValue), error.OfExceeding(least));
        }

        AssertNear(Math.Sqrt(Math.Pow(error.OfMean * Count * 400, 2) + 2) / (Count * 400), error.OfOccurrence, 1e-9);
        Assert.Throws<KeyNotFoundException>(() => error.OfQuantile(0.31));
        Assert.Contains("0.31", Assert.Throws<KeyNotFoundException>(() => error.OfTailMean(0.31)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replicates_that_agree_leave_what_is_not_known_within_a_bin()
    {
        // Five times the same 180 values within a few bins: nothing varies between replicates.
        float[] values = [.. Lognormal(180, 6).Select(value => (float)Math.Exp(1e-3 * Math.Log(value)))];
        var tallies = Enumerable.Range(0, 5).Select(_ => CountTests.Tally(values)).ToList();
        var counts = Pooled([.. Enumerable.Repeat(values, 5)]).ToCounts();
        Assert.InRange(counts.Bins.Count, 3, 20);
        var error = SamplingError.OfReplicates(tallies, counts, new WantedStatistics([0.5, 0.99], Shares, [1.0001f]));
        Assert.True(error.OfMean < 1e-7);
        foreach (var share in Shares)
        {
            var tail = counts.ExcessesAbove(share);
            var within = tail.OwnVariance * Math.Pow(tail.OwnCount / (share * 900), 2) / 900;
            Assert.True(within > 0);
            Assert.Equal(StandardError.Rounded(Math.Sqrt(within + (tail.Bias * tail.Bias)), tail.Quantile), error.OfTailMean(share), 1e-12);
        }

        // With nine samples beyond a rank is as uncertain as that of independent samples; in the middle it is known much better.
        Assert.Equal(counts.QuantileError(0.99, Math.Sqrt(900 * 0.99 * 0.01), error.CriticalValue), error.OfQuantile(0.99));
        Assert.True(error.OfQuantile(0.5) < 0.8 * counts.QuantileError(0.5, 15, error.CriticalValue));
        var from = counts.From(1.0001f);
        var variance = new RankSpreads(tallies, [FloatBins.Of(1.0001f)]).Variance(FloatBins.Of(1.0001f), 900 - from.Count);
        Assert.InRange(variance, 1, from.Variance);

        // Nothing varies at the edges; within the bin the arc over a straight line, and the rounding of five ranks.
        var binomial = from.InBin * from.ShareOfBin * (1 - from.ShareOfBin);
        Assert.Equal((binomial * from.InBin / 900) + (5 / 12.0), variance, 1e-6);
        Assert.Equal(Math.Sqrt(variance + from.Variance + 2) / 900, error.OfExceeding(1.0001f), 1e-12);

        // Independent samples: the excesses of the middles of bins, and what varies within the quantile's own.
        var pooled = Pooled([values]);
        var own = pooled.ToCounts().ExcessesAbove(0.2);
        double[] excesses = [.. own.Bins.Zip(own.Excesses).SelectMany(bin => Enumerable.Repeat(bin.Second, values.Count(value => FloatBins.Of(value) == bin.First)))];
        excesses = [.. excesses, .. new double[180 - excesses.Length]];
        var squares = excesses.Sum(excess => Math.Pow(excess - excesses.Average(), 2)) + (own.OwnCount * own.OwnVariance);
        var cubes = excesses.Sum(excess => Math.Pow(excess - excesses.Average(), 3));
        var expected = Math.Sqrt(squares) / 180 / 0.2 * (1 + (4 * cubes * cubes / Math.Pow(squares, 3)));
        AssertNear(Math.Sqrt((expected * expected) + (own.Bias * own.Bias)), SamplingError.OfIndependentSamples(pooled, pooled.ToCounts()).OfTailMean(0.2), 1e-6);
    }

    [Fact]
    public void One_replicate_or_no_finite_value_gives_no_error()
    {
        var one = CountTests.Tally(Lognormal(100, 4));
        var error = SamplingError.OfReplicates([one], one.ToCounts(), WantedStatistics.None);
        Assert.Equal((double.NaN, double.NaN), (error.CriticalValue, error.OfMean));
        var none = CountTests.Tally([]);
        error = SamplingError.OfReplicates([none, none], none.ToCounts(), new WantedStatistics([0.5], [0.05], [1]));
        Assert.All(new[] { error.CriticalValue, error.OfMean, error.OfQuantile(0.5), error.OfTailMean(0.05), error.OfExceeding(1) }, figure => Assert.Equal(double.NaN, figure));
        error = SamplingError.OfIndependentSamples(none, none.ToCounts());
        Assert.Equal((double.NaN, double.NaN, double.NaN), (error.CriticalValue, error.OfTailMean(0.05), error.OfExceeding(1)));
        var same = CountTests.Tally([3, 3, 3]);
        Assert.Equal(0, SamplingError.OfReplicates([same, same], Sum(same, same).ToCounts(), WantedStatistics.None).OfMean);
        Assert.Equal(0, SamplingError.OfIndependentSamples(same, same.ToCounts()).OfTailMean(0.5));
    }

    [Fact]
    public void The_error_of_an_independent_tail_mean_is_that_of_the_excesses()
    {
        var values = Lognormal(4000, 5);
        var tally = CountTests.Tally(values);
        var counts = tally.ToCounts();
        var error = SamplingError.OfIndependentSamples(tally, counts);
        foreach (var share in Shares)
        {
            // Manistre and Hancock 2005: the spread of max(0, y − q), over the share; widened by its own skewness.
            double[] excesses = [.. values.Select(value => Math.Max(0, value - counts.Quantile(1 - share)))];
            var mean = excesses.Average();
            var squares = excesses.Sum(excess => Math.Pow(excess - mean, 2));
            var cubes = excesses.Sum(excess => Math.Pow(excess - mean, 3));
            AssertNear(Math.Sqrt(squares) / 4000 / share * (1 + (4 * cubes * cubes / Math.Pow(squares, 3))), error.OfTailMean(share), 2e-3);
        }
    }

    private static double Spread(double[] values)
    {
        var mean = values.Average();
        var squares = values.Sum(value => Math.Pow(value - mean, 2));
        var cubes = values.Sum(value => Math.Pow(value - mean, 3));
        return Math.Sqrt(squares / (values.Length - 1) / values.Length) * (1 + (4 * cubes * cubes / Math.Pow(squares, 3)));
    }

    private static OutputTally Pooled(IReadOnlyList<float[]> replicates) => CountTests.Tally([.. replicates.SelectMany(values => values)]);

    private static OutputTally Sum(OutputTally one, OutputTally other)
    {
        var sum = new OutputTally(BinWindow.Around([3]), MomentReference.At(1));
        sum.Add(one);
        sum.Add(other);
        return sum;
    }

    private static List<float[]> Replicates(int count, int size) => [.. Enumerable.Range(0, count).Select(i => Lognormal(size, 10 + i))];

    private static float[] Lognormal(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)Math.Exp(0.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static void AssertNear(double expected, double actual, double relative) => Assert.Equal(expected, actual, relative * Math.Abs(expected));
}
