using System.Runtime.Intrinsics;

namespace Simulator.Statistics.Counting;

/// <summary>A run of neighbouring bins that is counted in an array.</summary>
/// <param name="First">First bin.</param>
/// <param name="Length">Bins.</param>
internal readonly record struct BinWindow(int First, int Length)
{
    // An octave is 2¹¹ bins. Sixteen octaves of counters are 64 KiB a thread, and 32 replicates of 25 outputs 200 MiB at the
    // very worst; half an octave of margin catches all but a sample in a million.
    private const int Margin = 1 << (FloatBins.MantissaBits - 1);

    /// <summary>Bins at most.</summary>
    internal const int Longest = 1 << 15;

    /// <summary>A window around the first values of an output, half an octave wider on both sides.</summary>
    /// <param name="values">Some values of the output.</param>
    public static BinWindow Around(ReadOnlySpan<float> values)
    {
        // Zero is 127 octaves away from one: an atom there must not stretch the window.
        var (lowest, highest) = Range(values);

        if (lowest > highest)
        {
            return new BinWindow(FloatBins.Of(0), 1);
        }

        var first = lowest - Margin;
        var last = highest + Margin;
        if (last - first >= Longest)
        {
            first = MedianBin(values) - (Longest / 2);
            last = first + Longest - 1;
        }

        return new BinWindow(first, last - first + 1);
    }

    // Of the finite values other than 0.
    private static (int Lowest, int Highest) Range(ReadOnlySpan<float> values)
    {
        var i = 0;
        var (low, high) = (Vector256.Create(int.MaxValue), Vector256.Create(int.MinValue));
        var (magnitude, exponent) = (Vector256.Create(0x7FFF_FFFF), Vector256.Create(0x7F80_0000));
        for (; i + Vector256<int>.Count <= values.Length; i += Vector256<int>.Count)
        {
            var bits = Vector256.LoadUnsafe(in values[i]).AsInt32();
            var rest = bits & magnitude;
            var isMeant = Vector256.LessThan(rest, exponent) & ~Vector256.Equals(rest, Vector256<int>.Zero);
            var bins = (bits ^ ((bits >> 31) & magnitude)) >> FloatBins.DroppedBits;
            low = Vector256.ConditionalSelect(isMeant, Vector256.Min(low, bins), low);
            high = Vector256.ConditionalSelect(isMeant, Vector256.Max(high, bins), high);
        }

        var (lowest, highest) = (int.MaxValue, int.MinValue);
        for (var element = 0; element < Vector256<int>.Count; element++)
        {
            (lowest, highest) = (Math.Min(lowest, low[element]), Math.Max(highest, high[element]));
        }

        foreach (var value in values[i..])
        {
            if (float.IsFinite(value) && value != 0)
            {
                var bin = FloatBins.Of(value);
                (lowest, highest) = (Math.Min(lowest, bin), Math.Max(highest, bin));
            }
        }

        return (lowest, highest);
    }

    private static int MedianBin(ReadOnlySpan<float> values)
    {
        var bins = new List<int>(values.Length);
        foreach (var value in values)
        {
            if (float.IsFinite(value) && value != 0)
            {
                bins.Add(FloatBins.Of(value));
            }
        }

        bins.Sort();
        return bins[bins.Count / 2];
    }
}

/// <summary>Where the deviations of an output are measured from: d = y · Inverse − Shift.</summary>
/// <param name="Inverse">One over the unit of the deviations.</param>
/// <param name="Shift">1 for deviations relative to the reference, 0 where the reference is zero.</param>
internal readonly record struct MomentReference(float Inverse, float Shift)
{
    /// <summary>A reference at a typical value of an output.</summary>
    /// <param name="typical">E.g. the output with every input at its median; anything is allowed.</param>
    public static MomentReference At(double typical)
    {
        var inverse = (float)(1 / typical);
        return float.IsNormal(inverse) ? new MomentReference(inverse, 1) : new MomentReference(1, 0);
    }

    /// <summary>Whether deviations are relative to a typical value.</summary>
    public bool IsRelative => Shift == 1;

    /// <summary>The mean of an output from the mean of its deviations.</summary>
    public double Mean(double meanDeviation) => (meanDeviation + Shift) / Inverse;

    /// <summary>The standard deviation of an output from the variance of its deviations.</summary>
    public double StandardDeviation(double variance) => Math.Sqrt(variance) / Math.Abs((double)Inverse);
}
