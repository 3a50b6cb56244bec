using System.Numerics;
using System.Runtime.Intrinsics;

namespace Simulator.Statistics.Counting;

/// <summary>Sums over bins: how many values lie below an edge, and counts times weights.</summary>
internal sealed partial class OutputTally
{
    /// <summary>Values in all bins below each of some bins.</summary>
    /// <param name="bins">The bins, ascending.</param>
    internal long[] CountBelow(ReadOnlySpan<int> bins)
    {
        var below = new long[bins.Length];
        var (at, sum) = (0, 0L);
        for (var i = 0; i < bins.Length; i++)
        {
            var end = (int)Math.Clamp((long)bins[i] - window.First, at, window.Length);
            if (_few.Length > 0)
            {
                below[i] = CountBelow(_few, (int)Math.Clamp((long)bins[i] - window.First, 0, window.Length));
                continue;
            }

            sum += _wide.Length > 0 ? Sum(_wide.AsSpan(at, end - at)) : _narrow.Length > 0 ? Sum(_narrow.AsSpan(at, end - at)) : 0;
            at = end;
            below[i] = sum;
        }

        foreach (var (bin, count) in _outside)
        {
            for (var i = bins.Length - 1; i >= 0 && bins[i] > bin; i--)
            {
                below[i] += count;
            }
        }

        return below;
    }

    /// <summary>Sum over some bins of count times weight, from the lowest bin up.</summary>
    /// <param name="weights">The bins and their weights.</param>
    internal double Weighted(BinWeights weights)
    {
        var start = weights.Bins[0] - window.First;
        return _outside.Count > 0 || start < 0 ? Weighted(weights.Bins, weights.Weights)
            : _few.Length > 0 ? Weighted(_few, start, weights.InARow)
            : _narrow.Length > 0 ? Weighted(_narrow.AsSpan(Math.Min(start, _narrow.Length)), weights.InARow)
            : Weighted(weights.Bins, weights.Weights);
    }

    /// <summary>Sum over some bins of count times weight.</summary>
    /// <param name="bins">The bins.</param>
    /// <param name="weights">Their weights.</param>
    internal double Weighted(ReadOnlySpan<int> bins, ReadOnlySpan<double> weights)
    {
        if (_few.Length > 0)
        {
            Wide();
        }

        var (sum, hasOutside) = (0.0, _outside.Count > 0);
        for (var i = 0; i < bins.Length; i++)
        {
            var slot = bins[i] - window.First;
            sum += (uint)slot < (uint)_narrow.Length ? _narrow[slot] * weights[i] : (uint)slot < (uint)_wide.Length ? _wide[slot] * weights[i] : 0;
            if (hasOutside && _outside.TryGetValue(bins[i], out var count))
            {
                sum += count * weights[i];
            }
        }

        return sum;
    }

    // Of few samples most bins hold none.
    private static double Weighted(ReadOnlySpan<byte> counts, ReadOnlySpan<double> weights)
    {
        var (sum, length, i) = (0.0, Math.Min(counts.Length, weights.Length), 0);
        for (; i + Vector256<byte>.Count <= length; i += Vector256<byte>.Count)
        {
            for (var filled = ~Vector256.Equals(Vector256.LoadUnsafe(in counts[i]), Vector256<byte>.Zero).ExtractMostSignificantBits(); filled != 0; filled &= filled - 1)
            {
                var at = i + BitOperations.TrailingZeroCount(filled);
                sum += counts[at] * weights[at];
            }
        }

        for (; i < length; i++)
        {
            sum += counts[i] * weights[i];
        }

        return sum;
    }

    private static long Sum(ReadOnlySpan<byte> counts)
    {
        // So many pairs of bytes can be added before a sum of 16 bits could run over.
        const int Together = ushort.MaxValue / (2 * byte.MaxValue) * 32;
        var (i, sum) = (0, 0L);
        while (i + Vector256<byte>.Count <= counts.Length)
        {
            var (sums, even) = (Vector256<ushort>.Zero, Vector256.Create((ushort)byte.MaxValue));
            for (var end = Math.Min(i + Together, counts.Length); i + Vector256<byte>.Count <= end; i += Vector256<byte>.Count)
            {
                var pairs = Vector256.LoadUnsafe(in counts[i]).AsUInt16();
                sums += (pairs & even) + (pairs >> 8);
            }

            var (low, high) = Vector256.Widen(sums);
            sum += Vector256.Sum(low + high);
        }

        for (; i < counts.Length; i++)
        {
            sum += counts[i];
        }

        return sum;
    }

    private static long Sum(ReadOnlySpan<uint> counts)
    {
        var i = 0;
        var sums = Vector256<ulong>.Zero;
        for (; i + Vector256<uint>.Count <= counts.Length; i += Vector256<uint>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(in counts[i]));
            sums += low + high;
        }

        var sum = (long)Vector256.Sum(sums);
        for (; i < counts.Length; i++)
        {
            sum += counts[i];
        }

        return sum;
    }
}
