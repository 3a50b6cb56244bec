namespace Simulator.Statistics.Counting;

/// <summary>Consecutive bins.</summary>
/// <param name="First">First bin.</param>
/// <param name="Last">Last bin.</param>
internal readonly record struct BinRange(int First, int Last)
{
    /// <summary>The bins of all floats.</summary>
    public static readonly BinRange All = new(int.MinValue >> FloatBins.DroppedBits, int.MaxValue >> FloatBins.DroppedBits);

    /// <summary>Whether a bin lies in it.</summary>
    public bool Holds(int bin) => bin >= First && bin <= Last;

    /// <summary>The same bins as ranges that do not touch, ascending.</summary>
    public static IReadOnlyList<BinRange> Joined(IEnumerable<BinRange> ranges)
    {
        var joined = new List<BinRange>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (joined.Count > 0 && range.First <= joined[^1].Last + 1)
            {
                joined[^1] = joined[^1] with { Last = Math.Max(joined[^1].Last, range.Last) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }
}
