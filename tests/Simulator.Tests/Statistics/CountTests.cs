using System.Numerics;
using Simulator.Statistics.Counting;

namespace Simulator.Tests.Statistics;

/// <summary>Sums, counters and windows against lists of the same values.</summary>
public sealed class CountTests
{
    [Fact]
    public void A_fixed_point_sum_keeps_what_a_double_would_round_away()
    {
        var sum = default(FixedPointSum);
        sum.Add(1e20);
        sum.Add(0.25);
        sum.Add(-1e20);
        Assert.Equal(0.25, sum.Value);

        // 2⁻⁴⁰ is the last digit; 1.2e24 and more goes to an integer of any length, and comes back.
        sum.Add(1.0 / (1L << 40));
        Assert.Equal(0.25 + (1.0 / (1L << 40)), sum.Value);
        var large = default(FixedPointSum);
        large.Add(3e24);
        large.Add(-1e30);
        large.Add(2);
        Assert.Equal(3e24 - 1e30, large.Value);
        large.Add(1e30);
        sum.Add(large);
        Assert.Equal(3e24, sum.Value);
        Assert.False(sum.IsLost);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e308)]
    public void A_lost_fixed_point_sum_is_marked(double value)
    {
        var (sum, other) = (default(FixedPointSum), default(FixedPointSum));
        sum.Add(value);
        Assert.True(sum.IsLost);
        Assert.Equal(double.NaN, sum.Value);
        other.Add(1);
        other.Add(sum);
        Assert.True(other.IsLost);
        sum.Add(default(FixedPointSum));
        Assert.True(sum.IsLost);
    }

    [Fact]
    public void Moments_of_a_device_are_those_of_a_thread()
    {
        var (thread, device, both) = (default(MomentSums), default(MomentSums), default(MomentSums));
        foreach (var (count, sum, squares) in new[] { (10L, 2.5, 8.25), (20L, -1e25, 5e30), (30L, 4e23, 1e24) })
        {
            thread.Add(count, sum, squares);
            device.AddFixedPoint(count, new BigInteger(sum * (1L << 40)), new BigInteger(squares * (1L << 40)), false, false);
        }

        Assert.Equal(60, device.Count);
        Assert.Equal((2.5 - 1e25 + 4e23) / 60, thread.MeanDeviation, 1e10);
        Assert.Equal((thread.MeanDeviation, thread.Variance), (device.MeanDeviation, device.Variance));
        Assert.Equal((thread.FixedPointSum, thread.FixedPointSumOfSquares), (device.FixedPointSum, device.FixedPointSumOfSquares));
        both.Add(thread);
        both.Add(device);
        Assert.Equal((120, thread.MeanDeviation), (both.Count, both.MeanDeviation));
        Assert.Equal(2 * thread.FixedPointSumOfSquares, both.FixedPointSumOfSquares);
        Assert.False(both.Overflowed || both.SquaresOverflowed);
    }

    [Theory]
    [InlineData(true, false, double.PositiveInfinity)]
    [InlineData(false, true, 0.5)]
    public void What_a_device_could_not_add_up_is_infinite(bool overflowed, bool squaresOverflowed, double mean)
    {
        var (sums, total) = (default(MomentSums), default(MomentSums));
        sums.AddFixedPoint(2, BigInteger.One << 40, BigInteger.One << 41, overflowed, squaresOverflowed);
        total.AddFixedPoint(0, 0, 0, false, false);
        total.Add(sums);
        total.AddFixedPoint(0, 0, 0, false, false);
        Assert.Equal((overflowed, squaresOverflowed), (total.Overflowed, total.SquaresOverflowed));
        Assert.Equal((mean, double.PositiveInfinity), (total.MeanDeviation, total.Variance));
    }

    [Theory]
    [InlineData(1e300, double.PositiveInfinity)]
    [InlineData(double.NaN, double.PositiveInfinity)]
    [InlineData(1e290, 1e290 / 2)]
    public void Squares_that_no_double_holds_in_fixed_point_make_the_variance_infinite(double squares, double variance)
    {
        var sums = default(MomentSums);
        sums.Add(2, 0, squares);
        sums.Add(0, 0, 0);
        Assert.Equal(double.IsInfinity(variance), sums.SquaresOverflowed);
        Assert.Equal(variance, sums.Variance, 1e-12 * Math.Min(variance, 1e300));
        Assert.Equal(0, sums.MeanDeviation);
    }

    [Fact]
    public void Variance_is_the_mean_square_less_the_square_of_the_mean()
    {
        var sums = default(MomentSums);
        sums.Add(4, 6, 14);
        Assert.Equal((1.5, 3.5 - 2.25), (sums.MeanDeviation, sums.Variance));
        sums.Add(0, 0, -14);
        Assert.Equal(0, sums.Variance);
    }

    [Theory]
    [InlineData(5.0, true)]
    [InlineData(-0.004, true)]
    [InlineData(0.0, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NaN, false)]
    [InlineData(1e-39, false)]
    public void Deviations_are_relative_to_a_typical_value_where_there_is_one(double typical, bool isRelative)
    {
        var reference = MomentReference.At(typical);
        Assert.Equal(isRelative, reference.IsRelative);
        Assert.Equal(isRelative ? (float)(1 / typical) : 1, reference.Inverse);

        // Deviations of 0.25 in the mean and 0.04 in variance.
        Assert.Equal(isRelative ? 1.25 * typical : 0.25, reference.Mean(0.25), 1e-6);
        Assert.Equal(isRelative ? 0.2 * Math.Abs(typical) : 0.2, reference.StandardDeviation(0.04), 1e-6);
    }

    [Fact]
    public void A_window_reaches_half_an_octave_beyond_the_values()
    {
        float[] values = [3, float.NaN, 2, float.PositiveInfinity, 0, 5, -0f];
        Assert.Equal(new BinWindow(FloatBins.Of(2) - 1024, FloatBins.Of(5) - FloatBins.Of(2) + 2049), BinWindow.Around(values));
        Assert.Equal(new BinWindow(FloatBins.Of(0), 1), BinWindow.Around([0, float.NaN]));
        Assert.Equal(new BinWindow(FloatBins.Of(7) - 1024, 2049), BinWindow.Around([7]));

        // More than a vector holds, with the extremes of either sign in it and behind it.
        foreach (float[] ends in new float[][] { [-9, 8], [8, -9] })
        {
            Assert.Equal(
                new BinWindow(FloatBins.Of(-9) - 1024, FloatBins.Of(-8) - FloatBins.Of(-9) + 2049),
                BinWindow.Around([.. ends.Select(end => -Math.Abs(end)), .. new float[14], float.NaN]));
            Assert.Equal(BinWindow.Around([2, 5]), BinWindow.Around([.. values, .. values, .. values]));
            Assert.Equal(
                new BinWindow(FloatBins.Of(0.5f) - 1024, FloatBins.Of(8) - FloatBins.Of(0.5f) + 2049),
                BinWindow.Around([Math.Max(ends[0], 0.5f), .. values, .. values, Math.Max(ends[1], 0.5f)]));
        }
    }

    [Theory]
    [InlineData(1 << 13, false)]
    [InlineData((1 << 15) - 2049, false)]
    [InlineData((1 << 15) - 2048, true)]
    [InlineData(1 << 17, true)]
    public void A_window_has_sixteen_octaves_at_most_around_the_median(int bins, bool isCut)
    {
        var first = FloatBins.Of(1e-20f);
        float[] values = [FloatBins.LowerEdge(first), FloatBins.LowerEdge(first + 10), FloatBins.LowerEdge(first + bins), 0, float.NaN];
        Assert.Equal(
            isCut ? new BinWindow(first + 10 - (1 << 14), 1 << 15) : new BinWindow(first - 1024, bins + 2049),
            BinWindow.Around(values));
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(1024, 1)]
    [InlineData(1025, 1)]
    [InlineData(3000, 1)]
    [InlineData(3000, 50)]
    public void A_resolved_bin_is_the_sorted_list_of_its_values(int count, int step)
    {
        var random = new Random(count);
        var bin = FloatBins.Of(1.5f);
        var places = Enumerable.Range(0, count).Select(_ => random.Next(FloatBins.FloatsPerBin / step) * step).ToArray();
        var (one, half, other) = (new RefinedBin(bin), new RefinedBin(bin), new RefinedBin(bin));
        foreach (var place in places)
        {
            one.Add(Float(place));
        }

        foreach (var group in places.Take(count / 2).GroupBy(place => place))
        {
            half.Add(group.Key, group.Count());
        }

        foreach (var place in places.Skip(count / 2))
        {
            other.Add(place, 1);
        }

        half.Add(other);
        half.Add(new RefinedBin(bin));
        var sorted = places.Order().Select(Float).ToArray();
        foreach (var refined in new[] { one, half })
        {
            Assert.Equal(count, refined.Total);
            for (var rank = 0; rank < count; rank++)
            {
                Assert.Equal(sorted[rank], refined.AtRank(rank, count));
            }

            // Of ten times as many values, only these were resolved: ranks are scaled down.
            Assert.Equal(sorted[count / 2], refined.AtRank((count / 2 * 10) + 5, count * 10));
            Assert.Equal(sorted[^1], refined.AtRank((count * 10) - 1, count * 10));
            foreach (var least in new[] { sorted[0], sorted[count / 3], sorted[^1], Float(FloatBins.FloatsPerBin - 1), Float(0) })
            {
                Assert.Equal(sorted.Count(value => value >= least) / (double)count, refined.ShareFrom(least));
            }

            foreach (var wanted in new[] { 1, count / 3, count })
            {
                Assert.Equal(sorted[^wanted..].Average(value => (double)value), refined.MeanOfLargest((double)wanted / count), 1e-12);
            }

            // Half of the largest value and nothing else.
            Assert.Equal(sorted[^1], refined.MeanOfLargest(0.5 / count), 1e-12);
        }

        Assert.Equal(FloatBins.LowerEdge(bin), new RefinedBin(bin).AtRank(3, 10));

        float Float(int place) => FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + place);
    }

    [Fact]
    public void What_was_read_before_is_not_what_is_read_after_more_was_added()
    {
        var bin = FloatBins.Of(1f);
        var refined = new RefinedBin(bin);
        refined.Add(5, 2);
        Assert.Equal(FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + 5), refined.AtRank(0, 2));
        refined.Add(3, 2);
        Assert.Equal(FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + 3), refined.AtRank(0, 4));
        Assert.Equal(0.5, refined.ShareFrom(FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + 4)));
    }

    [Fact]
    public void Counts_below_and_weighted_sums_are_those_of_a_list()
    {
        var (window, random) = (new BinWindow(100, 50), new Random(5));
        var tally = new OutputTally(window, MomentReference.At(1));
        var list = new SortedDictionary<int, long>();
        var counts = Enumerable.Range(0, 50).Select(i => i % 7 == 3 ? 0 : (uint)random.Next(1000)).ToArray();
        tally.AddWindow(counts);
        foreach (var (i, count) in counts.Index())
        {
            list[100 + i] = count;
        }

        foreach (var (bin, count) in new[] { (90, 5L), (-3, 7L), (99, 11L), (150, 13L), (400, 17L), (120, 1L << 33), (149, 19L), (100, 23L) })
        {
            tally.AddBin(bin, count);
            list[bin] = list.GetValueOrDefault(bin) + count;
        }

        int[] bins = [-10, -3, 50, 99, 100, 101, 120, 121, 149, 150, 151, 400, 401];
        Assert.Equal(bins.Select(bin => list.Where(pair => pair.Key < bin).Sum(pair => pair.Value)), tally.CountBelow(bins));
        double[] weights = [.. bins.Select(bin => (bin * 0.5) + 7)];
        Assert.Equal(bins.Zip(weights).Sum(pair => list.GetValueOrDefault(pair.First) * pair.Second), tally.Weighted(bins, weights), 1e-3);
        Assert.Equal(list.Where(pair => pair.Value > 0).Select(pair => (pair.Key, pair.Value)), tally.ToCounts().Numbered);
        var sum = new OutputTally(window, MomentReference.At(1));
        sum.Add(tally);
        sum.Add(tally);
        Assert.Equal(list.Where(pair => pair.Value > 0).Select(pair => (pair.Key, 2 * pair.Value)), sum.ToCounts().Numbered);
    }

    [Fact]
    public void Sums_of_the_exchanges_are_kept_apart_by_replicate_root_and_factor()
    {
        var tallies = new PickFreezeTallies(roots: 2, factors: 3, replicates: 2);
        double[] bases = [.. Enumerable.Range(1, 8).Select(i => (double)i)];
        double[] exchanges = [.. Enumerable.Range(1, 18).Select(i => 100.0 + i)];
        tallies.Add(0, 10, bases, exchanges);
        tallies.Add(1, 20, [.. bases.Select(value => value * 10)], [.. exchanges.Select(value => value * 10)]);
        tallies.Add(1, 5, bases, exchanges);
        Assert.Equal((2, 3, 2, 10L, 25L), (tallies.Roots, tallies.Factors, tallies.Replicates, tallies.Points(0), tallies.Points(1)));
        for (var root = 0; root < 2; root++)
        {
            for (var sum = 0; sum < 4; sum++)
            {
                Assert.Equal((root * 4) + sum + 1, tallies.Base(0, root, sum).Value);
                Assert.Equal(11 * ((root * 4) + sum + 1), tallies.Base(1, root, sum).Value);
            }

            for (var factor = 0; factor < 3; factor++)
            {
                for (var sum = 0; sum < 3; sum++)
                {
                    Assert.Equal(101 + (((root * 3) + factor) * 3) + sum, tallies.PickFreeze(0, root, factor, sum).Value);
                    Assert.Equal(11 * (101 + (((root * 3) + factor) * 3) + sum), tallies.PickFreeze(1, root, factor, sum).Value);
                }
            }
        }
    }

    [Fact]
    public void Replicates_are_pooled_up_to_the_given_number()
    {
        var run = new RunTallies([new BinWindow(10, 4), new BinWindow(20, 4)], [MomentReference.At(1), MomentReference.At(2)], 3);
        for (var replicate = 0; replicate < 3; replicate++)
        {
            run[1, replicate].AddBin(21, 1 << replicate);
        }

        Assert.Equal((2, 3), (run.Outputs, run.Replicates));
        Assert.Equal([1, 3, 7], new[] { 1, 2, 3 }.Select(first => run.PooledOverFirst(first, 1).ToCounts().Total));
        Assert.Equal([0, 7], new[] { 0, 1 }.Select(output => run.Pooled(output).ToCounts().Total));
        var emptied = run.Emptied();
        Assert.Equal((2, 3, 0), (emptied.Outputs, emptied.Replicates, emptied.Pooled(1).ToCounts().Total));
        Assert.Equal((run.Windows, run.References), (emptied.Windows, emptied.References));
    }

    [Fact]
    public void Values_below_the_normal_floats_are_too_small()
    {
        var counts = Tally([1e-38f, 1.3e-38f, 1, 0, -0f, 1e-40f, -1e-39f, -1.2e-38f, -5, 1.17549435e-38f]).ToCounts();

        // 1e-38, 1e-40, −1e-39 and both zeros; a zero is meant as one where values may be negative.
        Assert.Equal(5, counts.TooSmall(isPositive: true));
        Assert.Equal(Tally([1e-38f, 1e-40f, -1e-39f]).ToCounts().Numbered.Where(bin => bin.Bin != FloatBins.Of(0) && bin.Bin != ~FloatBins.Of(0)).Sum(bin => bin.Count), counts.TooSmall(isPositive: false));
    }

    internal static OutputTally Tally(IReadOnlyList<float> values, double reference = 1)
    {
        var at = MomentReference.At(reference);
        var window = BinWindow.Around([.. values]);
        var tally = new OutputTally(window, at);
        double sum = 0, squares = 0;
        foreach (var value in values)
        {
            tally.AddBin(FloatBins.Of(value), 1);
            var deviation = ((double)value * at.Inverse) - at.Shift;
            sum += deviation;
            squares += deviation * deviation;
        }

        var moments = default(MomentSums);
        moments.Add(values.Count, sum, squares);
        tally.Merge(moments, values.Count > 0 ? values.Min() : float.PositiveInfinity, values.Count > 0 ? values.Max() : float.NegativeInfinity, 0, 0);
        return tally;
    }
}
