using Simulator.Statistics.Errors;

namespace Simulator.Tests.Statistics;

/// <summary>Rank correlations against their definitions.</summary>
public sealed class RankStatisticsTests
{
    [Fact]
    public void Kendall_is_what_counting_all_pairs_gives()
    {
        var random = new Random(3);
        foreach (var values in (int[])[2, 3, 50, 100_000])
        {
            double[] x = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(values))];
            double[] y = [.. x.Select(value => Math.Round((0.5 * value) + random.Next(values)))];
            long concordance = 0, inFirst = 0, inSecond = 0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (a, b) = (Math.Sign(x[i] - x[j]), Math.Sign(y[i] - y[j]));
                    (concordance, inFirst, inSecond) = (concordance + (a * b), inFirst + Math.Abs(a), inSecond + Math.Abs(b));
                }
            }

            Assert.Equal(concordance / Math.Sqrt((double)inFirst * inSecond), RankStatistics.Kendall(x, y), 1e-12);
        }
    }

    [Fact]
    public void Spearman_is_the_correlation_of_ranks_with_ties_averaged()
    {
        // Ranks 1, 2.5, 2.5, 4 and 2, 1, 3.5, 3.5: Σdd = 2.25, Σd² = 4.5 in both.
        Assert.Equal(0.5, RankStatistics.Spearman([1, 2, 2, 3], [2, 1, 4, 4]), 1e-12);
        Assert.Equal(-1, RankStatistics.Spearman([1, 2, 3, 4], [9, 7, 6, 2]), 1e-12);
    }
}
