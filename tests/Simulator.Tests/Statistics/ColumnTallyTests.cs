using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Tests.Statistics;

/// <summary>Counts are exact, sums do not depend on how the samples are cut up, nothing is lost.</summary>
public sealed unsafe class ColumnTallyTests
{
    [Fact]
    public void Bins_follow_the_order_of_floats()
    {
        float[] values = [float.NegativeInfinity, -1e30f, -2, -1, -1e-30f, 0, 1e-40f, 1e-30f, 1, 1.001f, 2, 1e30f, float.PositiveInfinity];
        for (var i = 1; i < values.Length; i++)
        {
            Assert.True(FloatBins.Ordered(values[i - 1]) < FloatBins.Ordered(values[i]));
            Assert.True(FloatBins.Of(values[i - 1]) <= FloatBins.Of(values[i]));
        }

        foreach (var value in values)
        {
            Assert.Equal(value, FloatBins.FromOrdered(FloatBins.Ordered(value)));
            if (float.IsFinite(value))
            {
                Assert.InRange(value, FloatBins.LowerEdge(FloatBins.Of(value)), FloatBins.UpperEdge(FloatBins.Of(value)));
            }
        }

        Assert.Equal(1 + (1.0 / 2048), FloatBins.UpperEdge(FloatBins.Of(1)), 1e-9);
    }

    [Fact]
    public void Moments_and_extremes_are_those_of_the_values()
    {
        var values = Values(100_000, seed: 3);
        var tally = Count<Lane128>(values, chunk: 1024, window: BinWindow.Around(values.AsSpan(0, 1000)));
        Assert.Equal(values.Min(), tally.Minimum);
        Assert.Equal(values.Max(), tally.Maximum);
        Assert.Equal(values.Length, tally.Count);

        // Sums of 1024 deviations of order one in single precision: a relative error near 2⁻²⁴.
        var mean = values.Average(value => (double)value);
        Assert.Equal(mean, tally.Mean, 1e-6 * mean);
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        Assert.Equal(deviation, tally.StandardDeviation, 1e-6 * deviation);
    }

    [Fact]
    public void Nothing_depends_on_the_lane_the_chunk_or_the_window()
    {
        var values = Values(200_000, seed: 4);
        var all = BinWindow.Around(values);
        var expected = Count<ScalarLane>(values, chunk: 1024, all);
        foreach (var tally in new[]
        {
            Count<Lane128>(values, chunk: 1024, all),
            Count<Lane256>(values, chunk: 1024, all),
            Count<Lane512>(values, chunk: 3072, all),
            Count<Lane128>(values, chunk: 1024, new BinWindow(all.First + (all.Length / 2), 500)),
            Count<Lane128>(values, chunk: 1024, BinWindow.Around([])),
        })
        {
            Assert.Equal(expected.Mean, tally.Mean);
            Assert.Equal(expected.StandardDeviation, tally.StandardDeviation);
            Assert.Equal(expected.Minimum, tally.Minimum);
            Assert.Equal(expected.Maximum, tally.Maximum);
            Assert.Equal(expected.ToCounts().Bins, tally.ToCounts().Bins);
        }
    }

    [Fact]
    public void A_deviation_beyond_single_precision_is_taken_in_double()
    {
        // 1e35 over a typical value of 1e-5 is 1e40.
        using var tally = new ColumnTally(BinWindow.Around([1]), MomentReference.At(1e-5));
        var total = new OutputTally(BinWindow.Around([1]), MomentReference.At(1e-5));
        var values = new float[ColumnTally.Segment];
        (values[0], values[1]) = (1e35f, 3e35f);
        fixed (float* pointer = values)
        {
            tally.Add<ScalarLane>(pointer, 2);
        }

        tally.CloseVirtualBlock();
        tally.HandOver(total);
        Assert.Equal(2e35, total.Mean, 1e29);
        Assert.Equal(1e35, total.StandardDeviation, 1e29);
    }

    [Fact]
    public void What_was_handed_over_is_not_counted_again()
    {
        var reference = MomentReference.At(1);
        var window = BinWindow.Around([1, 4]);
        using var tally = new ColumnTally(window, reference);
        var first = Filled(tally, window, [1e-20f, 1, 1e20f, float.NaN, float.PositiveInfinity]);
        var second = Filled(tally, window, [3, 2, 5, 4]);
        Assert.Equal((3, 1, 1, 1e-20f, 1e20f), (first.Count, first.NotANumber, first.Infinite, first.Minimum, first.Maximum));
        Assert.Equal((4, 0, 0, 2f, 5f, 3.5), (second.Count, second.NotANumber, second.Infinite, second.Minimum, second.Maximum, second.Mean));
        Assert.Equal([2f, 3, 4, 5], second.ToCounts().Bins.Select(bin => (float)bin.Low));
        second.Add(first);
        Assert.Equal((7, 1, 1, 1e-20f, 1e20f), (second.Count, second.NotANumber, second.Infinite, second.Minimum, second.Maximum));

        static OutputTally Filled(ColumnTally tally, BinWindow window, float[] values)
        {
            var total = new OutputTally(window, MomentReference.At(1));
            var padded = new float[ColumnTally.Segment];
            values.CopyTo(padded, 0);
            fixed (float* pointer = padded)
            {
                tally.Add<ScalarLane>(pointer, values.Length);
            }

            tally.CloseVirtualBlock();
            tally.HandOver(total);
            return total;
        }
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(10f)]
    public void Values_of_either_sign_are_counted_by_every_lane(float shift)
    {
        float[] values = [.. Values(20_000, seed: 13).Select(value => value - shift)];
        var expected = values.GroupBy(FloatBins.Of).OrderBy(group => group.Key).Select(group => (group.Key, (long)group.Count())).ToList();
        var window = new BinWindow(FloatBins.Of(values.Min()), FloatBins.Of(values.Max()) - FloatBins.Of(values.Min()) + 1);
        foreach (var part in new[] { window, window with { First = window.First + 300, Length = Math.Min(window.Length - 300, 1 << 20) } })
        {
            Assert.All(
                new[] { Count<ScalarLane>(values, 1024, part), Count<Lane128>(values, 1024, part), Count<Lane256>(values, 1024, part), Count<Lane512>(values, 3072, part) },
                tally => Assert.Equal(expected, tally.ToCounts().Numbered));
        }
    }

    [Fact]
    public void What_is_not_finite_is_counted_and_kept_out_of_the_rest()
    {
        var values = Values(10_000, seed: 5);
        var clean = values.ToArray();
        values[17] = float.NaN;
        values[4_000] = float.PositiveInfinity;
        values[9_999] = float.NegativeInfinity;
        var tally = Count<Lane256>(values, chunk: 1024, BinWindow.Around(clean));
        Assert.Equal(1, tally.NotANumber);
        Assert.Equal(2, tally.Infinite);
        Assert.Equal(9_997, tally.Count);
        Assert.Equal(9_997, tally.ToCounts().Total);
        Assert.Equal(values.Where(float.IsFinite).Average(value => (double)value), tally.Mean, 1e-6);
        Assert.True(float.IsFinite(tally.Maximum));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(29)]
    public void Counts_beyond_32_bits_are_carried(int bins)
    {
        var window = new BinWindow(FloatBins.Of(1), bins);
        var tally = new OutputTally(window, MomentReference.At(1));
        var counts = Enumerable.Range(0, bins).Select(i => i % 11 == 0 ? uint.MaxValue : (uint)i).ToArray();
        tally.AddWindow(counts);
        tally.AddWindow(counts);
        tally.AddWindow(counts);
        Assert.Equal(counts.Where(count => count > 0).Select(count => 3L * count), tally.ToCounts().Bins.Select(bin => bin.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5000)]
    public void No_counter_runs_over_however_few_bins_the_values_fall_into(int distinct)
    {
        // Blocks of 4,096, as many as fill a counter of 16 bits several times, after values that are spread out.
        var bins = Enumerable.Range(0, distinct).Select(i => FloatBins.LowerEdge(FloatBins.Of(1) + i)).ToArray();
        float[] values = [.. Values(70_000, seed: 12), .. Enumerable.Range(0, 500_000).Select(i => bins[i % distinct])];
        var counts = Count<Lane128>(values, chunk: 4096, BinWindow.Around(values)).ToCounts();
        var expected = values.GroupBy(FloatBins.Of).ToDictionary(group => group.Key, group => (long)group.Count());
        Assert.Equal(expected.OrderBy(bin => bin.Key).Select(bin => bin.Value), counts.Bins.Select(bin => bin.Count));
    }

    [Fact]
    public void Without_a_window_only_sums_are_taken()
    {
        var values = Values(70_000, seed: 6);
        values[5] = float.NaN;
        var tally = Count<Lane128>(values, chunk: 1024, default);
        Assert.Equal(69_999, tally.Count);
        Assert.Equal(values.Where(float.IsFinite).Average(value => (double)value), tally.Mean, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(4097)]
    public void Refined_quantiles_are_those_of_the_sorted_values(int count)
    {
        var values = Values(count, seed: 7);
        var counts = Count<Lane128>(values, chunk: 1024, BinWindow.Around(values)).ToCounts();
        var sorted = values.Order().ToArray();
        foreach (var probability in new[] { 0, 0.01, 0.05, 0.3333, 0.5, 0.95, 0.999, 1 })
        {
            foreach (var bin in counts.BinsHolding(probability))
            {
                var refined = new RefinedBin(bin);
                values.Where(value => FloatBins.Of(value) == bin).ToList().ForEach(refined.Add);
                counts.Refine([KeyValuePair.Create(bin, refined)]);
            }

            var position = probability * (count - 1);
            var rank = (int)Math.Floor(position);
            double low = sorted[rank];
            double high = sorted[Math.Min(rank + 1, count - 1)];
            Assert.Equal(low + ((position - rank) * (high - low)), counts.Quantile(probability), 1e-12 * high);
        }
    }

    [Fact]
    public void Quantiles_within_a_bin_are_off_by_less_than_the_bin()
    {
        var values = Values(50_000, seed: 8);
        var counts = Count<Lane128>(values, chunk: 1024, BinWindow.Around(values)).ToCounts();
        var sorted = values.Order().ToArray();
        foreach (var probability in new[] { 0.05, 0.5, 0.95 })
        {
            var exact = sorted[(int)(probability * (values.Length - 1))];
            Assert.Equal(exact, counts.Quantile(probability), exact / 2048);
        }
    }

    [Fact]
    public void Counts_beyond_32_bits_are_kept()
    {
        var window = new BinWindow(10, 3);
        var tally = new OutputTally(window, MomentReference.At(1));
        tally.AddOutside(5, 7);
        tally.AddWindow([1, uint.MaxValue, 0]);
        tally.AddWindow([1, 1, 0]);
        tally.AddWindow([1, uint.MaxValue, 3]);
        tally.AddOutside(20, 9);
        Assert.Equal([7, 3, (1L << 32) + uint.MaxValue, 3, 9], tally.ToCounts().Bins.Select(bin => bin.Count));
    }

    [Fact]
    public void A_count_that_ran_over_to_nothing_is_kept_in_its_place()
    {
        var tally = new OutputTally(new BinWindow(10, 4), MomentReference.At(1));
        tally.AddWindow([0, 1u << 31, 5, 0]);
        tally.AddWindow([0, 1u << 31, 0, 0]);
        Assert.Equal(
            [(FloatBins.LowerEdge(11), 1L << 32), (FloatBins.LowerEdge(12), 5L)],
            tally.ToCounts().Bins.Select(bin => ((float)bin.Low, bin.Count)));
    }

    [Fact]
    public void An_atom_is_recognized()
    {
        var values = Values(10_000, seed: 9);
        Array.Fill(values, 1.25f, 0, 3_000);
        var counts = Count<Lane128>(values, chunk: 1024, BinWindow.Around(values)).ToCounts();
        Assert.True(counts.HoldsAtom(FloatBins.Of(1.25f)));
        Assert.False(counts.HoldsAtom(FloatBins.Of(1)));
    }

    [Fact]
    public void Sums_of_blocks_merge_in_any_order_without_a_difference()
    {
        var random = new Random(10);
        var blocks = Enumerable.Range(0, 500).Select(_ => (random.NextDouble() - 0.5, random.NextDouble() * 1e6)).ToList();
        var forward = default(MomentSums);
        var backward = default(MomentSums);
        var half = default(MomentSums);
        blocks.ForEach(block => forward.Add(65_536, block.Item1, block.Item2));
        blocks.AsEnumerable().Reverse().Take(250).ToList().ForEach(block => backward.Add(65_536, block.Item1, block.Item2));
        blocks.Take(250).ToList().ForEach(block => half.Add(65_536, block.Item1, block.Item2));
        backward.Add(half);
        Assert.Equal(forward.MeanDeviation, backward.MeanDeviation);
        Assert.Equal(forward.Variance, backward.Variance);
        half.Add(1, double.PositiveInfinity, 1);
        Assert.True(half.Overflowed);
        Assert.Equal(double.PositiveInfinity, half.Variance);
    }

    [Theory]
    [InlineData(1e30f, 3e30f)]
    [InlineData(1e20f, 1f)]
    [InlineData(3.4e38f, 3.4e38f)]
    [InlineData(-2e25f, 1e-10f)]
    public void Means_and_deviations_exist_wherever_they_are_finite_in_double(float one, float other)
    {
        // The reference is 1.1, so squares of deviations leave single precision above 1.8e19, and sums above 1e36.
        foreach (var count in new[] { 700, 4096 })
        {
            var values = Enumerable.Range(0, count).Select(i => i % 2 == 0 ? one : other).ToArray();
            var (scalar, wide) = (Count<ScalarLane>(values, 1024, BinWindow.Around(values)), Count<Lane256>(values, 1024, BinWindow.Around(values)));
            var mean = ((double)one + other) / 2;
            Assert.Equal(mean, scalar.Mean, 1e-6 * Math.Abs(mean));
            Assert.Equal(Math.Abs((double)one - other) / 2, scalar.StandardDeviation, 1e-5 * Math.Abs(mean));
            Assert.Equal((scalar.Mean, scalar.StandardDeviation), (wide.Mean, wide.StandardDeviation));
        }
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)Math.Exp(0.8 * (random.NextDouble() + random.NextDouble() - 1)))];
    }

    private static OutputTally Count<TLane>(float[] values, int chunk, BinWindow window)
        where TLane : struct, ILane<TLane>
    {
        var reference = MomentReference.At(1.1);
        using var tally = new ColumnTally(window, reference);
        var padded = new float[values.Length + 4096];
        values.CopyTo(padded, 0);
        fixed (float* pointer = padded)
        {
            for (var block = 0; block < values.Length; block += MomentSums.VirtualBlock)
            {
                var end = Math.Min(block + MomentSums.VirtualBlock, values.Length);
                for (var first = block; first < end; first += chunk)
                {
                    tally.Add<TLane>(pointer + first, Math.Min(chunk, end - first));
                }

                tally.CloseVirtualBlock();
            }
        }

        var total = new OutputTally(window, reference);
        tally.HandOver(total);
        return total;
    }
}
