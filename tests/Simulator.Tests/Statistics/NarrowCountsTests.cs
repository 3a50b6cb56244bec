using Simulator.Statistics.Counting;

namespace Simulator.Tests.Statistics;

/// <summary>Counts of few samples are kept in fewer bits; no figure may show it.</summary>
public sealed class NarrowCountsTests
{
    // Longer than a vector and no multiple of one; counts that fill a byte, or are one too many for it.
    [Theory]
    [InlineData(75, 255)]
    [InlineData(75, 256)]
    [InlineData(1300, 255)]
    [InlineData(1300, 65_535)]
    public void Narrow_counters_give_what_wide_ones_do(int length, int largest)
    {
        var window = new BinWindow(100, length);
        var counts = new ushort[length];
        for (var i = 0; i < length; i++)
        {
            counts[i] = (ushort)(i % 19 == 3 ? i % 256 : 0);
        }

        (counts[1], counts[^1]) = ((ushort)largest, (ushort)largest);
        var (narrow, wide) = (new OutputTally(window, MomentReference.At(1)), new OutputTally(window, MomentReference.At(1)));
        narrow.AddWindow(counts);
        wide.AddWindow(Array.ConvertAll(counts, count => (uint)count));
        AssertSame(narrow, wide, window);

        narrow.Add(narrow);
        wide.AddWindow(Array.ConvertAll(counts, count => (uint)count));
        AssertSame(narrow, wide, window);

        narrow.AddWindow(counts);
        wide.AddWindow(Array.ConvertAll(counts, count => (uint)count));
        AssertSame(narrow, wide, window);
        Assert.Equal(wide.ToCounts().Numbered, narrow.ToCounts().Numbered);
        Assert.Equal(3L * largest, narrow.ToCounts().Numbered.Last().Count);
    }

    // As many as are kept one by one, one more, and a window that is shorter than their places repeat.
    [Theory]
    [InlineData(1, 1300)]
    [InlineData(128, 1300)]
    [InlineData(OutputTally.MostFew, 1300)]
    [InlineData(OutputTally.MostFew + 1, 1300)]
    [InlineData(200, 75)]
    [InlineData(200, BinWindow.Longest)]
    public void Values_kept_one_by_one_give_what_counters_do(int values, int length)
    {
        var window = new BinWindow(100, length);
        var random = new Random(values);
        var places = Enumerable.Range(0, values).Select(i => (ushort)(i == 0 ? length - 1 : random.Next(Math.Min(length, 90)))).ToArray();
        var counts = new uint[length];
        Array.ForEach(places, place => counts[place]++);

        OutputTally Few()
        {
            var few = new OutputTally(window, MomentReference.At(1));
            few.AddPlaces(places);
            return few;
        }

        OutputTally Wide(int times)
        {
            var wide = new OutputTally(window, MomentReference.At(1));
            wide.AddWindow(Array.ConvertAll(counts, count => count * (uint)times));
            return wide;
        }

        AssertSame(Few(), Wide(1), window);
        Assert.Equal(Wide(1).ToCounts().Numbered, Few().ToCounts().Numbered);
        var (twice, more, sum) = (Few(), Few(), new OutputTally(window, MomentReference.At(1)));
        twice.AddPlaces(places);
        more.AddWindow(Array.ConvertAll(counts, count => (ushort)count));
        sum.Add([Few(), twice, Few()]);
        AssertSame(twice, Wide(2), window);
        AssertSame(more, Wide(2), window);
        AssertSame(sum, Wide(4), window);
        twice = Few();
        twice.Add(twice);
        AssertSame(twice, Wide(2), window);
    }

    // A value outside the window keeps the sums of the tail from the short way.
    [Fact]
    public void Values_kept_one_by_one_stand_beside_those_outside_the_window()
    {
        var window = new BinWindow(100, 40);
        var (few, wide) = (new OutputTally(window, MomentReference.At(1)), new OutputTally(window, MomentReference.At(1)));
        few.AddPlaces([3, 39, 3, 0]);
        wide.AddWindow([1, 0, 0, 2, .. new uint[35], 1]);
        foreach (var tally in new[] { few, wide })
        {
            tally.AddOutside(90, 2);
            tally.AddOutside(150, 5);
        }

        AssertSame(few, wide, window);
        Assert.Equal([(90, 2L), (100, 1L), (103, 2L), (139, 1L), (150, 5L)], few.ToCounts().Numbered);
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(32, 1000)]
    [InlineData(255, 513)]
    [InlineData(257, 31)]
    [InlineData(700, 70)]
    public void Many_tallies_add_up_to_the_sum_of_each(int tallies, int length)
    {
        var window = new BinWindow(100, length);
        var expected = new long[length];
        var parts = new OutputTally[tallies];
        for (var part = 0; part < tallies; part++)
        {
            // Full bytes, which 257 of them bring to the end of 16 bits; of the tallies every third has 16 bits, and every fifth is empty.
            parts[part] = new OutputTally(window, MomentReference.At(1));
            var counts = new ushort[length];
            for (var i = 0; part % 5 != 4 && i < length; i++)
            {
                counts[i] = (ushort)(part % 3 == 2 ? 300 + i : i % 2 == 0 ? byte.MaxValue : i % 7);
                expected[i] += counts[i];
            }

            if (part % 5 != 4)
            {
                parts[part].AddWindow(counts);
            }
        }

        var sum = new OutputTally(window, MomentReference.At(1));
        sum.Add(parts);
        Assert.Equal(expected.Select((count, i) => (window.First + i, count)).Where(bin => bin.count > 0), sum.ToCounts().Numbered);
    }

    // Against their definition over the values one by one, for values that are kept so, in 8 bits and in 32.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 2)]
    [InlineData(128, 3)]
    [InlineData(OutputTally.MostFew, 4)]
    public void Counts_below_edges_and_sums_of_tails_are_those_of_the_values_one_by_one(int values, int seed)
    {
        var random = new Random(seed);
        foreach (var length in new[] { 20, 700, BinWindow.Longest })
        {
            var window = new BinWindow(-50, length);
            ushort[] places = [.. Enumerable.Range(0, values).Select(_ => (ushort)random.Next(random.Next(1, length + 1)))];
            var counts = new ushort[length];
            Array.ForEach(places, place => counts[place]++);
            var (few, narrow, wide) = (new OutputTally(window, MomentReference.At(1)), new OutputTally(window, MomentReference.At(1)), new OutputTally(window, MomentReference.At(1)));
            few.AddPlaces(places);
            narrow.AddWindow(counts);
            wide.AddWindow(Array.ConvertAll(counts, count => (uint)count));
            int[] edges = [.. Enumerable.Range(0, 30).Select(_ => random.Next(-80, length + 20)).Order()];
            Assert.All([few, narrow, wide], tally =>
                Assert.Equal(edges.Select(edge => places.LongCount(place => place + window.First < edge)), tally.CountBelow(edges)));

            // Tails that begin and end at a value, beside one, and outside the window.
            int[] ends = [-60, length, .. places.SelectMany(place => new[] { place - 1, place, place + 1 }).Select(place => place + window.First)];
            for (var tail = 0; tail < 50; tail++)
            {
                var (first, end) = (ends[random.Next(ends.Length)], ends[random.Next(ends.Length)]);
                int[] bins = [.. Enumerable.Range(first, Math.Max(1, end - first))];
                var weights = Array.ConvertAll(bins, _ => random.NextDouble());
                var expected = places.Select(place => place + window.First - first).Where(at => at >= 0 && at < bins.Length)
                    .GroupBy(at => at).OrderBy(group => group.Key).Aggregate(0.0, (sum, group) => sum + (group.Count() * weights[group.Key]));
                Assert.All([few, narrow, wide], tally => Assert.Equal(expected, tally.Weighted(new BinWeights(bins, weights))));
            }
        }
    }

    [Fact]
    public void Full_bytes_add_up_over_a_whole_window()
    {
        var tally = new OutputTally(new BinWindow(0, BinWindow.Longest), MomentReference.At(1));
        tally.AddWindow(Enumerable.Repeat((ushort)byte.MaxValue, BinWindow.Longest).ToArray());
        int[] edges = [1, 31, 4095, 4096, 4097, 20_001, BinWindow.Longest];
        Assert.Equal(edges.Select(edge => 255L * edge), tally.CountBelow(edges));
    }

    private static void AssertSame(OutputTally narrow, OutputTally wide, BinWindow window)
    {
        int[] edges = [90, 101, 102, 133, 140, 170, window.First + window.Length, window.First + window.Length + 5];
        Assert.Equal(wide.CountBelow(edges), narrow.CountBelow(edges));
        int[] bins = [.. Enumerable.Range(95, 30), .. Enumerable.Range(128, window.Length)];
        var weights = Array.ConvertAll(bins, bin => 1.0 / bin);
        Assert.Equal(wide.Weighted(bins, weights), narrow.Weighted(bins, weights));

        // Bins that begin below the window, within it, and behind it.
        foreach (var from in new[] { 0, 7, 30, bins.Length - 1 })
        {
            var part = new BinWeights(bins[from..], weights[from..]);
            Assert.Equal(wide.Weighted(bins.AsSpan(from), weights.AsSpan(from)), narrow.Weighted(part));
            Assert.Equal(wide.Weighted(part), narrow.Weighted(part));
        }
    }
}
