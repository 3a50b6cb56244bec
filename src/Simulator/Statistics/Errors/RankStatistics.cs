namespace Simulator.Statistics.Errors;

/// <summary>Rank correlations of two columns of values.</summary>
internal static class RankStatistics
{
    /// <summary>Spearman's rank correlation; equal values share the average of their ranks. [-]</summary>
    public static double Spearman(double[] first, double[] second) => MathNet.Numerics.Statistics.Correlation.Spearman(first, second);

    /// <summary>Kendall's τ-b: concordant less discordant pairs, over the pairs that are tied in neither column (geometric mean). [-]</summary>
    /// <remarks>
    /// Source: W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data", J. Am. Stat. Assoc. 61
    /// (1966) 436, doi:10.1080/01621459.1966.10480879: discordant pairs are the exchanges of a merge sort.
    /// </remarks>
    public static double Kendall(double[] first, double[] second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var order = Enumerable.Range(0, first.Length).OrderBy(i => first[i]).ThenBy(i => second[i]).ToArray();
        var sorted = Array.ConvertAll(order, i => second[i]);
        var tiedInBoth = TiedPairs(order.Length, i => first[order[i]] == first[order[i - 1]] && sorted[i] == sorted[i - 1]);
        var tiedInFirst = TiedPairs(order.Length, i => first[order[i]] == first[order[i - 1]]);
        var discordant = Exchanges(sorted, new double[sorted.Length], 0, sorted.Length);
        var tiedInSecond = TiedPairs(order.Length, i => sorted[i] == sorted[i - 1]);
        var pairs = Pairs(order.Length);
        var difference = pairs - tiedInFirst - tiedInSecond + tiedInBoth - (2 * discordant);
        return difference / Math.Sqrt((double)(pairs - tiedInFirst) * (pairs - tiedInSecond));
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long TiedPairs(int count, Func<int, bool> isTiedWithPrevious)
    {
        long tied = 0;
        var run = 1;
        for (var i = 1; i <= count; i++)
        {
            if (i < count && isTiedWithPrevious(i))
            {
                run++;
                continue;
            }

            tied += Pairs(run);
            run = 1;
        }

        return tied;
    }

    // Sorts values[start..end] and counts the pairs that stood in the wrong order.
    private static long Exchanges(double[] values, double[] scratch, int start, int end)
    {
        if (end - start < 2)
        {
            return 0;
        }

        var middle = (start + end) / 2;
        var exchanges = Exchanges(values, scratch, start, middle) + Exchanges(values, scratch, middle, end);
        var (left, right) = (start, middle);
        for (var i = start; i < end; i++)
        {
            if (right == end || (left < middle && values[left] <= values[right]))
            {
                scratch[i] = values[left++];
            }
            else
            {
                exchanges += middle - left;
                scratch[i] = values[right++];
            }
        }

        Array.Copy(scratch, start, values, start, end - start);
        return exchanges;
    }
}
