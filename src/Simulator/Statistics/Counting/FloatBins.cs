namespace Simulator.Statistics.Counting;

/// <summary>Bins over the ordered bit patterns of floats: exponent and leading mantissa bits.</summary>
/// <remarks>
/// Every float lies in exactly one bin, found by integer arithmetic, and bins have the relative width 2⁻¹¹ over the whole
/// range; so counts are exact, need no range beforehand and merge over threads and devices without a difference.
/// </remarks>
internal static class FloatBins
{
    /// <summary>Mantissa bits that a bin keeps.</summary>
    public const int MantissaBits = 11;

    /// <summary>Bits of the ordered pattern below a bin.</summary>
    public const int DroppedBits = 23 - MantissaBits;

    /// <summary>Floats in one bin.</summary>
    public const int FloatsPerBin = 1 << DroppedBits;

    /// <summary>Bits of a float as an integer that grows with the value, over both signs.</summary>
    public static int Ordered(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return bits ^ ((bits >> 31) & 0x7FFF_FFFF);
    }

    /// <summary>The float with an ordered pattern.</summary>
    public static float FromOrdered(int ordered) =>
        BitConverter.Int32BitsToSingle(ordered ^ ((ordered >> 31) & 0x7FFF_FFFF));

    /// <summary>The bin of a float.</summary>
    public static int Of(float value) => Ordered(value) >> DroppedBits;

    /// <summary>Smallest float of a bin.</summary>
    public static float LowerEdge(int bin) => FromOrdered(bin << DroppedBits);

    /// <summary>Smallest float of the next bin.</summary>
    public static float UpperEdge(int bin) => FromOrdered((bin + 1) << DroppedBits);
}
