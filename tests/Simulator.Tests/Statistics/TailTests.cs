using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Tests.Statistics;

/// <summary>Tail figures from counts are those of the sorted samples.</summary>
public sealed unsafe class TailTests
{
    [Fact]
    public void Exceeding_counts_are_exact_where_the_bin_is_resolved()
    {
        var values = Values(100_000, 7);
        var counts = Count(values).ToCounts();
        foreach (var amount in new[] { 0.2f, 1f, 1.0003f, 2.5f, 1e6f })
        {
            var bin = FloatBins.Of(amount);
            var refined = new RefinedBin(bin);
            foreach (var value in values.Where(value => FloatBins.Of(value) == bin))
            {
                refined.Add(value);
            }

            var exact = values.Count(value => value >= amount);
            var before = counts.From(amount);

            // A bin holds up to 0.1% of the values; taken as even, they are off by no more than a few standard deviations.
            Assert.Equal(exact, before.Count, 5 * Math.Sqrt(before.Variance) + 1e-9);
            counts.Refine([new(bin, refined)]);
            Assert.Equal(exact, counts.From(amount).Count, 1e-6);
            Assert.Equal(0, counts.From(amount).Variance);
        }
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.001)]
    [InlineData(0.5)]
    public void The_mean_of_the_largest_is_that_of_the_sorted_samples(double share)
    {
        var values = Values(100_000, 8);
        var (mean, variance) = Count(values).ToCounts().OfLargest(share);
        Array.Sort(values);
        var largest = values[^(int)Math.Round(share * values.Length)..].Select(value => (double)value).ToList();
        var exact = largest.Average();

        // A value lies up to 2⁻¹² of itself from the middle of its bin, evenly: n of them average to a √(n/3)th of that.
        Assert.Equal(exact, mean, 4 * exact / 4096 / Math.Sqrt(3 * largest.Count));
        Assert.Equal(largest.Average(value => (value - exact) * (value - exact)), variance, 0.01 * variance);
    }

    [Fact]
    public void A_boundary_inside_an_atom_takes_its_part_of_it()
    {
        float[] values = [.. Enumerable.Repeat(1f, 512), .. Enumerable.Repeat(2f, 512)];
        var counts = Count(values).ToCounts();
        counts.Refine(new[] { 1f, 2f }.Select(value =>
        {
            var refined = new RefinedBin(FloatBins.Of(value));
            refined.Add(value);
            return KeyValuePair.Create(FloatBins.Of(value), refined);
        }));
        Assert.Equal(2, counts.OfLargest(0.5).Mean, 1e-12);
        Assert.Equal(5.0 / 3, counts.OfLargest(0.75).Mean, 1e-12);
        Assert.Equal(1.5, counts.OfLargest(1).Mean, 1e-12);
    }

    private static OutputTally Count(float[] values)
    {
        var window = BinWindow.Around(values);
        var reference = MomentReference.At(1);
        var total = new OutputTally(window, reference);
        using var tally = new ColumnTally(window, reference);
        var padded = new float[(values.Length + ColumnTally.Segment - 1) / ColumnTally.Segment * ColumnTally.Segment];
        values.CopyTo(padded, 0);
        fixed (float* column = padded)
        {
            tally.Add<ScalarLane>(column, values.Length);
        }

        tally.CloseVirtualBlock();
        tally.HandOver(total);
        return total;
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)Math.Exp(0.4 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
