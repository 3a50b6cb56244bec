namespace Simulator.Sampling.Lanes;

/// <summary>Single-precision numbers side by side, whose 32-bit patterns can be worked on as integers too.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <remarks>
/// Every operation is exact or correctly rounded in each element, so a computation gives the same bits on every width.
/// There is no library exponential or logarithm on purpose: see <c>LaneMath</c>.
/// Names ending in <c>Bits</c> treat elements as unsigned 32-bit integers.
/// </remarks>
public unsafe interface ILane<TSelf> : IArithmeticLane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>Elements side by side.</summary>
    static abstract int Width { get; }

    /// <summary>Reads <see cref="Width"/> consecutive elements; no alignment needed.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Writes <see cref="Width"/> consecutive elements; no alignment needed.</summary>
    static abstract void Store(TSelf value, float* destination);

    /// <summary>The same float in every element.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>The same bit pattern in every element.</summary>
    static abstract TSelf BroadcastBits(uint value);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The smaller of two; the right one where they do not compare (NaN).</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>All bits set where left &lt; right, else none.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>All bits set where the patterns are equal, else none.</summary>
    static abstract TSelf EqualBits(TSelf left, TSelf right);

    /// <summary>All bits set where left &lt; right as unsigned integers, else none.</summary>
    static abstract TSelf LessThanBits(TSelf left, TSelf right);

    /// <summary>Elements of <paramref name="whenSet"/> where the mask is all ones, of <paramref name="whenClear"/> where it is zero.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf whenClear);

    /// <summary>Whether any element of a mask is set.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>Whether left &lt; right anywhere: cheaper on AVX-512 than asking a mask.</summary>
    static abstract bool AnyLessThan(TSelf left, TSelf right);

    /// <summary>Signed 32-bit integers to floats, rounded to nearest.</summary>
    static abstract TSelf ConvertFromInt32(TSelf bits);

    /// <summary>Floats to signed 32-bit integers, rounded towards zero; the caller keeps them in range.</summary>
    static abstract TSelf ConvertToInt32(TSelf value);

    /// <summary>Integer sum, wrapping.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>Integer difference, wrapping.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>Bitwise and.</summary>
    static abstract TSelf AndBits(TSelf left, TSelf right);

    /// <summary>Bitwise or.</summary>
    static abstract TSelf OrBits(TSelf left, TSelf right);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract TSelf XorBits(TSelf left, TSelf right);

    /// <summary>Shift left by a constant number of bits.</summary>
    static abstract TSelf ShiftLeftBits(TSelf value, int count);

    /// <summary>Shift right by a constant number of bits, zeros coming in.</summary>
    static abstract TSelf ShiftRightBits(TSelf value, int count);

    /// <summary>Shift right by a constant number of bits, the sign coming in.</summary>
    static abstract TSelf ShiftRightSigned(TSelf value, int count);

    /// <summary>The smaller of two unsigned integers.</summary>
    static abstract TSelf MinBits(TSelf left, TSelf right);

    /// <summary>table[index] for each element; indices are the caller's to keep in range.</summary>
    static abstract TSelf Gather(float* table, TSelf indices);

    /// <summary>Four consecutive floats from table[index] on, for each of <see cref="Width"/> indices: the first of all in one register, the second in the next.</summary>
    /// <param name="table">The table, aligned to 16 bytes.</param>
    /// <param name="indices">
    /// Where the four begin: multiples of four, the caller's to keep in range. In memory, since each is an address; a register
    /// that was written there just before would have to be waited for.
    /// </param>
    static abstract (TSelf First, TSelf Second, TSelf Third, TSelf Fourth) GatherFour(float* table, uint* indices);

    /// <summary>table[index mod 32] for each element, of a table of 32: two registers' worth on AVX-512, no memory gather.</summary>
    static abstract TSelf Lookup32(float* table, TSelf indices);

    /// <summary>What <see cref="Exchange"/> needs to move every element by a distance.</summary>
    /// <param name="distance">Any number; its bits below the width count.</param>
    static abstract TSelf ExchangePattern(int distance);

    /// <summary>Element i ⊕ distance of a value in the place of element i.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pattern"><see cref="ExchangePattern"/> of the distance.</param>
    static abstract TSelf Exchange(TSelf value, TSelf pattern);
}
