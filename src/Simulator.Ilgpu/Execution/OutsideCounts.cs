using Simulator.Ilgpu.Kernels;
using Simulator.Statistics;

namespace Simulator.Ilgpu.Execution;

/// <summary>What a histogram holds outside the window: finite values by bin, and those that are not finite.</summary>
internal static class OutsideCounts
{
    // Infinities have bins of their own: a NaN that arithmetic made has a bit set that puts it further out.
    private static readonly int PositiveInfinity = FloatBins.Of(float.PositiveInfinity);
    private static readonly int NegativeInfinity = FloatBins.Of(float.NegativeInfinity);

    /// <summary>Adds the finite ones to a tally.</summary>
    /// <param name="histogram">All bins of a root; those of the window are empty.</param>
    /// <param name="total">Receives the counts.</param>
    /// <returns>What was not a number and what was infinite.</returns>
    public static (long NotANumber, long Infinite) Add(uint[] histogram, OutputTally total)
    {
        long notANumber = 0;
        long infinite = 0;
        for (var place = 0; place < histogram.Length; place++)
        {
            var count = histogram[place];
            if (count == 0)
            {
                continue;
            }

            var bin = place - DeviceTally.Place(0, 0);
            if (bin == PositiveInfinity || bin == NegativeInfinity)
            {
                infinite += count;
            }
            else if (bin > PositiveInfinity || bin < NegativeInfinity)
            {
                notANumber += count;
            }
            else
            {
                total.AddOutside(bin, count);
            }
        }

        return (notANumber, infinite);
    }
}
