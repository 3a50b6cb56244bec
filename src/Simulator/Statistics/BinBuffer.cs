namespace Simulator.Statistics;

/// <summary>Memory for the counts of one tally after another: those of every replicate of every output are tens of megabytes.</summary>
internal sealed class BinBuffer
{
    /// <summary>Bins that are not empty, ascending.</summary>
    public int[] Bins { get; private set; } = [];

    /// <summary>Their counts.</summary>
    public long[] Counts { get; private set; } = [];

    /// <summary>Values in all bins below.</summary>
    public long[] Below { get; private set; } = [];

    /// <summary>Makes room for bins; what the buffer held is lost.</summary>
    public void Reserve(int bins)
    {
        if (Bins.Length < bins)
        {
            (Bins, Counts, Below) = (new int[bins], new long[bins], new long[bins]);
        }
    }
}
