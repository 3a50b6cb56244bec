using Simulator.Statistics.Counting;

namespace Simulator.Tests.Statistics;

/// <summary>What follows from counts alone, where the counts are written down and the answer can be worked out by hand.</summary>
public sealed class BinCountsTests
{
    private const double Width = 1.0 / 2048;
    private static readonly int One = FloatBins.Of(1);

    [Theory]
    [InlineData(0, 9, 0, true)]
    [InlineData(0, 8, 0, false)]
    [InlineData(1, 17, 0, true)]
    [InlineData(1, 16, 0, false)]
    [InlineData(0, 17, 1, true)]
    [InlineData(0, 16, 1, false)]
    [InlineData(2, 40, 2, false)]
    [InlineData(2, 41, 2, true)]
    public void An_atom_holds_more_than_eight_times_what_its_neighbours_hold(long below, long own, long above, bool isAtom)
    {
        // The bins two away hold plenty, which does not matter.
        (int Bin, long Count)[] bins = [(One - 2, 1000), (One - 1, below), (One, own), (One + 1, above), (One + 2, 1000)];
        Assert.Equal(isAtom, Counts([.. bins.Where(bin => bin.Count > 0)]).HoldsAtom(One));
        Assert.Equal(isAtom, Counts([.. bins[1..4].Where(bin => bin.Count > 0)]).HoldsAtom(One));
        Assert.False(Counts([(One, 1000)]).HoldsAtom(One + 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_error_of_a_quantile_includes_the_change_of_density_over_its_bin(int power)
    {
        // Above a power of two bins are twice as wide: the density is a count over a width.
        var first = power == 0 ? One : FloatBins.Of(power) - 1;
        var (below, own) = power == 0 ? (Width, Width) : (Width, 2 * Width);
        var counts = Counts([(first, 100), (first + 1, 200), (first + 2, 400)]);
        var (probability, start) = (200 / 700.0, (double)FloatBins.LowerEdge(first + 1));
        var quantile = counts.Quantile(probability);
        Assert.Equal(At(200 / 700.0 * 699), quantile, 1e-12);
        var (larger, smaller) = (At(219.5) - quantile, quantile - At(179.5));
        (larger, smaller) = (Math.Max(larger, smaller), Math.Min(larger, smaller));
        var width = ((3 * larger) + smaller) / 4 / 2;
        var change = own * own * ((400 / own) - (100 / below)) / 2 / 200;
        Assert.Equal(Math.Sqrt((width * width) + (change * change / 64)), counts.QuantileError(probability, 10, 2), 1e-5 * Width);

        // Single floats of another bin say nothing about this one; its own take the place of the density.
        counts.Refine([Refined(first + 2, 0, 400)]);
        Assert.Equal(Math.Sqrt((width * width) + (change * change / 64)), counts.QuantileError(probability, 10, 2), 1e-5 * Width);
        counts.Refine([Refined(first + 1, 0, 200)]);
        Assert.Equal(0, counts.QuantileError(probability, 10, 2));

        double At(double rank) => start + ((rank - 100 + 0.5) / 200 * own);
    }

    [Fact]
    public void The_error_of_a_quantile_between_two_bins_takes_the_single_floats_of_both()
    {
        var counts = Counts([(One, 100), (One + 1, 100)]);
        counts.Refine([Refined(One, 1024, 100), Refined(One + 1, 3072, 100)]);

        // The median lies between 1 + 0.25 and 1 + 1.75 bins; both ends of the interval are one of those.
        Assert.Equal(1 + Width, counts.Quantile(0.5), 1e-12);
        Assert.Equal(0.75 * Width, counts.QuantileError(0.5, 10, 1), 1e-3 * Width);
    }

    [Fact]
    public void An_interval_ends_exactly_at_the_first_and_the_last_sample()
    {
        var counts = Counts([(One, 100)]);
        Assert.True(double.IsFinite(counts.QuantileError(0.5, 49.5, 1)));
        Assert.False(double.IsFinite(counts.QuantileError(0.5, 49.6, 1)));
    }

    [Fact]
    public void Skewness_is_that_of_the_middles_of_the_bins()
    {
        // The lowest and the highest bin end at the extremes.
        var counts = new BinCounts([One, One + 1, One + 3], [50, 20, 30], 3, (float)(1 + (0.5 * Width)), (float)(1 + (3.25 * Width)));
        double[] middles = [.. Enumerable.Repeat(0.75, 50), .. Enumerable.Repeat(1.5, 20), .. Enumerable.Repeat(3.125, 30)];
        var mean = middles.Average();
        var (squares, cubes) = (middles.Sum(middle => Math.Pow(middle - mean, 2)), middles.Sum(middle => Math.Pow(middle - mean, 3)));
        Assert.Equal(cubes * cubes / Math.Pow(squares, 3), counts.SkewnessPerSample(), 1e-9);
        Assert.Equal(0, new BinCounts([One], [7], 1, 1, 1).SkewnessPerSample());
        Assert.Equal(0, new BinCounts([], [], 0, 1, 1).SkewnessPerSample());
    }

    [Fact]
    public void Excesses_above_a_quantile_are_those_of_the_middles_of_higher_bins()
    {
        var counts = Counts([(One, 400), (One + 1, 300), (One + 2, 200), (One + 3, 100)]);
        var tail = counts.ExcessesAbove(0.45);

        // 550 of 1,000 below: half of the second bin.
        var quantile = counts.Quantile(0.55);
        Assert.Equal(1 + ((1 + ((0.55 * 999) - 400 + 0.5) / 300) * Width), quantile, 1e-12);
        Assert.Equal(quantile, tail.Quantile);
        Assert.Equal([One + 1, One + 2, One + 3], tail.Bins);
        Assert.Equal(300, tail.OwnCount);
        Assert.Equal(1 + (2.5 * Width) - quantile, tail.Excesses[1], 1e-12);
        Assert.Equal(1 + (3.5 * Width) - quantile, tail.Excesses[2], 1e-12);

        // The 150 above the quantile in its own bin lie a quarter of the bin above it, spread over all 300.
        Assert.Equal(((1 + (1.75 * Width)) - quantile) * 150 / 300, tail.Excesses[0], 1e-6 * Width);
        Assert.Equal(3 * tail.Excesses[0] * tail.Excesses[0], tail.OwnVariance, 1e-12 * Width);

        // Density changes by (100 − 300)/2 and (0 − 200)/2 over the two bins above, and 1/12 of a bin's width.
        var bias = ((-100.0 / 200 * 200) + (-100.0 / 100 * 100)) * Width / 12 / 450;
        Assert.Equal(bias, tail.Bias, 1e-9 * Width);
    }

    [Fact]
    public void An_atom_in_the_tail_has_no_bias()
    {
        var counts = Counts([(One, 500), (One + 1, 450), (One + 5, 50)]);
        Assert.Equal(0, counts.ExcessesAbove(0.1).Bias);
        Assert.Equal(0, counts.ExcessesAbove(0.05).OwnVariance, 1e-12);
    }

    [Fact]
    public void Values_at_or_above_a_float_are_counted_by_bin_and_by_place_within()
    {
        var counts = Counts([(One, 40), (One + 1, 60), (One + 4, 100)]);
        Assert.Equal(new ExceedingCount(100, 60, 0.25, 1.0 / 12), counts.From((float)(1 + (1.75 * Width))));
        Assert.Equal(new ExceedingCount(160, 40, 1, 1.0 / 12), counts.From(1));
        Assert.Equal(new ExceedingCount(100, 0, 0, 0), counts.From((float)(1 + (2.5 * Width))));
        Assert.Equal(new ExceedingCount(200, 0, 0, 0), counts.From(0.5f));
        Assert.Equal(new ExceedingCount(0, 0, 0, 0), counts.From(2));
        Assert.Equal(new ExceedingCount(0, 100, 0.5, 1.0 / 12), counts.From((float)(1 + (4.5 * Width))));

        // 10 of the 60 were resolved, 4 of them at the float or above.
        var some = new RefinedBin(One + 1);
        some.Add(100, 6);
        some.Add(200, 4);
        counts.Refine([KeyValuePair.Create(One + 1, some), KeyValuePair.Create(One, new RefinedBin(One))]);
        Assert.Equal(new ExceedingCount(100, 60, 0.4, 0.4 * 0.6 / 10), counts.From(Float(One + 1, 200)));
        Assert.Equal(new ExceedingCount(160, 40, 1, 1.0 / 12), counts.From(1));
        counts.Refine([Refined(One + 1, 200, 60)]);
        Assert.Equal(new ExceedingCount(100, 60, 1, 0), counts.From(Float(One + 1, 200)));

        // All values of the run are one.
        var atom = new BinCounts([One], [9], 1, Float(One, 50), Float(One, 50));
        Assert.Equal([9.0, 9, 0], new[] { 0, 50, 51 }.Select(place => atom.From(Float(One, place)).Count));
    }

    [Fact]
    public void The_largest_values_of_unresolved_bins_lie_evenly()
    {
        var counts = Counts([(One + 1, 40), (One + 2, 60)]);
        AssertOf(0.3, 1 + (2.75 * Width), 0);
        AssertOf(0.6, 1 + (2.5 * Width), 0);

        // 60 at 2.5 and 20 at 1.75 bins: mean 2.3125, variance 0.25 · 0.75 · 0.75².
        AssertOf(0.8, 1 + (2.3125 * Width), 0.1875 * 0.75 * 0.75 * Width * Width);
        var (mean, variance) = new BinCounts([], [], 0, float.PositiveInfinity, float.NegativeInfinity).OfLargest(0.5);
        Assert.Equal((double.NaN, double.NaN), (mean, variance));

        // A bin that was resolved in full counts with its floats where the share ends in it, and evenly where it does not.
        counts.Refine([Refined(One + 1, 4000, 40), Refined(One + 2, 10, 60)]);
        AssertOf(0.6, 1 + (2.5 * Width), 0);
        AssertOf(0.3, Float(One + 2, 10), 0);

        void AssertOf(double share, double mean, double variance)
        {
            Assert.Equal(mean, counts.OfLargest(share).Mean, 1e-9 * Width);
            Assert.Equal(variance, counts.OfLargest(share).Variance, 1e-6 * Width * Width);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    public void Atoms_above_a_quantile_are_found_unless_there_are_many(int atoms)
    {
        (int Bin, long Count)[] bins = [(One - 9, 5000), (One - 5, 50), (One - 4, 50), .. Enumerable.Range(0, atoms).Select(i => (One + (2 * i), 100L)), (One + 100, 5), (One + 101, 5)];
        var counts = Counts(bins);
        var above = 5050.0 / counts.Total;
        Assert.Equal(atoms < 32 ? Enumerable.Range(0, atoms).Select(i => One + (2 * i)) : [], counts.AtomsAbove(above));
        Assert.Empty(counts.AtomsAbove(1));
        Assert.Empty(new BinCounts([], [], 0, 0, 0).AtomsAbove(0.5));
    }

    [Theory]
    [InlineData(0.07, 7, 1)]
    [InlineData(0.0701, 7, 2)]
    [InlineData(0.4, 40, 1)]
    [InlineData(0.401, 40, 2)]
    [InlineData(0.29, 29, 1)]
    [InlineData(0, 40, 1)]
    [InlineData(1, 40, 2)]
    public void A_quantile_of_two_values_is_the_smallest_that_a_share_does_not_exceed(double probability, long ones, double expected)
    {
        var counts = TwoValues(ones, 100 - ones);
        Assert.Equal(expected, counts.Quantile(probability));
        Assert.Equal(FloatBins.Of((float)expected), counts.BinOf(probability));
    }

    [Fact]
    public void A_value_beside_an_atom_is_not_between_it_and_the_next()
    {
        // One atom is enough: above it or below it.
        Assert.Equal(1, Resolved((1, 1), (2, 99)).Quantile(0.0099));
        Assert.Equal(2, Resolved((1, 1), (2, 99)).Quantile(0.0101));
        Assert.Equal(1, Resolved((1, 99), (2, 1)).Quantile(0.99));
        Assert.Equal(2, Resolved((1, 99), (2, 1)).Quantile(0.991));

        // Without an atom it lies between: four values, so far apart that each has its own bin.
        Assert.Equal(2.5, Resolved((1, 1), (2, 1), (3, 1), (4, 1)).Quantile(0.5));
    }

    // Every value in a bin that is resolved: what the search for a rank and its neighbour gives is what sorting gives.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(37, 5)]
    [InlineData(400, 40)]
    [InlineData(400, 3000)]
    public void Quantiles_and_their_bins_are_those_of_the_sorted_values(int values, int bins)
    {
        var random = new Random(values + bins);
        float[] sorted = [.. Enumerable.Range(0, values).Select(_ => Float(One + random.Next(bins), random.Next(FloatBins.FloatsPerBin))).Order()];
        var counts = CountTests.Tally(sorted).ToCounts();
        counts.Refine(counts.Numbered.Select(bin =>
        {
            var refined = new RefinedBin(bin.Bin);
            Array.ForEach(Array.FindAll(sorted, value => FloatBins.Of(value) == bin.Bin), refined.Add);
            return KeyValuePair.Create(bin.Bin, refined);
        }));
        for (var probability = 0.0; probability <= 1; probability += 1.0 / 128)
        {
            var (rank, fraction) = ((int)Math.Floor(probability * (values - 1)), (probability * (values - 1)) % 1);
            var (low, high) = (sorted[rank], sorted[Math.Min(rank + 1, values - 1)]);
            var isAtom = fraction > 0 && FloatBins.Of(low) != FloatBins.Of(high) && (counts.HoldsAtom(FloatBins.Of(low)) || counts.HoldsAtom(FloatBins.Of(high)));
            var expected = isAtom ? sorted[Math.Max(0, (int)Math.Ceiling(probability * values * (1 - 1e-12)) - 1)] : low + (fraction * ((double)high - low));
            Assert.Equal(expected, counts.Quantile(probability));
            Assert.Equal(new[] { FloatBins.Of(low), FloatBins.Of(high) }.Distinct(), counts.BinsHolding(probability));
            Assert.Equal(isAtom ? FloatBins.Of((float)expected) : FloatBins.Of(low), counts.BinOf(probability));
        }
    }

    [Fact]
    public void Bins_hold_both_order_statistics_around_a_quantile()
    {
        var counts = TwoValues(40, 60);
        Assert.Equal([FloatBins.Of(1), FloatBins.Of(2)], counts.BinsHolding(0.4));
        Assert.Equal([FloatBins.Of(1)], counts.BinsHolding(0.1));
        Assert.Equal([FloatBins.Of(2)], counts.BinsHolding(1));
        var none = new BinCounts([], [], 0, 0, 0);
        Assert.Empty(none.BinsHolding(0.5));
        Assert.Equal(double.NaN, none.Quantile(0.5));
    }

    [Fact]
    public void A_jump_is_an_atom_with_another_value_within_the_error()
    {
        var counts = TwoValues(40, 60);
        Assert.True(counts.IsAtJump(0.4, 0.1));
        Assert.False(counts.IsAtJump(0.4, 0));
        Assert.False(Counts([(One, 5), (One + 1, 5)]).IsAtJump(0.4, 0.1));
    }

    [Fact]
    public void Bins_are_given_with_converted_edges()
    {
        var counts = Counts([(One, 40), (One + 2, 60)]);
        Assert.Equal([new CountedBin(2, 2 + (2 * Width), 40), new CountedBin(2 + (4 * Width), 2 + (6 * Width), 60)], counts.BinsBetween(edge => 2 * edge));
        Assert.Equal([(1.0, 40L), (1 + (2 * Width), 60L)], counts.Bins.Select(bin => (bin.Low, bin.Count)));
        Assert.Equal(100, counts.Total);
    }

    private static BinCounts TwoValues(long ones, long twos) => Resolved((1, ones), (2, twos));

    private static BinCounts Resolved(params (float Value, long Count)[] values)
    {
        var counts = new BinCounts(
            [.. values.Select(value => FloatBins.Of(value.Value))], [.. values.Select(value => value.Count)], values.Length, values[0].Value, values[^1].Value);
        counts.Refine(values.Select(value => Refined(FloatBins.Of(value.Value), 0, (int)value.Count)));
        return counts;
    }

    private static BinCounts Counts((int Bin, long Count)[] bins) => new(
        [.. bins.Select(bin => bin.Bin)], [.. bins.Select(bin => bin.Count)], bins.Length, FloatBins.LowerEdge(bins[0].Bin), FloatBins.UpperEdge(bins[^1].Bin));

    private static KeyValuePair<int, RefinedBin> Refined(int bin, int place, int count)
    {
        var refined = new RefinedBin(bin);
        refined.Add(place, count);
        return KeyValuePair.Create(bin, refined);
    }

    private static float Float(int bin, int place) => FloatBins.FromOrdered((bin << FloatBins.DroppedBits) + place);
}
