using System.Numerics;
using System.Runtime.CompilerServices;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Sampling.Sobol;

/// <summary>One coordinate of the points of a Sobol' sequence, as words of which <see cref="WordMath"/> makes probabilities.</summary>
/// <remarks>
/// <para>
/// Point n is shift ⊕ the directions at the set bits of n: natural order. Gray code's order, which libraries use that
/// make one point after the other, is another order of the same 2ᵐ first points.
/// </para>
/// <para>
/// A coordinate k stands for u = (k + ½)·2⁻³². <see cref="WordMath"/> counts the upper half from its end, so the word
/// of k is k, or k ⊕ (2³¹ − 1) where bit 31 is set. That adds bit 31, without carry, to every other bit: linear over the
/// field of two elements, so it is done to the directions and to the shift, and costs a point nothing.
/// </para>
/// </remarks>
public sealed unsafe class SobolStream
{
    /// <summary>Points made together; first point and count of a fill are multiples of it.</summary>
    public const int Group = 64;

    /// <summary>Points of a sequence: its coordinates have 32 binary digits.</summary>
    public const long MaximumPoints = 1L << SobolDirections.Digits;

    private const int GroupDigits = 6;
    private const uint UpperHalf = 0x80000000;

    private readonly uint[] _directions;

    // The points 0 to 63 without the shift.
    private readonly uint[] _pattern = new uint[Group];

    // [j]: what changes from group g − 1 to g when g ends in j zeros, that is directions 6 to 6 + j together. The last
    // is met when a fill ends with the sequence, and not used.
    private readonly uint[] _steps = new uint[SobolDirections.Digits - GroupDigits + 1];

    internal SobolStream(ReadOnlySpan<uint> coordinateDirections, uint coordinateShift)
    {
        _directions = new uint[SobolDirections.Digits];
        for (var i = 0; i < _directions.Length; i++)
        {
            _directions[i] = ToWord(coordinateDirections[i]);
        }

        Shift = ToWord(coordinateShift);
        for (var point = 1; point < Group; point++)
        {
            var lowestSet = point & -point;
            _pattern[point] = _pattern[point ^ lowestSet] ^ _directions[BitOperations.Log2((uint)lowestSet)];
        }

        var step = 0u;
        for (var j = 0; j < _steps.Length - 1; j++)
        {
            step ^= _directions[GroupDigits + j];
            _steps[j] = step;
        }
    }

    /// <summary>32 words: what bit 0, 1, … of a point's number contributes to its word.</summary>
    public ReadOnlySpan<uint> Directions => _directions;

    /// <summary>The word of point 0.</summary>
    public uint Shift { get; }

    /// <summary>The word of one point.</summary>
    /// <param name="point">Number of the point, below <see cref="MaximumPoints"/>.</param>
    public uint Word(long point)
    {
        CheckRange(point, 1);
        fixed (uint* directions = _directions)
        {
            return Word(directions, Shift, (uint)point);
        }
    }

    /// <summary>What changes from a point to the one a power of two later.</summary>
    /// <param name="point">Number of the point, a multiple of that power.</param>
    /// <param name="digits">The power.</param>
    /// <returns>The exclusive or of the two points' words; 0 after the last point of the sequence.</returns>
    public uint Step(long point, int digits)
    {
        var change = 0u;
        for (var carried = (point ^ (point + (1L << digits))) >> digits; carried != 0 && digits < _directions.Length; carried >>= 1)
        {
            change ^= _directions[digits++];
        }

        return change;
    }

    /// <summary>The word of one point from bare memory, as a GPU thread does it; no check.</summary>
    /// <param name="directions"><see cref="Directions"/>.</param>
    /// <param name="shift"><see cref="Shift"/>.</param>
    /// <param name="point">Number of the point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(uint* directions, uint shift, uint point)
    {
        var word = shift;
        for (; point != 0; point >>= 1)
        {
            // All ones where the bit is set: no branch that neighbouring points would take differently.
            word ^= *directions++ & (0 - (point & 1));
        }

        return word;
    }

    /// <summary>The words of consecutive points.</summary>
    /// <param name="firstPoint">Number of the first point, a multiple of <see cref="Group"/>.</param>
    /// <param name="words">Where the words go; no alignment needed.</param>
    /// <param name="count">How many, a multiple of <see cref="Group"/>.</param>
    /// <remarks>The low six bits of a point's number run through a fixed pattern, the others change once in a group.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill<TLane>(long firstPoint, uint* words, int count)
        where TLane : struct, ILane<TLane>
    {
        CheckRange(firstPoint, count);
        if (((firstPoint | (uint)count) & (Group - 1)) != 0)
        {
            throw new ArgumentException($"First point {firstPoint} and count {count} have to be multiples of {Group}.");
        }

        if (count == 0)
        {
            return;
        }

        var group = (uint)(firstPoint >> GroupDigits);
        fixed (uint* directions = _directions, pattern = _pattern, steps = _steps)
        {
            var start = Word(directions + GroupDigits, Shift, group);
            for (var end = words + count; words < end; words += Group)
            {
                FillGroup<TLane>((float*)pattern, TLane.BroadcastBits(start), (float*)words);
                group++;
                start ^= steps[BitOperations.TrailingZeroCount(group)];
            }
        }
    }

    // Four registers at a time: all of the group on AVX-512.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillGroup<TLane>(float* pattern, TLane start, float* words)
        where TLane : struct, ILane<TLane>
    {
        for (var done = 0; done < Group; done += 4 * TLane.Width)
        {
            TLane.Store(TLane.XorBits(TLane.Load(pattern + done), start), words + done);
            TLane.Store(TLane.XorBits(TLane.Load(pattern + done + TLane.Width), start), words + done + TLane.Width);
            TLane.Store(TLane.XorBits(TLane.Load(pattern + done + (2 * TLane.Width)), start), words + done + (2 * TLane.Width));
            TLane.Store(TLane.XorBits(TLane.Load(pattern + done + (3 * TLane.Width)), start), words + done + (3 * TLane.Width));
        }
    }

    // See the remarks of the type; its own inverse.
    private static uint ToWord(uint coordinate) => coordinate >= UpperHalf ? coordinate ^ (UpperHalf - 1) : coordinate;

    private static void CheckRange(long firstPoint, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstPoint);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (firstPoint > MaximumPoints - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstPoint),
                firstPoint,
                $"A Sobol' sequence of 32 binary digits has {MaximumPoints} points; {count} from this one on exceed that. Use fewer samples per replicate, or more replicates.");
        }
    }
}
