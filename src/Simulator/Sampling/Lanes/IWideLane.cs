namespace Simulator.Sampling.Lanes;

/// <summary>64-bit elements whose low halves are the 32-bit words of Philox.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <remarks>
/// A 32 × 32 → 64 bit product is one instruction on this shape (vpmuludq, mul, IMAD.WIDE), and since it reads only
/// the low halves, whatever a shift or exclusive or leaves in the high halves never have to be cleared.
/// </remarks>
public unsafe interface IWideLane<TSelf>
    where TSelf : struct, IWideLane<TSelf>
{
    /// <summary>64-bit elements side by side.</summary>
    static abstract int Width { get; }

    /// <summary>The same value in every element.</summary>
    static abstract TSelf Broadcast(ulong value);

    /// <summary>first, first + 2, first + 4, … : every second counter, the other half goes to a second lane.</summary>
    static abstract TSelf EverySecond(uint first);

    /// <summary>Product of the low halves, all 64 bits of it.</summary>
    static abstract TSelf MultiplyLow(TSelf left, TSelf right);

    /// <summary>High half moved down to the low half.</summary>
    static abstract TSelf HighHalf(TSelf value);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract TSelf Xor(TSelf left, TSelf right);

    /// <summary>Bitwise exclusive or of three: one instruction on AVX-512.</summary>
    static abstract TSelf Xor(TSelf first, TSelf second, TSelf third);

    /// <summary>Writes the low halves of both, alternating even, odd, even, odd: 2 × <see cref="Width"/> consecutive words.</summary>
    static abstract void StoreInterleaved(TSelf even, TSelf odd, uint* destination);
}
