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

    private static void AssertSame(OutputTally narrow, OutputTally wide, BinWindow window)
    {
        int[] edges = [90, 101, 102, 133, 140, 170, window.First + window.Length, window.First + window.Length + 5];
        Assert.Equal(wide.CountBelow(edges), narrow.CountBelow(edges));
        int[] bins = [.. Enumerable.Range(95, 30), .. Enumerable.Range(128, window.Length)];
        var weights = Array.ConvertAll(bins, bin => 1.0 / bin);
        Assert.Equal(wide.Weighted(bins, weights), narrow.Weighted(bins, weights));
    }
}
