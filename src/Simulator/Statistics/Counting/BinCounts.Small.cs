namespace Simulator.Statistics.Counting;

/// <summary>Values that are too small for single precision, from counts.</summary>
internal sealed partial class BinCounts
{
    // The smallest float that holds all of its 24 bits.
    private static readonly int FirstNormalBin = FloatBins.Of(1.17549435e-38f);

    /// <summary>Values nearer to 0 than single precision can hold with all its digits.</summary>
    /// <param name="isPositive">Whether the values are above 0, so that a 0 is one of them; else a 0 may be what was meant.</param>
    public long TooSmall(bool isPositive)
    {
        var last = FloatBins.Of(0f);
        var small = 0L;
        var first = IndexOf(~FirstNormalBin);
        for (var i = first < 0 ? ~first : first; i < _length && _bins[i] < FirstNormalBin; i++)
        {
            small += isPositive || (_bins[i] != last && _bins[i] != ~last) ? _counts[i] : 0;
        }

        return small;
    }
}
